//! The structure: brackets, commas, colons, and what people write in their place.

use crate::source::{Source, Span, index};
use crate::yaml::build::{Builder, Frame, MAX_DEPTH};
use crate::yaml::gap;
use crate::yaml::node::{DAMAGED, FLOW, INLINE, Kind, NodeId, Style, Tag};
use crate::yaml::{Cause, JsonFault, Problem, ProblemKind, Syntax};

/// How many faults of one file are named; reading ends with the last.
pub const MAX_JSON_FAULTS: usize = 1_000;

/// What may stand next.
#[derive(Clone, Copy)]
pub(super) enum Expect {
    Key,
    Colon,
    Value,
    /// A comma or the end of the collection.
    Next,
    /// Nothing more.
    End,
    /// Reading can't go on.
    Stop,
}

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) builder: Builder<'t>,
    /// The comma just read.
    comma: Option<Span>,
    /// The key or value just read; of a collection its closing bracket.
    last: Span,
    /// Comments and trailing commas are allowed (`.jsonc`, `.json5`).
    comments: bool,
    /// So are single quotes and keys without quotes (`.json5`).
    quotes: bool,
    faults: usize,
}

impl<'t> Reader<'t> {
    /// One for the text of `source`. `comments`: comments and trailing commas are allowed; `quotes`: so are single
    /// quotes and keys without quotes.
    pub(super) fn new(source: &'t Source, comments: bool, quotes: bool) -> Self {
        let text = source.clean_text();
        Self {
            text,
            at: source.bom_len() as usize,
            builder: Builder::new(text, source.bom_len(), false),
            comma: None,
            last: Span::at(source.bom_len()),
            comments,
            quotes,
            faults: 0,
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn fault(&mut self, fault: JsonFault, span: Span) {
        let allowed = match fault {
            JsonFault::Comment | JsonFault::TrailingComma => self.comments,
            JsonFault::SingleQuotes | JsonFault::UnquotedKey => self.quotes,
            _ => false,
        };
        if !allowed && self.faults <= MAX_JSON_FAULTS {
            let fault = match self.faults {
                MAX_JSON_FAULTS => JsonFault::GivenUp,
                _ => fault,
            };
            self.faults += 1;
            self.builder.problems.push(Problem {
                kind: ProblemKind::Json(fault),
                span,
            });
        }
    }

    /// The character at the cursor.
    pub(super) fn here(&self) -> Span {
        let len = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        Span::new(index(self.at), index(self.at + len))
    }

    /// Skips spaces and comments.
    pub(super) fn spaces(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let skipped = rest.trim_start_matches([' ', '\t', '\n', '\r']);
            self.at += rest.len() - skipped.len();
            let end = if skipped.starts_with("//") || skipped.starts_with('#') {
                skipped.find(['\n', '\r']).unwrap_or(skipped.len())
            } else if skipped.starts_with("/*") {
                skipped.find("*/").map_or(skipped.len(), |i| i + 2)
            } else {
                return;
            };
            self.fault(
                JsonFault::Comment,
                Span::new(index(self.at), index(self.at + end)),
            );
            self.at += end;
        }
    }

    pub(super) fn read(&mut self) {
        let mut expect = Expect::Value;
        loop {
            self.spaces();
            if self.faults > MAX_JSON_FAULTS {
                return self.abandon();
            }
            let Some(c) = self.peek() else { return self.end() };
            expect = match expect {
                Expect::Key => self.key(c),
                Expect::Colon => self.colon(c),
                Expect::Value => self.value(c),
                Expect::Next => self.next(c),
                Expect::End if matches!(c, b'}' | b']') => {
                    self.closing(c);
                    Expect::End
                }
                Expect::End => {
                    let end = gap::line_end(self.text, index(self.at));
                    let span = Span::new(index(self.at), gap::trim_end(self.text, index(self.at), end));
                    return self.fault(JsonFault::SecondValue, span);
                }
                Expect::Stop => return self.abandon(),
            };
        }
    }

    /// The end of the file.
    fn end(&mut self) {
        if !self.builder.frames.is_empty() {
            self.unclosed();
        } else if self.builder.root == NodeId::NONE {
            self.fault(JsonFault::Empty, Span::at(self.last.end));
            self.hole(self.last);
        }
        self.abandon();
    }

    /// The innermost open collection lacks its bracket.
    fn unclosed(&mut self) {
        if let Some(frame) = self.builder.frames.last() {
            let start = self.builder.nodes[frame.node.index()].span.start;
            let bracket = self.text.as_bytes()[start as usize] as char;
            self.fault(JsonFault::Unclosed(bracket), Span::new(start, start + 1));
        }
    }

    /// Closes what is open; something may be missing from it.
    fn abandon(&mut self) {
        while !self.builder.frames.is_empty() {
            self.damage();
            self.close(self.last.end);
        }
    }

    fn damage(&mut self) {
        if let Some(frame) = self.builder.frames.last() {
            self.builder.nodes[frame.node.index()].flags |= DAMAGED;
        }
    }

    fn in_mapping(&self) -> bool {
        let frame = self.builder.frames.last();
        frame.is_some_and(|frame| self.builder.nodes[frame.node.index()].kind == Kind::Mapping)
    }

    /// Whether the open mapping is an item of a list.
    fn in_list_item(&self) -> bool {
        let outer = self.builder.frames.iter().rev().nth(1);
        outer.is_some_and(|frame| self.builder.nodes[frame.node.index()].kind == Kind::Sequence)
    }

    /// What follows a comma, or the bracket that opens the collection.
    fn first(&self) -> Expect {
        if self.in_mapping() {
            Expect::Key
        } else {
            Expect::Value
        }
    }

    /// What follows a key or value that was just read.
    pub(super) fn done(&mut self, span: Span, is_key: bool) -> Expect {
        self.last = span;
        self.comma = None;
        match self.builder.frames.is_empty() {
            _ if is_key => Expect::Colon,
            true => Expect::End,
            false => Expect::Next,
        }
    }

    pub(super) fn hole(&mut self, span: Span) {
        self.builder.push(Kind::Hole, span, Tag::None, 0, 0);
    }

    fn key(&mut self, c: u8) -> Expect {
        match c {
            b'"' | b'\'' => self.string(c, true),
            b'}' | b']' => self.closing(c),
            b',' => self.extra_comma(Expect::Key),
            b'{' if self.in_list_item() => {
                // The next item of the list: the one before was not closed.
                self.unclosed();
                self.damage();
                self.close(self.last.end);
                self.comma = None;
                Expect::Value
            }
            b':' | b'{' | b'[' => {
                self.fault(JsonFault::Stray(c as char), self.here());
                Expect::Stop
            }
            _ => {
                let rest = &self.text[self.at..];
                let ends = |c: char| {
                    c.is_ascii_whitespace() || matches!(c, ':' | '=' | ',' | '{' | '}' | '[' | ']' | '"')
                };
                let len = rest.find(ends).unwrap_or(rest.len()).max(1);
                let span = Span::new(index(self.at), index(self.at + len));
                self.at += len;
                self.fault(JsonFault::UnquotedKey, span);
                self.builder
                    .push(Kind::Scalar(Style::Plain), span, Tag::None, INLINE, 0);
                self.done(span, true)
            }
        }
    }

    fn colon(&mut self, c: u8) -> Expect {
        let key = self.last;
        match c {
            b':' => self.at += 1,
            b',' | b'}' | b']' => return self.missing_value(),
            b'=' => {
                self.fault(JsonFault::MissingColon, key);
                self.at += 1 + usize::from(self.text[self.at + 1..].starts_with('>'));
            }
            _ => self.fault(JsonFault::MissingColon, key),
        }
        Expect::Value
    }

    fn missing_value(&mut self) -> Expect {
        self.fault(JsonFault::MissingValue, self.last);
        self.hole(Span::at(self.last.end));
        Expect::Next
    }

    fn extra_comma(&mut self, expect: Expect) -> Expect {
        self.fault(JsonFault::ExtraComma, self.here());
        self.at += 1;
        expect
    }

    fn value(&mut self, c: u8) -> Expect {
        let in_mapping = self.in_mapping();
        match c {
            b'{' | b'[' => self.open(c),
            b'"' | b'\'' => self.string(c, false),
            b',' | b'}' | b']' if in_mapping => self.missing_value(),
            b']' | b'}' => self.closing(c),
            b',' => self.extra_comma(Expect::Value),
            b':' => {
                self.fault(JsonFault::Stray(':'), self.here());
                self.at += 1;
                Expect::Value
            }
            _ => self.word(),
        }
    }

    fn next(&mut self, c: u8) -> Expect {
        match c {
            b',' => {
                self.comma = Some(self.here());
                self.at += 1;
                self.first()
            }
            b'}' | b']' => self.closing(c),
            b':' => {
                self.fault(JsonFault::Stray(':'), self.here());
                Expect::Stop
            }
            _ => {
                self.fault(JsonFault::MissingComma, self.last);
                self.first()
            }
        }
    }

    fn open(&mut self, c: u8) -> Expect {
        let here = self.here();
        if self.builder.frames.len() >= MAX_DEPTH {
            let syntax = Syntax {
                cause: Cause::TooDeep,
                related: None,
                repair: Vec::new(),
            };
            self.builder.problems.push(Problem {
                kind: ProblemKind::Syntax(syntax),
                span: here,
            });
            if self.in_mapping() {
                self.hole(here);
            }
            return Expect::Stop;
        }
        let kind = if c == b'{' { Kind::Mapping } else { Kind::Sequence };
        let node = self
            .builder
            .push(kind, Span::at(here.start), Tag::None, FLOW, NodeId::NONE.raw());
        self.builder.frames.push(Frame::new(node, here.start, 0, 0));
        self.comma = None;
        self.last = here;
        self.at += 1;
        self.first()
    }

    /// A closing bracket where a collection may end.
    fn closing(&mut self, c: u8) -> Expect {
        let opener = if c == b'}' { Kind::Mapping } else { Kind::Sequence };
        let fits = |frame: &Frame| self.builder.nodes[frame.node.index()].kind == opener;
        let Some(fitting) = self.builder.frames.iter().rposition(fits) else {
            self.fault(JsonFault::Stray(c as char), self.here());
            self.at += 1;
            // A key or value was wanted, which may follow still.
            return if self.builder.frames.is_empty() {
                Expect::Value
            } else {
                Expect::Next
            };
        };
        if let Some(comma) = self.comma.take() {
            self.fault(JsonFault::TrailingComma, comma);
        }
        if fitting + 1 < self.builder.frames.len() {
            self.unclosed();
            while fitting + 1 < self.builder.frames.len() {
                self.damage();
                self.close(self.last.end);
            }
        }
        let here = self.here();
        self.close(here.end);
        self.at += 1;
        self.done(here, false)
    }

    fn close(&mut self, end: u32) {
        let Some(frame) = self.builder.frames.last() else {
            return;
        };
        let (node, kind) = (frame.node, self.builder.nodes[frame.node.index()].kind);
        // A key whose value was not reached.
        if kind == Kind::Mapping && frame.len % 2 == 1 {
            self.hole(Span::at(end));
        }
        self.builder.nodes[node.index()].span.end = end;
        if let Some(frame) = self.builder.frames.pop()
            && kind == Kind::Mapping
        {
            self.builder.repeated_keys(&frame);
        }
    }
}
