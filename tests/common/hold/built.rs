//! Manifests built from a grammar of our own: names of the catalogue, every key, every spelling of YAML, now and then a
//! value that does not belong, then broken as editors break them. All choices are read off the input.

use amplint::catalog::{self, Module};
use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};

use super::super::mishap::spoiled;
use super::super::respell::{Tape, respelled};
use super::{Outcome, lean};

/// The most that may happen to one manifest.
const MISHAPS: usize = 4;

pub fn holds(bytes: &[u8]) -> Outcome {
    lean::text(text(bytes).into_bytes())
}

/// The manifest that `bytes` make; bytes that have run out choose the plainest.
pub fn text(bytes: &[u8]) -> String {
    let mut choices = Unstructured::new(bytes);
    build(&mut choices).unwrap_or_default()
}

/// The same with what is left of `choices`.
pub fn build(choices: &mut Unstructured<'_>) -> Result<String> {
    let mut accidents = Vec::new();
    for _ in 0..choices.int_in_range(0..=MISHAPS)? {
        let word: [u8; 3] = choices.arbitrary()?;
        accidents.push((usize::from(word[0]), usize::from(word[1]), usize::from(word[2])));
    }
    let manifest = manifest(choices)?;
    // Half of what is left spells it; the rest is for what is built next.
    let half = choices.len() / 2;
    let text = respelled(&manifest, &mut Tape(choices.bytes(half)?));
    Ok(spoiled(&text, &accidents))
}

/// A grammar as values.
pub fn manifest(choices: &mut Unstructured<'_>) -> Result<Value> {
    let number = choices.int_in_range(1..=3)?;
    let integrations = (0..number)
        .map(|_| integration(choices))
        .collect::<Result<Vec<_>>>()?;
    let mut manifest = json!({ "specVersion": "1.0.0", "integrations": integrations });
    if choices.ratio(1, 16)? {
        manifest["specVersion"] = odd(choices)?;
    }
    Ok(manifest)
}

const NAMES: [&str; 12] = [
    "crm", "contacts", "Account", "a_b", "my-hook", "漢字", "true", "12", "a.b", "x y", "é", "name",
];

const SCHEDULES: [&str; 12] = [
    "*/10 * * * *",
    "0 * * * *",
    "0 6 * * mon-fri",
    "0 0 1,15 * *",
    "* * * * *",
    "@daily",
    "0 0 31 2 *",
    "60 * * * *",
    "*/10 * * *",
    "0 0 * * 7",
    "1-5/2 * * * *",
    "every hour",
];

fn integration(choices: &mut Unstructured<'_>) -> Result<Value> {
    let all = catalog::providers();
    let index = choices.choose_index(all.len())?;
    let provider = all.clone().nth(index).unwrap_or(all.clone().next().unwrap());
    let mut modules = provider.modules();
    let module = modules.next().filter(|_| choices.ratio(1, 2).unwrap_or(false));
    let mut map = Map::new();
    put(&mut map, "name", name(choices)?, 16, choices)?;
    put(&mut map, "provider", json!(provider.key()), 16, choices)?;
    if let Some(module) = module.filter(|module| !module.is_root()) {
        put(&mut map, "module", json!(module.id()), 16, choices)?;
    }
    if choices.ratio(1, 4)? {
        let shown = name(choices)?;
        put(&mut map, "displayName", shown, 8, choices)?;
    }
    let module = module.unwrap_or(provider.default_module());
    for key in ["read", "write", "subscribe"] {
        if !choices.ratio(1, 2)? {
            continue;
        }
        let number = choices.int_in_range(0..=3)?;
        let mut objects = Vec::new();
        for _ in 0..number {
            objects.push(object(key, module, choices)?);
        }
        put(&mut map, key, json!({ "objects": objects }), 16, choices)?;
    }
    if choices.ratio(1, 3)? {
        let proxy =
            json!({ "enabled": choices.arbitrary::<bool>()?, "useModule": choices.arbitrary::<bool>()? });
        put(&mut map, "proxy", proxy, 8, choices)?;
    }
    if choices.ratio(1, 6)? {
        let events = json!({ "fieldCreated": event(choices)?, "fieldDeleted": event(choices)? });
        let watch = json!({ "destination": name(choices)?, "schedule": *choices.choose(&SCHEDULES)?, "allObjects": events });
        put(&mut map, "watchSchema", watch, 8, choices)?;
    }
    if choices.ratio(1, 12)? {
        let key = *choices.choose(&["x-note", "reads", "Name", "<<", "objects"])?;
        map.insert(key.to_owned(), odd(choices)?);
    }
    Ok(map.into())
}

