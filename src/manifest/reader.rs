//! Reading single values: keys, texts, numbers, lists, each as the platform's decoder does it.

use std::borrow::Cow;
use std::collections::hash_map::Entry as Place;
use std::collections::{HashMap, HashSet};

use super::at::At;
use super::keys::Shape;
use super::model::{List, Slot, Spanned, Text};
use super::placeholder;
use super::problem::{Expected, Fate, Found, Home, Problem, ProblemKind};
use super::scalar::{self, Scalar};
use super::strays::Strays;
use super::unknown::{self, Here};
use crate::yaml::{Document, Kind, MAX_DEPTH, NodeId, Style, Tag, inside_curly_quotes};

/// How many different keys that are known nowhere are looked up; a file with more is no manifest.
const MAX_STRANGE: usize = 2000;

/// What such keys are, by name, shape, and the set of known ones that are missing beside them.
type Strange<'d> = HashMap<(&'d str, Shape, u32), ProblemKind>;

/// What a text is for, which decides what else can be wrong with it.
#[derive(Clone, Copy)]
pub(super) enum Use {
    /// A name that is looked up: not empty, no spaces around it.
    Name,
    /// Words for people.
    Words,
    /// The name that people see.
    Label,
    /// A schedule, which has rules of its own.
    Schedule,
    /// The version, where a number is an error of its own.
    Version,
    /// One of a few words.
    OneOf(&'static [&'static str]),
}

#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub key: At,
    pub value: At,
}

/// The entries of a mapping, in the order of its shape's keys.
pub(super) struct Members<const N: usize> {
    pub at: At,
    pub shape: Shape,
    pub entries: [Option<Entry>; N],
    /// Something in it could not be read, so that nothing follows from what is missing.
    pub partial: bool,
    /// The entries whose null stands after a value of the same name, as a set of bits.
    nulled: u32,
    /// A `<<` with a tag, which merges nothing.
    unmerged: Option<Entry>,
}

/// Why a key has no value.
pub(super) enum Absent {
    /// It is not there, or null.
    Missing,
    /// It stands somewhere else, which has been reported.
    Elsewhere,
}

impl<T> From<Absent> for Slot<T> {
    fn from(absent: Absent) -> Self {
        match absent {
            Absent::Missing => Slot::Missing,
            Absent::Elsewhere => Slot::Unusable,
        }
    }
}

pub(super) struct Reader<'d, 's, 'k> {
    pub document: &'d Document<'s>,
    /// What is known to stand elsewhere, when this is not the first reading.
    known: Option<&'k Strays<'d, 's>>,
    pub problems: Vec<Problem>,
    /// The alias through which the present mapping or list was reached.
    via: Option<NodeId>,
    /// Enclosing mappings: shape, and the place below it that leads here.
    outer: Vec<(Shape, At)>,
    /// Keys that are not where they belong, each with what it is meant for: nothing is missing for them.
    strays: Vec<(&'static str, At)>,
    /// Keys that are known nowhere: looking for near names takes time, and what is wrong in one object often is in
    /// all.
    strange: Strange<'d>,
    /// Whether an entry of a field is being read, which the decoder leaves as it is.
    untouched: bool,
}

impl<'d, 's, 'k> Reader<'d, 's, 'k> {
    pub(super) fn new(document: &'d Document<'s>, known: Option<&'k Strays<'d, 's>>) -> Self {
        Self {
            document,
            known,
            problems: Vec::new(),
            via: None,
            untouched: false,
            outer: Vec::new(),
            strays: Vec::new(),
            strange: HashMap::new(),
        }
    }

