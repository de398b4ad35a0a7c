//! `copydesk check`: is the archive sound?

use std::io::Write;
use std::process::ExitCode;

use crate::arguments::Check;
use crate::output::{Failure, open_archive, status, stdout};

pub fn run(arguments: &Check) -> Result<ExitCode, Failure> {
    let report = open_archive(&arguments.archive)?.check()?;
    for damage in &report.damaged {
        eprintln!("copydesk: {damage}");
    }
    let index = if report.index_rebuilt {
        "was made anew"
    } else {
        "agrees"
    };
    let pages = if report.damaged.is_empty() {
        "all sound".to_owned()
    } else {
        format!("{} damaged", report.damaged.len())
    };
    let mut out = stdout();
    writeln!(
        out,
        "{} pages checked, {pages}; the search index {index}",
        report.pages
    )?;
    out.flush()?;
    Ok(status(report.damaged.is_empty()))
}
