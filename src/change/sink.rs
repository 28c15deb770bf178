//! Where changes go.

use std::collections::BTreeSet;

use super::class::{Certainty, Class};
use super::difference::{Difference, Gap, Spot};
use super::pair::{Below, Here, Kept, NamedItem, Placed, Side, Sides};
use crate::manifest::{At, Slot, Spanned, Text, name_path};
use crate::source::Span;
use crate::words::shortened;
use crate::yaml::{Document, Kind, NodeId};

/// The most characters of a place that are told as its text.
const LONGEST_TEXT: usize = 1_000;

/// What both versions say: as it was, as it is.
pub(super) type Both<T> = (T, T);

/// Where changes go, and what could not be compared.
#[derive(Debug)]
pub struct Sink<'a> {
    sides: Sides<'a>,
    change: (&'static str, Class, Certainty),
    anchor: Span,
    /// The changes so far.
    pub(crate) found: Vec<Difference>,
    gaps: BTreeSet<Gap>,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(sides: Sides<'a>) -> Self {
        Self {
            sides,
            change: ("", Class::Compatible, Certainty::Undocumented),
            anchor: Span::default(),
            found: Vec::new(),
            gaps: BTreeSet::new(),
        }
    }

    /// From now on the change with this id, class and certainty is reported.
    pub(crate) fn begin(&mut self, id: &'static str, class: Class, certainty: Certainty) {
        self.change = (id, class, certainty);
    }

    /// Where in the new version what is gone is shown from now on.
    pub(crate) fn anchor(&mut self, anchor: Span) {
        self.anchor = anchor;
    }

    /// The two versions.
    #[must_use]
    pub fn sides(&self) -> &Sides<'a> {
        &self.sides
    }

    /// What could not be compared, in the order of its paths.
    pub(crate) fn into_parts(self) -> (Vec<Difference>, Vec<Gap>) {
        (self.found, self.gaps.into_iter().collect())
    }

    /// Reports the running change at the name path `at`. The result takes help, and a class or certainty other
    /// than the change's own.
    pub fn report(
        &mut self,
        at: impl Into<String>,
        old: impl Into<Option<At>>,
        new: impl Into<Option<At>>,
        message: impl Into<String>,
    ) -> &mut Difference {
        let spot = |side: Option<Side<'_>>, at: Option<At>| Some(spot(side?.document, at?));
        let (change, class, certainty) = self.change;
        self.found.push(Difference {
            change,
            class,
            level: class.level(),
            certainty,
            at: at.into(),
            message: message.into(),
            help: None,
            old: spot(self.sides.old, old.into()),
            new: spot(self.sides.new, new.into()),
            anchor: self.anchor,
            accepted: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Reports the running change of something that is new.
    pub fn added<T>(&mut self, new: &NamedItem<'_, T>, message: impl Into<String>) -> &mut Difference {
        self.report(&*new.path, None, new.name_at, message)
    }

    /// Reports the running change of something that is gone.
    pub fn removed<T>(&mut self, old: &NamedItem<'_, T>, message: impl Into<String>) -> &mut Difference {
        self.report(&*old.path, old.name_at, None, message)
    }

    /// Reports the running change of something that both versions have, at its names.
    pub fn kept<T>(&mut self, both: &Kept<'_, T>, message: impl Into<String>) -> &mut Difference {
        self.report(&*both.new.path, both.old.name_at, both.new.name_at, message)
    }

    /// Reports the running change of a text of something that both versions have, at the texts; where there is none
    /// at the names.
    pub fn text_changed<T>(
        &mut self,
        at: impl Into<String>,
        both: &Kept<'_, T>,
        texts: Both<Option<&Text<'_>>>,
        message: impl Into<String>,
    ) -> &mut Difference {
        let place = |text: Option<&Text<'_>>, name: At| text.map_or(name, |text| text.at);
        let places = (place(texts.0, both.old.name_at), place(texts.1, both.new.name_at));
        self.report(at, places.0, places.1, message)
    }

    /// The key of the value at `at` of a version, else the value.
    #[must_use]
    pub fn key(&self, old: bool, at: At) -> At {
        let side = if old { self.sides.old } else { self.sides.new };
        side.and_then(|side| at.key(side.document)).unwrap_or(at)
    }

    /// Notes that the item at `at` of a version, whose name path is `path`, can't be compared.
    pub fn gap(&mut self, old: bool, path: impl Into<String>, at: At, why: &'static str) {
        let side = if old { self.sides.old } else { self.sides.new };
        let span = side.map_or(Span::default(), |side| at.span(side.document));
        self.gaps.insert(Gap {
            old,
            at: path.into(),
            span,
            why,
        });
    }

    /// Notes that a version holds no manifest.
    pub(crate) fn gap_of_file(&mut self, old: bool) {
        self.gaps.insert(Gap {
            old,
            at: name_path::ROOT.to_owned(),
            span: Span::default(),
            why: "it holds no manifest that can be read",
        });
    }

    /// What both versions say under `key` (a name, or several with dots), none where it is not there; `None`
    /// where one of them can't be read, which is noted.
    ///
    /// What stands under a misspelt key does not count: the platform drops it.
    pub fn both<'s, T: Placed>(
        &mut self,
        key: &str,
        old: (Here<'_>, &'s Slot<T>),
        new: (Here<'_>, &'s Slot<T>),
    ) -> Option<Both<Option<&'s T>>> {
        let before = self.one(true, key, old.0, old.1);
        let after = self.one(false, key, new.0, new.1);
        Some((before?, after?))
    }

    /// The text under `key` in both versions, if it differs.
    pub fn text<'s>(
        &mut self,
        key: &str,
        here: (Here<'_>, Here<'_>),
        slots: (&'s Slot<Text<'s>>, &'s Slot<Text<'s>>),
    ) -> Option<Both<Option<&'s Text<'s>>>> {
        let (before, after) = self.both(key, (here.0, slots.0), (here.1, slots.1))?;
        let differs = before.map(Text::as_str) != after.map(Text::as_str);
        differs.then_some((before, after))
    }

    /// The flag under `key`, false where it is not there, if it was turned: whether it is on now, and where it stands
    /// in both versions.
    pub fn turned(
        &mut self,
        key: &str,
        here: (Here<'_>, Here<'_>),
        slots: (&Slot<Spanned<bool>>, &Slot<Spanned<bool>>),
    ) -> Option<(bool, Both<Option<At>>)> {
        let (before, after) = self.both(key, (here.0, slots.0), (here.1, slots.1))?;
        let on = |flag: Option<&Spanned<bool>>| flag.is_some_and(|flag| flag.value);
        let places = (before.map(|flag| flag.at), after.map(|flag| flag.at));
        (on(before) != on(after)).then_some((on(after), places))
    }

    /// What both versions have under `key`, where both have something, as a place to look for more in.
    pub fn within<'s, T: Placed>(
        &mut self,
        key: &str,
        here: (Here<'_>, Here<'_>),
        slots: (&'s Slot<T>, &'s Slot<T>),
    ) -> Option<Both<(Below, &'s T)>> {
        let (before, after) = self.both(key, (here.0, slots.0), (here.1, slots.1))?;
        let (before, after) = (before?, after?);
        let old = Below::new(here.0, key, before.placed());
        let new = Below::new(here.1, key, after.placed());
        Some(((old, before), (new, after)))
    }

    /// The same as `both` for one version.
    pub fn one<'s, T: Placed>(
        &mut self,
        old: bool,
        key: &str,
        here: Here<'_>,
        slot: &'s Slot<T>,
    ) -> Option<Option<&'s T>> {
        let side = if old { self.sides.old } else { self.sides.new };
        match slot {
            Slot::Missing => Some(None),
            Slot::Value(value) => {
                let name = key.rsplit('.').next().unwrap_or(key);
                Some(
                    Some(value)
                        .filter(|value| side.is_none_or(|side| is_read(side.document, value.placed(), name))),
                )
            }
            Slot::Unusable => {
                let span = side.map_or(Span::default(), |side| locate(side.document, here.at.node, key));
                self.gaps.insert(Gap {
                    old,
                    at: format!("{}.{key}", here.path),
                    span,
                    why: "what stands there can't be read",
                });
                None
            }
        }
    }
}