    /// The problems found, and the keys that are not where they belong.
    pub(super) fn finish(self) -> (Vec<Problem>, Vec<(&'static str, At)>) {
        (self.problems, self.strays)
    }

    /// Takes back that keys of the mapping at `at` are misplaced: it is the mapping itself that is.
    pub(super) fn forgive(&mut self, at: At) {
        let document = self.document;
        let here = |key: At| document.parent(key.node) == Some(at.node);
        self.problems
            .retain(|problem| !(here(problem.at) && matches!(problem.kind, ProblemKind::Misplaced { .. })));
        self.strays.retain(|&(_, key)| !here(key));
    }

    /// Drops what was found since there were `before` problems, but for what `keep` wants.
    pub(super) fn reconsider(&mut self, before: usize, keep: impl FnMut(&Problem) -> bool) {
        let since = self.problems.split_off(before);
        self.problems.extend(since.into_iter().filter(keep));
    }

    pub(super) fn report(&mut self, at: At, kind: ProblemKind) {
        let problem = Problem { at, kind };
        let explained = self.known.is_some_and(|strays| strays.explain(&problem));
        if !explained && !self.document.is_guessed(at.node) {
            self.problems.push(problem);
        }
    }

    /// The place of `node` as reached now: aliases are resolved.
    pub(super) fn at(&self, node: NodeId) -> At {
        match self.document.kind(node) {
            Kind::Alias => At::new(self.document.resolve(node), Some(node)),
            _ => At::new(node, self.via),
        }
    }

    /// Runs `read` for what stands inside `at`.
    fn inside<T>(&mut self, at: At, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.via, at.via());
        let result = read(self);
        self.via = outer;
        result
    }

    fn scalar(&self, at: At) -> Option<Scalar> {
        match self.document.kind(at.node) {
            Kind::Scalar(style) => {
                let plain = style == Style::Plain;
                Some(scalar::resolve(
                    self.document.text_of(at.node),
                    plain,
                    self.document.tag(at.node),
                ))
            }
            _ => None,
        }
    }

    pub(super) fn is_null(&self, at: At) -> bool {
        self.scalar(at) == Some(Scalar::Null)
    }

    /// Whether nothing is there, not even between braces.
    fn is_empty(&self, at: At) -> bool {
        match self.document.kind(at.node) {
            Kind::Mapping => !self.has_children(at) && !self.document.is_damaged(at.node),
            _ => self.is_null(at),
        }
    }

    pub(super) fn has_children(&self, at: At) -> bool {
        self.document.children(at.node).next().is_some()
    }

    /// What stands at `at`, for messages.
    pub(super) fn found(&self, at: At) -> Found {
        match (self.document.kind(at.node), self.scalar(at)) {
            (Kind::Mapping, _) => Found::Mapping,
            (Kind::Sequence, _) => Found::List,
            (_, Some(Scalar::Null)) => Found::Null,
            (_, Some(Scalar::Bool(_))) => Found::Boolean,
            (_, Some(Scalar::Int(n))) if i64::try_from(n).is_ok() => Found::Integer,
            (_, Some(Scalar::Int(_) | Scalar::Float(_))) => Found::Number,
            (_, Some(Scalar::Refused)) => Found::Refused,
            _ => Found::Text,
        }
    }

    fn wrong_type(&mut self, at: At, expected: Expected) {
        if self.is_placeholder(at) || self.stands_for(at) {
            self.report(at, ProblemKind::Placeholder { fate: Fate::Refused });
        } else if self.document.kind(at.node) != Kind::Hole {
            let found = self.found(at);
            self.report(at, ProblemKind::WrongType { expected, found });
        }
    }

    /// Whether `{{ … }}` stands there without quotes, which YAML reads as a mapping with a mapping for its key.
    fn is_placeholder(&self, at: At) -> bool {
        self.document.kind(at.node) == Kind::Mapping && {
            let written = self.document.slice(at.span(self.document));
            written.starts_with("{{") && written.ends_with("}}")
        }
    }

    /// Whether a placeholder stands there as text.
    pub(super) fn stands_for(&self, at: At) -> bool {
        matches!(self.document.kind(at.node), Kind::Scalar(_))
            && placeholder::is_in(self.document.text_of(at.node))
    }

    /// The entries of the mapping at `at`, every other key reported.
    pub(super) fn members<const N: usize>(&mut self, at: At, shape: Shape) -> Option<Members<N>> {
        debug_assert_eq!(N, shape.keys().len());
        if self.document.kind(at.node) != Kind::Mapping || self.is_placeholder(at) {
            self.wrong_type(at, Expected::Mapping(shape));
            return None;
        }
        let partial = self.document.is_damaged(at.node);
        let mut members = Members {
            at,
            shape,
            entries: [None; N],
            partial,
            nulled: 0,
            unmerged: None,
        };
        let mut others = Vec::new();
        self.collect(at, &mut members, &mut others, 0);
        if !others.is_empty() {
            self.other_keys(&mut members, others);
        }
        Some(members)
    }

