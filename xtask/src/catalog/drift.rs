//! What a change of the facts does to users, the worst first.
use std::collections::BTreeSet;

use super::data::{Data, Module, Object};
use super::verdicts::{ACTIONS, Verdict};

/// What a change does, in the order in which it is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Effect {
    /// What was fine or a warning is an error now.
    NewError,
    /// What was fine is a warning now.
    NewWarning,
    /// What was an error or a warning is fine now, or a warning.
    Milder,
    /// A name that wasn't known.
    Known,
    /// A name that isn't known any more, without a finding.
    Forgotten,
}

impl Effect {
    /// The heading of its changes.
    pub fn heading(self) -> &'static str {
        match self {
            Self::NewError => "new errors",
            Self::NewWarning => "new warnings",
            Self::Milder => "errors and warnings that go",
            Self::Known => "names that are known now",
            Self::Forgotten => "names that are forgotten",
        }
    }
}

/// How much it weighs to use something: 0 nothing, 1 a warning, 2 an error.
type Weight = u8;

/// All changes from `old` to `new`.
pub fn changes(old: &Data, new: &Data) -> Vec<(Effect, String)> {
    let mut found = Vec::new();
    for key in union(old.providers.keys(), new.providers.keys()) {
        match (old.providers.get(key), new.providers.get(key)) {
            (Some(_), None) => found.push((Effect::NewError, format!("{key}: no provider any more"))),
            (None, Some(_)) => found.push((Effect::Known, format!("{key}: a provider"))),
            (Some(before), Some(after)) => {
                let modules = |it: &super::data::Provider| -> BTreeSet<String> {
                    it.modules.keys().cloned().chain(["root".to_owned()]).collect()
                };
                let (before, after) = (modules(before), modules(after));
                for module in before.difference(&after) {
                    found.push((Effect::NewError, format!("{key}/{module}: no module any more")));
                }
                for module in after.difference(&before) {
                    found.push((Effect::Known, format!("{key}/{module}: a module")));
                }
                for module in before.intersection(&after) {
                    one_module(old, new, key, module, &mut found);
                }
            }
            (None, None) => {}
        }
    }
    found.sort();
    found.dedup();
    found
}

fn union<'a>(
    a: impl Iterator<Item = &'a String>,
    b: impl Iterator<Item = &'a String>,
) -> BTreeSet<&'a String> {
    a.chain(b).collect()
}

fn one_module(old: &Data, new: &Data, key: &str, id: &str, found: &mut Vec<(Effect, String)>) {
    for action in ["read", "write", "subscribe", "proxy"] {
        let (before, after) = (capability(old, key, id, action), capability(new, key, id, action));
        push(found, before, after, || format!("{key}/{id}: {action}"));
    }
    // Objects that are shared are told of their owner.
    if new.owner(key) != key {
        return;
    }
    let (before, after) = (old.module(key, id), new.module(key, id));
    for action in ACTIONS {
        push(found, unlisted(before, action), unlisted(after, action), || {
            format!("{key}/{id}: {action} of any name that isn't listed")
        });
    }
    let objects = |it: Option<&Module>| -> BTreeSet<String> {
        it.into_iter().flat_map(|it| it.objects.keys().cloned()).collect()
    };
    for name in objects(before).union(&objects(after)) {
        let object = |it: Option<&Module>| it.is_some_and(|it| it.objects.contains_key(name));
        for action in ACTIONS {
            let weight = |it: Option<&Module>| match it.and_then(|it| it.objects.get(name)) {
                Some(facts) => refused(it, facts, action),
                None => unlisted(it, action),
            };
            push(found, weight(before), weight(after), || {
                format!("{key}/{id}: {action} of {name}")
            });
        }
        let place = || format!("{key}/{id}: {name}");
        match (object(before), object(after)) {
            (false, true) => found.push((Effect::Known, place())),
            (true, false) => found.push((Effect::Forgotten, place())),
            _ => {}
        }
        let fields = |it: Option<&Module>| -> BTreeSet<String> {
            let object = it.and_then(|it| it.objects.get(name));
            object
                .into_iter()
                .flat_map(|it| it.fields.iter().flatten())
                .map(|(name, _)| name.clone())
                .collect()
        };
        let (old_fields, new_fields) = (fields(before), fields(after));
        let more = new_fields.difference(&old_fields).count();
        let fewer: Vec<_> = old_fields.difference(&new_fields).cloned().collect();
        if more > 0 {
            found.push((Effect::Known, format!("{}: {more} fields", place())));
        }
        if !fewer.is_empty() {
            found.push((
                Effect::Forgotten,
                format!("{}: fields {}", place(), fewer.join(", ")),
            ));
        }
    }
}

fn push(found: &mut Vec<(Effect, String)>, before: Weight, after: Weight, place: impl Fn() -> String) {
    let effect = match (before, after) {
        (before, 2) if before < 2 => Effect::NewError,
        (0, 1) => Effect::NewWarning,
        (before, after) if after < before => Effect::Milder,
        _ => return,
    };
    found.push((effect, place()));
}

/// How much it weighs to name an action that the module may not offer.
fn capability(data: &Data, key: &str, id: &str, action: &str) -> Weight {
    let Some(provider) = data.providers.get(key) else {
        return 2;
    };
    let (actions, doubtful) = match provider.modules.get(id) {
        Some(module) => (&module.actions, &module.doubtful),
        None => (&provider.actions, &provider.doubtful),
    };
    let has = |list: &[String]| list.iter().any(|it| it == action);
    match (has(actions), has(doubtful)) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    }
}

/// How much it weighs to name an object that isn't listed.
fn unlisted(module: Option<&Module>, action: &str) -> Weight {
    let Some(module) = module else { return 0 };
    let enforcement = if action == "read" {
        &module.enforcement.read
    } else {
        &module.enforcement.write
    };
    match module.unlisted.of(action) {
        Some(Verdict::Refused | Verdict::NoConnector) => 2,
        Some(Verdict::Untested) => 0,
        _ if module.open || enforcement == "live" => 0,
        Some(Verdict::Sent) => 1,
        None if enforcement == "none" => 1,
        None => 2,
    }
}

/// How much it weighs to use an object that is listed.
fn refused(module: Option<&Module>, object: &Object, action: &str) -> Weight {
    let answer = if action == "read" {
        object.read
    } else {
        object.write
    };
    let doubted = object
        .inferred
        .iter()
        .chain(&object.conflict)
        .any(|it| it == action);
    let enforced = module.is_some_and(|it| {
        let enforcement = if action == "read" {
            &it.enforcement.read
        } else {
            &it.enforcement.write
        };
        enforcement == "code" || enforcement == "schema"
    });
    match (object.verdicts.of(action), answer) {
        (Some(Verdict::Refused | Verdict::NoConnector), _) => 2,
        (Some(Verdict::Untested), _) | (_, None | Some(true)) => 0,
        (None, Some(false)) if enforced && !doubted => 2,
        (_, Some(false)) => 1,
    }
}
