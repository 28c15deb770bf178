//! Objects that are listed twice where each may be listed once.

use std::collections::HashMap;

use super::names::ByName;
use crate::catalog::{Capability, Module, NameCase, Support};
use crate::manifest::{At, Integration, Text};
use crate::rule::{Context, Level, Sink, code};

impl Context<'_> {
    /// Reports every object of an action that is listed a second time, or again in another case.
    pub fn report_repeated_objects<'t, 'd: 't>(
        &self,
        integration: &Integration<'_>,
        action: Capability,
        names: impl ExactSizeIterator<Item = Option<&'t Text<'d>>>,
        sink: &mut Sink<'_>,
    ) {
        if names.len() < 2 {
            return;
        }
        let names = &names.collect::<Vec<_>>();
        self.report_either_number(integration, action, names, sink);
        let names = names.iter().copied();
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
                let other =
                    |module| are_two(module, first, text) || is_unknown(module, action, [first, text]);
                if !module.is_some_and(other) {
                    self.report_spelling(action, name, (first, first_at), sink);
                }
            }
        }
    }

    /// Reports objects that are listed in the singular and in the plural where both mean the same.
    fn report_either_number(
        &self,
        integration: &Integration<'_>,
        action: Capability,
        names: &[Option<&Text<'_>>],
        sink: &mut Sink<'_>,
    ) {
        let Some(module) = self
            .module(integration)
            .filter(|module| module.takes_either_number())
        else {
            return;
        };
        let mut meant: HashMap<&str, &Text<'_>> = HashMap::new();
        for name in names.iter().copied().flatten() {
            let Some(object) = module.object(name.as_str()) else {
                continue;
            };
            let first = *meant.entry(object.name()).or_insert(name);
            if first.as_str().eq_ignore_ascii_case(name.as_str()) {
                continue;
            }
            let (place, first_span) = self.places_of_two(name.at, first.at);
            sink.report(
                place,
                format!(
                    "{} and {} are one object, listed under {} twice",
                    code(name.as_str()),
                    code(first.as_str()),
                    code(action.key())
                ),
            )
            .level(Level::Warning)
            .label("the same object in another number")
            .also(first_span, "first listed here")
            .help(format!("list it once, as {}", code(object.name())));
        }
    }

    fn report_repeat(
        &self,
        action: Capability,
        later: &Text<'_>,
        (first, first_at): (&str, At),
        sink: &mut Sink<'_>,
    ) {
        let name = code(later.as_str());
        let message = if first == later.as_str() {
            match action {
                Capability::Write => {
                    format!(
                        "`write` has an entry for {name} already; what may be written is set once for each object"
                    )
                }
                Capability::Subscribe => {
                    format!("{name} is subscribed to twice; one entry holds all events of an object")
                }
                Capability::Read | Capability::Proxy => format!(
                    "{name} is listed under {} already; Ampersand takes an object once",
                    code(action.key())
                ),
            }
        } else {
            format!(
                "{name} means the object {}, which {} has already",
                code(first),
                code(action.key())
            )
        };
        let (place, first) = self.places_of_two(later.at, first_at);
        sink.report(place, message)
            .label("the same object again")
            .also(first, "first listed here")
            .help(match action {
                Capability::Write => "join the two entries",
                Capability::Subscribe => "move all events into one of the entries",
                Capability::Read | Capability::Proxy => {
                    "keep one of them, and move what only the other has into it"
                }
            });
    }

    fn report_spelling(
        &self,
        action: Capability,
        later: &Text<'_>,
        (first, first_at): (&str, At),
        sink: &mut Sink<'_>,
    ) {
        let name = code(later.as_str());
        let (place, first_span) = self.places_of_two(later.at, first_at);
        sink.report(
            place,
            format!(
                "{name} differs from {} in case only; one is likely a typo",
                code(first)
            ),
        )
        .level(Level::Warning)
        .label(format!("listed under {} in another spelling", code(action.key())))
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

/// Whether one of two spellings is reported as no object of the provider, so that to write it otherwise is the
/// fix.
fn is_unknown(module: Module, action: Capability, spellings: [&str; 2]) -> bool {
    let known = |name: &&str| module.object(name).is_some();
    let unlisted = |name: &&str| module.unlisted(action, name).is_some();
    module.support(action) != Support::No
        && match spellings.iter().filter(|name| known(name)).count() {
            0 => spellings.iter().all(unlisted),
            1 => true,
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
