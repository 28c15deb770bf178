//! What a schema refuses in a document, each with its place.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::paths::LocationSegment;
use jsonschema::{JsonType, ValidationError};
use serde_json::{Map, Number, Value};

use super::object::below;
use super::value::{JsonScalar, scalar};
use crate::api::kind::Schema;
use crate::manifest::{At, Breach, Found};
use crate::suggest;
use crate::yaml::{Document, Kind, NodeId};

/// How many errors of one document are looked at.
pub const MAX_ERRORS: usize = 1_000;

pub(super) fn breaches(document: &Document<'_>, root: At, schema: &Schema) -> Vec<(At, Breach)> {
    let Some(validator) = schema.validator() else {
        return Vec::new();
    };
    let instance = value(document, root.node);
    let mut found: Vec<(At, Breach)> = Vec::new();
    if !validator.is_valid(&instance) {
        for error in validator.iter_errors(&instance).take(MAX_ERRORS) {
            let place = locate(document, root, error.instance_path().iter());
            let Some(at) = place.filter(|at| document.kind(at.node) != Kind::Hole) else {
                continue;
            };
            let damaged = document.is_damaged(at.node);
            // A schema may say one thing twice, by way of what it refers to.
            if let Some(breach) = breach(document, at, error.kind(), || any_will_do(schema, &error))
                && !(damaged && matches!(breach, Breach::Missing { .. }))
                && !found.contains(&(at, breach.clone()))
            {
                found.push((at, breach));
            }
        }
        // Nothing else matters about a value of another type.
        let mistyped: Vec<NodeId> = found
            .iter()
            .filter(|(_, breach)| matches!(breach, Breach::Type { .. }))
            .map(|(at, _)| at.node)
            .collect();
        found.retain(|(at, breach)| matches!(breach, Breach::Type { .. }) || !mistyped.contains(&at.node));
    }
    let mut typos = Vec::new();
    misspelled(document, root, schema, &[schema.value()], &mut typos);
    for (mapping, key, known, required) in typos {
        found.retain(|(at, breach)| {
            at.node != mapping || !matches!(breach, Breach::Missing { key } if *key == known)
        });
        found.push((key, Breach::Misspelled { known, required }));
    }
    found
}

/// The place that an error speaks of; `None` where the tree has a hole on the way.
fn locate<'l>(
    document: &Document<'_>,
    root: At,
    path: impl Iterator<Item = LocationSegment<'l>>,
) -> Option<At> {
    let mut at = root;
    for step in path {
        let node = match (document.kind(at.node), step) {
            (Kind::Sequence, LocationSegment::Index(index)) => document.children(at.node).nth(index)?,
            (Kind::Mapping, step) => {
                let name = match step {
                    LocationSegment::Property(name) => name.into_owned(),
                    LocationSegment::Index(index) => index.to_string(),
                };
                let named = |&(key, _): &(NodeId, NodeId)| document.text_of(document.resolve(key)) == name;
                document.pairs(at.node).filter(named).last()?.1
            }
            _ => return None,
        };
        at = below(document, at, node);
    }
    Some(at)
}

/// Whether the part of the schema that refuses a type says nothing else about the value.
fn any_will_do(schema: &Schema, error: &ValidationError<'_>) -> bool {
    let pointer = error.schema_path().as_str();
    let part = pointer
        .rsplit_once('/')
        .and_then(|(parent, _)| schema.value().pointer(parent));
    part.is_some_and(|part| ["format", "enum"].iter().all(|more| part.get(more).is_none()))
}

fn breach(
    document: &Document<'_>,
    at: At,
    kind: &ValidationErrorKind,
    any: impl Fn() -> bool,
) -> Option<Breach> {
    Some(match kind {
        ValidationErrorKind::Required { property } => Breach::Missing {
            key: property.as_str()?.to_owned(),
        },
        ValidationErrorKind::Type { kind } => {
            let mut expected = match kind {
                TypeKind::Single(only) => vec![found_of(*only)],
                TypeKind::Multiple(several) => several.iter().map(found_of).collect(),
            };
            expected.sort_by_key(|expected| *expected == Found::Null);
            Breach::Type {
                expected,
                found: found(document, at),
                any: any(),
            }
        }
        ValidationErrorKind::Enum { options } => {
            let options = options.as_array().into_iter().flatten();
            Breach::Word {
                allowed: options.filter_map(Value::as_str).map(str::to_owned).collect(),
            }
        }
        ValidationErrorKind::Format { format } => Breach::Format {
            format: format.clone(),
        },
        ValidationErrorKind::Minimum { limit } => Breach::Range {
            limit: limit.to_string(),
            above: false,
        },
        ValidationErrorKind::Maximum { limit } => Breach::Range {
            limit: limit.to_string(),
            above: true,
        },
        // Every such limit of ours is a whole number, for whole numbers.
        ValidationErrorKind::ExclusiveMaximum { limit } => Breach::Range {
            limit: (limit.as_i64()? - 1).to_string(),
            above: true,
        },
        ValidationErrorKind::ExclusiveMinimum { limit } => Breach::Range {
            limit: (limit.as_i64()? + 1).to_string(),
            above: false,
        },
        other => Breach::Other {
            keyword: other.keyword().to_owned(),
        },
    })
}

