//! What connectors were seen to do when they were asked for an object: the table of a probe, and what it decides.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::data::{Data, Object};
use super::pretty::folded;
use crate::Result;

/// What a connector does when it is asked to read or write an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It sends a request; the provider decides.
    Sent,
    /// It refuses by itself.
    Refused,
    /// The probe could not try it.
    Untested,
    /// There is no connector for the provider.
    NoConnector,
}

/// A verdict each for reading and writing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<Verdict>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write: Option<Verdict>,
}

impl Pair {
    /// The verdict on the action of this name.
    pub fn of(self, action: &str) -> Option<Verdict> {
        match action {
            "read" => self.read,
            "write" => self.write,
            _ => None,
        }
    }
}

/// The actions there are verdicts on.
pub const ACTIONS: [&str; 2] = ["read", "write"];

/// What was seen of one module.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// With made-up names.
    #[serde(default)]
    pub unknown: Pair,
    /// With known ones.
    pub objects: BTreeMap<String, Pair>,
}

/// The table of a probe: verdicts by provider and module.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// In words, for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The revision of the connectors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// The day of that revision, `2026-08-21`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    pub providers: BTreeMap<String, BTreeMap<String, Seen>>,
}

impl Table {
    /// Takes what another table says: its objects one by one, the rest stays.
    pub fn extend(&mut self, other: Self) {
        for (provider, modules) in other.providers {
            for (module, seen) in modules {
                let here = self
                    .providers
                    .entry(provider.clone())
                    .or_default()
                    .entry(module)
                    .or_default();
                here.unknown.read = seen.unknown.read.or(here.unknown.read);
                here.unknown.write = seen.unknown.write.or(here.unknown.write);
                here.objects.extend(seen.objects);
            }
        }
        self.revision = other.revision.or(self.revision.take());
        self.date = other.date.or(self.date.take());
    }
}

/// The text of a table: one object a line, names without regard to case.
pub fn lay_out(table: &Table) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut text = String::from("{\n");
    for (key, value) in [
        ("about", &table.about),
        ("revision", &table.revision),
        ("date", &table.date),
    ] {
        if let Some(value) = value {
            text.push_str(&format!("  \"{key}\": {},\n", quoted(value)));
        }
    }
    text.push_str("  \"providers\": ");
    let pair = |pair: &Pair| {
        let words = ACTIONS.iter().filter_map(|action| {
            let verdict = serde_json::to_value(pair.of(action)?).ok()?;
            Some(format!("{}: {verdict}", quoted(action)))
        });
        format!("{{{}}}", words.collect::<Vec<_>>().join(", "))
    };
    block(&mut text, 1, &table.providers, |text, modules| {
        block(text, 2, modules, |text, seen| {
            text.push_str(&format!(
                "{{\n        \"unknown\": {},\n        \"objects\": ",
                pair(&seen.unknown)
            ));
            block(text, 4, &seen.objects, |text, object| {
                text.push_str(&pair(object));
            });
            text.push_str("\n      }");
        });
    });
    text.push_str("\n}\n");
    text
}

fn block<T>(
    text: &mut String,
    depth: usize,
    members: &BTreeMap<String, T>,
    mut write: impl FnMut(&mut String, &T),
) {
    let line = |text: &mut String, depth: usize| {
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
    };
    let mut members: Vec<_> = members.iter().collect();
    members.sort_by(|(a, _), (b, _)| folded(a, b));
    text.push('{');
    for (i, (key, value)) in members.iter().enumerate() {
        if i > 0 {
            text.push(',');
        }
        line(text, depth + 1);
        text.push_str(&serde_json::Value::from(key.as_str()).to_string());
        text.push_str(": ");
        write(text, value);
    }
    if !members.is_empty() {
        line(text, depth);
    }
    text.push('}');
}

