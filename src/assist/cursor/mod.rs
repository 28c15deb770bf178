//! Where a cursor is in a text, half typed or not.
//!
//! A word that stands nowhere else is put at the cursor in a copy of the text, so that a key is there where one is
//! being typed and a value where one is missing. The usual reader, which gets over what is wrong elsewhere, then finds
//! the place of that word. What is looked at here are only the characters of the line and the columns of the lines
//! above: which of them to replace, whether they are a key or a value, and in which column a key is meant to begin.

mod columns;
mod scan;
mod token;

use crate::source::{Source, Span, index};
use columns::{columns, next_line};
use scan::{Scan, open_brackets};
pub use token::{Cursor, Dash, MarkedCopy, Role, Token};

/// What is at `offset`, which is moved to the beginning of its character; `None` where nothing can be typed that
/// means something, as after the value of a key.
#[must_use]
pub fn at(source: &Source, offset: u32) -> Option<Cursor> {
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
        return Some(Cursor::Comment(Span::new(line.start + index(comment), line.end)));
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
        MarkedCopy {
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
    let one = |copy| Some(Cursor::Text(vec![copy]));
    if scan.value {
        if !scan.is_flow() && token.start == token.end && has_value_below(source, number, &scan) {
            return None;
        }
        let lead = if token.start > 0 && !content[..token.start].ends_with([' ', '\t']) {
            " "
        } else {
            ""
        };
        return one(make(Role::Value, lead, "", span));
    }
    let rest = &content[token.end..];
    let colon = scan.explicit || is_colon(rest, scan.is_flow());
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
        return one(make(start(0, Dash::None, None), "", tail, span));
    }
    if scan.dashes > 0 || scan.explicit {
        let glued = content[..token.start].ends_with(['-', '?']);
        let lead = if glued { " " } else { "" };
        let column = index(content[..token.start].chars().count()) + u32::from(glued);
        let dash = if scan.dashes > 0 {
            Dash::Written
        } else {
            Dash::None
        };
        return one(make(start(column, dash, None), lead, tail, span));
    }
    // Only white space stands before it: the column counts, and may be a wrong one.
    let space = Span::new(line.start, span.start);
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
        let indent = (source.slice(space) != right).then_some((space, right));
        let column = column + if dash == Dash::Missing { 2 } else { 0 };
        make(start(column, dash, indent), &lead, tail, space)
    });
    Some(Cursor::Text(marks.collect()))
}

/// Whether what follows a key is its colon.
fn is_colon(rest: &str, flow: bool) -> bool {
    rest.strip_prefix(':')
        .is_some_and(|rest| flow || rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// A word that stands nowhere in `text`.
fn unused_word(text: &str) -> String {
    let mut word = "amplintCursor".to_owned();
    while memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some() {
        word.push('X');
    }
    word
}

/// Whether the lines below belong to the key of `scan`.
fn has_value_below(source: &Source, number: u32, scan: &Scan) -> bool {
    next_line(source, number).is_some_and(|(column, dash)| {
        let key = index(source.line_text(number)[..scan.key].chars().count());
        column > key || (dash && column == key)
    })
}
