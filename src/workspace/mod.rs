//! The files around a text: which there are, and which configuration applies to each. Shared by the command line
//! and the language server.

mod discover;
mod files;
mod git;
mod projects;
mod settings;

pub use discover::{Discovered, Exclude, Input, NAMES, Target, find, is_manifest};
pub use files::{is_stream, not_a_file, plain, read_all, read_file, read_named, shown};
pub use git::{Blob, Revision};
pub use projects::Projects;
pub use settings::{ConfigChoice, ConfigFault, Loaded, Settings, absolute, nice, relative_to, without_dots};
