//! `amplint.toml`: the settings of a repository.
//!
//! The file is linted like a manifest: everything wrong with it is found in one run, with its characters.
//! Nothing in it can make the program run, write or fetch anything.

mod catalog;
mod compare;
mod levels;
mod model;
mod patterns;
mod reader;
mod sections;

pub use model::{Config, Override, ProjectMembers, Setting};
pub use patterns::Patterns;
pub use reader::{ID, read};

/// The names a configuration file may have, in the order they are looked for.
pub const NAMES: [&str; 2] = ["amplint.toml", ".amplint.toml"];

/// The largest configuration that is read, in bytes.
pub const MAX_SIZE: u64 = 1 << 20;

/// How many findings about a configuration are listed.
pub const MAX_FINDINGS: usize = 100;
