//! Changes between versions as users and other programs read them.

mod concise;
mod findings;
mod format;
mod full;
mod input;
mod json;
mod markdown;

pub use format::ChangeFormat;
pub use input::Comparison;
