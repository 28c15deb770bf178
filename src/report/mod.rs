//! Findings as users and other programs read them. One file a format; none of them knows a rule.
//!
//! Whatever stands in a file, its name or a message: no report holds raw control characters.

pub mod changes;
mod concise;
mod draw;
mod excerpt;
mod fingerprint;
mod format;
mod full;
mod github;
mod gitlab;
mod input;
mod json;
mod junit;
mod lines;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod overview;
mod page;
mod paint;
mod sarif;
mod snippet;
mod statistics;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod table;
mod words;

pub use excerpt::MAX_WIDTH;
pub use format::Format;
pub use input::{Look, Report, Summary};
pub use page::page;
