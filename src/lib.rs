//! amplint reads an `amp.yaml` manifest the way the Ampersand platform does and reports everything
//! that is wrong with it.
//!
//! One way through: [`source`] → [`yaml`] → [`manifest`] → [`rules`] → [`diagnostic`] → [`fix`] →
//! [`report`]. [`check()`] runs a text through all stages but the last.
#![forbid(unsafe_code)]

pub mod catalog;
mod check;
pub mod diagnostic;
mod edit;
pub mod fix;
pub mod manifest;
mod names;
pub mod near;
mod options;
pub mod rule;
pub mod rules;
pub mod schedule;
pub mod source;
pub mod yaml;

pub use check::{Checked, MAX_FINDINGS, check, reaches};
pub use options::{Options, UnknownRule};
