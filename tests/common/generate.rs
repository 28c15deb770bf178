//! Random manifests as JSON: sound ones, and ones with a few mistakes.

use amplint::manifest::Shape;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

fn name() -> impl Strategy<Value = Value> {
    select(vec![
        "contacts",
        "Account",
        "my-hook",
        "a_b",
        "x",
        "sales/orders",
        "漢字",
        "true",
        "12",
    ])
    .prop_map(Value::from)
}

fn schedule() -> impl Strategy<Value = Value> {
    select(vec!["*/10 * * * *", "0 6 * * mon-fri", "0 0 1,15 * *"]).prop_map(Value::from)
}

fn path() -> impl Strategy<Value = Value> {
    select(vec![
        "email",
        "Phone Number",
        "$['a']",
        "$['a b']['c]d'][*]",
        "a.b",
        "x$",
    ])
    .prop_map(Value::from)
}

fn words() -> impl Strategy<Value = Value> {
    select(vec!["", "Which one?", "a: b # c", "é \" \\ 漢"]).prop_map(Value::from)
}

/// A mapping of the entries that are there.
fn mapping(entries: Vec<(&'static str, Option<Value>)>) -> Value {
    entries
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect::<Map<_, _>>()
        .into()
}

/// There one time in three.
fn maybe<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    prop::option::weighted(0.33, value)
}

fn list(item: impl Strategy<Value = Value>, least: usize) -> impl Strategy<Value = Value> {
    prop::collection::vec(item, least..3).prop_map(Value::from)
}

fn field() -> impl Strategy<Value = Value> {
    let own = (path(), maybe(path()), maybe(words())).prop_map(|(field, map, shown)| {
        mapping(vec![
            ("fieldName", Some(field)),
            ("mapToName", map),
            ("mapToDisplayName", shown),
        ])
    });
    let mapped =
        (path(), words(), maybe(words()), maybe(words())).prop_map(|(map, shown, prompt, default)| {
            let entries = vec![
                ("mapToName", Some(map)),
                ("mapToDisplayName", Some(shown)),
                ("prompt", prompt),
                ("default", default),
            ];
            mapping(entries)
        });
    prop_oneof![own, mapped]
}

fn backfill() -> impl Strategy<Value = Value> {
    let days = (0..400).prop_map(|days| json!({"defaultPeriod": {"days": days}}));
    let full = any::<bool>().prop_map(|full| json!({"defaultPeriod": {"fullHistory": full}}));
    prop_oneof![days, full]
}

fn delivery() -> impl Strategy<Value = Value> {
    let on_request = (50..=500).prop_map(|size| json!({"mode": "onRequest", "pageSize": size}));
    prop_oneof![Just(json!({})), Just(json!({"mode": "auto"})), on_request]
}

fn read_object() -> impl Strategy<Value = Value> {
    let usual = (
        name(),
        name(),
        maybe(schedule()),
        maybe(name()),
        maybe(words()),
        maybe(list(field(), 0)),
        maybe(list(field(), 0)),
        any::<bool>(),
        maybe(backfill()),
        maybe(delivery()),
    )
        .prop_map(
            |(object, to, schedule, map, shown, required, optional, auto, backfill, delivery)| {
                mapping(vec![
                    ("objectName", Some(object)),
                    ("destination", Some(to)),
                    ("schedule", schedule),
                    ("mapToName", map),
                    ("mapToDisplayName", shown),
                    ("requiredFields", required),
                    ("optionalFields", optional),
                    ("optionalFieldsAuto", auto.then(|| json!("all"))),
                    ("backfill", backfill),
                    ("delivery", delivery),
                ])
            },
        );
    let fields = list(path().prop_map(|name| json!({"fieldName": name})), 1);
    let always = (name(), name(), schedule(), fields).prop_map(|(object, to, schedule, fields)| {
        json!({"objectName": object, "destination": to, "schedule": schedule, "enabled": "always", "requiredFields": fields})
    });
    prop_oneof![3 => usual, 1 => always]
}

fn write_object() -> impl Strategy<Value = Value> {
    let defaults =
        maybe(any::<bool>()).prop_map(|any| mapping(vec![("allowAnyFields", any.map(Value::from))]));
    (name(), maybe(any::<bool>()), maybe(defaults)).prop_map(|(object, inherit, defaults)| {
        mapping(vec![
            ("objectName", Some(object)),
            ("inheritMapping", inherit.map(Value::from)),
            ("valueDefaults", defaults),
        ])
    })
}

fn always() -> impl Strategy<Value = Value> {
    Just(json!({"enabled": "always"}))
}

