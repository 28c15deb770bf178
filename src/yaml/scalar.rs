//! What the platform makes of one scalar.
//!
//! The decoder that runs before every deployment resolves scalars by YAML 1.1 and then decodes JSON into
//! typed fields (spec "How the platform reads it"; the readings themselves were measured and a test holds
//! this module to all of them). The one exception to "what stands there" that matters most: in a text field
//! an unquoted `no` is the text `false`, and `1.10` is `1.1`.

use super::node::Tag;
use crate::source::Cut;

/// A scalar after resolution, before it meets the type of its field.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Scalar {
    /// `~`, `null` or nothing.
    Null,
    /// `true`, and `y`, `yes`, `on` with their kin.
    Bool(bool),
    /// A number without a point or exponent.
    Int(i128),
    /// Any other number.
    Float(f64),
    /// Text, unchanged.
    Text,
    /// `!!binary`: what its text stands for.
    Binary,
    /// The platform refuses the whole file: `!!int x`, say, or `.inf` outside of a text field.
    Refused,
}

/// Resolves the scalar `text`. `plain` tells that it has no quotes and is no block text.
#[must_use]
pub fn resolve(text: &str, plain: bool, tag: Tag) -> Scalar {
    let implicit = match tag {
        Tag::Str | Tag::Other | Tag::Merge => return Scalar::Text,
        Tag::Binary if is_base64(text) => return Scalar::Binary,
        Tag::Binary => return Scalar::Refused,
        Tag::Timestamp if is_date(text) => return Scalar::Text,
        Tag::Timestamp => return Scalar::Refused,
        Tag::None if !plain => return Scalar::Text,
        _ => untagged(text),
    };
    match (tag, implicit) {
        (Tag::None, value)
        | (Tag::Null, value @ Scalar::Null)
        | (Tag::Bool, value @ Scalar::Bool(_))
        | (Tag::Int, value @ Scalar::Int(_))
        | (Tag::Float, value @ Scalar::Float(_)) => value,
        // Numbers of this size are all a float can tell apart anyway.
        #[allow(clippy::cast_precision_loss)]
        (Tag::Float, Scalar::Int(n)) => Scalar::Float(n as f64),
        _ => Scalar::Refused,
    }
}

/// Whether `text` is base64 with its padding; line breaks may stand anywhere in it.
fn is_base64(text: &str) -> bool {
    let written: Vec<u8> = text.bytes().filter(|b| !matches!(b, b'\n' | b'\r')).collect();
    let digits = written.iter().take_while(|&&b| b != b'=').count();
    let padding = &written[digits..];
    written.len().is_multiple_of(4)
        && padding.len() <= 2
        && padding.iter().all(|&b| b == b'=')
        && written[..digits]
            .iter()
            .all(|&b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
}

/// Whether `text` begins as a date does, which is all that the decoder's reading of times is asked for here.
fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let year = parts
        .next()
        .is_some_and(|year| year.len() == 4 && is_number(year));
    let month = parts
        .next()
        .is_some_and(|month| month.len() <= 2 && is_number(month));
    let day = parts
        .next()
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    year && month && day
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn untagged(text: &str) -> Scalar {
    let Some(first) = text.bytes().next() else {
        return Scalar::Null;
    };
    match first {
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~' => word(text),
        b'.' => match text {
            ".nan" | ".NaN" | ".NAN" => Scalar::Float(f64::NAN),
            ".inf" | ".Inf" | ".INF" => Scalar::Float(f64::INFINITY),
            _ => float(text, true),
        },
        b'+' | b'-' | b'0'..=b'9' => number(text),
        _ => Scalar::Text,
    }
}

fn word(text: &str) -> Scalar {
    match text {
        "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Scalar::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Scalar::Bool(false)
        }
        _ => Scalar::Text,
    }
}

fn number(text: &str) -> Scalar {
    match text {
        "+.inf" | "+.Inf" | "+.INF" => return Scalar::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => return Scalar::Float(f64::NEG_INFINITY),
        _ => {}
    }
    let plain: String = text.chars().filter(|&c| c != '_').collect();
    if let Some(int) = integer(&plain) {
        return int;
    }
    float(&plain, false)
}