fn found_of(kind: JsonType) -> Found {
    match kind {
        JsonType::Object => Found::Mapping,
        JsonType::Array => Found::List,
        JsonType::String => Found::Text,
        JsonType::Integer => Found::Integer,
        JsonType::Number => Found::Number,
        JsonType::Boolean => Found::Boolean,
        JsonType::Null => Found::Null,
    }
}

fn found(document: &Document<'_>, at: At) -> Found {
    match (document.kind(at.node), scalar(document, at.node)) {
        (Kind::Mapping, _) => Found::Mapping,
        (Kind::Sequence, _) => Found::List,
        (_, Some(JsonScalar::Null) | None) => Found::Null,
        (_, Some(JsonScalar::Bool(_))) => Found::Boolean,
        (_, Some(JsonScalar::Whole(_))) => Found::Integer,
        (_, Some(JsonScalar::Number(_))) => Found::Number,
        (_, Some(JsonScalar::Text)) => Found::Text,
    }
}

/// A short key is a typo away from too many words.
const LONG_KEY: usize = 6;

/// Unknown keys that are one typo away from a known one which is missing: the mapping, the key, the known
/// one and whether it is required. `schemas` together apply to the value at `at`.
fn misspelled(
    document: &Document<'_>,
    at: At,
    schema: &Schema,
    schemas: &[&Value],
    found: &mut Vec<(NodeId, At, String, bool)>,
) {
    // Depth is bounded by the reader of the tree.
    let parts: Vec<&Value> = schemas.iter().flat_map(|part| schema.parts(part)).collect();
    match document.kind(at.node) {
        Kind::Sequence => {
            let items: Vec<&Value> = parts.iter().filter_map(|part| part.get("items")).collect();
            if !items.is_empty() {
                for item in document.children(at.node) {
                    misspelled(document, below(document, at, item), schema, &items, found);
                }
            }
        }
        Kind::Mapping => {
            let properties = || {
                parts
                    .iter()
                    .filter_map(|part| part.get("properties")?.as_object())
                    .flatten()
            };
            let name = |key: NodeId| document.text_of(document.resolve(key));
            let is_there = |known: &str| document.pairs(at.node).any(|(key, _)| name(key) == known);
            for (key, value) in document.pairs(at.node) {
                let here: Vec<&Value> = properties()
                    .filter(|(known, _)| *known == name(key))
                    .map(|(_, value)| value)
                    .collect();
                if !here.is_empty() {
                    misspelled(document, below(document, at, value), schema, &here, found);
                    continue;
                }
                let typo = |known: &&String| known.len() >= LONG_KEY && suggest::one_typo(name(key), known);
                let known = properties()
                    .map(|(known, _)| known)
                    .filter(typo)
                    .find(|known| !is_there(known));
                if let Some(known) = known {
                    let required = parts
                        .iter()
                        .filter_map(|part| part.get("required")?.as_array())
                        .flatten();
                    let required = required
                        .filter_map(Value::as_str)
                        .any(|required| required == known);
                    found.push((at.node, below(document, at, key), known.clone(), required));
                }
            }
        }
        _ => {}
    }
}

/// The value at `node`, aliases resolved; of a repeated key the last. What could not be read is null.
fn value(document: &Document<'_>, node: NodeId) -> Value {
    // Depth is bounded by the reader of the tree.
    let node = document.resolve(node);
    match document.kind(node) {
        Kind::Sequence => Value::Array(
            document
                .children(node)
                .map(|item| value(document, item))
                .collect(),
        ),
        Kind::Mapping => {
            let mut map = Map::new();
            for (key, item) in document.pairs(node) {
                map.insert(
                    document.text_of(document.resolve(key)).to_owned(),
                    value(document, item),
                );
            }
            Value::Object(map)
        }
        Kind::Scalar(_) => match scalar(document, node) {
            Some(JsonScalar::Bool(value)) => Value::Bool(value),
            Some(JsonScalar::Whole(value)) => whole(value),
            Some(JsonScalar::Number(value)) => {
                Number::from_f64(value.clamp(f64::MIN, f64::MAX)).map_or(Value::Null, Value::Number)
            }
            Some(JsonScalar::Text) => Value::String(document.text_of(node).to_owned()),
            Some(JsonScalar::Null) | None => Value::Null,
        },
        Kind::Alias | Kind::Hole => Value::Null,
    }
}

/// Sizes that 64 bits do not hold are only ever compared with limits far below them.
fn whole(value: i128) -> Value {
    if let Ok(value) = i64::try_from(value) {
        return Value::from(value);
    }
    #[allow(clippy::cast_precision_loss)]
    u64::try_from(value).map_or_else(|_| Value::from(value as f64), Value::from)
}
