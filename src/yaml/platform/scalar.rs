//! Texts without quotes, in quotes, and block texts: where they end and what they say.

use std::borrow::Cow;

use super::event::{Lenient, Refusal};
use super::scan::{Kind, Scanner};
use crate::source::Cut;
use crate::yaml::node::Style;
use crate::yaml::stop::Reason;

/// The line breaks between two lines of a text.
#[derive(Default)]
struct Breaks {
    /// Whether there is one.
    any: bool,
    /// The first, when it is one that folding keeps; else it counts as `\n`.
    first: String,
    /// Those after the first.
    rest: String,
}

impl Breaks {
    fn add(&mut self, mark: &str) {
        let into = if self.any { &mut self.rest } else { &mut self.first };
        into.push_str(mark);
        self.any = true;
    }

    /// What they are in a text whose lines are folded.
    fn fold(&mut self, into: &mut String) {
        if self.first != "\n" {
            into.push_str(&self.first);
            into.push_str(&self.rest);
        } else if self.rest.is_empty() {
            into.push(' ');
        } else {
            into.push_str(&self.rest);
        }
        *self = Self::default();
    }
}

impl<'t> Scanner<'t> {
    /// The line break at `at`, as text: all but two are `\n`.
    fn break_text(&self, at: usize, len: usize) -> &'t str {
        if len == 3 { self.text.cut(at..at + 3) } else { "\n" }
    }

    /// A text without quotes.
    pub(super) fn plain(&mut self) -> Result<(), Refusal> {
        self.save_place()?;
        self.key_allowed = false;
        let (start, indent) = (self.at, self.indent + 1);
        let flow_mark = matches!(self.byte(start + 1), b',' | b'[' | b']' | b'{' | b'}');
        if self.flow > 0 && self.byte(start) == b'-' && flow_mark {
            self.lenient(start, Lenient::Dash);
        }
        let mut folded: Option<String> = None;
        // The part of the line that is read, and whether line breaks stand before what comes next.
        let (mut from, mut end) = (start, start);
        let mut breaks = Breaks::default();
        loop {
            if self.byte(self.at) == b'#' || (self.column() == 0 && self.is_document_mark(self.at)) {
                break;
            }
            let word = self.plain_word();
            if word > self.at {
                if breaks.any {
                    if self.flow > 0 {
                        self.flow_line();
                    }
                    let folded = folded.get_or_insert_default();
                    folded.push_str(self.text.cut(from..end));
                    breaks.fold(folded);
                    from = self.at;
                }
                self.at = word;
                end = word;
            }
            if !self.is_space(self.at) && self.break_len(self.at) == 0 {
                break;
            }
            loop {
                match self.byte(self.at) {
                    b' ' => self.at += 1,
                    b'\t' if breaks.any && self.column() < indent => {
                        return self.refuse(self.at, Reason::Tab);
                    }
                    b'\t' => self.at += 1,
                    _ => {
                        let len = self.break_len(self.at);
                        if len == 0 {
                            break;
                        }
                        breaks.add(self.break_text(self.at, len));
                        self.newline(len);
                    }
                }
            }
            if self.flow == 0 && self.column() < indent {
                break;
            }
        }
        self.key_allowed |= breaks.any;
        let value = match folded {
            None => Cow::Borrowed(self.text.cut(start..end)),
            Some(mut folded) => {
                folded.push_str(self.text.cut(from..end));
                Cow::Owned(folded)
            }
        };
        self.push(Kind::Scalar(Style::Plain), start, value);
        self.end_last(end);
        Ok(())
    }

    /// The end of the characters from `at` that go on with a text without quotes.
    fn plain_word(&self) -> usize {
        let mut at = self.at;
        while let Some(&b) = self.bytes.get(at) {
            match b {
                b' ' | b'\t' | b'\n' | b'\r' => break,
                b':' if self.ends_word(at + 1) => break,
                b',' | b'?' | b'[' | b']' | b'{' | b'}' if self.flow > 0 => break,
                0xC2 | 0xE2 if self.break_len(at) > 0 => break,
                _ => at += 1,
            }
        }
        at
    }

    /// A text in quotes.
    pub(super) fn quoted(&mut self, style: Style) -> Result<(), Refusal> {
        self.save_place()?;
        self.key_allowed = false;
        let start = self.at;
        let quote = self.bytes[start];
        self.at += 1;
        let mut value: Option<String> = None;
        // What has been read since is in the value as it stands.
        let mut from = self.at;
        let mut told = false;
        loop {
            if self.column() == 0 && self.is_document_mark(self.at) {
                return self.refuse(start, Reason::OpenQuote);
            }
            let c = self.byte(self.at);
            if self.is_end() {
                return self.refuse(start, Reason::OpenQuote);
            } else if c == quote && quote == b'\'' && self.byte(self.at + 1) == quote {
                let value = value.get_or_insert_default();
                value.push_str(self.text.cut(from..self.at + 1));
                self.at += 2;
                from = self.at;
            } else if c == quote {
                break;
            } else if c == b'\\' && quote == b'"' {
                let value = value.get_or_insert_default();
                value.push_str(self.text.cut(from..self.at));
                let len = self.break_len(self.at + 1);
                if len > 0 {
                    self.at += 1;
                    self.newline(len);
                    let mut breaks = Breaks::default();
                    self.quoted_breaks(&mut breaks);
                    self.quoted_line(&mut told);
                    value.push_str(&breaks.first);
                    value.push_str(&breaks.rest);
                } else {
                    self.escape(value)?;
                }
                from = self.at;
            } else if self.is_space(self.at) || self.break_len(self.at) > 0 {
                let space = self.at;
                let mut breaks = Breaks::default();
                self.quoted_breaks(&mut breaks);
                if breaks.any {
                    let value = value.get_or_insert_default();
                    value.push_str(self.text.cut(from..space));
                    breaks.fold(value);
                    from = self.at;
                    self.quoted_line(&mut told);
                }
            } else {
                let rest = &self.bytes[self.at..];
                let stop =
                    |&b: &u8| b == quote || matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'\\' | 0xC2 | 0xE2);
                self.at += rest[1..].iter().position(stop).map_or(rest.len(), |i| i + 1);
            }
        }
        let value = match value {
            None => Cow::Borrowed(self.text.cut(from..self.at)),
            Some(mut value) => {
                value.push_str(self.text.cut(from..self.at));
                Cow::Owned(value)
            }
        };
        self.at += 1;
        self.push(Kind::Scalar(style), start, value);
        Ok(())
    }

    /// Looks at the indentation of a line inside quotes, until one has been `told`.
    fn quoted_line(&mut self, told: &mut bool) {
        if !*told && self.is_left() {
            *told = true;
            self.lenient(self.at, Lenient::QuoteIndent);
        }
    }

    /// Moves over whitespace and line breaks.
    fn quoted_breaks(&mut self, breaks: &mut Breaks) {
        loop {
            let len = self.break_len(self.at);
            if len > 0 {
                breaks.add(self.break_text(self.at, len));
                self.newline(len);
            } else if self.is_space(self.at) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// A backslash and what it makes.
    fn escape(&mut self, value: &mut String) -> Result<(), Refusal> {
        let digits = match self.byte(self.at + 1) {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            _ => 0,
        };
        if digits > 0 {
            let written = self.text.get(self.at + 2..self.at + 2 + digits);
            let hex = written.filter(|written| written.bytes().all(|b| b.is_ascii_hexdigit()));
            let code = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok());
            let Some(c) = code.and_then(char::from_u32) else {
                return self.refuse(self.at, Reason::Escape);
            };
            value.push(c);
            self.at += 2 + digits;
            return Ok(());
        }
        let c = match self.byte(self.at + 1) {
            b'0' => '\0',
            b'a' => '\x07',
            b'b' => '\x08',
            b't' | b'\t' => '\t',
            b'n' => '\n',
            b'v' => '\x0B',
            b'f' => '\x0C',
            b'r' => '\r',
            b'e' => '\x1B',
            b'N' => '\u{85}',
            b'_' => '\u{A0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            b'\'' => {
                self.lenient(self.at, Lenient::EscapedQuote);
                '\''
            }
            c @ (b' ' | b'"' | b'\\') => c as char,
            _ => return self.refuse(self.at, Reason::Escape),
        };
        value.push(c);
        self.at += 2;
        Ok(())
    }

    /// A block text.
    pub(super) fn block(&mut self, style: Style) -> Result<(), Refusal> {
        self.forget_place()?;
        self.key_allowed = true;
        let start = self.at;
        let (keep, strip, deeper) = self.block_header()?;
        let mut indent = match deeper {
            0 => 0,
            _ => self.indent.max(0) + deeper,
        };
        let mut value = String::new();
        // The break after the line that was read last, and those after it.
        let (mut leading, mut trailing) = (String::new(), String::new());
        let mut end = self.at;
        let mut spaced = false;
        self.block_breaks(&mut indent, &mut trailing)?;
        while self.column() == indent && !self.is_end() {
            let spaces = self.is_space(self.at);
            if style == Style::Folded && !spaced && !spaces && leading == "\n" {
                if trailing.is_empty() {
                    value.push(' ');
                }
            } else {
                value.push_str(&leading);
            }
            value.push_str(&trailing);
            leading.clear();
            trailing.clear();
            spaced = spaces;
            let line = self.at;
            while !self.is_end() && self.break_len(self.at) == 0 {
                let rest = &self.bytes[self.at + 1..];
                let stop = rest.iter().position(|b| matches!(b, b'\n' | b'\r' | 0xC2 | 0xE2));
                self.at += 1 + stop.unwrap_or(rest.len());
            }
            value.push_str(self.text.cut(line..self.at));
            end = self.at;
            let len = self.break_len(self.at);
            if len > 0 {
                leading.push_str(self.break_text(self.at, len));
                self.newline(len);
            }
            self.block_breaks(&mut indent, &mut trailing)?;
        }
        if !strip {
            value.push_str(&leading);
        }
        if keep {
            value.push_str(&trailing);
        }
        self.push(Kind::Scalar(style), start, Cow::Owned(value));
        self.end_last(end);
        Ok(())
    }

    /// Reads a header to the next line: whether the last breaks are kept, whether they are stripped, and the
    /// indentation that it names.
    fn block_header(&mut self) -> Result<(bool, bool, i32), Refusal> {
        let start = self.at;
        self.at += 1;
        let (mut keep, mut strip, mut deeper) = (false, false, 0);
        for _ in 0..2 {
            match self.byte(self.at) {
                b'+' if !keep && !strip => keep = true,
                b'-' if !keep && !strip => strip = true,
                b'0' if deeper == 0 => return self.refuse(start, Reason::BlockHeader),
                b @ b'1'..=b'9' if deeper == 0 => deeper = i32::from(b - b'0'),
                _ => break,
            }
            self.at += 1;
        }
        while self.is_space(self.at) {
            self.at += 1;
        }
        if self.byte(self.at) == b'#' {
            self.comment();
        }
        let len = self.break_len(self.at);
        if len == 0 && !self.is_end() {
            return self.refuse(start, Reason::BlockHeader);
        }
        if len > 0 {
            self.newline(len);
        }
        Ok((keep, strip, deeper))
    }

    /// Moves over indentation and empty lines; the first line tells the indentation where the header doesn't.
    fn block_breaks(&mut self, indent: &mut i32, breaks: &mut String) -> Result<(), Refusal> {
        let mut most = 0;
        loop {
            while (*indent == 0 || self.column() < *indent) && self.byte(self.at) == b' ' {
                self.at += 1;
            }
            most = most.max(self.column());
            if (*indent == 0 || self.column() < *indent) && self.byte(self.at) == b'\t' {
                return self.refuse(self.at, Reason::BlockTab);
            }
            let len = self.break_len(self.at);
            if len == 0 {
                break;
            }
            breaks.push_str(self.break_text(self.at, len));
            self.newline(len);
        }
        if *indent == 0 {
            *indent = most.max(self.indent + 1).max(1);
            if self.column() < *indent && self.column() > self.indent && !self.is_end() {
                self.lenient(self.at, Lenient::BlockIndent);
            }
        }
        Ok(())
    }
}
