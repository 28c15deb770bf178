//! Values: sections, lists, texts, numbers.

use std::borrow::Cow;

use super::core::Reader;
use super::members::Members;
use crate::manifest::at::At;
use crate::manifest::keys::Shape;
use crate::manifest::placeholder;
use crate::manifest::scalar::Scalar;
use crate::manifest::slot::{List, Slot, Spanned, Text};
use crate::manifest::violation::{Expected, Fate, ViolationKind};
use crate::yaml::{Document, Kind};

/// What a text is for, which decides what else can be wrong with it.
#[derive(Clone, Copy)]
pub(in crate::manifest) enum Use {
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

impl<'d, 's> Reader<'d, 's, '_> {
    pub(in crate::manifest) fn section<T, const N: usize>(
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

    pub(in crate::manifest) fn list<T, const N: usize>(
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
                    reader.report(item, ViolationKind::EmptyItem { shape });
                } else {
                    items.extend(reader.inside(item, |reader| read(reader, item)));
                }
            }
            items
        });
        self.outer.pop();
        Slot::Value(Spanned { value, at })
    }

    pub(in crate::manifest) fn texts<const N: usize>(
        &mut self,
        members: &Members<N>,
        key: usize,
    ) -> Slot<List<Text<'d>>> {
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
                    reader.report(item, ViolationKind::Empty);
                } else if let Slot::Value(text) = reader.text_at(item, Use::Name) {
                    texts.push(text);
                }
            }
            texts
        });
        Slot::Value(Spanned { value, at })
    }

    pub(in crate::manifest) fn text<const N: usize>(
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
                self.report(entry.value, ViolationKind::Empty);
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
                        ViolationKind::ImplicitText {
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
            self.report(at, ViolationKind::Placeholder { fate: Fate::Taken });
            return Slot::Unusable;
        }
        if matches!(r#use, Use::Label) && placeholder::is_in_words(written) {
            self.report(at, ViolationKind::Placeholder { fate: Fate::Shown });
        }
        if let Some(inner) = self.curly(at).filter(|_| !words) {
            self.report(at, ViolationKind::CurlyQuotes { quotes: true });
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
                    self.report(at, ViolationKind::Empty);
                    return Slot::Unusable;
                }
                if trimmed.len() != written.len() {
                    self.report(at, ViolationKind::SurroundingWhitespace);
                    value = Cow::Borrowed(trimmed);
                }
            }
            Use::OneOf(allowed) if !allowed.contains(&&*value) => {
                self.report(at, ViolationKind::InvalidWord { allowed });
                return Slot::Unusable;
            }
            Use::Words | Use::Label | Use::Schedule | Use::Version | Use::OneOf(_) => {}
        }
        Slot::Value(Spanned { value, at })
    }

    pub(in crate::manifest) fn integer<const N: usize>(
        &mut self,
        members: &Members<N>,
        key: usize,
    ) -> Slot<Spanned<i64>> {
        let entry = match self.lookup(members, key) {
            Ok(entry) => entry,
            Err(absent) => return absent.into(),
        };
        let at = entry.value;
        let Some(value) = self.scalar(at).and_then(Scalar::as_int) else {
            if self.curly(at).is_some() {
                self.report(at, ViolationKind::CurlyQuotes { quotes: false });
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
                ViolationKind::ImplicitSpelling {
                    plain,
                    boolean: false,
                },
            );
        }
        Slot::Value(Spanned { value, at })
    }

    pub(in crate::manifest) fn boolean<const N: usize>(
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
                self.report(at, ViolationKind::CurlyQuotes { quotes: false });
            } else {
                self.wrong_type(at, Expected::Boolean);
            }
            return Slot::Unusable;
        };
        let plain = value.to_string();
        if !self.document.text_of(at.node).eq_ignore_ascii_case(&plain) {
            self.report(at, ViolationKind::ImplicitSpelling { plain, boolean: true });
        }
        Slot::Value(Spanned { value, at })
    }
}
