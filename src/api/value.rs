//! What a scalar of an API document says: JSON, and the core schema of YAML 1.2, which agrees with it.

use serde_json::{Map, Number, Value};

use crate::yaml::{Document, Kind, NodeId, Style, Tag};

/// A scalar as it is read.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Scalar {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number, however it is written (`1e3`), as far as it can be told exactly.
    Whole(i128),
    /// Any other number.
    Number(f64),
    /// Anything else.
    Text,
}

/// Reads the scalar at `node`; `None` for anything else.
#[must_use]
pub fn scalar(document: &Document<'_>, node: NodeId) -> Option<Scalar> {
    let Kind::Scalar(style) = document.kind(node) else {
        return None;
    };
    let text = document.text_of(node);
    Some(match document.tag(node) {
        Tag::None if style == Style::Plain => plain(text),
        Tag::Int | Tag::Float | Tag::Bool | Tag::Null => plain(text),
        _ => Scalar::Text,
    })
}

fn plain(text: &str) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "true" | "True" | "TRUE" => Scalar::Bool(true),
        "false" | "False" | "FALSE" => Scalar::Bool(false),
        _ => number(text).unwrap_or(Scalar::Text),
    }
}

fn number(text: &str) -> Option<Scalar> {
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            let proper = digits.bytes().all(|b| (b as char).is_digit(radix));
            return proper
                .then(|| i128::from_str_radix(digits, radix).ok().map(Scalar::Whole))
                .flatten();
        }
    }
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let decimal = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-');
    if !body.bytes().any(|b| b.is_ascii_digit())
        || !body.bytes().all(decimal)
        || body.starts_with(['-', '+', 'e', 'E'])
    {
        return None;
    }
    if let Ok(whole) = text.parse::<i128>() {
        return Some(Scalar::Whole(whole));
    }
    let value: f64 = text.parse().ok()?;
    // Beyond 2^53 a float no longer tells whole numbers apart, so one that is written with an exponent or a
    // fraction stays what it is.
    #[allow(clippy::cast_possible_truncation)]
    let whole = (value.fract() == 0.0 && value.abs() < 9e15).then_some(value as i128);
    Some(whole.map_or(Scalar::Number(value), Scalar::Whole))
}

/// The value at `node`, aliases resolved; of a repeated key the last. What could not be read is null.
pub(super) fn value(document: &Document<'_>, node: NodeId) -> Value {
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
            Some(Scalar::Bool(value)) => Value::Bool(value),
            Some(Scalar::Whole(value)) => whole(value),
            Some(Scalar::Number(value)) => {
                Number::from_f64(value.clamp(f64::MIN, f64::MAX)).map_or(Value::Null, Value::Number)
            }
            Some(Scalar::Text) => Value::String(document.text_of(node).to_owned()),
            Some(Scalar::Null) | None => Value::Null,
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
