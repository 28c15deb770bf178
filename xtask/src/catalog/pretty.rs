//! The layout of the data files: one provider, module, object or limit a line, keys in a fixed order, so that
//! a change shows as the lines it concerns.
use std::cmp::Ordering;

use serde_json::Value;

/// Keys that come first, in this order; the others follow in theirs.
const FIRST: &[&str] = &[
    "source",
    "confidence",
    "provider",
    "module",
    "displayName",
    "enforcement",
    "open",
    "nameCase",
    "ownSpelling",
    "eitherNumber",
    "openPrefixes",
    "defaultModule",
    "objectsOf",
    "actions",
    "doubtful",
    "read",
    "write",
    "subscribe",
    "incremental",
    "inferred",
    "conflict",
    "level",
];
/// Keys that come last, in this order.
const LAST: &[&str] = &[
    "seen",
    "fields",
    "featureOnly",
    "sinceApi",
    "unconfirmed",
    "labels",
    "modules",
    "objects",
];
/// Keys whose mappings have one member a line.
const CONTAINERS: &[&str] = &["modules", "objects"];

/// A file's text.
pub fn lay_out(value: &Value) -> String {
    let mut text = String::new();
    write(value, None, 0, &mut text);
    text.push('\n');
    text
}

/// `key`: the key the value stands under.
fn write(value: &Value, key: Option<&str>, depth: usize, text: &mut String) {
    match value {
        Value::Object(members) => {
            let container = key.is_none_or(|key| CONTAINERS.contains(&key));
            let holds = |key: &&str| members.get(*key).is_some_and(Value::is_object);
            let open = !members.is_empty() && (container || CONTAINERS.iter().any(holds));
            let mut keys: Vec<&str> = members.keys().map(String::as_str).collect();
            keys.sort_by(|a, b| folded(a, b));
            // Names of providers, objects or fields keep that order; words of ours have one of their own.
            if !container && !key.is_some_and(|key| ["fields", "labels"].contains(&key)) {
                keys.sort_by_key(|key| rank(key));
            }
            block(['{', '}'], open, depth, text, keys, |key, text| {
                text.push_str(&Value::from(key).to_string());
                text.push_str(": ");
                write(&members[key], Some(key), depth + 1, text);
            });
        }
        Value::Array(items) => {
            let open = items.iter().any(Value::is_object);
            block(['[', ']'], open, depth, text, items, |item, text| {
                write(item, Some(""), depth + 1, text);
            });
        }
        other => text.push_str(&other.to_string()),
    }
}

fn block<T>(
    [start, end]: [char; 2],
    open: bool,
    depth: usize,
    text: &mut String,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(T, &mut String),
) {
    let line = |text: &mut String, depth: usize| {
        text.push('\n');
        (0..depth).for_each(|_| text.push_str("  "));
    };
    text.push(start);
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            text.push_str(if open { "," } else { ", " });
        }
        if open {
            line(text, depth + 1);
        }
        write(item, text);
    }
    if open {
        line(text, depth);
    }
    text.push(end);
}

fn rank(key: &str) -> usize {
    let first = FIRST.iter().position(|&it| it == key);
    let last = LAST
        .iter()
        .position(|&it| it == key)
        .map(|at| FIRST.len() + 1 + at);
    first.or(last).unwrap_or(FIRST.len())
}

/// By name without regard to case, then by name.
pub fn folded(a: &str, b: &str) -> Ordering {
    a.to_ascii_lowercase()
        .cmp(&b.to_ascii_lowercase())
        .then_with(|| a.cmp(b))
}
