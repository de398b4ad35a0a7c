//! `copydesk schema`: the record's JSON Schema.

use std::io::Write;
use std::process::ExitCode;

use crate::output::{Failure, stdout};

pub fn run() -> Result<ExitCode, Failure> {
    let mut out = stdout();
    serde_json::to_writer_pretty(&mut out, &copydesk::record::json_schema())
        .map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
