//! `copydesk serve`: takes pages in and serves their edition.

use std::io::{ErrorKind, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::pin::pin;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use copydesk::archive::Archive;
use copydesk::edition::{Edition, Progress, serve};
use copydesk::extract::Profile;
use copydesk::{Tally, Work, take_in};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::{profile, summary};
use crate::arguments::{COMMIT_EVERY, Serve};
use crate::output::{Failure, check_paths, default_jobs, status, stdout};

/// How long open work may go on after the signal to stop, so that all ends within ten seconds.
const GRACE: Duration = Duration::from_secs(2);

pub fn run(arguments: &Serve) -> Result<ExitCode, Failure> {
    check_paths(&arguments.paths)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::System(format!("the server cannot start: {error}")))?;
    let outcome = runtime.block_on(open(arguments));
    runtime.shutdown_timeout(GRACE);
    outcome
}

async fn open(arguments: &Serve) -> Result<ExitCode, Failure> {
    let intake = IntakeArguments::new(arguments)?;
    let listener = listen(arguments.listen).await?;
    let address = listener.local_addr().unwrap_or(arguments.listen);
    let home = Home::new(arguments.archive.as_deref())?;
    let progress = Arc::new(Progress::new());
    let (ended, mut end) = oneshot::channel();
    let intake = Intake {
        arguments: intake,
        dir: home.path().to_owned(),
        address,
        progress: progress.clone(),
    };
    std::thread::spawn(move || ended.send(intake.run()));
    let mut served = pin!(serve(listener, progress, stop()));
    let mut is_taken_in = false;
    loop {
        tokio::select! {
            served = &mut served => {
                served.map_err(|error| Failure::System(format!("the server failed: {error}")))?;
                return Ok(status(true));
            }
            taken_in = &mut end, if !is_taken_in => {
                let failed = |_| Failure::System("taking the pages in failed; please report it".to_owned());
                taken_in.map_err(failed)??;
                is_taken_in = true;
            }
        }
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => {
                let next = SocketAddr::new(address.ip(), address.port().wrapping_add(1));
                Failure::System(format!("{address} is in use; try --listen {next}"))
            }
            _ => Failure::System(format!("cannot listen on {address}: {error}")),
        })
}

/// Waits for Ctrl-C or SIGTERM.
async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}

/// Where the archive lives: the user's directory, or one that goes when the program ends.
enum Home<'a> {
    Kept(&'a Path),
    Temporary(TempDir),
}

impl<'a> Home<'a> {
    fn new(archive: Option<&'a Path>) -> Result<Self, Failure> {
        match archive {
            Some(dir) => Ok(Self::Kept(dir)),
            None => TempDir::with_prefix("copydesk-")
                .map(Self::Temporary)
                .map_err(|error| {
                    Failure::System(format!(
                        "no temporary directory for the archive: {error}; give one with --archive"
                    ))
                }),
        }
    }

    fn path(&self) -> &Path {
        match self {
            Self::Kept(dir) => dir,
            Self::Temporary(dir) => dir.path(),
        }
    }
}

/// Takes the pages in, beside the server.
struct Intake {
    arguments: IntakeArguments,
    dir: std::path::PathBuf,
    address: SocketAddr,
    progress: Arc<Progress>,
}

struct IntakeArguments {
    paths: Vec<std::path::PathBuf>,
    jobs: usize,
    profile: Option<Profile>,
}

impl IntakeArguments {
    fn new(serve: &Serve) -> Result<Self, Failure> {
        Ok(Self {
            paths: serve.paths.clone(),
            jobs: serve.jobs.unwrap_or_else(default_jobs),
            profile: profile::read(serve.profile.as_deref())?,
        })
    }

    fn work(&self) -> Work<'_> {
        Work {
            jobs: self.jobs,
            profile: self.profile.as_ref(),
            commit_every: Duration::from_secs(COMMIT_EVERY),
        }
    }
}

impl Intake {
    fn run(self) -> Result<(), Failure> {
        let archive = Archive::open(&self.dir)?;
        let arguments = &self.arguments;
        let tally = match arguments.paths.is_empty() {
            true => None,
            false => Some(take_in(
                &arguments.paths,
                &archive,
                arguments.work(),
                |tally| self.progress.set_pages(tally.pages),
            )?),
        };
        let archive = Arc::new(archive);
        let told = self.told(&archive, tally.as_ref())?;
        // Whoever reads the address may fetch it at once.
        self.progress.finish(Edition::new(archive));
        write(&told)
    }

    fn told(&self, archive: &Archive, tally: Option<&Tally>) -> Result<String, Failure> {
        let mut told = match tally {
            Some(tally) => summary::table(tally, &archive.stats()?),
            None => String::new(),
        };
        told += &format!("\nFront page            http://{}/\n", self.address);
        if let Some(damaged) = archive.most_damaged()? {
            told += &format!(
                "How pages are cleaned http://{}/proof/{}\n",
                self.address, damaged.id
            );
        }
        Ok(told + "Stop with Ctrl-C.\n")
    }
}

/// Writes to standard output; that nobody reads it any more is no reason to end the service.
fn write(told: &str) -> Result<(), Failure> {
    let mut out = stdout();
    match out.write_all(told.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
