//! The same manifest in another spelling: order, styles, quotes, comments, anchors, letters that don't matter, and
//! defaults written out. All choices are read off a tape, so that failures shrink.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

/// Random bytes; after the last one the plainest choice.
pub struct Tape<'a>(pub &'a [u8]);

impl Tape<'_> {
    fn below(&mut self, most: usize) -> usize {
        let Some((&first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        first as usize % most.max(1)
    }

    fn maybe(&mut self) -> bool {
        self.below(3) == 1
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let steps = self.below(i + 1);
            items.swap(i, i - steps);
        }
    }
}

/// The same with some of what goes without saying, and names in other letters.
pub fn with_defaults(manifest: &Value, tape: &mut Tape<'_>) -> Value {
    let mut manifest = manifest.clone();
    for integration in entries(&mut manifest, "/integrations") {
        let provider = integration["provider"]
            .as_str()
            .and_then(amplint::catalog::provider);
        let module = provider.map_or("", |provider| provider.default_module().id());
        if !module.is_empty() {
            put(integration, "module", json!(module), tape);
        }
        put(integration, "proxy", json!({"enabled": false}), tape);
        if integration["proxy"].is_object() {
            put(&mut integration["proxy"], "useModule", json!(false), tape);
        }
        for object in entries(integration, "/read/objects") {
            letters(&mut object["objectName"], tape);
            put(object, "mapToName", object["objectName"].clone(), tape);
            if object["backfill"].is_null() {
                let none = [json!({"days": 0}), json!({"fullHistory": false})][tape.below(2)].clone();
                put(object, "backfill", json!({"defaultPeriod": none}), tape);
            }
            put(object, "delivery", json!({"mode": "auto"}), tape);
            for key in ["requiredFields", "optionalFields"] {
                for field in entries(object, &format!("/{key}")) {
                    if field["fieldName"].is_string() {
                        letters(&mut field["fieldName"], tape);
                        put(field, "mapToName", field["fieldName"].clone(), tape);
                    }
                }
            }
        }
        for object in entries(integration, "/write/objects") {
            put(object, "inheritMapping", json!(false), tape);
            put(object, "valueDefaults", json!({"allowAnyFields": false}), tape);
            letters(&mut object["objectName"], tape);
        }
        for object in entries(integration, "/subscribe/objects") {
            if object["associationChangeEvent"].is_object() {
                put(
                    &mut object["associationChangeEvent"],
                    "includeFullRecords",
                    json!(false),
                    tape,
                );
            }
            if object["updateEvent"]["requiredWatchFields"].is_array() {
                for field in object["updateEvent"]["requiredWatchFields"]
                    .as_array_mut()
                    .unwrap()
                {
                    letters(field, tape);
                }
            }
            letters(&mut object["objectName"], tape);
        }
    }
    manifest
}

/// The entries of a list in which each has a name of its own.
fn entries<'v>(value: &'v mut Value, pointer: &str) -> impl Iterator<Item = &'v mut Value> {
    let list = value.pointer_mut(pointer).and_then(Value::as_array_mut);
    let list = list.filter(|list| are_one_each(&list.iter().collect::<Vec<_>>()));
    list.into_iter().flatten().filter(|entry| entry.is_object())
}

fn put(entry: &mut Value, key: &str, value: Value, tape: &mut Tape<'_>) {
    let entry = entry.as_object_mut().unwrap();
    if !entry.contains_key(key) && !value.is_null() && tape.maybe() {
        entry.insert(key.to_owned(), value);
    }
}

/// Other letters, where they don't matter.
fn letters(name: &mut Value, tape: &mut Tape<'_>) {
    let plain = name
        .as_str()
        .filter(|text| text.is_ascii() && !text.contains('['));
    let other = plain.map(str::to_uppercase).filter(|_| tape.maybe());
    if let Some(other) = other {
        *name = json!(other);
    }
}

/// `manifest` as YAML.
pub fn respelled(manifest: &Value, tape: &mut Tape<'_>) -> String {
    let mut writer = Writer {
        tape,
        out: String::new(),
        anchors: BTreeMap::new(),
        names: 0,
    };
    if writer.tape.maybe() {
        writer.out.push_str("# A manifest\n---\n");
    }
    writer.value(manifest, 0, false);
    if writer.tape.maybe() {
        writer.out.push_str("# The end.\n");
    }
    let text = writer.out;
    let text = text.trim_start_matches('\n').to_owned();
    match tape.below(8) {
        1 => text.replace('\n', "\r\n"),
        2 => format!("\u{feff}{text}"),
        _ => text,
    }
}

struct Writer<'t, 'a> {
    tape: &'t mut Tape<'a>,
    out: String,
    /// By what they stand for, as JSON.
    anchors: BTreeMap<String, String>,
    names: usize,
}

