//! `copydesk search`: an archive's articles by their words.

use std::io::Write;
use std::process::ExitCode;

use copydesk::archive::Hit;

use crate::arguments::Search;
use crate::output::{Failure, open_archive, stdout};

pub fn run(arguments: &Search) -> Result<ExitCode, Failure> {
    let archive = open_archive(&arguments.archive)?;
    let results = archive.search(&arguments.query, 0, arguments.limit)?;
    if let Some(problem) = &results.problem {
        eprintln!("copydesk: {problem}");
    }
    if let Some(suggestion) = &results.suggestion {
        eprintln!("copydesk: did you mean {suggestion}");
    }
    let mut out = stdout();
    for hit in &results.hits {
        write_hit(&mut out, hit)?;
    }
    out.flush()?;
    eprintln!("{} found, {} shown", results.total, results.hits.len());
    Ok(ExitCode::SUCCESS)
}

fn write_hit(out: &mut impl Write, hit: &Hit) -> Result<(), Failure> {
    let published = hit.summary.published.as_deref().unwrap_or("no date");
    let snippet: String = hit
        .snippet
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    writeln!(
        out,
        "{}\n  {published}  {}\n  {snippet}\n",
        hit.summary.title, hit.summary.id
    )?;
    Ok(())
}
