//! What a scalar of an API document says: JSON, and the core schema of YAML 1.2, which agrees with it.

use crate::yaml::{Document, Kind, NodeId, Style, Tag};

/// A scalar as it is read.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum JsonScalar {
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
pub fn scalar(document: &Document<'_>, node: NodeId) -> Option<JsonScalar> {
    let Kind::Scalar(style) = document.kind(node) else {
        return None;
    };
    let text = document.text_of(node);
    Some(match document.tag(node) {
        Tag::None if style == Style::Plain => plain(text),
        Tag::Int | Tag::Float | Tag::Bool | Tag::Null => plain(text),
        _ => JsonScalar::Text,
    })
}

fn plain(text: &str) -> JsonScalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => JsonScalar::Null,
        "true" | "True" | "TRUE" => JsonScalar::Bool(true),
        "false" | "False" | "FALSE" => JsonScalar::Bool(false),
        _ => number(text).unwrap_or(JsonScalar::Text),
    }
}

fn number(text: &str) -> Option<JsonScalar> {
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            let proper = digits.bytes().all(|b| (b as char).is_digit(radix));
            return proper
                .then(|| i128::from_str_radix(digits, radix).ok().map(JsonScalar::Whole))
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
        return Some(JsonScalar::Whole(whole));
    }
    let value: f64 = text.parse().ok()?;
    // Beyond 2^53 a float no longer tells whole numbers apart, so one that is written with an exponent or a
    // fraction stays what it is.
    let whole = (value.fract() == 0.0 && value.abs() < 9e15).then_some(value as i128);
    Some(whole.map_or(JsonScalar::Number(value), JsonScalar::Whole))
}
