//! `copydesk add`: pages into an archive.

use std::process::ExitCode;

use copydesk::archive::Archive;
use copydesk::take_in;

use super::{profile, summary};
use crate::arguments::Add;
use crate::output::{Failure, check_paths, default_jobs, status};

pub fn run(arguments: &Add) -> Result<ExitCode, Failure> {
    check_paths(&arguments.paths)?;
    let profile = profile::read(arguments.profile.as_deref())?;
    let archive = Archive::open(&arguments.archive)?;
    let tally = take_in(
        &arguments.paths,
        &archive,
        arguments.jobs.unwrap_or_else(default_jobs),
        profile.as_ref(),
        |_| {},
    )?;
    let stats = archive.stats()?;
    eprint!("{}", summary::table(&tally, &stats));
    Ok(status(tally.refused.is_empty()))
}
