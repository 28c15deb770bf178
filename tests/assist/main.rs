//! Help at a place of a text.

#[path = "../common/mod.rs"]
mod common;

mod back;
mod places;
mod refused;