fn subscribe_object() -> impl Strategy<Value = Value> {
    let auto = select(vec!["all", "selected"])
        .prop_map(|auto| json!({"enabled": "always", "watchFieldsAuto": auto}));
    let some = list(select(vec!["email", "phone", "a b"]).prop_map(Value::from), 1)
        .prop_map(|fields| json!({"enabled": "always", "requiredWatchFields": fields}));
    let association = maybe(any::<bool>()).prop_map(|full| {
        mapping(vec![
            ("enabled", Some(json!("always"))),
            ("includeFullRecords", full.map(Value::from)),
        ])
    });
    let update = prop_oneof![auto, some];
    (
        name(),
        name(),
        maybe(always()),
        maybe(update),
        maybe(always()),
        maybe(association),
        maybe(list(name(), 0)),
        any::<bool>(),
    )
        .prop_map(
            |(object, to, create, update, delete, association, other, inherit)| {
                let standard =
                    create.is_some() || update.is_some() || delete.is_some() || association.is_some();
                mapping(vec![
                    ("objectName", Some(object)),
                    ("destination", Some(to)),
                    (
                        "inheritFieldsAndMapping",
                        (standard || inherit).then_some(Value::Bool(true)),
                    ),
                    ("createEvent", create),
                    ("updateEvent", update),
                    ("deleteEvent", delete),
                    ("associationChangeEvent", association),
                    ("otherEvents", other),
                ])
            },
        )
}

fn watch_schema() -> impl Strategy<Value = Value> {
    let all = (maybe(always()), maybe(always()), maybe(always())).prop_map(|(created, deleted, changed)| {
        let none = created.is_none() && deleted.is_none();
        let changed = changed.or_else(|| none.then(|| json!({"enabled": "always"})));
        mapping(vec![
            ("fieldCreated", created),
            ("fieldDeleted", deleted),
            ("fieldChanged", changed),
        ])
    });
    (name(), maybe(Just(json!("0 0 * * *"))), all).prop_map(|(to, schedule, all)| {
        mapping(vec![
            ("destination", Some(to)),
            ("schedule", schedule),
            ("allObjects", Some(all)),
        ])
    })
}

fn integration() -> impl Strategy<Value = Value> {
    let objects = |item: BoxedStrategy<Value>| list(item, 1).prop_map(|objects| json!({"objects": objects}));
    let proxy = (any::<bool>(), maybe(any::<bool>())).prop_map(|(enabled, module)| {
        mapping(vec![
            ("enabled", Some(enabled.into())),
            ("useModule", module.map(Value::from)),
        ])
    });
    (
        select(vec!["a", "contacts-1", "B_2"]),
        maybe(words()),
        name(),
        maybe(name()),
        prop::option::of(objects(read_object().boxed())),
        maybe(objects(write_object().boxed())),
        maybe(objects(subscribe_object().boxed())),
        proxy,
        maybe(watch_schema()),
        any::<bool>(),
    )
        .prop_map(
            |(name, shown, provider, module, read, write, subscribe, proxy, watch, proxied)| {
                let reads = read.is_some();
                let proxied = proxied || !reads && write.is_none();
                mapping(vec![
                    ("name", Some(name.into())),
                    ("displayName", shown),
                    ("provider", Some(provider)),
                    ("module", module),
                    ("read", read),
                    ("write", write),
                    ("subscribe", subscribe.filter(|_| reads)),
                    ("proxy", proxied.then_some(proxy)),
                    ("watchSchema", watch.filter(|_| reads)),
                    ("x-note", proxied.then(|| json!({"anything": [1, null, "x"]}))),
                ])
            },
        )
}

/// Manifests without a mistake.
pub fn sound() -> impl Strategy<Value = Value> {
    list(integration(), 1)
        .prop_map(|integrations| json!({"specVersion": "1.0.0", "integrations": integrations}))
}

/// One change at a place of a manifest.
#[derive(Clone, Debug)]
enum Change {
    Remove,
    Replace(Value),
    Rename(Index, String),
    Insert(String, Value),
    Append(Value),
    Repeat,
}

fn keys() -> Vec<String> {
    let all = Shape::ALL
        .iter()
        .flat_map(|shape| shape.keys())
        .map(|key| key.name);
    let mut keys: Vec<String> = all.map(str::to_owned).collect();
    for strange in [
        "unknown",
        "x-other",
        "Schedule",
        "objectname",
        "requiredField",
        "destinations",
        "event",
        "modul",
        "nmae",
    ] {
        keys.push(strange.to_owned());
    }
    keys.sort();
    keys.dedup();
    keys
}