/// Whether the platform reads the value at `at` as that of `key`, whose case doesn't matter.
fn is_read(document: &Document<'_>, at: At, key: &str) -> bool {
    let Some(found) = at.key(document) else {
        return true;
    };
    let text = document.text_of(document.resolve(found.node));
    text.eq_ignore_ascii_case(key)
}

/// The characters under `keys` in `mapping`, as far down as there are any.
fn locate(document: &Document<'_>, mapping: NodeId, keys: &str) -> Span {
    let (mut node, mut span) = (mapping, document.span(mapping));
    let first = document.pairs(mapping).next();
    if let Some((key, _)) = first {
        span = document.span(key);
    }
    for key in keys.split('.') {
        let pair = document
            .pairs(node)
            .filter(|&(name, _)| document.text_of(document.resolve(name)).eq_ignore_ascii_case(key))
            .last();
        let Some((_, value)) = pair else { break };
        span = document.span(value);
        node = document.resolve(value);
    }
    span
}

fn spot(document: &Document<'_>, at: At) -> Spot {
    let span = at.span(document);
    let text = match document.kind(at.node) {
        Kind::Scalar(_) => document.text_of(at.node),
        _ => document.slice(span),
    };
    Spot {
        span,
        text: shortened(text, LONGEST_TEXT),
    }
}
