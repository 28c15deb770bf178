//! What is known of the providers: which there are, what each can do, which objects it has with which fields,
//! and what it limits.
//!
//! The data lies in `schemas/catalog` and is embedded as tables that are read where they stand: nothing is
//! parsed, allocated or copied at start, and a look-up by name is a binary search. Handles such as
//! [`Provider`] or [`Object`] are small copies of a place in those tables.
//!
//! The facts differ in how sure they are. A [`Verdict`] is what the connector itself was seen to do: only what it
//! refuses is an error. Where there is none, [`Support`] keeps "no" apart from "not listed" and "unknown".
//! [`Module::unlisted`] and [`Object::refused`] turn both into the level a finding may have at most; what they
//! leave out is not worth a word.
mod blob;
mod facts;
mod field;
mod layout;
mod limits;
mod meant;
mod missed;
mod module;
mod modules;
mod near;
mod object;
mod objects;
mod own;
mod provider;
mod search;

pub use facts::{
    Capability, Enforcement, Flag, Flags, NameCase, StandardEvent, StandardEvents, Support, Verdict, Weight,
};
pub use field::{FieldKind, ObjectField};
pub use limits::{BackfillLimit, FieldLimit, Limit, ReservedNames, Subscription, WatchAll};
pub use meant::{By, Meant, meant};
pub use missed::Missed;
pub use module::Module;
pub use near::{Near, Nearness};
pub use object::{Object, WriteModes};
pub use own::{Own, OwnObject};
pub use provider::{Provider, nearest_provider, provider, provider_but_for_case, providers};
pub use search::{Hit, Likeness, MAX_WORDS, Match, likeness, search};

/// One of the sources of the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactSource {
    /// What it is: `connectors`, `verdicts`.
    pub what: &'static str,
    /// Its revision.
    pub revision: &'static str,
    /// The day of that revision, `2026-08-21`.
    pub date: &'static str,
}

/// Where the facts come from, the main source first.
#[must_use]
pub fn sources() -> impl ExactSizeIterator<Item = FactSource> {
    blob::SOURCES.iter().map(|row| FactSource {
        what: blob::name(row, 0),
        revision: blob::name(row, 1),
        date: blob::name(row, 2),
    })
}

/// The day that the facts are of: that of the oldest source. Facts age.
#[must_use]
pub fn date() -> &'static str {
    sources().map(|source| source.date).min().unwrap_or_default()
}

/// The size of the embedded tables in bytes.
#[must_use]
pub fn embedded_size() -> usize {
    blob::size()
}
