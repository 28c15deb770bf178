//! Characters to tokens: indentation, indicators, and keys that are known as such only at their colon.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::event::{Leniency, Lenient, Refusal};
use crate::source::{Cut, index};
use crate::yaml::node::Style;
use crate::yaml::stop::Reason;

/// How far a colon may be from the start of its key, in characters.
const LONGEST_KEY: usize = 1024;

/// How deeply flow style, or block style, may nest.
pub(super) const MAX_LEVELS: usize = 10_000;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    DocumentStart,
    DocumentEnd,
    Directive,
    SequenceStart,
    MappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    Comma,
    Item,
    Key,
    Value,
    Alias,
    Anchor,
    Tag,
    Scalar(Style),
    StreamEnd,
}

#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub kind: Kind,
    pub start: u32,
    pub end: u32,
    /// A scalar's value, the name of an anchor or alias, a tag in full or with its handle.
    pub value: Cow<'t, str>,
}

/// A place where a key may begin that is told by the colon after it.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Whether one may still begin here.
    pub possible: bool,
    /// Whether nothing else may stand here.
    pub required: bool,
    /// Whether its token waits for the colon.
    pub waits: bool,
    pub token: usize,
    pub at: usize,
    pub line: u32,
    pub column: i32,
}

pub(super) struct Scanner<'t> {
    pub text: &'t str,
    pub bytes: &'t [u8],
    pub at: usize,
    /// Where the line begins.
    pub line_start: usize,
    pub line: u32,
    pub flow: usize,
    pub indent: i32,
    pub indents: Vec<i32>,
    pub key_allowed: bool,
    pub places: Vec<Place>,
    pub tokens: VecDeque<Token<'t>>,
    /// How many tokens have been taken.
    pub taken: usize,
    pub available: bool,
    pub lenient: Vec<Leniency>,
    /// Whether a line of the outermost flow collection was found lenient: one finding is enough.
    pub flow_told: bool,
}

impl<'t> Scanner<'t> {
    /// Reads `text` from `at`.
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        let place = Place {
            possible: false,
            required: false,
            waits: false,
            token: 0,
            at,
            line: 0,
            column: 0,
        };
        Self {
            text,
            bytes: text.as_bytes(),
            at,
            line_start: at,
            line: 0,
            flow: 0,
            indent: -1,
            indents: Vec::new(),
            key_allowed: true,
            places: vec![place],
            tokens: VecDeque::with_capacity(16),
            taken: 0,
            available: false,
            lenient: Vec::new(),
            flow_told: false,
        }
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    pub(super) fn is_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The bytes of the line break at `at`; 0 where there is none.
    pub(super) fn break_len(&self, at: usize) -> usize {
        match self.bytes.get(at) {
            Some(b'\n') => 1,
            Some(b'\r') => 1 + usize::from(self.byte(at + 1) == b'\n'),
            Some(0xC2) if self.byte(at + 1) == 0x85 => 2,
            Some(0xE2) if self.byte(at + 1) == 0x80 && matches!(self.byte(at + 2), 0xA8 | 0xA9) => 3,
            _ => 0,
        }
    }

