//! What is known of an open document.

use std::sync::Arc;

use super::document::OpenDocument;
use super::requests::KeptBefore;
use crate::check::Checked;

/// What belongs to an open document.
#[derive(Debug)]
pub(super) struct Open {
    /// Its text, and what the client says of it.
    pub document: OpenDocument,
    /// What was found in this very text.
    pub checked: Option<Arc<Checked>>,
    /// What its fixes are held against.
    pub before: KeptBefore,
}

impl Open {
    /// What is known of the text no longer holds.
    pub(super) fn forget(&mut self) {
        self.checked = None;
        self.before = KeptBefore::default();
    }
}
