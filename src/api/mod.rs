//! API documents: what a kind's schema makes of them, and looking at what is in them.

#[cfg(feature = "api-documents")]
mod breaches;
pub mod kind;
mod object;
mod progress;
mod read;
mod reads;
pub mod time;
mod value;

#[cfg(feature = "api-documents")]
pub use breaches::MAX_ERRORS;
pub use object::{Entry, Mapping};
pub use progress::Progress;
pub use read::{Payload, Payloads, read};
pub use reads::{Backfills, KnownRead, Reads};
pub use value::{JsonScalar, scalar};