    pub(super) fn is_space(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), Some(b' ' | b'\t'))
    }

    /// Whether whitespace, a line break or the end of the text is at `at`.
    pub(super) fn ends_word(&self, at: usize) -> bool {
        at >= self.bytes.len() || self.is_space(at) || self.break_len(at) > 0
    }

    pub(super) fn column(&self) -> i32 {
        i32::try_from(self.at - self.line_start).unwrap_or(i32::MAX)
    }

    /// Moves over the line break of `len` bytes.
    pub(super) fn newline(&mut self, len: usize) {
        if !self.bytes[self.at].is_ascii() {
            self.lenient(self.at, Lenient::Separator);
        }
        self.at += len;
        self.line_start = self.at;
        self.line += 1;
    }

    pub(super) fn refuse<T>(&self, at: usize, reason: Reason) -> Result<T, Refusal> {
        Err(Refusal {
            at: index(at.min(self.bytes.len())),
            reason,
        })
    }

    pub(super) fn lenient(&mut self, at: usize, sort: Lenient) {
        self.lenient.push(Leniency { at: index(at), sort });
    }

    pub(super) fn is_document_mark(&self, at: usize) -> bool {
        let three = self.bytes.get(at..at + 3);
        matches!(three, Some(b"---" | b"...")) && self.ends_word(at + 3)
    }

    /// The next token.
    pub(super) fn peek(&mut self) -> Result<&Token<'t>, Refusal> {
        if !self.available {
            self.fetch_enough()?;
            self.available = true;
        }
        Ok(&self.tokens[0])
    }

    /// Takes the next token, which has been looked at.
    pub(super) fn take(&mut self) -> Token<'t> {
        self.available = false;
        self.taken += 1;
        let end = Token {
            kind: Kind::StreamEnd,
            start: index(self.at),
            end: index(self.at),
            value: Cow::Borrowed(""),
        };
        self.tokens.pop_front().unwrap_or(end)
    }

    fn fetch_enough(&mut self) -> Result<(), Refusal> {
        loop {
            if !self.tokens.is_empty() {
                // The tokens of the places grow with the levels.
                let from = self.places.partition_point(|place| place.token < self.taken);
                let same = self.places[from..]
                    .iter()
                    .take_while(|place| place.token == self.taken);
                let Some(i) = same.clone().position(|place| place.waits) else {
                    return Ok(());
                };
                if !self.is_open(from + i)? {
                    return Ok(());
                }
            }
            self.fetch()?;
        }
    }

    /// Whether a key may still begin at the place.
    pub(super) fn is_open(&mut self, i: usize) -> Result<bool, Refusal> {
        let place = self.places[i];
        if !place.possible {
            return Ok(false);
        }
        let far = self.at - place.at > LONGEST_KEY
            && self.text.cut(place.at..self.at).chars().count() > LONGEST_KEY;
        if place.line < self.line || far {
            if place.required {
                return self.refuse(place.at, Reason::NoColon);
            }
            self.places[i].possible = false;
            return Ok(false);
        }
        Ok(true)
    }

    /// Remembers that a key may begin here, if it may.
    pub(super) fn save_place(&mut self) -> Result<(), Refusal> {
        if !self.key_allowed {
            return Ok(());
        }
        let place = Place {
            possible: true,
            required: self.flow == 0 && self.indent == self.column(),
            waits: true,
            token: self.taken + self.tokens.len(),
            at: self.at,
            line: self.line,
            column: self.column(),
        };
        self.forget_place()?;
        if let Some(last) = self.places.last_mut() {
            *last = place;
        }
        Ok(())
    }

    /// Forgets the place of this level.
    pub(super) fn forget_place(&mut self) -> Result<(), Refusal> {
        let Some(last) = self.places.last_mut() else {
            return Ok(());
        };
        let place = *last;
        if place.possible {
            if place.required {
                return self.refuse(place.at, Reason::NoColon);
            }
            last.possible = false;
            last.waits = false;
        }
        Ok(())
    }

    pub(super) fn push(&mut self, kind: Kind, start: usize, value: Cow<'t, str>) {
        let token = Token {
            kind,
            start: index(start),
            end: index(self.at),
            value,
        };
        self.tokens.push_back(token);
    }

    /// Lets the token that was pushed last end at `end`.
    pub(super) fn end_last(&mut self, end: usize) {
        if let Some(token) = self.tokens.back_mut() {
            token.end = index(end);
        }
    }

    pub(super) fn mark(&mut self, kind: Kind, len: usize) {
        let start = self.at;
        self.at += len;
        self.push(kind, start, Cow::Borrowed(""));
    }

    /// Puts a token of no width before the token of that number; at the end where that has been taken.
    pub(super) fn insert(&mut self, number: usize, kind: Kind, at: usize) {
        let token = Token {
            kind,
            start: index(at),
            end: index(at),
            value: Cow::Borrowed(""),
        };
        match number.checked_sub(self.taken) {
            Some(i) if i < self.tokens.len() => self.tokens.insert(i, token),
            _ => self.tokens.push_back(token),
        }
    }

    pub(super) fn roll_indent(
        &mut self,
        column: i32,
        number: Option<usize>,
        kind: Kind,
        at: usize,
    ) -> Result<(), Refusal> {
        if self.flow > 0 || self.indent >= column {
            return Ok(());
        }
        self.indents.push(self.indent);
        self.indent = column;
        if self.indents.len() > MAX_LEVELS {
            return self.refuse(at, Reason::Depth);
        }
        let end = self.taken + self.tokens.len();
        self.insert(number.unwrap_or(end), kind, at);
        Ok(())
    }

    pub(super) fn unroll_indent(&mut self, column: i32) {
        while self.flow == 0 && self.indent > column {
            self.insert(usize::MAX, Kind::BlockEnd, self.at);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    pub(super) fn skip_to_token(&mut self) {
        loop {
            let tabs = self.flow > 0 || !self.key_allowed;
            while self.byte(self.at) == b' ' || (tabs && self.byte(self.at) == b'\t') {
                self.at += 1;
            }
            if self.byte(self.at) == b'#' {
                self.comment();
            }
            let len = self.break_len(self.at);
            if len == 0 {
                break;
            }
            self.newline(len);
            if self.flow == 0 {
                self.key_allowed = true;
            }
        }
        let margin = &self.bytes[self.line_start..self.at];
        if self.flow > 0 && margin.iter().all(|b| matches!(b, b' ' | b'\t')) {
            self.flow_line();
        }
    }

    /// Looks at the indentation of a line in flow style, until one has been told.
    pub(super) fn flow_line(&mut self) {
        if !self.flow_told && self.is_left() {
            self.lenient(self.at, Lenient::FlowIndent);
            self.flow_told = true;
        }
    }

    /// Whether the line's text begins at or left of the column of the key that it belongs to: tabs are no
    /// indentation.
    pub(super) fn is_left(&self) -> bool {
        let line = &self.bytes[self.line_start.min(self.at)..self.at];
        let spaces = line.iter().take_while(|&&b| b == b' ').count();
        i32::try_from(spaces).unwrap_or(i32::MAX) <= self.indent && !self.is_end()
    }

    /// Moves over the comment at `at` to the end of its line.
    pub(super) fn comment(&mut self) {
        let before = self.at.checked_sub(1).map_or(b'\n', |at| self.byte(at));
        let apart = self.at == self.line_start
            || self.is_space(self.at - 1)
            || matches!(before, b'\n' | b'\r')
            || before >= 0x80;
        if !apart {
            self.lenient(self.at, Lenient::Comment);
        }
        while !self.is_end() && self.break_len(self.at) == 0 {
            let rest = &self.bytes[self.at..];
            let stop = rest.iter().position(|b| matches!(b, b'\n' | b'\r' | 0xC2 | 0xE2));
            self.at += stop.unwrap_or(rest.len());
            if !self.is_end() && self.break_len(self.at) == 0 {
                self.at += 1;
            }
        }
    }
}
