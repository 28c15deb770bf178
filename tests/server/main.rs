//! The language server, driven by a model of a client.
#![cfg(feature = "server")]

#[path = "../common/mod.rs"]
mod common;

mod client;
mod features;
mod stdio;
mod sync;
