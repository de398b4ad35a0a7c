//! `copydesk export`: an archive's records, in order of arrival.

use std::io::Write;
use std::process::ExitCode;

use copydesk::record::{Article, Kind};
use copydesk::render;

use crate::arguments::{Export, ExportFormat};
use crate::output::{Failure, open_archive, status, stdout};

pub fn run(arguments: &Export) -> Result<ExitCode, Failure> {
    let archive = open_archive(&arguments.archive)?;
    let mut out = stdout();
    let mut is_whole = true;
    archive.export(&mut |record| {
        match record {
            Ok(article) if arguments.proof => write(&mut out, &article, arguments.format)?,
            Ok(article) => write(&mut out, &article.without_proof(), arguments.format)?,
            Err(damage) => {
                is_whole = false;
                eprintln!("copydesk: {damage}");
            }
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(status(is_whole))
}

fn write(out: &mut impl Write, article: &Article, format: ExportFormat) -> std::io::Result<()> {
    match format {
        ExportFormat::Jsonl => {
            serde_json::to_writer(&mut *out, article)?;
            out.write_all(b"\n")
        }
        ExportFormat::Markdown if matches!(article.kind, Kind::Article | Kind::Live) => {
            writeln!(out, "{}", render::markdown(article))
        }
        ExportFormat::Markdown => Ok(()),
    }
}
