//! The command line.
#![forbid(unsafe_code)]

mod arguments;
mod chunks;
mod command;
mod input;
mod manifest;
mod output;
mod progress;
mod reading;
mod shards;
mod spill;
mod survey;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use output::Failure;

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("copydesk: {failure}");
            failure.exit_code()
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Serve(serve) => command::serve::run(&serve),
        Command::Clean(clean) => command::clean::run(&clean),
        Command::Repair(repair) => command::repair::run(&repair),
        Command::Link(link) => command::link::run(&link),
        Command::Learn(learn) => command::learn::run(&learn),
        Command::Add(add) => command::add::run(&add),
        Command::Search(search) => command::search::run(&search),
        Command::Export(export) => command::export::run(&export),
        Command::Reclean(reclean) => command::reclean::run(&reclean),
        Command::Publish(publish) => command::publish::run(&publish),
        Command::Check(check) => command::check::run(&check),
        Command::Schema => command::schema::run(),
    }
}
