//! Keys that are not known as they stand.

use std::collections::hash_map::Entry as Place;

use super::core::{Reader, Strange};
use super::members::{Entry, Members};
use crate::manifest::at::At;
use crate::manifest::placeholder;
use crate::manifest::scalar::Scalar;
use crate::manifest::unknown::{self, Here};
use crate::manifest::violation::{Fate, Home, ViolationKind};
use crate::yaml::Kind;

/// How many different keys that are known nowhere are looked up; a file with more is no manifest.
const MAX_STRANGE: usize = 2000;

impl Reader<'_, '_, '_> {
    /// Whether the key is one in JSON too.
    fn is_name(&self, key: At) -> bool {
        !matches!(self.scalar(key), None | Some(Scalar::Null | Scalar::Refused))
    }

    /// Keys that are not known as they stand.
    pub(super) fn other_keys<const N: usize>(&mut self, members: &mut Members<N>, others: Vec<Entry>) {
        let keys = members.shape.keys();
        for entry in others {
            let name = self.document.text_of(entry.key.node);
            if self.is_placeholder(entry.key) {
                self.report(entry.key, ViolationKind::Placeholder { fate: Fate::Refused });
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
                self.report(entry.key, ViolationKind::Placeholder { fate: Fate::Ignored });
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
                            ViolationKind::ShadowedKey {
                                other: other_key,
                                wins,
                            },
                        );
                    }
                    None => {
                        self.report(entry.key, ViolationKind::KeyCase { known: keys[i].name });
                        members.entries[i] = Some(entry);
                    }
                }
                continue;
            }
            let inner = self.curly(entry.key);
            if let Some(i) = keys.iter().position(|known| Some(known.name) == inner)
                && members.entries[i].is_none()
            {
                self.report(entry.key, ViolationKind::CurlyQuotes { quotes: false });
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
                ViolationKind::Misspelled { known, .. } => known.first().copied(),
                ViolationKind::Legacy { present, .. } => *present,
                _ => None,
            };
            // Read it as what it is meant for, so that its content is checked and it isn't missing too.
            if let Some(i) = keys.iter().position(|key| Some(key.name) == meant) {
                members.entries[i] = Some(entry);
            }
            match kind {
                ViolationKind::Misplaced { key, home, .. } => {
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
                ViolationKind::Unknown { .. } => members.partial |= self.document.is_guessed(entry.key.node),
                ViolationKind::Legacy { present: None, .. } if name == "actions" => {
                    self.strays.push(("read", entry.key));
                }
                _ => {}
            }
            self.report(entry.key, kind);
        }
    }
}

/// What a key that is known nowhere is likely meant for; `missing` is the set of [`Here::missing`].
fn look_up<'d>(strange: &mut Strange<'d>, name: &'d str, missing: u32, here: &Here<'_>) -> ViolationKind {
    let room = strange.len() < MAX_STRANGE;
    match strange.entry((name, here.shape, missing)) {
        Place::Occupied(known) => known.get().clone(),
        Place::Vacant(place) if room => place.insert(unknown::near(name, here)).clone(),
        Place::Vacant(_) => ViolationKind::Unknown {
            shape: here.shape,
            near: None,
            there: false,
        },
    }
}