    /// Keys in the order of the file, the last one of a name wins; a merged mapping counts where it is merged
    /// in, as on the platform.
    fn collect<const N: usize>(
        &mut self,
        at: At,
        members: &mut Members<N>,
        others: &mut Vec<Entry>,
        depth: usize,
    ) {
        let document = self.document;
        for (key, value) in document.pairs(at.node) {
            let (key, value) = self.inside(at, |reader| (reader.at(key), reader.at(value)));
            let entry = Entry { key, value };
            let name = document.text_of(key.node);
            if let Some(i) = members.shape.keys().iter().position(|known| known.name == name) {
                let before = members.entries[i].replace(entry);
                let had = before.is_some_and(|before| !self.is_null(before.value));
                if had && self.is_null(value) {
                    members.nulled |= 1 << i;
                }
            } else if name == "<<" && self.is_merge(key) {
                self.merge(value, members, others, depth);
            } else if name == "<<" && document.kind(value.node) == Kind::Mapping {
                members.unmerged = Some(entry);
            } else {
                others.push(entry);
            }
        }
    }

    /// Whether a key called `<<` is a merge key: without quotes and tag, or with the tag for it.
    fn is_merge(&self, key: At) -> bool {
        let plain = self.document.kind(key.node) == Kind::Scalar(Style::Plain);
        match self.document.tag(key.node) {
            Tag::None => plain,
            tag => tag == Tag::Merge,
        }
    }

    fn merge<const N: usize>(
        &mut self,
        value: At,
        members: &mut Members<N>,
        others: &mut Vec<Entry>,
        depth: usize,
    ) {
        match self.document.kind(value.node) {
            _ if depth >= MAX_DEPTH => {}
            Kind::Mapping => {
                members.partial |= self.document.is_guessed(value.node);
                self.collect(value, members, others, depth + 1);
            }
            Kind::Sequence => {
                // The first of several merged mappings wins.
                let items: Vec<NodeId> = self.document.children(value.node).collect();
                for item in items.into_iter().rev() {
                    let item = self.inside(value, |reader| reader.at(item));
                    if self.document.kind(item.node) == Kind::Mapping {
                        self.collect(item, members, others, depth + 1);
                    } else if self.document.kind(item.node) != Kind::Hole {
                        self.report(item, ProblemKind::Merge);
                    }
                }
            }
            // What would be merged is not known.
            _ if self.document.is_guessed(value.node) => members.partial = true,
            Kind::Hole => members.partial = true,
            _ => {
                members.partial = true;
                self.report(value, ProblemKind::Merge);
            }
        }
    }

    /// Whether the key is one in JSON too.
    fn is_name(&self, key: At) -> bool {
        !matches!(self.scalar(key), None | Some(Scalar::Null | Scalar::Refused))
    }

