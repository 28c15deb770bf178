//! Random YAML of every style, written by an author who knows where everything stands.
//!
//! All choices are read off a tape of random bytes; a tape that has run out says 0, which is always the plainest
//! choice, so documents end and shrink well.

use amplint::yaml::{Kind, Style, Tag};
use proptest::prelude::*;

/// A document and everything in it.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pub text: String,
    /// In document order: a parent before its children, a key before its value.
    pub nodes: Vec<Node>,
    pub comments: Vec<(usize, usize)>,
    /// Whether something follows that is no part of the document, and may be no YAML.
    pub extra: bool,
}

#[derive(Clone, Debug)]
pub struct Node {
    pub kind: Kind,
    pub flow: bool,
    pub start: usize,
    pub end: usize,
    pub parent: Option<usize>,
    pub tag: Tag,
    pub anchored: bool,
    /// Of an alias: the node it stands for.
    pub target: Option<usize>,
    /// Of a scalar: each character of its value, and the characters of the text it comes from.
    pub value: Vec<(char, From)>,
}

impl Node {
    pub fn text(&self) -> String {
        self.value.iter().map(|&(c, _)| c).collect()
    }
}

/// Where a character of a value comes from.
#[derive(Clone, Copy, Debug)]
pub enum From {
    /// Exactly these characters: itself, or an escape.
    Exactly(usize, usize),
    /// Spaces and line breaks that were folded, somewhere in here.
    Within(usize, usize),
}

/// Documents of all kinds.
pub fn documents() -> impl Strategy<Value = Written> {
    let tape = |length| prop::collection::vec(any::<u8>(), 0..length);
    prop_oneof![9 => tape(220), 1 => tape(1500)].prop_map(|tape| write(&tape))
}

pub fn write(tape: &[u8]) -> Written {
    let mut writer = Writer {
        tape: tape.iter(),
        out: Written::default(),
        newline: "\n",
        open: Vec::new(),
        anchors: Vec::new(),
        valueless: None,
    };
    writer.document();
    writer.out
}

struct Writer<'t> {
    tape: std::slice::Iter<'t, u8>,
    out: Written,
    newline: &'static str,
    open: Vec<usize>,
    /// The nodes that aliases would stand for now, and whether they are finished.
    anchors: Vec<(String, usize, bool)>,
    /// The column of the last key that was left without a `:`.
    valueless: Option<usize>,
}

const COMMENTS: &[&str] = &["", " c", " a: b", "# - x", " \"[{'", " 漢字 😀", "!&*\t|", " > "];
const WORDS: &[&str] = &[
    "a",
    "email",
    "x1",
    "12",
    "true",
    "no",
    "~",
    "null",
    "0.5",
    "1e3",
    "漢字",
    "é",
    "😀",
    "it's",
    "a#b",
    "a:b",
    "b\"c",
    "-1",
    "x-y_z",
    "<<",
    "=",
    "2024-01-01",
    "0x1F",
    "a\\b",
    "z!&*|>",
];
/// Not at the start of a line.
const INNER_WORDS: &[&str] = &[
    "-", "?", "*/10", "&", "!", "|", ">", "%", "@", "`", "'", "\"", "===",
];
/// Not between brackets.
const BLOCK_WORDS: &[&str] = &["a,b", "[x]", "{y}", "c]", "$['a']", "?y", ":z", "b?"];
pub const ANCHORS: &[&str] = &["a", "b-1", "c_2", "D"];

