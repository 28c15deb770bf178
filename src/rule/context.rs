//! What a check may look at.

use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

use super::message::{alternatives, code};
use crate::api::{Payloads, Reads};
use crate::catalog::{Module, Object, Own};
use crate::diagnostic::Diagnostic;
use crate::fix::{Applicability, Edit};
use crate::manifest::{At, Manifest, Text};
use crate::project::Project;
use crate::source::{Source, Span};
use crate::suggest::nearest;
use crate::yaml::{Document, NodeId};

/// What a check may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The text.
    pub source: &'a Source,
    /// The tree.
    pub document: &'a Document<'a>,
    /// The manifest; nothing is known of it in a file of API documents.
    pub manifest: &'a Manifest<'a>,
    /// The API documents, in a file that holds such.
    pub payloads: Option<&'a Payloads<'a>>,
    /// What is read by the manifest that API documents belong to, when the user has named it.
    pub reads: Option<&'a Reads>,
    /// Destinations that exist, when the user has listed them.
    pub destinations: Option<&'a [String]>,
    /// Objects and fields that exist besides those of the catalogue, when the user has listed any.
    pub own: Option<&'a Own>,
    /// The projects that the manifest is deployed to together with others.
    pub projects: &'a [Arc<Project>],
    /// Remembers the module of the integration looked at last.
    pub(crate) module: LastModule,
    /// Remembers the object looked up last.
    pub(crate) object: LastObject,
}

/// The module of one integration, by the places of its `provider` and `module`: most rules ask for it, object by
/// object.
pub(crate) type LastModule = Cell<Option<((At, Option<At>), Option<Module>)>>;

/// What a name was found to be in a module: the rules ask for it one after the other.
pub(crate) type LastObject = Cell<Option<((At, Module), Option<Object>)>>;

/// A place a finding can point at.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The characters.
    pub span: Span,
    /// The node they belong to; gives the manifest path.
    pub node: Option<NodeId>,
    /// The alias through which they are used.
    pub via: Option<NodeId>,
}

impl Place {
    /// Another span in the same node.
    #[must_use]
    pub fn with_span(self, span: Span) -> Self {
        Self { span, ..self }
    }
}

impl<'a> Context<'a> {
    /// Whether the file is a manifest, not API documents.
    #[must_use]
    pub fn is_manifest(&self) -> bool {
        self.payloads.is_none()
    }

    /// The value at `at`.
    #[must_use]
    pub fn value(&self, at: At) -> Place {
        Place {
            span: at.span(self.document),
            node: Some(at.node),
            via: at.via(),
        }
    }

    /// The node itself, such as the key of a problem in the YAML.
    #[must_use]
    pub fn node(&self, node: NodeId) -> Place {
        Place {
            span: self.document.span(node),
            node: Some(node),
            via: None,
        }
    }