    /// Keys that are not known as they stand.
    fn other_keys<const N: usize>(&mut self, members: &mut Members<N>, others: Vec<Entry>) {
        let keys = members.shape.keys();
        let mut told: HashSet<&str> = HashSet::new();
        for entry in others {
            let name = self.document.text_of(entry.key.node);
            // That it stands twice is told elsewhere.
            if !told.insert(name) {
                continue;
            }
            if self.is_placeholder(entry.key) {
                self.report(entry.key, ProblemKind::Placeholder { fate: Fate::Refused });
                continue;
            }
            // What has no name has been told.
            if !self.is_name(entry.key) {
                continue;
            }
            // Keys that begin with `x-` hold anchors or notes by an old custom; the platform drops them.
            if self.document.kind(entry.key.node) == Kind::Hole || name.starts_with("x-") {
                continue;
            }
            if placeholder::stands_for(name) {
                self.report(entry.key, ProblemKind::Placeholder { fate: Fate::Ignored });
                continue;
            }
            if let Some(i) = keys
                .iter()
                .position(|known| known.name.eq_ignore_ascii_case(name))
            {
                match members.entries[i] {
                    Some(other) => {
                        // Sorted by their bytes the last one counts, but null never does.
                        let later = name >= self.document.text_of(other.key.node);
                        let wins = !self.is_null(entry.value) && (later || self.is_null(other.value));
                        let other_key = other.key;
                        if wins {
                            members.entries[i] = Some(entry);
                        }
                        self.report(
                            entry.key,
                            ProblemKind::ShadowedKey {
                                other: other_key,
                                wins,
                            },
                        );
                    }
                    None => {
                        self.report(entry.key, ProblemKind::KeyCase { known: keys[i].name });
                        members.entries[i] = Some(entry);
                    }
                }
                continue;
            }
            let inner = self.curly(entry.key);
            if let Some(i) = keys.iter().position(|known| Some(known.name) == inner)
                && members.entries[i].is_none()
            {
                self.report(entry.key, ProblemKind::CurlyQuotes { quotes: false });
                members.entries[i] = Some(entry);
                continue;
            }
            let named = |state: &dyn Fn(Option<Entry>) -> bool| -> Vec<&'static str> {
                keys.iter()
                    .zip(&members.entries)
                    .filter(|(_, entry)| state(**entry))
                    .map(|(key, _)| key.name)
                    .collect()
            };
            let here = Here {
                shape: members.shape,
                missing: named(&|entry| entry.is_none()),
                empty: named(&|entry| entry.is_some_and(|entry| self.is_null(entry.value))),
                outer: &self.outer,
            };
            let kind = unknown::classify(name, &here).unwrap_or_else(|| {
                let missing = members.entries.iter().enumerate();
                let missing = missing.fold(0, |set, (i, entry)| set | u32::from(entry.is_none()) << i);
                look_up(&mut self.strange, name, missing, &here)
            });
            let meant = match &kind {
                ProblemKind::Misspelled { known, .. } => known.first().copied(),
                ProblemKind::Legacy { present, .. } => *present,
                _ => None,
            };
            // Read it as what it is meant for, so that its content is checked and it isn't missing too.
            if let Some(i) = keys.iter().position(|key| Some(key.name) == meant) {
                members.entries[i] = Some(entry);
            }
            match kind {
                ProblemKind::Misplaced { key, home, .. } => {
                    self.strays.push((key, entry.key));
                    if let Home::Inner {
                        route: [Some(under), _],
                        ..
                    } = home
                    {
                        self.strays.push((under, entry.key));
                    }
                }
                // Half a key, say.
                ProblemKind::Unknown { .. } => members.partial |= self.document.is_guessed(entry.key.node),
                ProblemKind::Legacy { present: None, .. } if name == "actions" => {
                    self.strays.push(("read", entry.key));
                }
                _ => {}
            }
            self.report(entry.key, kind);
        }
    }

    fn has_key(&self, mapping: At, name: &str) -> bool {
        let mut pairs = self.document.pairs(mapping.node);
        pairs.any(|(key, _)| self.document.text_of(key) == name)
    }

    /// The entry for `key` if it has a value. Reports a required one without.
    fn lookup<const N: usize>(&mut self, members: &Members<N>, key: usize) -> Result<Entry, Absent> {
        let shape = members.shape;
        let known = shape.keys()[key];
        let value = members.entries[key].filter(|entry| !self.is_null(entry.value));
        if value.is_none()
            && let Some(strays) = self.known
        {
            // An optional key without a value is a mistake of its own.
            let elsewhere = match members.entries[key] {
                Some(_) if !known.required => strays.has_beside(known.name, members.at.node),
                _ => strays.has(known.name, shape, members.at.node),
            };
            if elsewhere {
                return Err(Absent::Elsewhere);
            }
        }
        match members.entries[key] {
            None => {
                if known.required
                    && let Some(unmerged) = members.unmerged
                    && self.has_key(unmerged.value, known.name)
                {
                    let key = known.name;
                    self.report(unmerged.key, ProblemKind::NotMerged { key, shape });
                } else if known.required && !members.partial {
                    self.report(
                        members.at,
                        ProblemKind::Missing {
                            key: known.name,
                            shape,
                        },
                    );
                }
                Err(Absent::Missing)
            }
            // That the key stands twice has been told.
            Some(entry) if self.is_null(entry.value) && members.nulled & (1 << key) != 0 => {
                Err(Absent::Elsewhere)
            }
            Some(entry) if self.is_null(entry.value) => {
                if known.required {
                    self.report(entry.key, ProblemKind::NoValue { shape });
                } else {
                    let written = !self.document.span(entry.value.node).is_empty();
                    let section = shape.below().iter().any(|&(below, _)| below == known.name);
                    if section || !written {
                        self.report(entry.key, ProblemKind::NullSection { key: known.name });
                    }
                }
                Err(Absent::Missing)
            }
            Some(entry) => Ok(entry),
        }
    }

    pub(super) fn section<T, const N: usize>(
        &mut self,
        members: &Members<N>,
        key: usize,
        read: impl FnOnce(&mut Self, At) -> Option<T>,
    ) -> Slot<T> {
        let entry = match self.lookup(members, key) {
            Ok(entry) => entry,
            Err(absent) => return absent.into(),
        };
        self.outer.push((members.shape, entry.key));
        let section = self.inside(entry.value, |reader| read(reader, entry.value));
        self.outer.pop();
        section.map_or(Slot::Unusable, Slot::Value)
    }

    pub(super) fn list<T, const N: usize>(
        &mut self,
        members: &Members<N>,
        key: usize,
        shape: Shape,
        read: fn(&mut Self, At) -> Option<T>,
    ) -> Slot<List<T>> {
        let entry = match self.lookup(members, key) {
            Ok(entry) => entry,
            Err(absent) => return absent.into(),
        };
        let at = entry.value;
        if self.document.kind(at.node) != Kind::Sequence {
            self.wrong_type(at, Expected::List(shape));
            return Slot::Unusable;
        }
        self.outer.push((members.shape, entry.key));
        let document = self.document;
        let value = self.inside(at, |reader| {
            let mut items = Vec::new();
            for item in document.children(at.node) {
                let item = reader.at(item);
                if shape != Shape::Field && reader.is_empty(item) {
                    reader.report(item, ProblemKind::EmptyItem { shape });
                } else {
                    items.extend(reader.inside(item, |reader| read(reader, item)));
                }
            }
            items
        });
        self.outer.pop();
        Slot::Value(Spanned { value, at })
    }

    pub(super) fn texts<const N: usize>(&mut self, members: &Members<N>, key: usize) -> Slot<List<Text<'d>>> {
        let entry = match self.lookup(members, key) {
            Ok(entry) => entry,
            Err(absent) => return absent.into(),
        };
        let at = entry.value;
        if self.document.kind(at.node) != Kind::Sequence {
            self.wrong_type(at, Expected::Texts);
            return Slot::Unusable;
        }
        let document = self.document;
        let value = self.inside(at, |reader| {
            let mut texts = Vec::new();
            for item in document.children(at.node) {
                let item = reader.at(item);
                if reader.is_null(item) {
                    reader.report(item, ProblemKind::Empty);
                } else if let Slot::Value(text) = reader.text_at(item, Use::Name) {
                    texts.push(text);
                }
            }
            texts
        });
        Slot::Value(Spanned { value, at })
    }

    pub(super) fn text<const N: usize>(
        &mut self,
        members: &Members<N>,
        key: usize,
        r#use: Use,
    ) -> Slot<Text<'d>> {
        let entry = match self.lookup(members, key) {
            Ok(entry) => entry,
            Err(absent) => return absent.into(),
        };
        // To the decoder these are absent when they are empty.
        let optional = matches!(members.shape.keys()[key].name, "module" | "schedule");
        if optional && self.scalar(entry.value) == Some(Scalar::Text) && self.text_is_empty(entry.value) {
            if matches!(r#use, Use::Schedule) {
                self.report(entry.value, ProblemKind::Empty);
            }
            return Slot::Missing;
        }
        self.untouched = members.shape == Shape::Field;
        let text = self.text_at(entry.value, r#use);
        self.untouched = false;
        text
    }

    fn text_is_empty(&self, at: At) -> bool {
        self.document.text_of(at.node).is_empty()
    }

    /// What stands inside typographic quotes.
    fn curly(&self, at: At) -> Option<&'d str> {
        let document: &'d Document<'s> = self.document;
        let plain = document.kind(at.node) == Kind::Scalar(Style::Plain);
        inside_curly_quotes(document.text_of(at.node)).filter(|inner| plain && !inner.trim().is_empty())
    }

    fn text_at(&mut self, at: At, r#use: Use) -> Slot<Text<'d>> {
        let document: &'d Document<'s> = self.document;
        let scalar = match self.scalar(at) {
            None | Some(Scalar::Refused) => {
                let expected = match r#use {
                    Use::OneOf(allowed) => Expected::Word(allowed),
                    _ => Expected::Text,
                };
                self.wrong_type(at, expected);
                return Slot::Unusable;
            }
            Some(scalar) => scalar,
        };
        let written = document.text_of(at.node);
        let mut value = Cow::Borrowed(written);
        let name = matches!(r#use, Use::Name);
        if let Some(reads) = scalar.as_text()
            && (reads != written || (self.untouched && name))
        {
            let untouched = self.untouched && name;
            match r#use {
                Use::Name | Use::Words | Use::Label | Use::Schedule => {
                    self.report(
                        at,
                        ProblemKind::ImplicitText {
                            reads: reads.clone(),
                            untouched,
                        },
                    );
                    return Slot::Unusable;
                }
                Use::Version | Use::OneOf(_) => value = Cow::Owned(reads),
            }
        }
        let words = matches!(r#use, Use::Words | Use::Label);
        if !words && placeholder::is_in(written) {
            self.report(at, ProblemKind::Placeholder { fate: Fate::Taken });
            return Slot::Unusable;
        }
        if matches!(r#use, Use::Label) && placeholder::is_in_words(written) {
            self.report(at, ProblemKind::Placeholder { fate: Fate::Shown });
        }
        if let Some(inner) = self.curly(at).filter(|_| !words) {
            self.report(at, ProblemKind::CurlyQuotes { quotes: true });
            let known = match r#use {
                Use::Name => true,
                Use::OneOf(allowed) => allowed.contains(&inner),
                Use::Words | Use::Label | Use::Schedule | Use::Version => false,
            };
            return if known {
                Slot::Value(Spanned {
                    value: Cow::Borrowed(inner),
                    at,
                })
            } else {
                Slot::Unusable
            };
        }
        match r#use {
            Use::Name => {
                let trimmed = written.trim();
                if trimmed.is_empty() {
                    self.report(at, ProblemKind::Empty);
                    return Slot::Unusable;
                }
                if trimmed.len() != written.len() {
                    self.report(at, ProblemKind::SurroundingWhitespace);
                    value = Cow::Borrowed(trimmed);
                }
            }
            Use::OneOf(allowed) if !allowed.contains(&&*value) => {
                self.report(at, ProblemKind::InvalidWord { allowed });
                return Slot::Unusable;
            }
            Use::Words | Use::Label | Use::Schedule | Use::Version | Use::OneOf(_) => {}
        }
        Slot::Value(Spanned { value, at })
    }

    pub(super) fn integer<const N: usize>(&mut self, members: &Members<N>, key: usize) -> Slot<Spanned<i64>> {
        let entry = match self.lookup(members, key) {
            Ok(entry) => entry,
            Err(absent) => return absent.into(),
        };
        let at = entry.value;
        let Some(value) = self.scalar(at).and_then(Scalar::as_int) else {
            if self.curly(at).is_some() {
                self.report(at, ProblemKind::CurlyQuotes { quotes: false });
            } else {
                self.wrong_type(at, Expected::Integer);
            }
            return Slot::Unusable;
        };
        let plain = value.to_string();
        let written = self.document.text_of(at.node);
        if written.strip_prefix('+').unwrap_or(written) != plain {
            self.report(
                at,
                ProblemKind::ImplicitSpelling {
                    plain,
                    boolean: false,
                },
            );
        }
        Slot::Value(Spanned { value, at })
    }

    pub(super) fn boolean<const N: usize>(
        &mut self,
        members: &Members<N>,
        key: usize,
    ) -> Slot<Spanned<bool>> {
        let entry = match self.lookup(members, key) {
            Ok(entry) => entry,
            Err(absent) => return absent.into(),
        };
        let at = entry.value;
        let Some(value) = self.scalar(at).and_then(Scalar::as_bool) else {
            if self.curly(at).is_some() {
                self.report(at, ProblemKind::CurlyQuotes { quotes: false });
            } else {
                self.wrong_type(at, Expected::Boolean);
            }
            return Slot::Unusable;
        };
        let plain = value.to_string();
        if !self.document.text_of(at.node).eq_ignore_ascii_case(&plain) {
            self.report(at, ProblemKind::ImplicitSpelling { plain, boolean: true });
        }
        Slot::Value(Spanned { value, at })
    }
}

/// What a key that is known nowhere is likely meant for; `missing` is the set of [`Here::missing`].
fn look_up<'d>(strange: &mut Strange<'d>, name: &'d str, missing: u32, here: &Here<'_>) -> ProblemKind {
    let room = strange.len() < MAX_STRANGE;
    match strange.entry((name, here.shape, missing)) {
        Place::Occupied(known) => known.get().clone(),
        Place::Vacant(place) if room => place.insert(unknown::near(name, here)).clone(),
        Place::Vacant(_) => ProblemKind::Unknown {
            shape: here.shape,
            near: None,
            there: false,
        },
    }
}
