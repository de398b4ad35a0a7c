//! One file a subcommand.

pub mod add;
pub mod check;
pub mod clean;
pub mod export;
pub mod learn;
pub mod link;
mod profile;
pub mod publish;
pub mod reclean;
pub mod repair;
pub mod schema;
pub mod search;
pub mod serve;
mod summary;