/// Lets the verdicts decide: what a connector refuses can't be done, whatever a list says, and what it passes on
/// is no more than doubtful.
pub fn apply(data: &mut Data, table: &Table) -> Result {
    for (provider, modules) in &table.providers {
        // What was seen of a provider that is gone since is of no use.
        if !data.providers.contains_key(provider) {
            continue;
        }
        let none = |seen: &Seen| seen.unknown.read == Some(Verdict::NoConnector);
        if modules.values().any(none) {
            no_connector(data, provider);
            continue;
        }
        for (module, seen) in modules {
            flags(data, provider, module, seen)?;
            // Of a provider that shares the objects of another, those verdicts are enough.
            if data.owner(provider) == provider {
                objects(data, provider, module, seen)?;
            }
        }
    }
    Ok(())
}

/// Nothing serves the provider: it is listed, and that is all.
fn no_connector(data: &mut Data, provider: &str) {
    if let Some(it) = data.providers.get_mut(provider) {
        it.no_connector = true;
        let lists = it
            .modules
            .values_mut()
            .map(|module| (&mut module.actions, &mut module.doubtful));
        for (actions, doubtful) in lists.chain([(&mut it.actions, &mut it.doubtful)]) {
            actions.retain(|action| !ACTIONS.contains(&action.as_str()));
            doubtful.retain(|action| !ACTIONS.contains(&action.as_str()));
        }
    }
}

/// A flag that says no to an action which the connector passes on is doubtful; one that says yes where it
/// refuses everything is wrong.
fn flags(data: &mut Data, provider: &str, module: &str, seen: &Seen) -> Result {
    let Some(it) = data.providers.get_mut(provider) else {
        return Ok(());
    };
    let (listed, doubtful) = if module == "root" {
        (&mut it.actions, &mut it.doubtful)
    } else {
        let Some(it) = it.modules.get_mut(module) else {
            return Err(format!("a verdict on {provider}/{module}, which is no module"));
        };
        (&mut it.actions, &mut it.doubtful)
    };
    for action in ACTIONS {
        let all = || {
            seen.objects
                .values()
                .chain([&seen.unknown])
                .map(|pair| pair.of(action))
        };
        let is_listed = listed.iter().any(|it| it == action);
        if !is_listed && all().any(|verdict| verdict == Some(Verdict::Sent)) {
            if !doubtful.iter().any(|it| it == action) {
                doubtful.push(action.to_owned());
            }
        } else if is_listed && all().all(|verdict| verdict == Some(Verdict::Refused)) {
            listed.retain(|it| it != action);
            doubtful.retain(|it| it != action);
        }
    }
    Ok(())
}

fn objects(data: &mut Data, provider: &str, module: &str, seen: &Seen) -> Result {
    let file = data.objects.get_mut(provider);
    let Some(facts) = file.and_then(|file| file.modules.get_mut(module)) else {
        return Err(format!(
            "verdicts on objects of {provider}/{module}, where none are known"
        ));
    };
    facts.unlisted = seen.unknown;
    for (name, &pair) in &seen.objects {
        // Where case does not matter, the list may be in another spelling.
        let any_case = facts.name_case.as_deref() == Some("insensitive");
        let listed = facts
            .objects
            .keys()
            .find(|it| *it == name || (any_case && it.eq_ignore_ascii_case(name)));
        let name = listed.unwrap_or(name).clone();
        let object = facts.objects.entry(name).or_default();
        let mut pair = pair;
        // A probe that creates records says nothing of an object whose records can only be changed.
        let updates = object
            .write_modes
            .as_ref()
            .is_some_and(|modes| !modes.iter().any(|it| it == "create"));
        if updates && pair.write == Some(Verdict::Refused) {
            pair.write = Some(Verdict::Untested);
        }
        object.verdicts = pair;
        for action in ACTIONS {
            if let Some(verdict) = pair.of(action) {
                decide(object, action, verdict);
            }
        }
    }
    // What was learned of an object since is of no weight against what is done with any name.
    for object in facts.objects.values_mut() {
        object.verdicts.read = object.verdicts.read.or(seen.unknown.read);
        object.verdicts.write = object.verdicts.write.or(seen.unknown.write);
    }
    Ok(())
}

fn decide(object: &mut Object, action: &str, verdict: Verdict) {
    let answer = match action {
        "read" => &mut object.read,
        _ => &mut object.write,
    };
    if verdict == Verdict::Refused {
        *answer = Some(false);
        object.inferred.retain(|it| it != action);
        object.conflict.retain(|it| it != action);
    }
}
