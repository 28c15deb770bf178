//! What would mend a finding, as data.

use crate::source::Span;

/// How sure a fix is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Applicability {
    /// Can't change what a reader would agree the file means.
    Safe,
    /// Probably right; look at it.
    Unsafe,
}

impl Applicability {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
        }
    }
}

/// One replacement.
#[derive(Clone, PartialEq, Eq, Debug)]
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

/// A set of replacements that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What it does, as an order: "quote the schedule".
    pub message: String,
    /// How sure it is.
    pub applicability: Applicability,
    /// The replacements, which do not overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that can't change the file's meaning.
    pub fn safe(message: impl Into<String>, edits: impl Into<Vec<Edit>>) -> Self {
        Self {
            message: message.into(),
            applicability: Applicability::Safe,
            edits: edits.into(),
        }
    }

    /// A fix that is probably right.
    pub fn risky(message: impl Into<String>, edits: impl Into<Vec<Edit>>) -> Self {
        Self {
            message: message.into(),
            applicability: Applicability::Unsafe,
            edits: edits.into(),
        }
    }
}

/// Applies fixes to `text`, first come first served: one that touches an earlier one's characters is left
/// out. Returns the new text and how many were applied.
///
/// Edits must lie on character boundaries inside `text`; a fix with others is left out.
#[must_use]
pub fn apply<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Fix>) -> (String, usize) {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut applied = 0;
    for fix in fixes {
        let fits = |edit: &Edit| text.get(edit.span.range()).is_some();
        let free = |edit: &Edit| taken.iter().all(|other| !touch(edit.span, other.span));
        if fix.edits.iter().all(|edit| fits(edit) && free(edit)) {
            taken.extend(&fix.edits);
            applied += 1;
        }
    }
    taken.sort_by_key(|edit| edit.span);
    let mut fixed = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in taken {
        fixed.push_str(&text[copied..edit.span.start as usize]);
        fixed.push_str(&edit.text);
        copied = edit.span.end as usize;
    }
    fixed.push_str(&text[copied..]);
    (fixed, applied)
}

/// Whether two replacements would meet: they share a character, or insert at one place.
fn touch(a: Span, b: Span) -> bool {
    if a.is_empty() || b.is_empty() {
        a.start <= b.end && b.start <= a.end
    } else {
        a.start < b.end && b.start < a.end
    }
}
