//! JSON in, the same spanned tree out.
//!
//! JSON is YAML but for a few corners (tabs, surrogate pairs, long keys), and YAML allows much that no JSON
//! reader takes. So a file that is meant as JSON is read here: one pass that names everything JSON does not
//! allow and reads on after it. Nesting lives in a vector, not on the stack.

use crate::source::{Source, Span, index};
use crate::yaml::build::{Builder, Frame, MAX_DEPTH};
use crate::yaml::gap;
use crate::yaml::node::{DAMAGED, FLOW, INLINE, Kind, NodeId, Style, Tag};
use crate::yaml::offsets::unicode_escape;
use crate::yaml::tree::Document;
use crate::yaml::{Cause, JsonFault, Problem, ProblemKind, Syntax};

/// How many faults of one file are named; reading ends with the last.
pub const MAX_JSON_FAULTS: usize = 1_000;

/// What tells that a file is meant as JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sign {
    /// Its name.
    Name,
    /// How it begins; flow YAML may begin so too.
    Beginning,
}

/// Whether the file may be meant as JSON.
pub(crate) fn sign(source: &Source) -> Option<Sign> {
    let is = |names: &[&str], name: &str| names.iter().any(|other| name.eq_ignore_ascii_case(other));
    match extension(source.name()) {
        Some(name) if is(&["json", "jsonc", "json5"], name) => Some(Sign::Name),
        Some(name) if is(&["yaml", "yml"], name) => None,
        _ => {
            let text = &source.text()[source.bom_len() as usize..];
            let text = text.trim_start_matches([' ', '\t', '\n', '\r']);
            text.starts_with(['{', '[']).then_some(Sign::Beginning)
        }
    }
}

/// Whether all that keeps a document from being JSON is what people write in JSON from habit.
pub(crate) fn is_close(document: &Document<'_>) -> bool {
    document.problems.iter().all(|problem| match problem.kind {
        ProblemKind::Json(JsonFault::Comment) => document.slice(problem.span).starts_with('/'),
        ProblemKind::Json(fault) => {
            matches!(
                fault,
                JsonFault::TrailingComma | JsonFault::ExtraComma | JsonFault::MissingComma
            )
        }
        ProblemKind::Syntax(_) | ProblemKind::Misread(_) => false,
        _ => true,
    })
}

fn extension(name: &str) -> Option<&str> {
    let file = name.rsplit(['/', '\\']).next()?;
    file.rsplit_once('.').map(|(_, extension)| extension)
}

/// Reads a file that is meant as JSON.
///
/// # Errors
/// The problem to report when it is none at all.
pub(crate) fn read(source: &Source) -> Result<Document<'_>, Problem> {
    let text = source.clean_text();
    let kind = extension(source.name()).unwrap_or_default();
    let mut reader = Reader {
        text,
        at: source.bom_len() as usize,
        builder: Builder::new(text, source.bom_len(), false),
        comma: None,
        last: Span::at(source.bom_len()),
        comments: ["jsonc", "json5"]
            .iter()
            .any(|lax| kind.eq_ignore_ascii_case(lax)),
        quotes: kind.eq_ignore_ascii_case("json5"),
        faults: 0,
    };
    reader.spaces();
    if let Some(first) = reader.peek()
        && !matches!(first, b'{' | b'[' | b'"')
        && !reader
            .literal()
            .is_some_and(|end| text[end..].trim_start().is_empty())
    {
        let end = gap::line_end(text, index(reader.at));
        let span = Span::new(index(reader.at), gap::trim_end(text, index(reader.at), end));
        return Err(Problem {
            kind: ProblemKind::Json(JsonFault::NotJson),
            span,
        });
    }
    reader.read();
    let Builder {
        nodes,
        values,
        problems,
        root,
        ..
    } = reader.builder;
    Ok(Document {
        text,
        nodes,
        values,
        comments: Vec::new(),
        problems,
        root,
    })
}

/// What may stand next.
#[derive(Clone, Copy)]
enum Expect {
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

struct Reader<'t> {
    text: &'t str,
    at: usize,
    builder: Builder<'t>,
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

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fault(&mut self, fault: JsonFault, span: Span) {
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
    fn here(&self) -> Span {
        let len = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        Span::new(index(self.at), index(self.at + len))
    }

    /// Skips spaces and comments.
    fn spaces(&mut self) {
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

    fn read(&mut self) {
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
    fn done(&mut self, span: Span, is_key: bool) -> Expect {
        self.last = span;
        self.comma = None;
        match self.builder.frames.is_empty() {
            _ if is_key => Expect::Colon,
            true => Expect::End,
            false => Expect::Next,
        }
    }

    fn hole(&mut self, span: Span) {
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

    fn string(&mut self, quote: u8, is_key: bool) -> Expect {
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
    fn literal(&self) -> Option<usize> {
        let rest = &self.text[self.at..];
        let len = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '_')));
        let word = &rest[..len.unwrap_or(rest.len())];
        let known = matches!(word, "true" | "false" | "null") || is_number(word);
        known.then_some(self.at + word.len())
    }

    /// Anything without quotes.
    fn word(&mut self) -> Expect {
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
