//! Where a cursor is in a text, half typed or not.
//!
//! A word that stands nowhere else is put at the cursor in a copy of the text, so that a key is there where one is
//! being typed and a value where one is missing. The usual reader, which gets over what is wrong elsewhere, then finds
//! the place of that word. What is looked at here are only the characters of the line and the columns of the lines
//! above: which of them to replace, whether they are a key or a value, and in which column a key is meant to begin.

use crate::source::{Source, Span, index};

/// How many lines above the cursor are looked at for an open bracket.
const MOST_FLOW_LINES: u32 = 300;

/// What a cursor is at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum At {
    /// A comment; from its `#` to its end.
    Comment(Span),
    /// A key, a value or an item of a list: one mark, or two where two are as likely.
    Text(Vec<Mark>),
}

/// A copy of the text with a mark at the cursor, and what is to be replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// The copy.
    pub text: String,
    /// The word that marks the place.
    pub word: String,
    /// Where it stands in the copy.
    pub at: u32,
    /// What stands at the cursor.
    pub token: Token,
}

/// The characters at a cursor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// The characters (of the text, not the copy) that what is typed next replaces; empty where there are none.
    pub span: Span,
    /// What of it stands before the cursor, without an opening quote.
    pub typed: String,
    /// The quote it begins with.
    pub quote: Option<char>,
    /// Whether it stands in brackets or braces.
    pub flow: bool,
    /// What it is.
    pub role: Role,
}

/// What the characters at a cursor are, as far as the line tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Role {
    /// A key, or the text of a list's item.
    Start {
        /// A colon follows it.
        colon: bool,
        /// The column it begins in, from 0; in flow style 0.
        column: u32,
        /// Whether `- ` stands before it, or is to be written before it.
        dash: Dash,
        /// The white space that begins the line and what it should be.
        indent: Option<(Span, String)>,
    },
    /// The value of a key on the same line.
    Value,
}

/// The dash before a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dash {
    /// There is none.
    None,
    /// It is written.
    Written,
    /// It is missing: in this column other items have one.
    Missing,
}

/// What is at `offset`, which is moved to the beginning of its character; `None` where nothing can be typed that
/// means something, as after the value of a key.
#[must_use]
pub fn at(source: &Source, offset: u32) -> Option<At> {
    let text = source.text();
    let offset = index(text.floor_char_boundary((offset as usize).min(text.len()))).max(source.bom_len());
    let number = source.line_of(offset);
    let line = source.line_span(number);
    // A cursor may stand between the two characters of a line break.
    let offset = offset.clamp(line.start, line.end);
    let open = open_brackets(source, number);
    let content = source.slice(line);
    let cursor = (offset - line.start) as usize;
    let scan = Scan::run(content, cursor, open, true);
    if let Some(comment) = scan.comment {
        return Some(At::Comment(Span::new(line.start + index(comment), line.end)));
    }
    if scan.closed {
        return None;
    }
    let token = scan.token(content, cursor);
    let span = Span::new(line.start + index(token.start), line.start + index(token.end));
    let typed = &content[token.start..cursor];
    let quote = typed.chars().next().filter(|c| matches!(c, '"' | '\''));
    let typed = typed.strip_prefix(['"', '\'']).unwrap_or(typed).to_owned();
    let make = |role, lead: &str, tail: &str, replaced: Span| {
        let word = unused_word(text);
        let mut copy = String::with_capacity(text.len() + 64);
        copy.push_str(&text[..replaced.start as usize]);
        copy.push_str(lead);
        let at = index(copy.len());
        copy.push_str(&word);
        copy.push_str(tail);
        copy.push_str(&text[span.end as usize..]);
        Mark {
            text: copy,
            word,
            at,
            token: Token {
                span,
                typed: typed.clone(),
                quote,
                flow: scan.is_flow(),
                role,
            },
        }
    };
    if scan.value {
        if !scan.is_flow() && token.start == token.end && has_value_below(source, number, &scan) {
            return None;
        }
        let lead = if token.start > 0 && !content[..token.start].ends_with([' ', '\t']) {
            " "
        } else {
            ""
        };
        return Some(At::Text(vec![make(Role::Value, lead, "", span)]));
    }
    let rest = &content[token.end..];
    let colon = rest.starts_with(':')
        && (scan.is_flow() || rest[1..].is_empty() || rest[1..].starts_with([' ', '\t']));
    let tail = match (colon, scan.brackets.last()) {
        (true, _) | (_, Some(b'[')) => "",
        // A bracket right behind the colon would belong to the key.
        (_, Some(_)) => ": ",
        _ => ":",
    };
    let start = |column, dash, indent| Role::Start {
        colon,
        column,
        dash,
        indent,
    };
    if scan.is_flow() {
        return Some(At::Text(vec![make(start(0, Dash::None, None), "", tail, span)]));
    }
    if scan.dashes > 0 {
        let glued = content[..token.start].ends_with('-');
        let lead = if glued { " " } else { "" };
        let column = index(content[..token.start].chars().count()) + u32::from(glued);
        return Some(At::Text(vec![make(
            start(column, Dash::Written, None),
            lead,
            tail,
            span,
        )]));
    }
    // Only white space stands before it: the column counts, and may be a wrong one.
    let blank = Span::new(line.start, span.start);
    let column = index(content[..token.start].chars().count());
    // A key that has its colon stands where it is meant to.
    let found = if colon {
        vec![(column, Dash::None)]
    } else {
        columns(source, number, column)
    };
    let marks = found.into_iter().map(|(column, dash)| {
        let right = " ".repeat(column as usize);
        let lead = if dash == Dash::Missing {
            format!("{right}- ")
        } else {
            right.clone()
        };
        let indent = (source.slice(blank) != right).then_some((blank, right));
        let column = column + if dash == Dash::Missing { 2 } else { 0 };
        make(start(column, dash, indent), &lead, tail, blank)
    });
    Some(At::Text(marks.collect()))
}

