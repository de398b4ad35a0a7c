//! `copydesk reclean`: an archive's records made anew.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use copydesk::{Work, reclean};

use super::profile;
use crate::arguments::{COMMIT_EVERY, Reclean};
use crate::output::{Failure, default_jobs, open_archive, status, stdout};

pub fn run(arguments: &Reclean) -> Result<ExitCode, Failure> {
    let profile = profile::read(arguments.profile.as_deref())?;
    let archive = open_archive(&arguments.archive)?;
    let work = Work {
        jobs: arguments.jobs.unwrap_or_else(default_jobs),
        profile: profile.as_ref(),
        commit_every: Duration::from_secs(COMMIT_EVERY),
    };
    let came = reclean(&archive, work, |_| {})?;
    for damage in &came.damaged {
        eprintln!("copydesk: {damage}");
    }
    let mut out = stdout();
    writeln!(
        out,
        "{} pages cleaned again, {} records changed",
        came.pages - came.damaged.len(),
        came.changed
    )?;
    out.flush()?;
    Ok(status(came.damaged.is_empty()))
}