    /// Characters that belong to no node; the path is that of what they stand in.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        Place {
            span,
            node: self.document.around(span),
            via: None,
        }
    }

    /// Where the value at `at` is used: the alias that stands for it, or brings it, else the value.
    #[must_use]
    pub fn used(&self, at: At) -> Place {
        at.via().map_or_else(|| self.value(at), |alias| self.node(alias))
    }

    /// Places of two values of which one is a repetition: the values, but the aliases where both come from the
    /// same characters.
    #[must_use]
    pub fn places_of_two(&self, later: At, first: At) -> (Place, Span) {
        if later.node == first.node {
            (self.used(later), self.used(first).span)
        } else {
            (self.value(later), self.span(first))
        }
    }

    /// An item of a list: its value, or its dash where nothing follows that.
    #[must_use]
    pub fn item(&self, at: At) -> Place {
        let place = self.value(at);
        let span = place.span;
        let dash = span.start.checked_sub(1).map(|start| Span::new(start, span.end));
        match dash {
            Some(dash) if span.is_empty() && self.document.slice(dash) == "-" => place.with_span(dash),
            _ => place,
        }
    }

    /// Bytes `range` of the text at `at`: the characters they were read from.
    #[must_use]
    pub fn part(&self, at: At, range: Range<usize>) -> Place {
        self.value(at).with_span(self.document.place(at.node, range))
    }

    /// An edit that writes `new` for bytes `range` of the text at `at`; `None` where it can't be told which
    /// characters those were read from.
    #[must_use]
    pub fn replace_part(&self, at: At, range: Range<usize>, new: impl Into<String>) -> Option<Edit> {
        let (part, whole) = (self.part(at, range.clone()).span, self.span(at));
        let all = range == (0..self.document.text_of(at.node).len());
        (part != whole || all).then(|| Edit::replace(part, new))
    }

    /// Bytes `range` of a name: the characters they were read from.
    #[must_use]
    pub fn part_of(&self, name: &Text<'_>, range: Range<usize>) -> Place {
        // A name is without the spaces around it, which are a finding of their own.
        let written = self.document.text_of(name.at.node);
        let spaces = written.find(name.as_str()).unwrap_or_default();
        self.part(name.at, spaces + range.start..spaces + range.end)
    }

    /// The key of the value at `at`; an item's first key, else the value itself.
    #[must_use]
    pub fn key(&self, at: At) -> Place {
        if let Some(key) = at.key(self.document) {
            return self.value(key);
        }
        match self.document.pairs(at.node).next() {
            Some((key, _)) => Place {
                span: self.document.span(key),
                node: Some(at.node),
                via: at.via(),
            },
            None => self.value(at),
        }
    }

    /// The characters of the key of the value at `at` (see [`Context::key`]).
    #[must_use]
    pub fn key_span(&self, at: At) -> Span {
        self.key(at).span
    }

    /// The whole entry, key and value.
    #[must_use]
    pub fn entry_span(&self, at: At) -> Span {
        let value = self.document.span(at.place(self.document));
        Span::new(self.key_span(at).start, value.end)
    }

    /// The span of the value at `at`.
    #[must_use]
    pub fn span(&self, at: At) -> Span {
        at.span(self.document)
    }

    /// The value at `at` as it is written, quotes and all.
    #[must_use]
    pub fn written(&self, at: At) -> &'a str {
        self.document.slice(at.span(self.document))
    }

    /// The name of the key at `at` (which must be a key's own place, as in problems about keys).
    #[must_use]
    pub fn name(&self, key: At) -> &'a str {
        self.document.text_of(key.node)
    }

    /// The first key of the file, else its beginning.
    #[must_use]
    pub fn file(&self) -> Place {
        let root = self.document.root();
        let first = root.and_then(|root| self.document.pairs(root).next());
        let span = match (first, root) {
            (Some((key, _)), _) => self.document.span(key),
            (None, Some(root)) => {
                let span = self.document.span(root);
                self.source.line_span(self.source.line_of(span.start))
            }
            (None, None) => self.source.line_span(1),
        };
        Place {
            span,
            node: root,
            via: None,
        }
    }

    /// What the value at `at` is called in a message, such as "field name".
    #[must_use]
    pub fn noun(&self, at: At) -> &'static str {
        let list = || {
            self.document
                .parent(at.place(self.document))
                .and_then(|list| self.document.key_of(list))
        };
        let key = at.key(self.document).map(|key| key.node).or_else(list);
        match key.map_or("", |key| self.document.text_of(self.document.resolve(key))) {
            "name" => "integration name",
            "displayName" | "mapToDisplayName" => "display name",
            "provider" => "provider",
            "module" => "module",
            "objectName" => "object name",
            "destination" => "destination",
            "schedule" => "schedule",
            "fieldName" => "field name",
            "mapToName" => "mapped name",
            "prompt" => "prompt",
            "default" => "default",
            "requiredWatchFields" => "watched field",
            "otherEvents" => "event name",
            _ => "text",
        }
    }

    /// Tells `finding` which of `allowed` to write for the text at `at`: the nearest, with a fix, else any.
    pub fn suggest(&self, finding: &mut Diagnostic, at: At, allowed: &[String]) {
        let lower: Vec<String> = allowed.iter().map(|word| word.to_lowercase()).collect();
        let text = self.document.text_of(at.node).to_lowercase();
        let same = lower.iter().position(|word| *word == text);
        let near = || {
            let near = nearest(&text, lower.iter().map(String::as_str))?;
            lower.iter().position(|word| word == near)
        };
        if let Some(i) = same.or_else(near) {
            let message = format!("write {}", code(&allowed[i]));
            let fix = self.replace_text(at, message.as_str(), Applicability::Unsafe, &allowed[i]);
            finding.help(message).fix(fix);
        } else {
            let words = allowed.iter().map(String::as_str);
            finding.help(format!("write {}", alternatives(words, "or")));
        }
    }
}
