//! Edits for fixes, at the places that the manifest's model gives.

use super::context::Context;
use crate::fix::{Applicability, Edit, Fix};
use crate::manifest::At;
use crate::source::Span;
use crate::yaml::edit::{Editor, Move};
use crate::yaml::{Kind, NodeId};

impl<'a> Context<'a> {
    /// Edits on the text.
    #[must_use]
    pub fn editor(&self) -> Editor<'a> {
        Editor::new(self.source, self.document)
    }

    /// See [`Editor::whole_lines`].
    #[must_use]
    pub fn whole_lines(&self, span: Span) -> Span {
        self.editor().whole_lines(span)
    }

    /// Moves the entry of `key` out, to stand after the entry of `beside`, which encloses it. `None` where that
    /// takes more than moving whole lines.
    #[must_use]
    pub fn move_out(&self, key: At, beside: At) -> Option<Move> {
        let direct = key.via().is_none() && beside.via().is_none();
        direct
            .then(|| self.editor().move_out(key.node, beside.node))
            .flatten()
    }

    /// Moves the entry of `key` in, under keys that are not there, which are written above it.
    #[must_use]
    pub fn wrap(&self, key: At, under: &[&str]) -> Option<Move> {
        let direct = key.via().is_none();
        direct.then(|| self.editor().wrap(key.node, under)).flatten()
    }

    /// Makes the mapping at `at` the only item of a list.
    #[must_use]
    pub fn make_item(&self, at: At) -> Option<Edit> {
        self.editor().make_item(at.node)
    }

    /// Makes the items of the list at `at`, all mappings, one mapping.
    #[must_use]
    pub fn unmake_items(&self, at: At) -> Option<Vec<Edit>> {
        self.editor().unmake_items(at.node)
    }

    /// Writes the key `name` above the list at `at`, which stands under another.
    #[must_use]
    pub fn put_under(&self, at: At, name: &str) -> Option<Edit> {
        self.editor().put_under(at.node, name)
    }

    /// Moves the entry of `key` in, under the key `under` of the same mapping.
    #[must_use]
    pub fn move_in(&self, key: At, under: NodeId) -> Option<Move> {
        key.via()
            .is_none()
            .then(|| self.editor().move_in(key.node, under))
            .flatten()
    }

    /// `text` as a value that reads as this very text, in the style of the value at `like` where that fits.
    #[must_use]
    pub fn scalar_like(&self, like: At, text: &str) -> String {
        self.editor().scalar_like(like.node, text)
    }

    /// A fix that replaces the value at `at` by `text`, written in the value's own style. `None` where the
    /// value is no scalar in the file.
    #[must_use]
    pub fn replace_text(
        &self,
        at: At,
        message: impl Into<String>,
        applicability: Applicability,
        text: &str,
    ) -> Option<Fix> {
        let edit = self.editor().replace(at.node, text)?;
        Some(Fix {
            message: message.into(),
            moves: Vec::new(),
            applicability,
            edits: vec![edit],
        })
    }

    /// An edit that removes the entry whose value is at `at` (see [`Editor::remove_entry`]). `None` where it comes from
    /// elsewhere.
    #[must_use]
    pub fn remove_entry(&self, at: At) -> Option<Edit> {
        self.editor().remove_entry(self.own_key(at)?)
    }

    /// [`Context::remove_entry`] for an entry that must stand in the mapping at `mapping` itself, not in one that is
    /// merged into it.
    #[must_use]
    pub fn remove_own_entry(&self, mapping: At, at: At) -> Option<Edit> {
        let own = self.document.parent(at.place(self.document)) == Some(mapping.node);
        own.then(|| self.remove_entry(at))?
    }

    /// An edit that removes the item at `at` from its list (see [`Editor::remove_item`]).
    #[must_use]
    pub fn remove_item(&self, at: At) -> Option<Edit> {
        self.editor().remove_item(at.place(self.document))
    }

    /// An edit that inserts `text`, such as `mode: auto`, as an entry before the one whose value is at `at`.
    #[must_use]
    pub fn insert_before(&self, at: At, text: &str) -> Option<Edit> {
        self.editor().insert_before(self.own_key(at)?, text)
    }

    /// An edit that inserts `text`, such as `mode: auto`, as an entry after the one whose value is at `at`.
    #[must_use]
    pub fn insert_after(&self, at: At, text: &str) -> Option<Edit> {
        self.editor().insert_after(self.own_key(at)?, text)
    }

    /// An edit that inserts `text`, such as `mode: auto`, as the first entry of the mapping at `at`.
    #[must_use]
    pub fn insert_first(&self, at: At, text: &str) -> Option<Edit> {
        self.editor().insert_first(at.node, text)
    }

    /// An edit that inserts `text`, such as `mode: auto`, as the last entry of the mapping at `at`, where it overrules
    /// what is merged in.
    #[must_use]
    pub fn insert_last(&self, at: At, text: &str) -> Option<Edit> {
        self.editor().insert_last(at.node, text)
    }

    /// The key of the value at `at`. `None` where the entry was brought by an alias or merge, since others may have it
    /// too.
    fn own_key(&self, at: At) -> Option<NodeId> {
        let place = at.place(self.document);
        let inherited = at.via().is_some_and(|alias| alias != place);
        self.document.key_of(place).filter(|_| !inherited)
    }

    /// The entry of one of `names` that has no value, in the mapping at `at` itself.
    #[must_use]
    pub fn empty_entry(&self, at: At, names: &[&'static str]) -> Option<EmptyEntry> {
        if at.via().is_some() {
            return None;
        }
        // What the manifest takes for missing although its key is there has no value.
        self.document.pairs(at.node).find_map(|(key, _)| {
            let name = names.iter().find(|&&name| name == self.document.text_of(key))?;
            Some(EmptyEntry { name, key })
        })
    }

    /// An edit that gives an entry without a value the value `text`.
    #[must_use]
    pub fn fill(&self, entry: &EmptyEntry, text: &str) -> Option<Edit> {
        self.editor().fill(entry.key, text)
    }

    /// A fix that writes `text` without quotes in place of the value at `at`.
    #[must_use]
    pub fn replace_plain(
        &self,
        at: At,
        message: impl Into<String>,
        applicability: Applicability,
        text: &str,
    ) -> Option<Fix> {
        let is_scalar = matches!(self.document.kind(at.node), Kind::Scalar(_));
        let fits = is_scalar && at.via().is_none() && !self.editor().is_empty_with_properties(at.node);
        fits.then(|| Fix {
            message: message.into(),
            moves: Vec::new(),
            applicability,
            edits: vec![Edit::replace(self.span(at), text)],
        })
    }

    /// The `|` or `>` of a block scalar, with the signs that belong to it.
    #[must_use]
    pub fn block_sign(&self, at: At) -> Option<Span> {
        self.editor().block_sign(at.node)
    }
}

/// A key without a value.
#[derive(Clone, Copy, Debug)]
pub struct EmptyEntry {
    /// Its name.
    pub name: &'static str,
    /// The key.
    pub key: NodeId,
}
