//! What the platform makes of a document, by rules written down a second time: YAML to JSON, as plainly as can be.

use amplint::manifest::scalar::{Scalar, resolve};
use amplint::source::Source;
use amplint::yaml::{self, Document, Kind, NodeId, Problem, ProblemKind, Style, Tag};
use serde_json::{Map, Value};

/// The document as JSON; `Err` tells what has no JSON form.
pub fn json(document: &Document<'_>) -> Result<Value, String> {
    document
        .root()
        .map_or(Ok(Value::Null), |root| value(document, root))
}

fn scalar(document: &Document<'_>, node: NodeId) -> Scalar {
    let plain = document.kind(node) == Kind::Scalar(Style::Plain);
    resolve(document.text_of(node), plain, document.tag(node))
}

fn value(document: &Document<'_>, node: NodeId) -> Result<Value, String> {
    let node = document.resolve(node);
    Ok(match document.kind(node) {
        Kind::Sequence => {
            let items = document.children(node).map(|item| value(document, item));
            Value::Array(items.collect::<Result<_, _>>()?)
        }
        Kind::Mapping => {
            let mut into = Map::new();
            fill(document, node, &mut into)?;
            Value::Object(into)
        }
        Kind::Scalar(_) => match scalar(document, node) {
            Scalar::Null => Value::Null,
            Scalar::Bool(value) => value.into(),
            Scalar::Int(value) => {
                serde_json::from_str(&value.to_string()).map_err(|error| error.to_string())?
            }
            Scalar::Float(value) if value.is_finite() => value.into(),
            Scalar::Float(_) => return Err("a number without a JSON form".to_owned()),
            Scalar::Binary => return Err("binary".to_owned()),
            Scalar::Text => document.text_of(node).into(),
            Scalar::Refused => return Err("a tag that does not fit".to_owned()),
        },
        Kind::Alias | Kind::Hole => return Err("a hole".to_owned()),
    })
}

/// Adds the pairs of a mapping in order: later ones win, and so does what is merged.
fn fill(document: &Document<'_>, mapping: NodeId, into: &mut Map<String, Value>) -> Result<(), String> {
    for (key, held) in document.pairs(mapping) {
        if is_merge(document, key) {
            let target = document.resolve(held);
            let sources: Vec<NodeId> = match document.kind(target) {
                Kind::Mapping => vec![target],
                Kind::Sequence if target == held => {
                    let mut items: Vec<_> = document.children(target).collect();
                    items.reverse();
                    items
                }
                _ => return Err("a merge of no mapping".to_owned()),
            };
            for source in sources {
                let source = document.resolve(source);
                if document.kind(source) != Kind::Mapping {
                    return Err("a merge of no mapping".to_owned());
                }
                fill(document, source, into)?;
            }
            continue;
        }
        into.insert(name(document, key)?, value(document, held)?);
    }
    Ok(())
}

fn is_merge(document: &Document<'_>, key: NodeId) -> bool {
    let plain = document.kind(key) == Kind::Scalar(Style::Plain) && document.tag(key) == Tag::None;
    document.text_of(key) == "<<" && (plain || document.tag(key) == Tag::Merge)
}

fn name(document: &Document<'_>, key: NodeId) -> Result<String, String> {
    let key = document.resolve(key);
    if !matches!(document.kind(key), Kind::Scalar(_)) {
        return Err("a key that is no text".to_owned());
    }
    let read = scalar(document, key);
    match read {
        Scalar::Text => Ok(document.text_of(key).to_owned()),
        Scalar::Bool(_) => Ok(read.as_text().unwrap_or_default()),
        Scalar::Int(value) if i64::try_from(value).is_ok() => Ok(value.to_string()),
        Scalar::Float(value) => Ok(match read.as_text() {
            Some(text) if value.is_finite() => text,
            _ if value.is_nan() => ".nan".to_owned(),
            _ if value > 0.0 => ".inf".to_owned(),
            _ => "-.inf".to_owned(),
        }),
        _ => Err("a key that is no text".to_owned()),
    }
}

