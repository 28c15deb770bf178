//! Names that stand twice where each may stand once.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use super::{Context, Level, Sink, code};
use crate::catalog::{Module, NameCase};
use crate::manifest::{At, Integration, Text};

/// A name that is the same in another case (of ASCII letters).
#[derive(Clone, Copy, Debug)]
struct Folded<'t>(&'t str);

impl PartialEq for Folded<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(other.0)
    }
}

impl Eq for Folded<'_> {}

impl Hash for Folded<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for chunk in self.0.as_bytes().chunks(16) {
            let mut lower = [0; 16];
            for (to, from) in lower.iter_mut().zip(chunk) {
                *to = from.to_ascii_lowercase();
            }
            state.write(&lower);
        }
    }
}

/// Things by name, without regard to case; of two with one name the first.
#[derive(Debug)]
pub struct ByName<'t, T>(HashMap<Folded<'t>, T>);

impl<'t, T> ByName<'t, T> {
    /// With room for `count` names.
    #[must_use]
    pub fn with_capacity(count: usize) -> Self {
        Self(HashMap::with_capacity(count))
    }

    /// Adds `thing` unless there is one of that name; that one is returned.
    pub fn add(&mut self, name: &'t str, thing: T) -> Option<&T> {
        match self.0.entry(Folded(name)) {
            std::collections::hash_map::Entry::Occupied(first) => Some(first.into_mut()),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(thing);
                None
            }
        }
    }

    /// The thing of that name.
    #[must_use]
    pub fn get<'s>(&'s self, name: &'s str) -> Option<&'s T> {
        self.0.get(&Folded(name))
    }
}

impl Context<'_> {
    /// Reports every object of an action that is listed a second time, or again in another case.
    pub fn report_repeated_objects<'t, 'd: 't>(
        &self,
        integration: &Integration<'_>,
        action: &str,
        names: impl ExactSizeIterator<Item = Option<&'t Text<'d>>>,
        sink: &mut Sink<'_>,
    ) {
        if names.len() < 2 {
            return;
        }
        let mut seen = ByName::with_capacity(names.len());
        // Spellings after the first, needed only where the first is met again.
        let mut spellings: HashMap<String, At> = HashMap::new();
        for name in names.flatten() {
            let text = name.as_str();
            let Some(&(first, first_at)) = seen.add(text, (text, name.at)) else {
                continue;
            };
            let module = self.module(integration);
            let case = module.map_or(NameCase::Sensitive, Module::name_case);
            if case.same(first, text) {
                self.report_repeat(action, name, (first, first_at), sink);
            } else if let Some(&same) = spellings.get(&key(case, text)) {
                self.report_repeat(action, name, (text, same), sink);
            } else {
                spellings.insert(key(case, text), name.at);
                if !module.is_some_and(|module| are_two(module, first, text)) {
                    self.report_spelling(action, name, (first, first_at), sink);
                }
            }
        }
    }

    fn report_repeat(
        &self,
        action: &str,
        later: &Text<'_>,
        (first, first_at): (&str, At),
        sink: &mut Sink<'_>,
    ) {
        let name = code(later.as_str());
        let message = if first == later.as_str() {
            format!(
                "{name} is listed under {} already; Ampersand takes an object once",
                code(action)
            )
        } else {
            format!(
                "{name} is the object {}, which is listed under {} already",
                code(first),
                code(action)
            )
        };
        let (place, first) = self.places_of_two(later.at, first_at);
        sink.report(place, message)
            .label("the same object again")
            .also(first, "first listed here")
            .help("keep one of them, and move what only the other has into it");
    }

    fn report_spelling(
        &self,
        action: &str,
        later: &Text<'_>,
        (first, first_at): (&str, At),
        sink: &mut Sink<'_>,
    ) {
        let name = code(later.as_str());
        let (place, first_span) = self.places_of_two(later.at, first_at);
        sink.report(
            place,
            format!(
                "{name} differs from {} in case only; one of the two is likely a slip",
                code(first)
            ),
        )
        .level(Level::Warning)
        .label(format!("listed under {} in another spelling", code(action)))
        .also(first_span, "first listed here")
        .help("spell it as the provider does, and list it once");
    }
}

/// Whether the provider has both spellings, as two objects.
fn are_two(module: Module, a: &str, b: &str) -> bool {
    match (module.object(a), module.object(b)) {
        (Some(a), Some(b)) => a.name() != b.name(),
        _ => false,
    }
}

/// A text that is the same for names that mean the same object.
fn key(case: NameCase, name: &str) -> String {
    let mut key = name.to_owned();
    match case {
        NameCase::Sensitive => {}
        NameCase::Insensitive => key.make_ascii_lowercase(),
        NameCase::FirstLetter => {
            if let Some(first) = key.get_mut(..1) {
                first.make_ascii_lowercase();
            }
        }
    }
    key
}