fn value() -> impl Strategy<Value = Value> {
    let long = |n: usize| json!("x".repeat(n));
    select(vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(49),
        json!(50),
        json!(500),
        json!(501),
        json!(30.5),
        json!(""),
        json!(" "),
        json!(" x"),
        json!("x\n"),
        json!("x"),
        json!("a b"),
        json!("always"),
        json!("Always"),
        json!("all"),
        json!("selected"),
        json!("auto"),
        json!("onRequest"),
        json!("1.0"),
        json!("$"),
        json!("$.a"),
        json!("$['']"),
        json!("$['a'"),
        json!("$['a']x"),
        json!("$[0]"),
        json!("$['a'][*]"),
        json!("a.b"),
        long(64),
        long(65),
        long(100),
        long(101),
        json!([]),
        json!({}),
        json!([null]),
        json!(["x"]),
        json!([5]),
        json!({"a": 1}),
        json!({"enabled": "always"}),
        json!({"enabled": true}),
        json!({"fieldName": "x"}),
        json!({"objects": []}),
        json!({"objects": [{"objectName": "x"}]}),
        json!({"objects": null}),
        json!({"days": 1}),
    ])
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => Just(Change::Remove),
        4 => value().prop_map(Change::Replace),
        2 => (any::<Index>(), select(keys())).prop_map(|(i, key)| Change::Rename(i, key)),
        2 => (select(keys()), value()).prop_map(|(key, value)| Change::Insert(key, value)),
        1 => value().prop_map(Change::Append),
        1 => Just(Change::Repeat),
    ]
}

/// Manifests with one to three changes, most of them mistakes.
pub fn broken() -> impl Strategy<Value = Value> {
    (sound(), prop::collection::vec((any::<Index>(), change()), 1..4)).prop_map(|(mut manifest, changes)| {
        for (at, change) in changes {
            let mut places = Vec::new();
            collect(&manifest, String::new(), &mut places);
            if !places.is_empty() {
                let place = at.get(&places).clone();
                apply(&mut manifest, &place, change);
            }
        }
        manifest
    })
}

/// Every place below the top; what stands under our own `x-` keys is nobody's business.
fn collect(value: &Value, here: String, places: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries.iter().filter(|(key, _)| !key.starts_with("x-")) {
                collect(
                    value,
                    format!("{here}/{}", key.replace('~', "~0").replace('/', "~1")),
                    places,
                );
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                collect(item, format!("{here}/{i}"), places);
            }
        }
        _ => {}
    }
    if !here.is_empty() {
        places.push(here);
    }
}

fn apply(manifest: &mut Value, place: &str, change: Change) {
    let (parent, last) = place.rsplit_once('/').unwrap();
    if let Change::Replace(value) = change {
        *manifest.pointer_mut(place).unwrap() = value;
        return;
    }
    match (change, manifest.pointer_mut(place).unwrap()) {
        (Change::Rename(i, name), Value::Object(entries)) if !entries.is_empty() => {
            let old = i.get(&entries.keys().cloned().collect::<Vec<_>>()).clone();
            let renamed = std::mem::take(entries).into_iter();
            *entries = renamed
                .map(|(key, value)| (if key == old { name.clone() } else { key }, value))
                .collect();
        }
        (Change::Insert(key, value), Value::Object(entries)) => {
            entries.insert(key, value);
        }
        (Change::Append(value), Value::Array(items)) => items.push(value),
        (Change::Repeat, Value::Array(items)) if !items.is_empty() => items.push(items[0].clone()),
        (Change::Remove, _) => match manifest.pointer_mut(parent).unwrap() {
            Value::Object(entries) => {
                entries.remove(last);
            }
            Value::Array(items) => {
                items.remove(last.parse().unwrap());
            }
            _ => {}
        },
        _ => {}
    }
}

/// `manifest` as block YAML with every text in quotes; null is nothing at all.
pub fn write(manifest: &Value) -> String {
    let mut out = String::new();
    write_value(manifest, 0, &mut out);
    out
}

fn write_value(value: &Value, indent: usize, out: &mut String) {
    let margin = " ".repeat(indent);
    match value {
        Value::Null => out.push('\n'),
        Value::Object(entries) if !entries.is_empty() => {
            out.push('\n');
            for (key, value) in entries {
                let plain = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
                let key = if plain {
                    key.clone()
                } else {
                    Value::from(key.as_str()).to_string()
                };
                out.push_str(&format!("{margin}{key}:"));
                write_value(value, indent + 2, out);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            for item in items {
                out.push_str(&format!("{margin}-"));
                write_value(item, indent + 2, out);
            }
        }
        // JSON's escapes are YAML's too.
        scalar => out.push_str(&format!(" {scalar}\n")),
    }
}
