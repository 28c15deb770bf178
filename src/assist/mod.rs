//! What help there is at a place of a text, finished or half typed: which keys and values may stand there, what is known
//! of what stands there, what else names the same thing, and an outline. No protocol and no files: the language
//! server and the command line put it into theirs.

pub mod complete;
pub mod cursor;
pub mod describe;
pub mod lookup;
pub mod occurrences;
pub mod outline;
mod place;
pub mod silence;
pub mod skeleton;

pub use place::{Around, Stand};
