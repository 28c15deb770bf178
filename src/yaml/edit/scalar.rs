//! Values as they are written.

use super::editor::Editor;
use crate::fix::Edit;
use crate::source::{Span, index};
use crate::yaml::scalar::{Scalar, resolve};
use crate::yaml::{Kind, NodeId, Style, Tag, colon_like};

impl Editor<'_> {
    /// `text` as a value that reads as this very text, for fixes: plain where that is safe, else in double
    /// quotes; in the style of `like` where that has quotes (block scalars get double ones).
    #[must_use]
    pub fn scalar_like(&self, like: NodeId, text: &str) -> String {
        match self.document.kind(like) {
            Kind::Scalar(Style::Single) if !text.contains('\'') => format!("'{text}'"),
            Kind::Scalar(Style::Single | Style::Double) => quoted(text),
            // What stood in a block text is plain only where it is a single word.
            Kind::Scalar(Style::Literal | Style::Folded) if text.contains(' ') => quoted(text),
            _ if is_plain(text) => text.to_owned(),
            _ => quoted(text),
        }
    }

    /// An edit that writes `text` in place of the scalar `node`, in its own style; a comment that belongs to it stays.
    /// `None` where it is no scalar, or where a tag says that it is no text.
    #[must_use]
    pub fn replace(&self, node: NodeId, text: &str) -> Option<Edit> {
        let mut written = self.scalar_like(node, text);
        if let Some(comment) = self.block_comment(node) {
            written.push(' ');
            written.push_str(comment);
        }
        let is_scalar = matches!(self.document.kind(node), Kind::Scalar(_));
        let fits = is_scalar && matches!(self.document.tag(node), Tag::None | Tag::Str);
        (fits && !self.is_empty_with_properties(node))
            .then(|| Edit::replace(self.document.span(node), written))
    }

    /// Whether nothing is written at `node` but a tag or anchor. Its place is before that, where no text may stand.
    #[must_use]
    pub fn is_empty_with_properties(&self, node: NodeId) -> bool {
        let document = self.document;
        let has_properties = document.tag(node) != Tag::None || document.is_anchored(node);
        document.span(node).is_empty() && has_properties
    }

    /// The `|` or `>` of a block scalar, with the signs that belong to it.
    #[must_use]
    pub fn block_sign(&self, node: NodeId) -> Option<Span> {
        if !matches!(
            self.document.kind(node),
            Kind::Scalar(Style::Literal | Style::Folded)
        ) {
            return None;
        }
        let span = self.document.span(node);
        let written = self.document.slice(span);
        let end = written
            .find([' ', '\t', '\n', '\r', '#'])
            .unwrap_or(written.len());
        Some(Span::new(span.start, span.start + index(end)))
    }

    /// The comment behind the `|` or `>` of a block scalar, which no replacement may swallow.
    fn block_comment(&self, node: NodeId) -> Option<&str> {
        let sign = self.block_sign(node)?;
        let rest = self
            .document
            .slice(Span::new(sign.end, self.document.span(node).end));
        let line = rest.split(['\n', '\r']).next()?.trim();
        line.starts_with('#').then_some(line)
    }
}

/// `text` in double quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // Line ends of YAML 1.1, and what no editor shows.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether `text` without quotes reads as itself, in block and in flow style.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    let word =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '$' | '@' | '+' | '*' | ' ');
    // What begins with a digit and has spaces, such as a schedule, is no number.
    let begins = |c: char| c.is_alphabetic() || c == '_' || (c.is_ascii_digit() && text.contains(' '));
    let plain = text.starts_with(begins) && !text.ends_with(' ') && text.chars().all(word);
    plain && matches!(resolve(text, true, Tag::None), Scalar::Text)
}

/// Whether `written`, put behind `: ` or `- `, is a value that ends with it.
#[must_use]
pub fn is_value(written: &str) -> bool {
    let mut chars = written.chars();
    let Some(first) = chars.next() else { return false };
    let rest = chars.as_str();
    match first {
        '"' | '\'' => rest
            .strip_suffix(first)
            .is_some_and(|text| !text.contains([first, '\\'])),
        '-' | '?' | ':' => !rest.is_empty() && !rest.starts_with([' ', '\t']) && !has_colon(rest),
        _ => !" \t,[]{}#&*!|>%@`".contains(first) && !has_colon(rest),
    }
}

/// The parts of a key at `start` that lacks its colon, has another sign for it, or lacks the space after it, as in
/// `days:30`: the key, what fixes it, and the value.
#[must_use]
pub fn key_without_colon(text: &str, start: u32) -> Option<(&str, Edit, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (key, rest) = text.split_at(end);
    let at = start + u32::try_from(end).ok()?;
    let (edit, value) = if let Some(sign) = colon_like(rest) {
        let value = rest.strip_prefix(sign)?;
        let space = value.is_empty() || value.starts_with([' ', '\t']);
        let span = Span::new(at, at + u32::try_from(sign.len()).ok()?);
        (Edit::replace(span, if space { ":" } else { ": " }), value)
    } else if let Some(value) = rest.strip_prefix(':') {
        (Edit::insert(at + 1, " "), value)
    } else if rest.starts_with([' ', '\t']) {
        (Edit::insert(at, ":"), rest)
    } else {
        return None;
    };
    (!key.is_empty()).then(|| (key, edit, value.trim_start_matches([' ', '\t'])))
}

/// Whether a part of `text` reads as a key.
fn has_colon(text: &str) -> bool {
    text.ends_with(':') || text.contains(": ") || text.contains(":\t")
}
