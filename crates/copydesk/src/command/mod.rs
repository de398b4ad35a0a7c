//! One file a subcommand.

pub mod add;
pub mod check;
pub mod clean;
pub mod export;
pub mod link;
pub mod repair;
pub mod schema;
pub mod search;
pub mod serve;
mod summary;
