//! What is written, before it is text: mappings and lists of texts, with comments.

use crate::rule::{is_plain, quoted};

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A text, quoted where it must be.
    Text(String),
    /// A text in quotes, needed or not.
    Quoted(String),
    /// A number, a boolean or whatever needs no quotes.
    Bare(String),
    /// Keys and values.
    Map(Vec<Entry>),
    /// Items.
    List(Vec<Node>),
}

/// A key, its value, and the lines above that say what may be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    key: &'static str,
    value: Node,
    comment: Option<&'static str>,
}

impl Node {
    /// An empty mapping.
    pub(super) fn map() -> Self {
        Node::Map(Vec::new())
    }

    /// A mapping of one key.
    pub(super) fn pair(key: &'static str, value: Node) -> Self {
        Node::map().with(key, value)
    }

    /// A text.
    pub(super) fn text(text: &str) -> Self {
        Node::Text(text.to_owned())
    }

    /// The mapping with one key more. (Anything else stays as it is.)
    pub(super) fn with(self, key: &'static str, value: Node) -> Self {
        self.told(key, value, None)
    }

    /// The same where there is a value.
    pub(super) fn with_some(self, key: &'static str, value: Option<Node>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// The mapping with one key more, and a comment above it.
    pub(super) fn told(mut self, key: &'static str, value: Node, comment: Option<&'static str>) -> Self {
        if let Node::Map(entries) = &mut self {
            entries.push(Entry { key, value, comment });
        }
        self
    }

    /// The text under a key of the mapping.
    pub(super) fn text_at(&self, key: &str) -> Option<&str> {
        match self {
            Node::Map(entries) => {
                entries
                    .iter()
                    .find(|entry| entry.key == key)
                    .and_then(|entry| match &entry.value {
                        Node::Text(text) => Some(text.as_str()),
                        _ => None,
                    })
            }
            _ => None,
        }
    }

    /// The value of `key`.
    pub(super) fn at(&self, key: &str) -> Option<&Node> {
        match self {
            Node::Map(entries) => entries
                .iter()
                .find(|entry| entry.key == key)
                .map(|entry| &entry.value),
            _ => None,
        }
    }

    /// The items of a list; none for anything else.
    pub(super) fn items(&self) -> &[Node] {
        match self {
            Node::List(items) => items,
            _ => &[],
        }
    }

    /// Without comments.
    pub(super) fn bare(self) -> Self {
        match self {
            Node::Map(entries) => Node::Map(
                entries
                    .into_iter()
                    .map(|entry| Entry {
                        value: entry.value.bare(),
                        comment: None,
                        ..entry
                    })
                    .collect(),
            ),
            Node::List(items) => Node::List(items.into_iter().map(Node::bare).collect()),
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
            Node::Map(entries) => {
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
                        value @ (Node::Map(_) | Node::List(_)) if !value.is_empty() => {
                            out.push_str(end);
                            value.write_block(indent + 2, true, end, out);
                        }
                        value => out.extend([" ", &value.flow(), end]),
                    }
                    fresh = true;
                }
            }
            Node::List(items) => {
                for item in items {
                    if fresh {
                        out.push_str(&pad);
                    }
                    out.push_str("- ");
                    match item {
                        Node::Map(entries) if !entries.is_empty() => {
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
            Node::Text(text) if is_plain(text) => text.clone(),
            Node::Text(text) | Node::Quoted(text) => quoted(text),
            Node::Bare(text) => text.clone(),
            Node::Map(entries) => {
                let entries = entries
                    .iter()
                    .map(|entry| format!("{}: {}", entry.key, entry.value.flow()));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
            Node::List(items) => {
                let items: Vec<String> = items.iter().map(Node::flow).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Node::Map(entries) => entries.is_empty(),
            Node::List(items) => items.is_empty(),
            Node::Text(_) | Node::Quoted(_) | Node::Bare(_) => false,
        }
    }
}

/// The text of a manifest that holds one integration.
pub(super) fn whole(integration: &Node, end: &str) -> String {
    let integrations = Node::List(vec![integration.clone()]);
    Node::map()
        .with("specVersion", Node::Bare("1.0.0".to_owned()))
        .with("integrations", integrations)
        .block(0, end)
}