/// A word that stands nowhere in `text`.
fn unused_word(text: &str) -> String {
    let mut word = "amplintCursor".to_owned();
    while memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some() {
        word.push('X');
    }
    word
}

/// What a line holds up to a place in it.
#[derive(Debug)]
struct Scan {
    /// Where the token begins that the place is in.
    start: usize,
    /// The quote that is open.
    quote: Option<u8>,
    /// Whether the token is a value, not a key.
    value: bool,
    /// The column of the key whose value it is.
    key: usize,
    /// The brackets that are open.
    brackets: Vec<u8>,
    /// How many dashes begin the line.
    dashes: usize,
    /// Where a comment begins.
    comment: Option<usize>,
    /// A value that has ended, by a quote or bracket, stands before the place.
    closed: bool,
}

impl Scan {
    fn is_flow(&self) -> bool {
        !self.brackets.is_empty()
    }

    /// Looks at `line` up to `end`, with brackets that were open before. `at_cursor`: a colon or dash at the very end
    /// counts although nothing follows yet.
    fn run(line: &str, end: usize, open: Vec<u8>, at_cursor: bool) -> Self {
        let bytes = line.as_bytes();
        let mut scan = Self {
            start: 0,
            quote: None,
            value: false,
            key: 0,
            brackets: open,
            dashes: 0,
            comment: None,
            closed: false,
        };
        let blank =
            |i: usize| bytes.get(i).is_none_or(|b| matches!(b, b' ' | b'\t')) || (at_cursor && i == end);
        let mut i = 0;
        // Whether nothing of the token was met yet.
        let mut fresh = true;
        while i < end {
            let b = bytes[i];
            if let Some(quote) = scan.quote {
                if b == b'\\' && quote == b'"' {
                    i += 1;
                } else if b == quote {
                    if quote == b'\'' && bytes.get(i + 1) == Some(&b'\'') {
                        i += 1;
                    } else {
                        scan.quote = None;
                        scan.closed = true;
                    }
                }
                i += 1;
                continue;
            }
            match b {
                b' ' | b'\t' if fresh => scan.start = i + 1,
                b' ' | b'\t' if matches!(bytes[scan.start], b'&' | b'!') => {
                    (scan.start, fresh) = (i + 1, true);
                }
                b'#' if i == 0 || matches!(bytes[i - 1], b' ' | b'\t') => {
                    scan.comment = Some(i);
                    return scan;
                }
                b'-' if fresh && !scan.value && scan.brackets.is_empty() && blank(i + 1) => {
                    scan.dashes += 1;
                    scan.start = i + 1;
                }
                b'"' | b'\'' if fresh => {
                    scan.quote = Some(b);
                    (scan.start, fresh) = (i, false);
                }
                b'{' | b'[' if fresh => {
                    scan.brackets.push(b);
                    (scan.start, scan.value, scan.closed) = (i + 1, false, false);
                }
                b',' if scan.is_flow() => {
                    (scan.start, scan.value, scan.closed, fresh) = (i + 1, false, false, true);
                }
                b'}' | b']' if scan.is_flow() => {
                    scan.brackets.pop();
                    (scan.start, scan.closed, fresh) = (i + 1, true, false);
                }
                b':' if !(scan.value && scan.brackets.is_empty())
                    && (blank(i + 1) || (scan.is_flow() && scan.closed)) =>
                {
                    scan.key = scan.start;
                    (scan.start, scan.value, scan.closed, fresh) = (i + 1, true, false, true);
                }
                b' ' | b'\t' => {}
                _ => fresh = false,
            }
            i += 1;
        }
        scan
    }

