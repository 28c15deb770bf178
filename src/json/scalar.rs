//! Texts, numbers and words.

use super::reader::{Expect, Reader};
use crate::source::{Span, index};
use crate::yaml::JsonFault;
use crate::yaml::node::{INLINE, Kind, Style, Tag};
use crate::yaml::offsets::unicode_escape;

impl Reader<'_> {
    pub(super) fn string(&mut self, quote: u8, is_key: bool) -> Expect {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut value: Option<String> = None;
        let (mut at, mut copied) = (start + 1, start + 1);
        let mut broken = false;
        while let Some(&b) = bytes.get(at) {
            match b {
                b if b == quote => break,
                b'\n' | b'\r' => break,
                b'\\' => {
                    let value = value.get_or_insert_default();
                    value.push_str(&self.text[copied..at]);
                    let (c, len, fault) = escape(&self.text[at..]);
                    value.extend(c);
                    if let Some(fault) = fault {
                        let allowed = quote == b'\'' && c == Some('\'');
                        broken |= !allowed;
                        if !allowed {
                            self.fault(fault, Span::new(index(at), index(at + len)));
                        }
                    }
                    at += len;
                    copied = at;
                }
                b'\t' => {
                    self.fault(JsonFault::Tab, Span::new(index(at), index(at + 1)));
                    at += 1;
                }
                _ => at += 1,
            }
        }
        let closed = bytes.get(at) == Some(&quote);
        let end = if closed {
            at + 1
        } else {
            // Up to the end of the line, but for the comma that belongs to the collection.
            let line = &self.text[start..at.min(self.text.len())];
            let line = line.trim_end_matches([' ', '\t']);
            start + line.strip_suffix(',').unwrap_or(line).len().max(1)
        };
        let span = Span::new(index(start), index(end));
        self.at = end;
        if !closed {
            self.fault(JsonFault::UnclosedText, span);
            broken = true;
        } else if quote == b'\'' {
            self.fault(JsonFault::SingleQuotes, span);
        }
        if broken && !is_key {
            self.hole(span);
            return self.done(span, is_key);
        }
        let style = if quote == b'"' {
            Style::Double
        } else {
            Style::Single
        };
        let (flags, data) = match value {
            None if closed => (INLINE, 0),
            value => {
                let mut value = value.unwrap_or_default();
                value.push_str(self.text.get(copied..at.min(end)).unwrap_or_default());
                self.builder.values.push(value.into());
                (0, index(self.builder.values.len() - 1))
            }
        };
        self.builder
            .push(Kind::Scalar(style), span, Tag::None, flags, data);
        self.done(span, is_key)
    }

    /// The end of the number, `true`, `false` or `null` at the cursor.
    pub(super) fn literal(&self) -> Option<usize> {
        let rest = &self.text[self.at..];
        let len = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '_')));
        let word = &rest[..len.unwrap_or(rest.len())];
        let known = matches!(word, "true" | "false" | "null") || is_number(word);
        known.then_some(self.at + word.len())
    }

    /// Anything without quotes.
    pub(super) fn word(&mut self) -> Expect {
        let start = self.at;
        if let Some(end) = self.literal() {
            let span = Span::new(index(start), index(end));
            self.at = end;
            self.builder
                .push(Kind::Scalar(Style::Plain), span, Tag::None, INLINE, 0);
            return self.done(span, false);
        }
        let rest = &self.text[start..];
        let end = rest
            .find([',', '{', '}', '[', ']', '"', '\n', '\r'])
            .unwrap_or(rest.len());
        let word = &rest[..end];
        let word = [" //", " /*", " #"]
            .iter()
            .filter_map(|mark| word.find(mark))
            .min()
            .map_or(word, |i| &word[..i]);
        let word = word.trim_end();
        let word = if word.is_empty() {
            &rest[..self.here().len() as usize]
        } else {
            word
        };
        let span = Span::new(index(start), index(start + word.len()));
        self.at += word.len();
        self.fault(
            if is_like_number(word) {
                JsonFault::Number
            } else {
                JsonFault::UnquotedText
            },
            span,
        );
        self.hole(span);
        self.done(span, false)
    }
}

/// `-? (0 | [1-9][0-9]*) (\.[0-9]+)? ([eE][-+]?[0-9]+)?`
fn is_number(word: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = word.strip_prefix('-').unwrap_or(word);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.starts_with('0')) {
        return false;
    }
    let mut rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let len = digits(fraction);
        if len == 0 {
            return false;
        }
        rest = &fraction[len..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

/// Whether `word` is a number as other languages write them.
fn is_like_number(word: &str) -> bool {
    let body = word.strip_prefix(['+', '-']).unwrap_or(word);
    let based = ["0x", "0X", "0o", "0O", "0b", "0B"]
        .iter()
        .any(|base| body.starts_with(base));
    let decimal = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'e' | b'E' | b'+' | b'-');
    let points = body.bytes().filter(|&b| b == b'.').count();
    let signs = body.bytes().filter(|&b| matches!(b, b'+' | b'-')).count();
    let exponent = body.contains(['e', 'E']);
    body.bytes().any(|b| b.is_ascii_digit())
        && body.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && (based && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
            || body.bytes().all(decimal) && points <= 1 && signs <= usize::from(exponent))
}

/// What the escape at the beginning of `text` means, its length, and what is wrong with it.
fn escape(text: &str) -> (Option<char>, usize, Option<JsonFault>) {
    let Some(c) = text[1..].chars().next() else {
        return (None, 1, Some(JsonFault::Escape));
    };
    let meant = match c {
        '"' | '\\' | '/' => c,
        'b' => '\u{8}',
        'f' => '\u{C}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode(text),
        '\n' | '\r' => return (None, 1, Some(JsonFault::Escape)),
        other => return (Some(other), 1 + other.len_utf8(), Some(JsonFault::Escape)),
    };
    (Some(meant), 2, None)
}

fn unicode(text: &str) -> (Option<char>, usize, Option<JsonFault>) {
    if let Some((c, len)) = unicode_escape(text) {
        return (Some(c), len, None);
    }
    let digits = text[2..]
        .bytes()
        .take(4)
        .take_while(u8::is_ascii_hexdigit)
        .count();
    let fault = if digits == 4 {
        JsonFault::HalfPair
    } else {
        JsonFault::Escape
    };
    (Some('\u{FFFD}'), 2 + digits, Some(fault))
}
