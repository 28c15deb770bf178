//! Keys that may stand at a place, with what has to stand under them.

use super::{Completion, CompletionKind, Dash, Here, Role, Stand};
use crate::assist::describe;
use crate::catalog::WatchAll;
use crate::manifest::Shape;
use crate::yaml::NodeId;

/// What is written for a key.
enum Body {
    /// A value to be filled in.
    Empty,
    /// A value that may be another.
    Usual(&'static str),
    /// The only value there is.
    Only(&'static str),
    /// Keys.
    Mapping(Vec<(&'static str, Body)>),
    /// One item.
    List(Box<Body>),
}

impl Here<'_> {
    /// The keys that a mapping of `shape` may have and hasn't, those first that it must have.
    pub(super) fn keys(&self, shape: Shape, mapping: NodeId, colon: bool) -> Vec<Completion> {
        let present = self.present(mapping);
        let is_new = |name: &str| !present.iter().any(|key| key.eq_ignore_ascii_case(name));
        let mut keys: Vec<_> = shape.keys().iter().filter(|key| is_new(key.name)).collect();
        keys.sort_by_key(|key| (!key.required, clashes(shape, key.name, &present)));
        let mut found = Vec::new();
        let written = matches!(
            self.mark.token.role,
            Role::Start {
                dash: Dash::Written,
                ..
            }
        );
        if written && present.is_empty() && !colon {
            found.extend(self.item(shape, ""));
        }
        for key in keys {
            let (text, snippet, again) = if colon {
                (key.name.to_owned(), None, false)
            } else {
                self.entry(shape, key.name)
            };
            let mut proposal = self.proposal(CompletionKind::Key, key.name, text);
            proposal.snippet = snippet.map(|snippet| format!("{}{snippet}", self.lead()));
            proposal.again = again;
            proposal.detail = key.required.then(|| "required".to_owned());
            proposal.docs = describe::key_words(shape, key.name).map(str::to_owned);
            found.push(proposal);
        }
        if present.is_empty() && !colon && self.is_alone() {
            match shape {
                Shape::Integration if written => found.extend(self.integrations("")),
                Shape::Manifest if self.column() == 0 && !self.mark.token.flow => {
                    found.extend(self.manifests());
                }
                _ => {}
            }
        }
        found
    }

    /// A new item of a list of mappings of `shape`: everything it must have, and its first keys alone.
    pub(super) fn items(&self, shape: Shape) -> Vec<Completion> {
        let flow = self.mark.token.flow;
        let dash = if flow { "" } else { self.dash() };
        let mut found: Vec<Completion> = self.item(shape, dash).into_iter().collect();
        let firsts: &[&str] = match shape {
            Shape::Field => &["fieldName", "mapToName"],
            Shape::Integration => &["name"],
            _ => &["objectName"],
        };
        for &name in firsts {
            let text = if flow {
                format!("{{{name}: }}")
            } else {
                format!("{dash}{name}: ")
            };
            let mut proposal = self.proposal(CompletionKind::Key, format!("{dash}{name}"), text.clone());
            if flow {
                proposal.snippet = Some(format!("{{{name}: $1}}"));
            }
            proposal.filter = Some(name.to_owned());
            proposal.docs = describe::key_words(shape, name).map(str::to_owned);
            proposal.again = true;
            found.push(proposal);
        }
        if shape == Shape::Integration && self.is_alone() {
            found.extend(self.integrations(dash));
        }
        found
    }

    /// A whole item, where it must have more than one key.
    fn item(&self, shape: Shape, dash: &str) -> Option<Completion> {
        let Body::Mapping(entries) = self.body_of(shape) else {
            return None;
        };
        if entries.len() < 2 {
            return None;
        }
        let names: Vec<&str> = entries.iter().map(|(name, _)| *name).collect();
        let label = format!("{dash}{}", names.join(", "));
        let mut writer = Writer::new(self);
        let column = self.column()
            + if dash.is_empty() || self.missing_dash() {
                0
            } else {
                self.layout.item
            };
        if self.mark.token.flow {
            writer.flow(&Body::Mapping(entries));
        } else {
            writer.mapping(&entries, column);
        }
        let (plain, snippet) = (
            format!("{dash}{}", writer.plain),
            format!("{dash}{}", writer.snippet),
        );
        let mut proposal = self.proposal(CompletionKind::Block, label, plain);
        proposal.filter = Some(names[0].to_owned());
        proposal.snippet = Some(format!("{}{snippet}", self.lead()));
        proposal.detail = Some(shape.words().to_owned());
        proposal.docs = describe::shape_words(shape).map(str::to_owned);
        Some(proposal)
    }

    /// `name: ` with what has to stand under it: plain, as a snippet if there is something to fill in, and whether
    /// there is something to propose next.
    fn entry(&self, shape: Shape, name: &'static str) -> (String, Option<String>, bool) {
        let body = self.body(shape, name);
        if self.is_followed() && !self.mark.token.flow {
            return (format!("{name}:"), None, false);
        }
        match body {
            // The usual value is proposed among others.
            Body::Empty | Body::Usual(_) => (format!("{name}: "), None, true),
            Body::Only(value) => (format!("{name}: {value}"), None, false),
            body => {
                let mut writer = Writer::new(self);
                writer.both(name);
                writer.both(":");
                if self.mark.token.flow {
                    writer.both(" ");
                    writer.flow(&body);
                } else {
                    writer.under(&body, self.column());
                }
                let snippet = (writer.stops > 0).then_some(writer.snippet);
                (writer.plain, snippet, false)
            }
        }
    }

    fn body(&self, shape: Shape, name: &'static str) -> Body {
        match Stand::below(shape, name) {
            Some(Stand::Mapping(below)) => self.body_of(below),
            Some(Stand::List(.., Some(below))) => Body::List(Box::new(self.body_of(below))),
            Some(Stand::List(.., None)) => Body::List(Box::new(Body::Empty)),
            _ => match (shape, name) {
                (_, "specVersion") => Body::Only("1.0.0"),
                (Shape::Proxy, "enabled") => Body::Usual("true"),
                (_, "enabled") => Body::Only("always"),
                (_, "optionalFieldsAuto") => Body::Only("all"),
                (_, "inheritFieldsAndMapping" | "allowAnyFields" | "fullHistory") => Body::Only("true"),
                (_, "days") => Body::Usual("30"),
                (_, "mode") => Body::Usual("onRequest"),
                (_, "pageSize") => Body::Usual("100"),
                (_, "watchFieldsAuto") => Body::Usual("all"),
                _ => Body::Empty,
            },
        }
    }

    /// The least that a mapping of `shape` must have to mean something.
    fn body_of(&self, shape: Shape) -> Body {
        let required = shape.keys().iter().filter(|key| key.required).map(|key| key.name);
        let mut names: Vec<&'static str> = required.collect();
        match shape {
            Shape::Field => names.push("fieldName"),
            Shape::DefaultPeriod => names.push("days"),
            Shape::Delivery => names.extend(["mode", "pageSize"]),
            Shape::ValueDefaults => names.push("allowAnyFields"),
            Shape::UpdateEvent => names.push(
                match self.around().module().map(|it| it.subscription().watch_all()) {
                    Some(Some((WatchAll::Refused, _))) => "requiredWatchFields",
                    _ => "watchFieldsAuto",
                },
            ),
            Shape::AllObjects => names.push("fieldCreated"),
            _ => {}
        }
        Body::Mapping(
            names
                .into_iter()
                .map(|name| (name, self.body(shape, name)))
                .collect(),
        )
    }
}

/// Writes keys and values twice, plain and as a snippet.
struct Writer<'w, 'h> {
    here: &'w Here<'h>,
    plain: String,
    snippet: String,
    stops: usize,
}

impl<'w, 'h> Writer<'w, 'h> {
    fn new(here: &'w Here<'h>) -> Self {
        Self {
            here,
            plain: String::new(),
            snippet: String::new(),
            stops: 0,
        }
    }

    fn both(&mut self, text: &str) {
        self.plain.push_str(text);
        self.snippet.push_str(text);
    }

    fn line(&mut self, column: usize) {
        self.both(self.here.layout.line_break);
        self.both(&" ".repeat(column));
    }

    fn stop(&mut self, usual: &str) {
        self.stops += 1;
        self.plain.push_str(usual);
        self.snippet.push_str(&match usual {
            "" => format!("${}", self.stops),
            usual => format!("${{{}:{usual}}}", self.stops),
        });
    }

    /// What stands under a key in column `column`, from right behind its colon.
    fn under(&mut self, body: &Body, column: usize) {
        let layout = self.here.layout;
        match body {
            Body::Empty | Body::Usual(_) | Body::Only(_) => {
                self.both(" ");
                self.value(body);
            }
            Body::Mapping(entries) => {
                self.line(column + layout.step);
                self.mapping(entries, column + layout.step);
            }
            Body::List(item) => {
                self.line(column + layout.dash);
                self.both("-");
                self.both(&" ".repeat(layout.item - 1));
                match &**item {
                    Body::Mapping(entries) => self.mapping(entries, column + layout.dash + layout.item),
                    other => self.value(other),
                }
            }
        }
    }

    fn value(&mut self, body: &Body) {
        match body {
            Body::Only(value) => self.both(value),
            Body::Usual(value) => self.stop(value),
            _ => self.stop(""),
        }
    }

    /// The entries of a mapping, the first from where the writer is.
    fn mapping(&mut self, entries: &[(&'static str, Body)], column: usize) {
        for (i, (name, body)) in entries.iter().enumerate() {
            if i > 0 {
                self.line(column);
            }
            self.both(name);
            self.both(":");
            self.under(body, column);
        }
    }

    fn flow(&mut self, body: &Body) {
        match body {
            Body::Mapping(entries) => {
                self.plain.push('{');
                self.snippet.push('{');
                for (i, (name, body)) in entries.iter().enumerate() {
                    self.both(if i > 0 { ", " } else { "" });
                    self.both(name);
                    self.both(": ");
                    self.flow(body);
                }
                self.plain.push('}');
                self.snippet.push('}');
            }
            Body::List(item) => {
                self.both("[");
                self.flow(item);
                self.both("]");
            }
            other => self.value(other),
        }
    }
}

/// Whether the platform refuses `key` beside those that are present.
fn clashes(shape: Shape, key: &str, present: &[&str]) -> bool {
    let other = match (shape, key) {
        (Shape::DefaultPeriod, "days") => "fullHistory",
        (Shape::DefaultPeriod, "fullHistory") => "days",
        (Shape::UpdateEvent, "watchFieldsAuto") => "requiredWatchFields",
        (Shape::UpdateEvent, "requiredWatchFields") => "watchFieldsAuto",
        _ => return false,
    };
    present.contains(&other)
}
