//! The language server, driven by a model of a client.
#![cfg(feature = "server")]

#[path = "../common/mod.rs"]
mod common;

mod client;
mod configuration;
mod features;
mod properties;
mod rude;
mod stdio;
mod sync;
