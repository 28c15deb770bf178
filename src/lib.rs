//! amplint reads an `amp.yaml` manifest the way the Ampersand platform does and reports everything
//! that is wrong with it.
//!
//! One way through: [`source`] → [`yaml`] → [`manifest`] (or [`payload`]) → [`rules`] → [`diagnostic`] → [`fix`] →
//! [`report`]. [`check()`] runs a text through all stages but the last.
#![forbid(unsafe_code)]

#[doc(hidden)]
pub mod assist;
pub mod baseline;
pub mod catalog;
mod check;
pub mod config;
pub mod diagnostic;
pub mod escape;
pub mod fix;
pub mod kind;
pub mod manifest;
mod mend;
pub mod near;
mod options;
pub mod payload;
mod relocate;
pub mod report;
pub mod rule;
pub mod rules;
pub mod schedule;
pub mod source;
pub mod suppress;
#[doc(hidden)]
pub mod workspace;
pub mod yaml;

pub use check::{Checked, MAX_FINDINGS, check, reaches};
pub use mend::{MAX_FIX_ATTEMPTS, Mended, Refused, Spared, Unmendable, mend, mend_but};
pub use options::{Options, UnknownRule};
