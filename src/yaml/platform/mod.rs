//! YAML as the platform's decoder reads it: which texts it takes, where it gives up, and what it makes of them.
//!
//! That is YAML 1.1 as one widespread family of scanners has it, which differs from YAML 1.2 in both directions:
//! a tab before a comment ends everything, while a comment right after a quote does not. So this is a reader of
//! its own: characters to tokens ([`scan`], [`indicator`], [`scalar`], [`property`]), tokens to events ([`parse`], [`collection`]). Nothing here
//! recurses, and nothing is read twice.

mod collection;
mod event;
mod indicator;
mod parse;
mod property;
mod scalar;
mod scan;

pub use event::Lenient;
pub(super) use event::{Event, Leniency, Mark, Refusal};
pub(super) use parse::Reader;
