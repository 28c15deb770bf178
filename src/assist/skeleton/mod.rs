//! A new integration, from a few words and what the catalogue knows of the provider.
//!
//! Whatever comes out has been checked: it is clean, warnings included, or it is refused with what the check says.
//! So nothing here knows a limit. Where the words leave something open, several ways are tried, the best first.

mod append;
mod ask;
mod plan;
mod propose;
mod refusal;
mod tree;
mod usual;
mod write;

pub use append::{NotAppended, append};
pub use ask::{Ask, AskedBackfill, AskedEvents, AskedFields, SCHEDULE_WORDS, schedule_of};
pub use refusal::Impossible;
pub use usual::{Usual, usual};

use tree::whole;

/// A manifest of one integration.
///
/// # Errors
/// Why there is none that would be clean.
pub fn manifest(ask: &Ask) -> Result<String, Impossible> {
    let integration = plan::integration(ask)?;
    Ok(whole(&integration, "\n"))
}
