//! Manifests as JSON.

use amplint::manifest::scalar::{self, Scalar};
use amplint::yaml::{Document, Kind, NodeId, Style, Tag};
use serde_json::{Map, Value};

/// The schema that takes anything.
static ANY: Value = Value::Null;

/// What the platform makes of the document, as JSON for `schema`: types by YAML 1.1, aliases and merge keys
/// resolved. `None` when it is no mapping, or refused as a whole.
///
/// In two cases the schema is stricter than the platform, as editors should be: a number or boolean in the place
/// of a text, where it reads as written (`objectName: 12`), and an explicit null for an optional key
/// (`days: ~`). Here they are the text, and absent.
pub fn read(document: &Document<'_>, schema: &'static Value) -> Option<Value> {
    let root = document.root()?;
    let mapping = document.kind(root) == Kind::Mapping;
    mapping.then(|| read_value(document, root, schema))?
}

fn read_value(document: &Document<'_>, node: NodeId, schema: &'static Value) -> Option<Value> {
    let node = document.resolve(node);
    let schema = super::resolve(schema);
    match document.kind(node) {
        Kind::Mapping => {
            let mut entries = Map::new();
            let mut merged = Map::new();
            for (key, value) in document.pairs(node) {
                let tag = document.tag(key);
                let key = document.text_of(document.resolve(key));
                if key == "<<" && matches!(tag, Tag::None | Tag::Merge) {
                    match read_value(document, value, schema)? {
                        Value::Object(more) => merged.extend(more),
                        _ => return None,
                    }
                    continue;
                }
                let below = super::resolve(&schema["properties"][key]);
                // A field's entries are handed on as they are.
                let untouched = std::ptr::eq(below, super::resolve(&super::SCHEMA["$defs"]["path"]));
                let read = read_value(document, value, if untouched { &ANY } else { below })?;
                // To the decoder an empty module is none.
                if key == "module" && read == "" {
                    continue;
                }
                let written = !document.slice(document.span(value)).is_empty();
                let required = schema["required"]
                    .as_array()
                    .is_some_and(|keys| keys.iter().any(|name| name == key));
                let scalar = below["type"] != "object" && below["type"] != "array";
                if !(read.is_null() && written && scalar && !required) {
                    entries.insert(key.to_owned(), read);
                }
            }
            merged.extend(entries);
            Some(Value::Object(merged))
        }
        Kind::Sequence => document
            .children(node)
            .map(|item| read_value(document, item, &schema["items"]))
            .collect(),
        Kind::Scalar(style) => {
            let text = document.text_of(node);
            let scalar = scalar::resolve(text, style == Style::Plain, document.tag(node));
            if wants_text(schema) && scalar.as_text().is_some_and(|read| read == text) {
                return Some(text.into());
            }
            match scalar {
                Scalar::Null => Some(Value::Null),
                Scalar::Bool(value) => Some(value.into()),
                Scalar::Text => Some(text.into()),
                Scalar::Int(_) | Scalar::Float(_) => match (scalar.as_int(), scalar) {
                    (Some(whole), _) => Some(whole.into()),
                    (None, Scalar::Float(value)) => Some(value.into()),
                    _ => None,
                },
                Scalar::Binary | Scalar::Refused => None,
            }
        }
        Kind::Alias | Kind::Hole => None,
    }
}

fn wants_text(schema: &'static Value) -> bool {
    let words = schema["enum"]
        .as_array()
        .is_some_and(|words| words[0].is_string());
    schema["type"] == "string"
        || schema["const"].is_string()
        || words
        || !schema["anyOf"][0]["enum"].is_null()
}
