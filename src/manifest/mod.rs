//! Spanned tree in, typed manifest out: what the platform reads, every value with its place, and everything
//! about the shape that keeps it from being read.

mod at;
mod foreign;
mod keys;
mod model;
pub mod name_path;
mod path;
mod placeholder;
mod problem;
mod read;
mod reader;
mod strays;
mod unknown;

pub use crate::yaml::scalar;
pub use at::At;
pub use foreign::foreign;
pub use keys::{Key, Shape};
pub use model::*;
pub use name_path::NamePaths;
pub use path::{PathFault, PathFaultKind, is_nested, is_path, meant_path, path_faults};
pub use problem::{Breach, Expected, Found, Home, Problem, ProblemKind};
pub use read::read;
