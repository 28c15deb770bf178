//! What the drawings have in common.

use serde::Serialize;

/// A name at its place.
#[derive(Serialize)]
pub(super) struct Mark {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) name: String,
}