impl Writer<'_> {
    fn pick(&mut self, n: usize) -> usize {
        self.tape.next().map_or(0, |&byte| usize::from(byte)) % n
    }

    /// One time in `n`; never on an empty tape.
    fn seldom(&mut self, n: usize) -> bool {
        self.pick(n) == n - 1
    }

    fn at(&self) -> usize {
        self.out.text.len()
    }

    fn put(&mut self, text: &str) {
        self.out.text.push_str(text);
    }

    fn line_break(&mut self) {
        self.put(self.newline);
    }

    fn indent(&mut self, column: usize) {
        self.put(&" ".repeat(column));
    }

    /// At least one space.
    fn spaces(&mut self) {
        let spaces = [" ", "  ", "    ", " \t"];
        // The platform refuses a tab after a mark that a key may follow.
        let tab_allowed = !self
            .out
            .text
            .trim_end_matches(' ')
            .ends_with(['?', '-', ':', '\n', '\r']);
        let i = self.pick(8);
        self.put(
            spaces[..3 + usize::from(tab_allowed)]
                .get(i)
                .copied()
                .unwrap_or(" "),
        );
    }

    fn comment(&mut self) {
        let start = self.at();
        let words = COMMENTS[self.pick(COMMENTS.len())];
        self.put("#");
        self.put(words);
        self.out.comments.push((start, self.at()));
    }

    /// Ends the line, with spaces, a comment, blank lines and lines of comments as may be.
    fn end_line(&mut self) {
        self.end_this_line();
        while self.seldom(6) {
            if self.seldom(2) {
                let column = self.pick(5);
                self.indent(column);
                self.comment();
            } else {
                let column = self.pick(3);
                self.indent(column);
            }
            self.line_break();
        }
    }

    fn end_this_line(&mut self) {
        if self.seldom(4) {
            self.spaces();
            if self.seldom(2) {
                self.comment();
            }
        }
        self.line_break();
    }

    fn push(&mut self, kind: Kind, flow: bool, start: usize, properties: (Tag, Option<String>)) -> usize {
        let (tag, anchor) = properties;
        let id = self.out.nodes.len();
        let anchored = anchor.is_some();
        if let Some(name) = anchor {
            self.anchors.retain(|(other, ..)| *other != name);
            self.anchors.push((name, id, false));
        }
        self.out.nodes.push(Node {
            kind,
            flow,
            start,
            end: start,
            parent: self.open.last().copied(),
            tag,
            anchored,
            target: None,
            value: Vec::new(),
        });
        id
    }

    fn finish(&mut self, id: usize, end: usize) {
        self.out.nodes[id].end = end;
        if let Some(anchor) = self.anchors.iter_mut().find(|anchor| anchor.1 == id) {
            anchor.2 = true;
        }
    }

    /// An anchor and a tag, each followed by a space.
    fn properties(&mut self, tags: &[(&'static str, Tag)]) -> (Tag, Option<String>) {
        if !self.seldom(5) {
            return (Tag::None, None);
        }
        let anchor = ANCHORS[self.pick(ANCHORS.len())];
        let (name, tag) = tags[self.pick(tags.len())];
        let (text, tag, anchored) = match self.pick(4) {
            0 => (format!("&{anchor} "), Tag::None, true),
            1 => (format!("{name} &{anchor} "), tag, true),
            2 => (format!("&{anchor}  {name} "), tag, true),
            _ => (format!("{name} "), tag, false),
        };
        self.put(&text);
        (tag, anchored.then(|| anchor.to_owned()))
    }

    fn scalar_properties(&mut self) -> (Tag, Option<String>) {
        self.properties(&[
            ("!!str", Tag::Str),
            ("!x", Tag::Other),
            ("!", Tag::Other),
            ("!<tag:yaml.org,2002:str>", Tag::Str),
        ])
    }

    fn collection_properties(&mut self, list: bool) -> (Tag, Option<String>) {
        self.properties(&[
            (if list { "!!seq" } else { "!!map" }, Tag::Other),
            ("!y", Tag::Other),
        ])
    }

    fn document(&mut self) {
        self.newline = ["\n", "\n", "\r\n", "\r"][self.pick(4)];
        if self.seldom(6) {
            self.put("\u{FEFF}");
        }
        while self.seldom(5) {
            self.comment();
            self.line_break();
        }
        if self.seldom(8) {
            self.put("%YAML 1.1");
            self.end_this_line();
            self.put("---");
            self.end_this_line();
        } else if self.seldom(5) {
            self.put("---");
            self.end_line();
        }
        match self.pick(8) {
            0..=3 => self.block_mapping(0, 0),
            4 | 5 => self.block_sequence(0, 0),
            6 => {
                let properties = self.collection_properties(true);
                self.flow_sequence(properties, 1, 0, false);
                self.end_line();
            }
            _ => self.scalar_and_end(0, false),
        }
        match self.pick(24) {
            19..=21 => {
                self.put("...");
                self.end_line();
            }
            22 | 23 => {
                self.out.extra = true;
                let extra = ["---\na: b # c\n", "--- \"", "---\n\tx: [}", "...\n---\n- a\n"];
                let extra = extra[self.pick(extra.len())];
                self.put(extra);
            }
            // No line break at the end; only our parser refuses it after `?`.
            16..=18
                if self.newline != "\r\n"
                    && !self.ends_with_block_scalar()
                    && !self.out.text.trim_end().ends_with('?') =>
            {
                self.out.text.pop();
            }
            _ => {}
        }
    }

    /// Its last line break is part of its value.
    fn ends_with_block_scalar(&self) -> bool {
        let is_block = |node: &Node| matches!(node.kind, Kind::Scalar(Style::Literal | Style::Folded));
        self.out.nodes.iter().rev().take(2).any(is_block)
    }

    /// A block mapping whose first key is written right here, at `column`.
    fn block_mapping(&mut self, column: usize, depth: usize) {
        let id = self.push(Kind::Mapping, false, self.at(), (Tag::None, None));
        self.block_mapping_entries(id, column, depth);
    }

    fn block_mapping_entries(&mut self, id: usize, column: usize, depth: usize) {
        self.open.push(id);
        let entries = 1 + self.pick(4);
        for i in 0..entries {
            if i > 0 {
                self.indent(column);
            }
            let explicit = self.block_entry(column, depth);
            if i == 0 {
                let first = &self.out.nodes[id + 1];
                // A key after `?` begins its mapping with the mark, any other by itself.
                if !explicit {
                    self.out.nodes[id].start = first.start;
                }
            }
        }
        self.open.pop();
        self.close(id);
    }

    /// A block collection ends where its last child does.
    fn close(&mut self, id: usize) {
        let last = self
            .out
            .nodes
            .iter()
            .rposition(|node| node.parent == Some(id))
            .unwrap_or(id);
        let end = self.out.nodes[last].end;
        self.finish(id, end);
    }

    /// A key and its value; whether the key has a mark.
    fn block_entry(&mut self, column: usize, depth: usize) -> bool {
        // A key always: the platform knows none that is not written.
        match self.pick(20) {
            18 => {
                let key = self.out.nodes.len();
                self.put("?");
                self.node(column, depth, true);
                if self.seldom(4) {
                    let end = self.out.nodes[key].end;
                    let value = self.push(Kind::Scalar(Style::Plain), false, end, (Tag::None, None));
                    self.finish(value, end);
                    self.valueless = Some(column);
                    return true;
                }
                self.indent(column);
                self.put(":");
                self.node(column, depth, true);
                return true;
            }
            choice => {
                self.key(false);
                if choice > 15 {
                    self.spaces();
                }
            }
        }
        self.put(":");
        self.node(column, depth, true);
        false
    }

    /// A key on one line.
    fn key(&mut self, flow: bool) {
        match self.pick(16) {
            12 if self.can_alias() => {
                self.alias();
                self.put(" ");
            }
            0..=5 => {
                // A key like no other.
                let properties = self.scalar_properties();
                let id = self.push(Kind::Scalar(Style::Plain), false, self.at(), properties);
                self.put_value(id, &format!("k{id}"));
                self.finish(id, self.at());
            }
            style => {
                let properties = self.scalar_properties();
                self.scalar(properties, style.saturating_sub(10), 0, true, flow);
            }
        }
    }

    fn block_sequence(&mut self, column: usize, depth: usize) {
        let id = self.push(Kind::Sequence, false, self.at(), (Tag::None, None));
        self.block_sequence_items(id, column, depth);
    }

    fn block_sequence_items(&mut self, id: usize, column: usize, depth: usize) {
        self.open.push(id);
        let items = 1 + self.pick(3);
        for i in 0..items {
            if i > 0 {
                self.indent(column);
            }
            self.put("-");
            // Another collection on the same line.
            if depth < 5 && self.seldom(3) {
                let gap = 1 + self.pick(3);
                self.indent(gap);
                let inner = column + 1 + gap;
                if self.seldom(3) {
                    self.block_sequence(inner, depth + 1);
                } else {
                    self.block_mapping(inner, depth + 1);
                }
            } else {
                self.node(column, depth, false);
            }
        }
        self.open.pop();
        self.close(id);
    }

    /// What stands after a `:` or `-` of a collection at `column`, and the end of its line.
    fn node(&mut self, column: usize, depth: usize, value: bool) {
        let deep = depth >= 5;
        match self.pick(12) {
            1 => {
                // Nothing, right after the indicator, whatever its anchor and tag.
                let start = self.at();
                self.put(" ");
                let properties = self.scalar_properties();
                if properties == (Tag::None, None) {
                    self.out.text.pop();
                }
                let id = self.push(Kind::Scalar(Style::Plain), false, start, properties);
                self.finish(id, start);
                self.end_line();
            }
            2 => {
                self.put(" ");
                let properties = self.scalar_properties();
                self.block_scalar(properties, column);
            }
            3 => {
                self.spaces();
                let list = self.seldom(2);
                let properties = self.collection_properties(list);
                if list {
                    self.flow_sequence(properties, 1, column + 1, false);
                } else {
                    self.flow_mapping(properties, 1, column + 1, false);
                }
                self.end_line();
            }
            4 if self.can_alias() => {
                self.spaces();
                self.alias();
                self.end_line();
            }
            5..=7 if !deep => {
                self.put(" ");
                let properties = self.collection_properties(false);
                if properties == (Tag::None, None) {
                    self.out.text.pop();
                }
                self.end_line();
                let inner = column + 1 + self.pick(4);
                self.indent(inner);
                let id = self.push(Kind::Mapping, false, self.at(), properties);
                self.block_mapping_entries(id, inner, depth + 1);
            }
            8 | 9 if !deep => {
                self.put(" ");
                let properties = self.collection_properties(true);
                if properties == (Tag::None, None) {
                    self.out.text.pop();
                }
                self.end_line();
                let inner = if value {
                    column + self.pick(4)
                } else {
                    column + 1 + self.pick(4)
                };
                self.indent(inner);
                let id = self.push(Kind::Sequence, false, self.at(), properties);
                self.block_sequence_items(id, inner, depth + 1);
            }
            10 => {
                // The scalar on a line of its own.
                self.end_line();
                self.indent(column + 1);
                self.scalar_and_end(column + 1, false);
            }
            _ => {
                self.spaces();
                self.scalar_and_end(column + 1, false);
            }
        }
    }

    fn can_alias(&self) -> bool {
        self.anchors.iter().any(|anchor| anchor.2)
    }

    fn alias(&mut self) {
        let finished: Vec<_> = self.anchors.iter().filter(|anchor| anchor.2).cloned().collect();
        let (name, target, _) = finished[self.pick(finished.len())].clone();
        let id = self.push(Kind::Alias, false, self.at(), (Tag::None, None));
        self.put(&format!("*{name}"));
        self.out.nodes[id].target = Some(target);
        self.finish(id, self.at());
    }

    fn scalar_and_end(&mut self, column: usize, single_line: bool) {
        let properties = self.scalar_properties();
        let style = self.pick(6);
        self.scalar(properties, style, column, single_line, false);
        self.end_line();
    }

    /// A plain or quoted scalar, its further lines at `column` or deeper.
    fn scalar(
        &mut self,
        properties: (Tag, Option<String>),
        style: usize,
        column: usize,
        single_line: bool,
        flow: bool,
    ) {
        let style = match style {
            0..=2 => Style::Plain,
            3 => Style::Single,
            _ => Style::Double,
        };
        let id = self.push(Kind::Scalar(style), false, self.at(), properties);
        match style {
            Style::Plain => self.plain(id, column, single_line, flow),
            _ => self.quoted(id, style, column, single_line),
        }
        self.finish(id, self.at());
    }

    fn put_value(&mut self, id: usize, text: &str) {
        for c in text.chars() {
            let start = self.at();
            self.out.text.push(c);
            let from = From::Exactly(start, self.at());
            self.out.nodes[id].value.push((c, from));
        }
    }

    fn put_escape(&mut self, id: usize, escape: &str, means: char) {
        let start = self.at();
        self.put(escape);
        let from = From::Exactly(start, self.at());
        self.out.nodes[id].value.push((means, from));
    }

    /// Spaces, a line break, perhaps more of them, and the next line's indentation: a space or line breaks.
    fn fold(&mut self, id: usize, column: usize) {
        let start = self.at();
        if self.seldom(4) {
            self.put("  ");
        }
        self.line_break();
        let mut breaks = 0;
        while self.seldom(4) {
            breaks += 1;
            let spaces = self.pick(3);
            self.indent(spaces);
            self.line_break();
        }
        let deeper = self.pick(3);
        self.indent(column.max(1) + deeper);
        let from = From::Within(start, self.at());
        let value = &mut self.out.nodes[id].value;
        match breaks {
            0 => value.push((' ', from)),
            n => value.extend(std::iter::repeat_n(('\n', from), n)),
        }
    }

    fn plain(&mut self, id: usize, column: usize, single_line: bool, flow: bool) {
        let first = WORDS[self.pick(WORDS.len())];
        self.put_value(id, first);
        for _ in 0..self.pick(4) {
            if !single_line && self.seldom(4) {
                self.fold(id, column);
            } else {
                let spaces = [" ", " ", " ", " ", "  ", "\t"][self.pick(6)];
                self.put_value(id, spaces);
            }
            let word = match self.pick(4) {
                1 if !flow => BLOCK_WORDS[self.pick(BLOCK_WORDS.len())],
                2 if !flow && !self.at_line_start() => INNER_WORDS[self.pick(INNER_WORDS.len())],
                _ => WORDS[self.pick(WORDS.len())],
            };
            self.put_value(id, word);
        }
    }

    fn at_line_start(&self) -> bool {
        self.out
            .text
            .trim_end_matches([' ', '\t'])
            .ends_with(['\n', '\r'])
    }

    fn quoted(&mut self, id: usize, style: Style, column: usize, single_line: bool) {
        let quote = if style == Style::Single { "'" } else { "\"" };
        self.put(quote);
        for i in 0..self.pick(6) {
            let mut folded = false;
            if i > 0 {
                if !single_line && self.seldom(4) {
                    self.fold(id, column);
                    folded = true;
                } else if self.seldom(3) {
                    self.put_value(id, "  ");
                } else {
                    self.put_value(id, " ");
                }
            }
            match self.pick(6) {
                0 | 1 => {
                    let words = [
                        "a", "b c", "漢字", "#", ": ", "- x", "[,]{}", "😀", "é", "%@`", "&*!|>", "12",
                    ];
                    let word = words[self.pick(words.len())];
                    self.put_value(id, word.trim_end());
                }
                2 if style == Style::Single => self.put_escape(id, "''", '\''),
                2 => self.put_value(id, "'"),
                3 if style == Style::Single => self.put_value(id, "\"\\n\\"),
                3 | 4 if style == Style::Double => {
                    const ESCAPES: &[(&str, char)] = &[
                        ("\\n", '\n'),
                        ("\\\"", '"'),
                        ("\\\\", '\\'),
                        ("\\t", '\t'),
                        ("\\x41", 'A'),
                        ("\\u6F22", '漢'),
                        ("\\U0001F600", '😀'),
                        ("\\x2F", '/'),
                        ("\\e", '\u{1B}'),
                        ("\\0", '\0'),
                        ("\\ ", ' '),
                        ("\\N", '\u{85}'),
                        ("\\_", '\u{A0}'),
                        ("\\L", '\u{2028}'),
                        ("\\a", '\u{7}'),
                        ("\\\t", '\t'),
                    ];
                    let (escape, means) = ESCAPES[self.pick(ESCAPES.len())];
                    self.put_escape(id, escape, means);
                    self.put_value(id, "x");
                }
                5 if style == Style::Double && !single_line => {
                    // An escaped line break joins lines.
                    let start = self.at();
                    self.put("\\");
                    self.line_break();
                    let mut breaks = 0;
                    while self.seldom(4) {
                        breaks += 1;
                        self.line_break();
                    }
                    self.indent(column.max(1));
                    let from = From::Within(start, self.at());
                    self.out.nodes[id]
                        .value
                        .extend(std::iter::repeat_n(('\n', from), breaks));
                    self.put_value(id, "y");
                }
                _ if folded => self.put_value(id, "z"),
                _ => self.put_value(id, "w"),
            }
        }
        if !single_line && self.seldom(12) {
            self.fold(id, column);
        }
        self.put(quote);
    }

    /// `|` or `>` and its lines, for a node of a collection at `column`.
    fn block_scalar(&mut self, properties: (Tag, Option<String>), column: usize) {
        let folded = self.seldom(2);
        let style = if folded { Style::Folded } else { Style::Literal };
        let id = self.push(Kind::Scalar(style), false, self.at(), properties);
        self.put(if folded { ">" } else { "|" });
        let deeper = 1 + self.pick(4);
        let explicit = self.seldom(4);
        let chomp = ["", "-", "+"][self.pick(3)];
        match (explicit, self.seldom(2)) {
            (true, true) => self.put(&format!("{chomp}{deeper}")),
            (true, false) => self.put(&format!("{deeper}{chomp}")),
            (false, _) => self.put(chomp),
        }
        let mut end = self.at();
        self.end_this_line();
        let indent = column + deeper;
        // Lines: what stands before the content, the content, whether it is blank.
        let mut lines: Vec<(usize, usize)> = Vec::new();
        let mut text_seen = false;
        for _ in 0..self.pick(6) {
            let kind = self.pick(6);
            if kind == 1 {
                let spaces = self.pick(indent + 1);
                self.indent(spaces);
                lines.push((self.at(), self.at()));
                self.line_break();
                continue;
            }
            self.indent(indent);
            let start = self.at();
            if kind == 2 && (text_seen || explicit) {
                let words = [" more", "  deeper", "\ttab", "   - x"];
                let words = words[self.pick(words.len())];
                self.put(words);
            } else {
                let words = [
                    "text",
                    "# no comment",
                    "key: value",
                    "- item",
                    "漢字",
                    "'\"\\n",
                    "trailing  ",
                    "a  b",
                    "--- x",
                    "...y",
                    "😀:",
                ];
                let words = words[self.pick(words.len())];
                self.put(words);
            }
            text_seen = true;
            lines.push((start, self.at()));
            end = self.at();
            self.line_break();
        }
        let value = self.block_value(&lines, folded, chomp);
        self.out.nodes[id].value = value;
        self.finish(id, end);
    }

    fn block_value(&self, lines: &[(usize, usize)], folded: bool, chomp: &str) -> Vec<(char, From)> {
        let mut value = Vec::new();
        let content = lines
            .iter()
            .rposition(|(start, end)| start < end)
            .map_or(0, |i| i + 1);
        let breaks = |value: &mut Vec<(char, From)>, n: usize, from: From| {
            value.extend(std::iter::repeat_n(('\n', from), n));
        };
        let mut empty = 0;
        let mut before: Option<(usize, bool)> = None;
        for &(start, end) in &lines[..content] {
            if start == end {
                empty += 1;
                continue;
            }
            let indented = self.out.text[start..].starts_with([' ', '\t']);
            let from = From::Within(before.map_or(0, |(end, _)| end), start);
            match before {
                None => breaks(&mut value, empty, from),
                Some((_, was_indented)) if folded && !indented && !was_indented => match empty {
                    0 => value.push((' ', from)),
                    n => breaks(&mut value, n, from),
                },
                Some(_) => breaks(&mut value, empty + 1, from),
            }
            let text = &self.out.text[start..end];
            value.extend(
                text.char_indices()
                    .map(|(i, c)| (c, From::Exactly(start + i, start + i + c.len_utf8()))),
            );
            before = Some((end, indented));
            empty = 0;
        }
        let from = From::Within(before.map_or(0, |(end, _)| end), self.at());
        let last = match chomp {
            "-" => 0,
            "+" => lines.len() - content + usize::from(content > 0),
            _ => usize::from(content > 0),
        };
        breaks(&mut value, last, from);
        value
    }

    /// Spaces between tokens in brackets, perhaps a comment, perhaps line breaks.
    fn space(&mut self, column: usize, single_line: bool) {
        match self.pick(8) {
            5 => self.put("  "),
            6 if !single_line => {
                self.line_break();
                self.indent(column.max(1));
            }
            7 if !single_line => {
                self.put(" ");
                self.comment();
                self.line_break();
                self.indent(column.max(1));
            }
            _ => {}
        }
    }

    fn flow_sequence(
        &mut self,
        properties: (Tag, Option<String>),
        depth: usize,
        column: usize,
        single_line: bool,
    ) {
        let id = self.push(Kind::Sequence, true, self.at(), properties);
        self.open.push(id);
        self.put("[");
        self.space(column, single_line);
        let items = self.pick(4);
        for i in 0..items {
            if self.seldom(5) {
                let pair = self.push(Kind::Mapping, false, self.at(), (Tag::None, None));
                self.open.push(pair);
                self.key(true);
                self.out.nodes[pair].start = self.out.nodes[pair + 1].start;
                self.put(":");
                self.flow_value(depth, column, single_line);
                self.open.pop();
                self.close(pair);
            } else {
                self.flow_node(depth, column, single_line);
            }
            self.space(column, single_line);
            if i + 1 < items || self.seldom(4) {
                self.put(",");
                self.space(column, single_line);
                if !self.out.text.ends_with([' ', '\n', '\r']) {
                    self.put(" ");
                }
            }
        }
        self.put("]");
        self.open.pop();
        self.finish(id, self.at());
    }

    fn flow_mapping(
        &mut self,
        properties: (Tag, Option<String>),
        depth: usize,
        column: usize,
        single_line: bool,
    ) {
        let id = self.push(Kind::Mapping, true, self.at(), properties);
        self.open.push(id);
        self.put("{");
        self.space(column, single_line);
        let entries = self.pick(4);
        for i in 0..entries {
            let start = self.out.nodes.len();
            if self.seldom(12) {
                self.put("? ");
            }
            self.key(true);
            let quoted = matches!(
                self.out.nodes[start].kind,
                Kind::Scalar(Style::Double | Style::Single)
            );
            if self.seldom(6) {
                // A key alone.
                let end = self.out.nodes[start].end;
                let value = self.push(Kind::Scalar(Style::Plain), false, end, (Tag::None, None));
                self.finish(value, end);
            } else if quoted && self.seldom(3) {
                self.put(":");
                let value = self.push(Kind::Scalar(Style::Plain), false, self.at(), (Tag::None, None));
                self.put_value(value, "v");
                self.finish(value, self.at());
            } else {
                self.put(":");
                self.flow_value(depth, column, single_line);
            }
            self.space(column, single_line);
            if i + 1 < entries || self.seldom(4) {
                self.put(",");
                self.space(column, single_line);
                if !self.out.text.ends_with([' ', '\n', '\r']) {
                    self.put(" ");
                }
            }
        }
        self.put("}");
        self.open.pop();
        self.finish(id, self.at());
    }

    /// What stands after a `:` between brackets.
    fn flow_value(&mut self, depth: usize, column: usize, single_line: bool) {
        if self.seldom(6) {
            let id = self.push(Kind::Scalar(Style::Plain), false, self.at(), (Tag::None, None));
            self.finish(id, self.at());
            // Without a space after it the colon belongs to the key.
            self.put(" ");
            return;
        }
        self.put(" ");
        self.flow_node(depth, column, single_line);
    }

    fn flow_node(&mut self, depth: usize, column: usize, single_line: bool) {
        match self.pick(8) {
            5 if depth < 4 => {
                let properties = self.collection_properties(true);
                self.flow_sequence(properties, depth + 1, column, single_line);
            }
            6 if depth < 4 => {
                let properties = self.collection_properties(false);
                self.flow_mapping(properties, depth + 1, column, single_line);
            }
            7 if self.can_alias() => {
                self.alias();
                self.put(" ");
            }
            _ => {
                let properties = self.scalar_properties();
                let style = self.pick(6);
                self.scalar(properties, style, column, single_line, true);
            }
        }
    }
}
