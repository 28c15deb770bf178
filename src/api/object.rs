//! The values of a document by key, each with its place. What has another type than asked for has been
//! reported, and counts as unknown.

use std::borrow::Cow;

use super::time::{self, Timestamp};
use super::value::{self, JsonScalar};
use crate::manifest::{At, Spanned, Text};
use crate::yaml::{Document, Kind, NodeId};

/// A mapping in a document.
#[derive(Clone, Copy, Debug)]
pub struct Mapping<'d> {
    document: &'d Document<'d>,
    /// Where it stands.
    pub at: At,
}

/// A key and its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The key.
    pub key: At,
    /// The value.
    pub value: At,
}

impl<'d> Mapping<'d> {
    pub(super) fn new(document: &'d Document<'d>, at: At) -> Self {
        Self { document, at }
    }

    fn inside(&self, node: NodeId) -> At {
        below(self.document, self.at, node)
    }

    /// The entry of `key`; of a repeated key the last.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<Entry> {
        let document = self.document;
        let named = document
            .pairs(self.at.node)
            .filter(|&(name, _)| document.text_of(document.resolve(name)) == key);
        named.last().map(|(key, value)| Entry {
            key: self.inside(key),
            value: self.inside(value),
        })
    }

    /// The place of the value of `key`, unless it is null.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<At> {
        let value = self.entry(key)?.value;
        (self.scalar(value) != Some(JsonScalar::Null)).then_some(value)
    }

    /// Whether `key` is certain to have no value: it is absent, or null.
    #[must_use]
    pub fn lacks(&self, key: &str) -> bool {
        match self.entry(key) {
            Some(entry) => self.scalar(entry.value) == Some(JsonScalar::Null),
            None => !self.document.is_damaged(self.at.node),
        }
    }

    fn scalar(&self, at: At) -> Option<JsonScalar> {
        value::scalar(self.document, at.node)
    }

    /// The text at `key`.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<Text<'d>> {
        text(self.document, self.get(key)?)
    }

    /// The whole number at `key`.
    #[must_use]
    pub fn whole(&self, key: &str) -> Option<Spanned<i128>> {
        let at = self.get(key)?;
        match self.scalar(at)? {
            JsonScalar::Whole(value) => Some(Spanned { value, at }),
            _ => None,
        }
    }

    /// The number at `key`.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<Spanned<f64>> {
        let at = self.get(key)?;
        match self.scalar(at)? {
            #[allow(clippy::cast_precision_loss)]
            JsonScalar::Whole(value) => Some(Spanned {
                value: value as f64,
                at,
            }),
            JsonScalar::Number(value) => Some(Spanned { value, at }),
            _ => None,
        }
    }

    /// The moment at `key`.
    #[must_use]
    pub fn time(&self, key: &str) -> Option<Spanned<Timestamp>> {
        let text = self.text(key)?;
        Some(Spanned {
            value: time::parse(text.as_str()).ok()?,
            at: text.at,
        })
    }

    /// The mapping at `key`.
    #[must_use]
    pub fn object(&self, key: &str) -> Option<Mapping<'d>> {
        let at = self.get(key)?;
        (self.document.kind(at.node) == Kind::Mapping).then(|| Mapping::new(self.document, at))
    }

    /// The place of each item of the list at `key`; `None` when there is no list, or part of it is unknown.
    #[must_use]
    pub fn items(&self, key: &str) -> Option<Vec<At>> {
        let at = self.get(key)?;
        let list = self.document.kind(at.node) == Kind::Sequence && !self.document.is_damaged(at.node);
        list.then(|| {
            self.document
                .children(at.node)
                .map(|item| below(self.document, at, item))
                .collect()
        })
    }

    /// The texts in the list at `key`; `None` when there is no list, or part of it is unknown.
    #[must_use]
    pub fn texts(&self, key: &str) -> Option<Vec<Text<'d>>> {
        self.items(key)?
            .into_iter()
            .map(|at| text(self.document, at))
            .collect()
    }

    /// The mappings in the list at `key`.
    #[must_use]
    pub fn objects(&self, key: &str) -> Vec<Mapping<'d>> {
        let items = self.items(key).unwrap_or_default().into_iter();
        let mappings = items.filter(|at| self.document.kind(at.node) == Kind::Mapping);
        mappings.map(|at| Mapping::new(self.document, at)).collect()
    }
}

/// The place of `node`, which stands in the value at `at`.
pub(super) fn below(document: &Document<'_>, at: At, node: NodeId) -> At {
    match document.kind(node) {
        Kind::Alias => At::new(document.resolve(node), Some(node)),
        _ => At::new(node, at.via()),
    }
}

fn text<'d>(document: &'d Document<'d>, at: At) -> Option<Text<'d>> {
    let is_text = value::scalar(document, at.node)? == JsonScalar::Text;
    is_text.then(|| Spanned {
        value: Cow::Borrowed(document.text_of(at.node)),
        at,
    })
}