impl Writer<'_, '_> {
    /// Writes what follows a colon or a dash, with the line's end unless in brackets.
    fn value(&mut self, value: &Value, indent: usize, flow: bool) {
        let key = value.to_string();
        if let Some(name) = self.anchors.get(&key) {
            if self.tape.maybe() {
                let _ = write!(self.out, " *{name} ");
                self.end(flow);
                return;
            }
        } else if !value.is_null() && indent > 0 && self.tape.below(8) == 1 {
            self.names += 1;
            let name = format!("a{}", self.names);
            let _ = write!(self.out, " &{name}");
            self.content(value, indent, flow);
            // Only what lies behind it may point to it.
            self.anchors.insert(key, name);
            return;
        }
        self.content(value, indent, flow);
    }

    fn content(&mut self, value: &Value, indent: usize, flow: bool) {
        let flow_here = flow || self.tape.below(4) == 1;
        match value {
            Value::Object(map) => {
                let mut pairs: Vec<(&String, &Value)> = map.iter().collect();
                self.tape.shuffle(&mut pairs);
                if pairs.is_empty() || flow_here {
                    self.out.push_str(" {");
                    for (i, (name, value)) in pairs.into_iter().enumerate() {
                        self.out.push_str(if i > 0 { ", " } else { "" });
                        self.text(name);
                        self.out.push(':');
                        self.value(value, indent + 1, true);
                    }
                    self.out.push('}');
                    self.end(flow);
                    return;
                }
                self.end(false);
                for (name, value) in pairs {
                    self.margin(indent);
                    self.text(name);
                    self.out.push(':');
                    self.value(value, indent + 1, false);
                }
            }
            Value::Array(items) => {
                let mut items: Vec<&Value> = items.iter().collect();
                if are_one_each(&items) {
                    self.tape.shuffle(&mut items);
                }
                if items.is_empty() || flow_here {
                    self.out.push_str(" [");
                    for (i, item) in items.into_iter().enumerate() {
                        self.out.push_str(if i > 0 { ", " } else { "" });
                        self.value(item, indent + 1, true);
                    }
                    self.out.push(']');
                    self.end(flow);
                    return;
                }
                self.end(false);
                for item in items {
                    self.margin(indent);
                    self.out.push('-');
                    self.value(item, indent + 1, false);
                }
            }
            Value::String(text) => {
                self.out.push(' ');
                let block = !flow
                    && !text.is_empty()
                    && !text.contains(|c: char| c.is_control())
                    && !text.starts_with(' ');
                if block && self.tape.below(8) == 1 {
                    let mark = ["|-", ">-"][self.tape.below(2)];
                    self.out.push_str(mark);
                    self.out.push('\n');
                    self.margin(indent);
                    self.out.push_str(text);
                    self.out.push('\n');
                    return;
                }
                self.text(text);
                self.end(flow);
            }
            Value::Null => {
                self.out.push_str(if flow {
                    " null"
                } else {
                    ["", " ~"][self.tape.below(2)]
                });
                self.end(flow);
            }
            scalar => {
                let _ = write!(self.out, " {scalar}");
                self.end(flow);
            }
        }
    }

    fn margin(&mut self, indent: usize) {
        self.out.push_str(&"  ".repeat(indent));
    }

    fn end(&mut self, flow: bool) {
        if flow {
            return;
        }
        match self.tape.below(8) {
            1 => self.out.push_str("  # so it is\n"),
            2 => self.out.push_str("\n\n"),
            _ => self.out.push('\n'),
        }
    }

    /// A text in one of its styles.
    fn text(&mut self, text: &str) {
        let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b))
            && ![
                "true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf",
            ]
            .contains(&text.to_lowercase().as_str());
        match self.tape.below(4) {
            1 if !text.contains(|c: char| c.is_control()) => {
                let _ = write!(self.out, "'{}'", text.replace('\'', "''"));
            }
            2 => {
                let _ = write!(self.out, "{}", Value::from(text));
            }
            3 if plain => {
                let _ = write!(self.out, "!!str {text}");
            }
            _ if plain => self.out.push_str(text),
            _ => {
                let _ = write!(self.out, "{}", Value::from(text));
            }
        }
    }
}

/// Whether no two of `items` go by one name, so that their order says nothing.
fn are_one_each(items: &[&Value]) -> bool {
    let name = |item: &Value| -> Option<String> {
        let of = |map: &Map<String, Value>| {
            let keys = ["name", "objectName", "fieldName", "mapToName"];
            let found = keys.iter().find_map(|key| map.get(*key)?.as_str());
            found.map(str::to_lowercase)
        };
        item.as_object()
            .map_or_else(|| item.as_str().map(str::to_lowercase), of)
    };
    let names: BTreeSet<Option<String>> = items.iter().map(|item| name(item)).collect();
    names.len() == items.len() && !names.contains(&None)
}