    /// The bytes of the token that `cursor` is in.
    fn token(&self, line: &str, cursor: usize) -> std::ops::Range<usize> {
        let bytes = line.as_bytes();
        let rest = &bytes[cursor..];
        if let Some(quote) = self.quote {
            let close = rest.iter().position(|&b| b == quote);
            let end = close.map_or(line.trim_end().len().max(cursor), |i| cursor + i + 1);
            return self.start..end;
        }
        let mut end = cursor;
        while let Some(&b) = bytes.get(end) {
            let next = bytes.get(end + 1);
            let ends = match b {
                b' ' | b'\t' => !self.value || next == Some(&b'#'),
                b'#' => end == cursor && end > 0 && matches!(bytes[end - 1], b' ' | b'\t'),
                b':' => next.is_none_or(|b| matches!(b, b' ' | b'\t')),
                b',' | b'}' | b']' => self.is_flow(),
                _ => false,
            };
            if ends {
                break;
            }
            end += 1;
        }
        let end = (cursor + line[cursor..end].trim_end().len()).max(self.start.min(cursor));
        self.start.min(cursor)..end
    }
}

/// The brackets that are open where line `number` begins.
fn open_brackets(source: &Source, number: u32) -> Vec<u8> {
    let first = number.saturating_sub(MOST_FLOW_LINES).max(1);
    for start in (first..number).rev() {
        let line = source.line_text(start);
        let scan = Scan::run(line, line.len(), Vec::new(), false);
        if !scan.brackets.is_empty() {
            let mut open = scan.brackets;
            for between in start + 1..number {
                let line = source.line_text(between);
                open = Scan::run(line, line.len(), open, false).brackets;
            }
            return open;
        }
        // No line in brackets looks like this.
        let header = scan.value && line[scan.start..].trim().is_empty();
        if scan.dashes > 0 || header {
            break;
        }
    }
    Vec::new()
}

/// Whether the lines below belong to the key of `scan`.
fn has_value_below(source: &Source, number: u32, scan: &Scan) -> bool {
    next_line(source, number).is_some_and(|(column, dash)| {
        let key = index(source.line_text(number)[..scan.key].chars().count());
        column > key || (dash && column == key)
    })
}

/// The column in which the next line that is no comment begins, and whether it begins with a dash.
fn next_line(source: &Source, number: u32) -> Option<(u32, bool)> {
    (number + 1..=source.line_count()).find_map(|number| {
        let line = source.line_text(number);
        let content = line.trim_start_matches([' ', '\t']);
        let dash = content == "-" || content.starts_with("- ");
        let empty = content.is_empty() || content.starts_with('#');
        (!empty).then(|| (index(line.len() - content.len()), dash))
    })
}

/// A column in which keys or dashes stand above a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Open {
    column: u32,
    dash: bool,
}

