//! API documents: what a kind's schema makes of them, and looking at what is in them.

pub mod kind;
mod object;
mod progress;
mod read;
mod reads;
pub mod time;
mod value;

pub use object::{Entry, Object};
pub use progress::Progress;
pub use read::{MAX_ERRORS, Payload, Payloads, read};
pub use reads::{Backfills, Read, Reads};
pub use value::{Scalar, scalar};
