//! What a manifest holds, as a tree.

use crate::manifest::{Action, At, Field, Integration, List, Manifest, Slot, Text};
use crate::schedule;
use crate::source::Span;
use crate::yaml::{Document, NodeId};

/// An entry of an outline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// A few words beside it.
    pub detail: Option<String>,
    /// What it is.
    pub kind: OutlineKind,
    /// All its characters.
    pub span: Span,
    /// Its name, or what stands for it; inside of `span`.
    pub name_span: Span,
    /// What it holds.
    pub below: Vec<Symbol>,
}

/// What an [`Symbol`] is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum OutlineKind {
    /// An integration.
    Integration,
    /// `read`, `write`, `subscribe`, `proxy` or `watchSchema`.
    Action,
    /// An object.
    Object,
    /// A field.
    Field,
    /// An event.
    Event,
}

/// The integrations of a manifest, their actions, objects and fields.
#[must_use]
pub fn outline(document: &Document<'_>, manifest: &Manifest<'_>) -> Vec<Symbol> {
    let outline = Outline { document };
    manifest
        .integrations()
        .iter()
        .map(|it| outline.integration(it))
        .collect()
}

struct Outline<'o, 's> {
    document: &'o Document<'s>,
}

fn text<'t>(slot: &'t Slot<Text<'_>>) -> Option<&'t str> {
    slot.get()
        .map(Text::as_str)
        .filter(|text| !text.trim().is_empty())
}

impl Outline<'_, '_> {
    fn entry(&self, kind: OutlineKind, name: Option<&Slot<Text<'_>>>, unnamed: &str, at: At) -> Symbol {
        let value = name
            .and_then(Slot::get)
            .filter(|name| !name.as_str().trim().is_empty());
        // What is only used here, through an alias, stands somewhere else.
        let place = at.place(self.document);
        let whole = self.document.span(place);
        let first = self.document.pairs(place).next();
        let inside = |span: &Span| whole.contains(*span) && !span.is_empty();
        let name_span = value
            .map(|name| name.at.span(self.document))
            .filter(inside)
            .or(first.map(|(key, _)| self.document.span(key)))
            .unwrap_or(whole);
        Symbol {
            name: value.map_or_else(|| unnamed.to_owned(), |name| name.as_str().to_owned()),
            detail: None,
            kind,
            span: whole,
            name_span,
            below: Vec::new(),
        }
    }

    fn integration(&self, it: &Integration<'_>) -> Symbol {
        let mut entry = self.entry(OutlineKind::Integration, Some(&it.name), "(no name)", it.at);
        let module = text(&it.module)
            .map(|module| format!(" ({module})"))
            .unwrap_or_default();
        entry.detail = text(&it.provider).map(|provider| format!("{provider}{module}"));
        entry.below.extend(self.action("read", &it.read, |read| {
            let mut object = self.entry(
                OutlineKind::Object,
                Some(&read.object_name),
                "(no objectName)",
                read.at,
            );
            let schedule = text(&read.schedule).and_then(|text| schedule::parse(text).ok());
            object.detail = schedule.map(|cron| cron.describe());
            object.below.extend(self.fields(&read.required_fields));
            object.below.extend(self.fields(&read.optional_fields));
            object
        }));
        entry.below.extend(self.action("write", &it.write, |write| {
            self.entry(
                OutlineKind::Object,
                Some(&write.object_name),
                "(no objectName)",
                write.at,
            )
        }));
        entry
            .below
            .extend(self.action("subscribe", &it.subscribe, |subscribe| {
                let name = &subscribe.object_name;
                let mut object = self.entry(OutlineKind::Object, Some(name), "(no objectName)", subscribe.at);
                for (key, at) in subscribe.standard_events() {
                    object
                        .below
                        .extend(at.map(|at| self.keyed(OutlineKind::Event, key, at)));
                }
                object
            }));
        entry.below.extend(
            it.proxy
                .get()
                .map(|proxy| self.keyed(OutlineKind::Action, "proxy", proxy.at)),
        );
        let watch = it.watch_schema.get();
        entry
            .below
            .extend(watch.map(|watch| self.keyed(OutlineKind::Action, "watchSchema", watch.at)));
        entry.below.sort_by_key(|action| action.span);
        entry
    }

    /// An entry called as its key is.
    fn keyed(&self, kind: OutlineKind, name: &str, at: At) -> Symbol {
        let mut entry = self.entry(kind, None, name, at);
        if let Some(key) = self.key(at) {
            let span = self.document.span(key);
            entry.span = Span::new(span.start.min(entry.span.start), entry.span.end.max(span.end));
            entry.name_span = span;
        }
        entry
    }

    fn key(&self, at: At) -> Option<NodeId> {
        self.document.key_of(at.place(self.document))
    }

    fn action<T>(&self, name: &str, slot: &Slot<Action<T>>, object: impl Fn(&T) -> Symbol) -> Option<Symbol> {
        let action = slot.get()?;
        let mut entry = self.keyed(OutlineKind::Action, name, action.at);
        entry.below = action.objects().iter().map(object).collect();
        Some(entry)
    }

    fn fields<'f>(&'f self, list: &'f Slot<List<Field<'_>>>) -> impl Iterator<Item = Symbol> + 'f {
        let fields = list.get().into_iter().flat_map(|list| &list.value);
        fields.map(|field| {
            let by_name = text(&field.field_name).is_some();
            let name = if by_name {
                &field.field_name
            } else {
                &field.map_to_name
            };
            let mut entry = self.entry(OutlineKind::Field, Some(name), "(no fieldName)", field.at);
            entry.detail = match (by_name, text(&field.map_to_name)) {
                (true, Some(mapped)) => Some(format!("as {mapped}")),
                (false, Some(_)) => Some("mapped by the customer".to_owned()),
                _ => None,
            };
            entry
        })
    }
}