/// Whether the platform reads `text`, as far as YAML and JSON go.
pub fn reads(text: &str) -> bool {
    let Ok(source) = Source::new("amp.yaml", text.as_bytes().to_vec()) else {
        return false;
    };
    let refused = |problem: &Problem| {
        matches!(
            problem.kind,
            ProblemKind::Syntax(_)
                | ProblemKind::NoJson { .. }
                | ProblemKind::Directive
                | ProblemKind::ContainsItself
                | ProblemKind::TooManyAliased
        )
    };
    source.faults().is_empty() && !yaml::parse(&source).problems().iter().any(refused)
}

/// What the decoder takes under the keys of each mapping: `{x}` a mapping, `[x]` a list of mappings, `[text]` a list of
/// texts, `[any]` a list of anything.
const TYPES: &str = "
manifest: specVersion text, integrations [integration]
integration: name text, displayName text, provider text, module text, read {read}, write {write}, subscribe {subscribe}, \
 proxy {proxy}, watchSchema {watchSchema}
read: objects [readObject]
readObject: objectName text, destination text, schedule text, enabled text, mapToName text, mapToDisplayName text, \
 requiredFields [any], optionalFields [any], optionalFieldsAuto text, backfill {backfill}, delivery {delivery}
backfill: defaultPeriod {defaultPeriod}
defaultPeriod: days integer, fullHistory boolean
delivery: mode text, pageSize integer
write: objects [writeObject]
writeObject: objectName text, inheritMapping boolean, valueDefaults {valueDefaults}
valueDefaults: allowAnyFields boolean
subscribe: objects [subscribeObject]
subscribeObject: objectName text, destination text, inheritFieldsAndMapping boolean, createEvent {event}, \
 updateEvent {updateEvent}, deleteEvent {event}, associationChangeEvent {associationChangeEvent}, otherEvents [text]
event: enabled text
updateEvent: enabled text, watchFieldsAuto text, requiredWatchFields [text]
associationChangeEvent: enabled text, includeFullRecords boolean
proxy: enabled boolean, useModule boolean
watchSchema: destination text, schedule text, allObjects {allObjects}
allObjects: fieldCreated {event}, fieldDeleted {event}, fieldChanged {event}
";

/// Whether the decoder takes a value where it wants this type.
fn takes(value: &Value, wanted: &str) -> bool {
    match (value, wanted) {
        (Value::Null, _) => true,
        (Value::Bool(_), "boolean") => true,
        (Value::Number(number), "integer") => {
            number.as_i64().is_some() || number.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        (Value::String(_) | Value::Bool(_) | Value::Number(_), "text") => true,
        (Value::Array(_), "[any]") => true,
        (Value::Array(items), list) => match list.strip_prefix('[').and_then(|item| item.strip_suffix(']')) {
            Some("text") => items.iter().all(|item| takes(item, "text")),
            Some(item) => items.iter().all(|value| takes(value, &format!("{{{item}}}"))),
            None => false,
        },
        (Value::Object(entries), mapping) => {
            let name = mapping.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
            let mut lines = TYPES.lines().filter_map(|line| line.split_once(": "));
            let Some((_, keys)) = name.and_then(|name| lines.find(|(of, _)| *of == name)) else {
                return false;
            };
            let known = |key: &str| {
                let mut keys = keys.split(", ").filter_map(|known| known.trim().split_once(' '));
                keys.find(|(known, _)| known.eq_ignore_ascii_case(key))
            };
            entries
                .iter()
                .all(|(key, value)| known(key).is_none_or(|(_, wanted)| takes(value, wanted)))
        }
        _ => false,
    }
}

/// Whether the platform takes a manifest: it reads it, and every value is of the type that its key takes.
pub fn accepts(text: &str) -> bool {
    let Ok(source) = Source::new("amp.yaml", text.as_bytes().to_vec()) else {
        return false;
    };
    let read = yaml::parse(&source).as_platform();
    source.faults().is_empty()
        && read.is_some_and(|document| json(&document).is_ok_and(|json| takes(&json, "{manifest}")))
}
