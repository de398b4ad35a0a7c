//! What commands share: standard output, failures, and the messages for them.

use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};
use std::path::Path;
use std::process::ExitCode;

use copydesk::archive::Archive;

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Who read the output has gone; that is no error.
    #[error("the output was closed")]
    BrokenPipe,
    /// The output could not be written.
    #[error("the output could not be written: {0}")]
    Output(io::Error),
    /// The command was given something that it cannot work with.
    #[error("{0}")]
    Usage(String),
    /// An archive refused.
    #[error(transparent)]
    Archive(copydesk::archive::Error),
    /// Anything else that the system refused.
    #[error("{0}")]
    System(String),
}

impl Failure {
    /// 2 for wrong usage, 1 for all else.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(if matches!(self, Self::Usage(_)) { 2 } else { 1 })
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::Output(error),
        }
    }
}

impl From<copydesk::archive::Error> for Failure {
    fn from(error: copydesk::archive::Error) -> Self {
        match error {
            copydesk::archive::Error::Output(error) => error.into(),
            error => Self::Archive(error),
        }
    }
}

/// Standard output, buffered.
pub fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Writes a value as one line of JSON.
pub fn json_line(out: &mut impl Write, value: &impl serde::Serialize) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, value).map_err(io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

/// 0 when all inputs could be used, else 1.
pub fn status(all_used: bool) -> ExitCode {
    ExitCode::from(u8::from(!all_used))
}

/// Refuses paths that are addresses.
pub fn check_paths(paths: &[std::path::PathBuf]) -> Result<(), Failure> {
    match paths.iter().find(|path| copydesk::intake::is_address(path)) {
        Some(path) => Err(Failure::Usage(format!(
            "{} is an address; pages are read from files and folders (fetching is the work of `copydesk watch`, which is yet to come)",
            path.display()
        ))),
        None => Ok(()),
    }
}

/// Opens an archive that must exist.
pub fn open_archive(dir: &Path) -> Result<Archive, Failure> {
    if !dir.join("archive.sqlite").is_file() {
        let message = format!(
            "{} holds no archive; make one with `copydesk add PATH --archive {0}`",
            dir.display()
        );
        return Err(Failure::Usage(message));
    }
    Ok(Archive::open(dir)?)
}

/// How many threads to use when the user does not say.
pub fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
