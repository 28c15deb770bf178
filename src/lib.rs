//! amplint reads an `amp.yaml` manifest the way the Ampersand platform does and reports everything
//! that is wrong with it.
#![forbid(unsafe_code)]

pub mod catalog;
pub mod schedule;
