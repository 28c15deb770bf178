//! Replacements in a text.

use crate::source::Span;

/// One replacement.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

impl Edit {
    /// Replaces `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self {
            span,
            text: text.into(),
        }
    }

    /// Inserts `text` at `offset`.
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self {
            span: Span::at(offset),
            text: text.into(),
        }
    }

    /// Removes `span`.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self {
            span,
            text: String::new(),
        }
    }
}

/// `text` with `edits`, which are in order, apart and inside it.
pub(crate) fn splice(text: &str, edits: &[&Edit]) -> String {
    let mut spliced = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in edits {
        spliced.push_str(&text[copied..edit.span.start as usize]);
        spliced.push_str(&edit.text);
        copied = edit.span.end as usize;
    }
    spliced.push_str(&text[copied..]);
    spliced
}
