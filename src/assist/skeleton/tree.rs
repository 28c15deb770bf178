//! What is written, before it is text: mappings and lists of texts, with comments.

use crate::rule::{is_plain, quoted};

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Draft {
    /// A text, quoted where it must be.
    Text(String),
    /// A text in quotes, needed or not.
    Quoted(String),
    /// A number, a boolean or whatever needs no quotes.
    Bare(String),
    /// Keys and values.
    Map(Vec<Entry>),
    /// Items.
    List(Vec<Draft>),
}

/// A key, its value, and the lines above that say what may be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    key: &'static str,
    value: Draft,
    comment: Option<&'static str>,
}

impl Draft {
    /// An empty mapping.
    pub(super) fn map() -> Self {
        Draft::Map(Vec::new())
    }

    /// A mapping of one key.
    pub(super) fn pair(key: &'static str, value: Draft) -> Self {
        Draft::map().with(key, value)
    }

    /// A text.
    pub(super) fn text(text: &str) -> Self {
        Draft::Text(text.to_owned())
    }

    /// The mapping with one key more. (Anything else stays as it is.)
    pub(super) fn with(self, key: &'static str, value: Draft) -> Self {
        self.told(key, value, None)
    }

    /// The same where there is a value.
    pub(super) fn with_some(self, key: &'static str, value: Option<Draft>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// The mapping with one key more, and a comment above it.
    pub(super) fn told(mut self, key: &'static str, value: Draft, comment: Option<&'static str>) -> Self {
        if let Draft::Map(entries) = &mut self {
            entries.push(Entry { key, value, comment });
        }
        self
    }

    /// The text under a key of the mapping.
    pub(super) fn text_at(&self, key: &str) -> Option<&str> {
        match self {
            Draft::Map(entries) => {
                entries
                    .iter()
                    .find(|entry| entry.key == key)
                    .and_then(|entry| match &entry.value {
                        Draft::Text(text) => Some(text.as_str()),
                        _ => None,
                    })
            }
            _ => None,
        }
    }

    /// The value of `key`.
    pub(super) fn at(&self, key: &str) -> Option<&Draft> {
        match self {
            Draft::Map(entries) => entries
                .iter()
                .find(|entry| entry.key == key)
                .map(|entry| &entry.value),
            _ => None,
        }
    }

    /// The items of a list; none for anything else.
    pub(super) fn items(&self) -> &[Draft] {
        match self {
            Draft::List(items) => items,
            _ => &[],
        }
    }

    /// Without comments.
    pub(super) fn bare(self) -> Self {
        match self {
            Draft::Map(entries) => Draft::Map(
                entries
                    .into_iter()
                    .map(|entry| Entry {
                        value: entry.value.bare(),
                        comment: None,
                        ..entry
                    })
                    .collect(),
            ),
            Draft::List(items) => Draft::List(items.into_iter().map(Draft::bare).collect()),
            other => other,
        }
    }

    /// Block style: lines that begin at column `indent`, each ended by `end`.
    pub(super) fn block(&self, indent: usize, end: &str) -> String {
        let mut out = String::new();
        self.write_block(indent, true, end, &mut out);
        out
    }

    /// `begun`: whether the first line is still to be indented.
    fn write_block(&self, indent: usize, begun: bool, end: &str, out: &mut String) {
        let pad = " ".repeat(indent);
        let mut fresh = begun;
        match self {
            Draft::Map(entries) => {
                for entry in entries {
                    if let Some(comment) = entry.comment {
                        if fresh {
                            out.push_str(&pad);
                        }
                        for (i, line) in comment.lines().enumerate() {
                            if i > 0 {
                                out.push_str(&pad);
                            }
                            out.extend(["# ", line, end]);
                        }
                        fresh = true;
                    }
                    if fresh {
                        out.push_str(&pad);
                    }
                    out.extend([entry.key, ":"]);
                    match &entry.value {
                        value @ (Draft::Map(_) | Draft::List(_)) if !value.is_empty() => {
                            out.push_str(end);
                            value.write_block(indent + 2, true, end, out);
                        }
                        value => out.extend([" ", &value.flow(), end]),
                    }
                    fresh = true;
                }
            }
            Draft::List(items) => {
                for item in items {
                    if fresh {
                        out.push_str(&pad);
                    }
                    out.push_str("- ");
                    match item {
                        Draft::Map(entries) if !entries.is_empty() => {
                            // A comment can't stand between the dash and the first key without looking odd.
                            item.write_block(indent + 2, false, end, out);
                        }
                        other => out.extend([&*other.flow(), end]),
                    }
                    fresh = true;
                }
            }
            other => out.extend([&*other.flow(), end]),
        }
    }

    /// Flow style, on one line and without comments.
    pub(super) fn flow(&self) -> String {
        match self {
            Draft::Text(text) if is_plain(text) => text.clone(),
            Draft::Text(text) | Draft::Quoted(text) => quoted(text),
            Draft::Bare(text) => text.clone(),
            Draft::Map(entries) => {
                let entries = entries
                    .iter()
                    .map(|entry| format!("{}: {}", entry.key, entry.value.flow()));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
            Draft::List(items) => {
                let items: Vec<String> = items.iter().map(Draft::flow).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Draft::Map(entries) => entries.is_empty(),
            Draft::List(items) => items.is_empty(),
            Draft::Text(_) | Draft::Quoted(_) | Draft::Bare(_) => false,
        }
    }
}

/// The text of a manifest that holds one integration.
pub(super) fn whole(integration: &Draft, end: &str) -> String {
    let integrations = Draft::List(vec![integration.clone()]);
    Draft::map()
        .with("specVersion", Draft::Bare("1.0.0".to_owned()))
        .with("integrations", integrations)
        .block(0, end)
}