fn object(action: &str, module: Module, choices: &mut Unstructured<'_>) -> Result<Value> {
    let objects = module.objects();
    let known = choices.choose_index(objects.len().max(1))?;
    let known = objects
        .clone()
        .nth(known)
        .filter(|_| !choices.ratio(1, 5).unwrap_or(true));
    let mut map = Map::new();
    let called = match known {
        Some(object) => json!(object.name()),
        None => name(choices)?,
    };
    put(&mut map, "objectName", called, 20, choices)?;
    let fields = |choices: &mut Unstructured<'_>| -> Result<Vec<Value>> {
        let number = choices.int_in_range(0..=4)?;
        (0..number).map(|_| field(known, choices)).collect()
    };
    if action == "write" {
        for (key, value) in [
            ("inheritMapping", json!(true)),
            ("valueDefaults", json!({ "allowAnyFields": true })),
        ] {
            if choices.ratio(1, 3)? {
                put(&mut map, key, value, 8, choices)?;
            }
        }
        return Ok(map.into());
    }
    let destination = name(choices)?;
    put(&mut map, "destination", destination, 16, choices)?;
    if action == "subscribe" {
        put(&mut map, "inheritFieldsAndMapping", json!(true), 6, choices)?;
        for key in [
            "createEvent",
            "updateEvent",
            "deleteEvent",
            "associationChangeEvent",
        ] {
            if choices.ratio(1, 2)? {
                let mut event = event(choices)?;
                if key == "updateEvent" && event.is_object() {
                    let names = fields(choices)?;
                    let names: Vec<&Value> = names.iter().map(|field| &field["fieldName"]).collect();
                    event["requiredWatchFields"] = json!(names);
                }
                put(&mut map, key, event, 12, choices)?;
            }
        }
        if choices.ratio(1, 4)? {
            let names = [name(choices)?, name(choices)?];
            put(&mut map, "otherEvents", json!(names), 8, choices)?;
        }
        return Ok(map.into());
    }
    if choices.ratio(2, 3)? {
        let schedule = json!(*choices.choose(&SCHEDULES)?);
        put(&mut map, "schedule", schedule, 12, choices)?;
    }
    for key in ["requiredFields", "optionalFields"] {
        if choices.ratio(1, 2)? {
            let fields = fields(choices)?;
            put(&mut map, key, json!(fields), 16, choices)?;
        }
    }
    for (key, value) in [
        ("enabled", json!("always")),
        ("optionalFieldsAuto", json!("all")),
        ("mapToName", name(choices)?),
        ("mapToDisplayName", name(choices)?),
        (
            "backfill",
            json!({ "defaultPeriod": { "days": choices.int_in_range(-1..=400)? } }),
        ),
        (
            "backfill",
            json!({ "defaultPeriod": { "fullHistory": choices.arbitrary::<bool>()? } }),
        ),
        (
            "delivery",
            json!({ "mode": "onRequest", "pageSize": choices.int_in_range(0..=1000)? }),
        ),
    ] {
        if choices.ratio(1, 5)? {
            put(&mut map, key, value, 8, choices)?;
        }
    }
    Ok(map.into())
}

fn field(object: Option<catalog::Object>, choices: &mut Unstructured<'_>) -> Result<Value> {
    let fields: Vec<&str> = match object {
        Some(object) => object
            .fields()
            .take(40)
            .map(amplint::catalog::ObjectField::name)
            .collect(),
        None => Vec::new(),
    };
    let called = match fields.as_slice() {
        [] => name(choices)?,
        fields => json!(*choices.choose(fields)?),
    };
    let mut map = Map::new();
    let mapping = choices.ratio(1, 4)?;
    if !mapping {
        put(&mut map, "fieldName", called, 20, choices)?;
    }
    for key in ["mapToName", "mapToDisplayName", "prompt", "default"] {
        let needed = mapping && key.starts_with("map");
        if needed || choices.ratio(1, 6)? {
            let value = name(choices)?;
            put(&mut map, key, value, 12, choices)?;
        }
    }
    Ok(map.into())
}

fn event(choices: &mut Unstructured<'_>) -> Result<Value> {
    Ok(match choices.int_in_range(0..=9)? {
        0 => json!({}),
        1 => json!({ "enabled": true }),
        2 => odd(choices)?,
        _ => json!({ "enabled": "always" }),
    })
}

fn name(choices: &mut Unstructured<'_>) -> Result<Value> {
    Ok(json!(*choices.choose(&NAMES)?))
}

/// Puts in `key`; one time in `odd_of` it holds what does not belong there, or is misspelt.
fn put(
    map: &mut Map<String, Value>,
    key: &str,
    value: Value,
    odd_of: u8,
    choices: &mut Unstructured<'_>,
) -> Result<()> {
    if !choices.ratio(1, odd_of)? {
        map.insert(key.to_owned(), value);
        return Ok(());
    }
    match choices.int_in_range(0..=3)? {
        0 => map.insert(key.to_owned(), odd(choices)?),
        1 => map.insert(key.to_lowercase(), value),
        2 => map.insert(format!("{key}s"), value),
        _ => None,
    };
    Ok(())
}

/// What belongs nowhere.
fn odd(choices: &mut Unstructured<'_>) -> Result<Value> {
    Ok(match choices.int_in_range(0..=9)? {
        0 => Value::Null,
        1 => json!(choices.arbitrary::<bool>()?),
        2 => json!(choices.arbitrary::<i32>()?),
        3 => json!(1.5),
        4 => json!(""),
        5 => json!([name(choices)?, name(choices)?]),
        6 => json!({ "enabled": name(choices)? }),
        7 => json!([[[]]]),
        8 => json!("a: b # c"),
        _ => json!("\u{1F468}\u{200D}\u{1F469} \\ \" ' \t"),
    })
}
