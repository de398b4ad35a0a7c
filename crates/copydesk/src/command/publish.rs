//! `copydesk publish`: the edition as static files.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use copydesk::edition::{Publication, Published, publish};
use copydesk::intake::BytesRead;

use crate::arguments::Publish;
use crate::output::{Failure, default_jobs, open_archive, status, stdout};
use crate::progress::Progress;

pub fn run(arguments: &Publish) -> Result<ExitCode, Failure> {
    let archive = Arc::new(open_archive(&arguments.archive)?);
    if arguments.base_url.is_none() {
        eprintln!(
            "copydesk: without --base-url there are no feeds and no sitemap: their addresses must be whole"
        );
    }
    let publication = Publication {
        out: &arguments.out,
        base: arguments.base_url.as_deref(),
        language: arguments.language.tag(),
        jobs: arguments.jobs.unwrap_or_else(default_jobs),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .build()
        .map_err(|error| Failure::System(format!("publishing cannot start: {error}")))?;
    let bytes = BytesRead::default();
    let mut progress = Progress::new(std::io::stderr().is_terminal(), Arc::clone(&bytes), None, 0);
    let mut told = |size| {
        bytes.fetch_add(size, Ordering::Relaxed);
        progress.page();
    };
    let published = runtime.block_on(publish(archive, &publication, &mut told));
    progress.end();
    tell(&published.map_err(|error| Failure::System(error.to_string()))?)
}

fn tell(published: &Published) -> Result<ExitCode, Failure> {
    for reason in &published.failed {
        eprintln!("copydesk: {reason}");
    }
    let Published {
        files,
        written,
        deleted,
        failed,
    } = published;
    let mut out = stdout();
    writeln!(out, "{files} files, {written} written, {deleted} deleted")?;
    out.flush()?;
    Ok(status(failed.is_empty()))
}
