//! amplint reads an `amp.yaml` manifest the way the Ampersand platform does and reports everything
//! that is wrong with it.
//!
//! One way through: [`source`] → [`yaml`] → [`manifest`] (or [`api`]) → [`rules`] → [`diagnostic`] → [`fix`] →
//! [`report`]. [`check()`] runs a text through all stages but the last.
#![forbid(unsafe_code)]

pub mod api;
#[doc(hidden)]
pub mod assist;
pub mod baseline;
pub mod calendar;
pub mod catalog;
mod check;
pub mod config;
pub mod diagnostic;
pub mod escape;
pub mod fix;
mod fixer;
pub mod json;
pub mod manifest;
mod options;
#[doc(hidden)]
pub mod overview;
pub mod parse;
pub mod report;
pub mod rule;
pub mod rules;
pub mod schedule;
#[cfg(feature = "server")]
#[doc(hidden)]
pub mod server;
pub mod source;
pub mod suggest;
pub mod suppress;
#[doc(hidden)]
pub mod workspace;
pub mod yaml;

pub use check::{Checked, MAX_FINDINGS, check, reaches};
pub use fixer::{Fixed, MAX_FIX_ATTEMPTS, Refused, Spared, Unfixable, fix, fix_but};
pub use options::{Options, UnknownRule};
