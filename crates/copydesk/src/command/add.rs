//! `copydesk add`: pages into an archive.

use std::process::ExitCode;
use std::time::Duration;

use copydesk::archive::Archive;
use copydesk::{Work, take_in};

use super::{profile, summary};
use crate::arguments::Add;
use crate::output::{Failure, check_paths, default_jobs, status};

pub fn run(arguments: &Add) -> Result<ExitCode, Failure> {
    check_paths(&arguments.paths)?;
    let profile = profile::read(arguments.profile.as_deref())?;
    let archive = Archive::open(&arguments.archive)?;
    let work = Work {
        jobs: arguments.jobs.unwrap_or_else(default_jobs),
        profile: profile.as_ref(),
        commit_every: Duration::from_secs(arguments.commit_every),
    };
    let mut safe = 0;
    let tally = take_in(&arguments.paths, &archive, work, |tally| {
        if tally.safe > safe {
            safe = tally.safe;
            eprintln!(
                "{safe} pages read and safe in the archive ({} new)",
                tally.new
            );
        }
    })?;
    let stats = archive.stats()?;
    eprint!("{}", summary::table(&tally, &stats));
    Ok(status(tally.refused.is_empty()))
}
