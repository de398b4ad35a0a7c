//! Each subcommand, through the program itself: what it prints, what it tells, how it ends.

#[path = "../support/mod.rs"]
mod support;

mod archive;
mod clean;
mod help;
mod learn;
mod link;
mod publish;
mod records;
mod repair;
mod saved;
mod shards;
mod stdin;
