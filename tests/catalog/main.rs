//! The catalogue: its data against its schema and against itself, the embedded tables against the data, and
//! what look-ups and near misses find.
//!
//! After a change to `schemas/catalog`, `AMPLINT_UPDATE=1 cargo test --test catalog` lays the files out and
//! rebuilds the tables; the run after that tests them.
mod data;
mod embedded;
#[path = "../../src/catalog/layout.rs"]
mod layout;
mod near;
mod pretty;
mod sound;
mod spots;
mod writer;