/// The columns that are open above line `number`, the innermost first, and the column of a key right above it that
/// has no value yet.
fn open_columns(source: &Source, number: u32) -> (Vec<Open>, Option<u32>) {
    let mut open: Vec<Open> = Vec::new();
    let mut header = None;
    let mut first = true;
    let mut limit = u32::MAX;
    for number in (1..number).rev() {
        let line = source.line_text(number);
        let content = line.trim_start_matches([' ', '\t']);
        if content.is_empty() || content.starts_with('#') || content.starts_with("---") {
            continue;
        }
        let scan = Scan::run(line, line.len(), Vec::new(), false);
        let has_key = scan.value || (scan.is_flow() && line.contains(':'));
        let key = if scan.is_flow() {
            line.find(|c: char| !matches!(c, ' ' | '\t' | '-')).unwrap_or(0)
        } else {
            scan.key
        };
        let mut here = Vec::new();
        if has_key {
            here.push(Open {
                column: index(key),
                dash: false,
            });
        }
        let mut dashes = 0;
        for (i, b) in line.bytes().enumerate() {
            match b {
                b'-' if dashes < scan.dashes => {
                    dashes += 1;
                    here.insert(
                        usize::from(has_key),
                        Open {
                            column: index(i),
                            dash: true,
                        },
                    );
                }
                b' ' | b'\t' => {}
                _ => break,
            }
        }
        if std::mem::take(&mut first) {
            let value = scan.value && scan.comment.unwrap_or(line.len()) >= scan.start;
            let empty = value && {
                let end = scan.comment.unwrap_or(line.len()).max(scan.start);
                let value = line[scan.start..end].trim();
                value.is_empty() || (value.starts_with('&') && !value.contains(' '))
            };
            let bare = !value && scan.dashes > 0 && {
                let rest = line[..scan.comment.unwrap_or(line.len())].trim_start_matches([' ', '\t', '-']);
                rest.trim().is_empty() || (rest.starts_with('&') && !rest.trim_end().contains(' '))
            };
            let dash = here.iter().rfind(|open| open.dash).map(|open| open.column);
            header = empty.then_some(index(scan.key)).or(dash.filter(|_| bare));
        }
        for entry in here {
            let beside = |last: &Open| last.dash && !entry.dash && last.column == entry.column;
            if entry.column < limit || open.last().is_some_and(beside) {
                open.push(entry);
                limit = entry.column;
            }
        }
        if limit == 0 && open.last().is_some_and(|last| !last.dash) {
            break;
        }
    }
    (open, header)
}

/// The columns, and whether with a dash, that are meant by one that begins in column `column` of line `number`.
fn columns(source: &Source, number: u32, column: u32) -> Vec<(u32, Dash)> {
    let (open, header) = open_columns(source, number);
    let next = next_line(source, number);
    let is_open = |column: u32| open.iter().any(|open| open.column == column);
    if let Some(header) = header {
        // What stands below a key goes where the rest of it does.
        if let Some((below, dash)) = next.filter(|&(below, dash)| below > header || (dash && below == header))
        {
            return vec![(below, if dash { Dash::Missing } else { Dash::None })];
        }
        if column > header {
            return vec![(column, Dash::None)];
        }
    }
    let meant = match next {
        Some((below, _)) if below > column && is_open(below) => below,
        _ if is_open(column) => column,
        _ => open
            .iter()
            .map(|open| open.column)
            .find(|&open| open < column)
            .unwrap_or(column),
    };
    let mut found: Vec<(u32, Dash)> = open
        .iter()
        .filter(|open| open.column == meant)
        .map(|open| (meant, if open.dash { Dash::Missing } else { Dash::None }))
        .collect();
    if found.is_empty() {
        found.push((meant, Dash::None));
    }
    // Editors that don't indent leave the cursor in column 0 where the innermost mapping is to go on.
    if let (0, Some(inner)) = (meant, open.first()) {
        let below = (inner.column, if inner.dash { Dash::Missing } else { Dash::None });
        if !found.contains(&below) {
            found.push(below);
        }
    }
    found
}
