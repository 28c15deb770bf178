//! Two versions of a manifest: what of one belongs to what of the other, and what that means to customers.
//!
//! An integration is known by its name, an object by its action and name without regard to case, a field by its
//! `fieldName` without regard to case or, where customers map it, by its `mapToName`. Order, comments, quotes,
//! anchors and spelled-out defaults are no change.

mod accept;
mod fail_on;
mod fields;
mod files;
mod matching;
mod run;

pub use accept::{Acceptance, accept};
pub use fail_on::FailOn;
pub use files::{Versions, compare_files};
pub use run::{Compared, compare};
