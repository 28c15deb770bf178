//! One object; `schemas/overview.schema.json` describes it.

use std::io::{self, Write};

use crate::overview::Overview;

/// Writes it.
///
/// # Errors
/// Those of `out`.
pub fn write(overview: &Overview, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, overview)?;
    writeln!(out)
}
