//! Edits on the text of a document: from its tree and its lines, with nothing known of what it means.

mod editor;
mod moves;

pub use editor::Editor;
pub use moves::{Move, inward, make_item, outward, put_under, unmake_items, wrap};
