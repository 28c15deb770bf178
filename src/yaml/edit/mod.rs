//! Edits on the text of a document: from its tree and its lines, with nothing known of what it means.

mod editor;
mod entry;
mod item;
mod moves;
mod scalar;

pub use editor::Editor;
pub use moves::Move;
pub use scalar::{is_plain, is_value, key_without_colon, quoted};