/// Integers as Go reads them with base 0: `0x`, `0o`, `0b` and a bare leading `0` for octal.
fn integer(plain: &str) -> Option<Scalar> {
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, plain.strip_prefix('+').unwrap_or(plain)),
    };
    let bytes = digits.as_bytes();
    let (radix, prefix): (u32, usize) = match bytes {
        [b'0', b'x' | b'X', ..] => (16, 2),
        [b'0', b'o' | b'O', ..] => (8, 2),
        [b'0', b'b' | b'B', ..] => (2, 2),
        [b'0', _, ..] => (8, 1),
        _ => (10, 0),
    };
    let digits = digits.cut(prefix..);
    if !digits.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let size = i128::from_str_radix(digits, radix).ok()?;
    let value = if negative { -size } else { size };
    let signed = !(plain.starts_with('+') && size > i128::from(i64::MAX));
    let fits = value >= i128::from(i64::MIN) && value <= i128::from(u64::MAX) && signed;
    fits.then_some(Scalar::Int(value))
}

/// `[-+]? (\.\d+ | \d+(\.\d*)?) ([eE][-+]?\d+)?`. After a leading point, the reader is laxer and lets `_`
/// stand between digits.
fn float(text: &str, lax: bool) -> Scalar {
    let mut rest = text.as_bytes();
    let digits = |rest: &mut &[u8]| {
        let n = rest
            .iter()
            .take_while(|&&b| b.is_ascii_digit() || (lax && b == b'_'))
            .count();
        *rest = &rest[n..];
        n
    };
    if let [b'-' | b'+', after @ ..] = rest {
        rest = after;
    }
    let whole = digits(&mut rest);
    let mut fraction = 0;
    if let [b'.', after @ ..] = rest {
        rest = after;
        fraction = digits(&mut rest);
    }
    if whole + fraction == 0 {
        return Scalar::Text;
    }
    if let [b'e' | b'E', after @ ..] = rest {
        rest = match after {
            [b'-' | b'+', after @ ..] => after,
            _ => after,
        };
        if digits(&mut rest) == 0 {
            return Scalar::Text;
        }
    }
    if !rest.is_empty() {
        return Scalar::Text;
    }
    let plain: String = text.chars().filter(|&c| c != '_').collect();
    match plain.parse::<f64>() {
        Ok(value) if value.is_finite() => Scalar::Float(value),
        _ => Scalar::Text,
    }
}

impl Scalar {
    /// What a text field reads, when that is not the scalar's own text. `None` for text, and for null, which
    /// counts as absent.
    #[must_use]
    pub fn as_text(self) -> Option<String> {
        match self {
            Scalar::Bool(value) => Some(value.to_string()),
            Scalar::Int(value) => Some(value.to_string()),
            Scalar::Float(value) => Some(float_text(value)),
            Scalar::Null | Scalar::Text | Scalar::Binary | Scalar::Refused => None,
        }
    }

    /// What an integer field reads; `None` when the platform refuses it there (or it is null).
    #[must_use]
    pub fn as_int(self) -> Option<i64> {
        match self {
            Scalar::Int(value) => i64::try_from(value).ok(),
            // The value passes through JSON: the fewest digits that tell it from other floats, zeros after them.
            Scalar::Float(value) if value.fract() == 0.0 => value.to_string().parse().ok(),
            _ => None,
        }
    }

    /// What a boolean field reads; `None` when the platform refuses it there (or it is null).
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self {
            Scalar::Bool(value) => Some(value),
            _ => None,
        }
    }
}

/// A float as the decoder writes it into a text field: the shortest digits that give the same 32-bit float,
/// with an exponent below 1e-4 and from 1e6 on.
fn float_text(value: f64) -> String {
    let narrow = value as f32;
    if narrow.is_nan() {
        return "NaN".to_owned();
    }
    if narrow.is_infinite() {
        return if narrow > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let scientific = format!("{narrow:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..6).contains(&exponent) {
        return format!("{narrow}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}
