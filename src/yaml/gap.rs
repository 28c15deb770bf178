//! What stands between nodes: blanks, indicators, anchors, tags, comments. Everything here works on byte
//! offsets into the text and stays inside it.

use crate::source::{Span, index};

fn byte(text: &str, at: u32) -> Option<u8> {
    text.as_bytes().get(at as usize).copied()
}

/// The end of the line that holds `at`, before its line break.
pub(super) fn line_end(text: &str, at: u32) -> u32 {
    let rest = &text.as_bytes()[(at as usize).min(text.len())..];
    at + index(memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()))
}

/// The start of the line that holds `at`.
pub(super) fn line_start(text: &str, at: u32) -> u32 {
    let before = &text.as_bytes()[..(at as usize).min(text.len())];
    index(memchr::memrchr2(b'\n', b'\r', before).map_or(0, |i| i + 1))
}

/// `end` moved back over blanks and line breaks, not before `start`.
pub(super) fn trim_end(text: &str, start: u32, end: u32) -> u32 {
    let mut end = end.min(index(text.len()));
    while end > start && matches!(text.as_bytes()[end as usize - 1], b' ' | b'\t' | b'\n' | b'\r') {
        end -= 1;
    }
    end.max(start)
}

/// Skips blanks, line breaks and comments.
pub(super) fn skip(text: &str, mut at: u32) -> u32 {
    loop {
        match byte(text, at) {
            Some(b' ' | b'\t' | b'\n' | b'\r') => at += 1,
            Some(b'#') if is_comment_start(text, at) => at = line_end(text, at),
            _ => return at,
        }
    }
}

fn is_comment_start(text: &str, at: u32) -> bool {
    at == 0
        || matches!(text.as_bytes()[at as usize - 1], b' ' | b'\t' | b'\n' | b'\r')
        || text[..at as usize].ends_with('\u{FEFF}')
}

/// Adds the comments in `gap`, which holds no scalar.
pub(super) fn comments(text: &str, gap: Span, found: &mut Vec<Span>) {
    let mut from = gap.start;
    while from < gap.end {
        let rest = &text.as_bytes()[from as usize..gap.end as usize];
        let Some(i) = memchr::memchr(b'#', rest) else {
            return;
        };
        let at = from + index(i);
        if is_comment_start(text, at) {
            let end = line_end(text, at);
            found.push(Span::new(at, end));
            from = end;
        } else {
            from = at + 1;
        }
    }
}

/// Skips anchors and tags and the blanks, line breaks and comments around them.
pub(super) fn skip_properties(text: &str, mut at: u32) -> u32 {
    loop {
        at = skip(text, at);
        match byte(text, at) {
            Some(b'&' | b'!') => at = word_end(text, at),
            _ => return at,
        }
    }
}

fn word_end(text: &str, mut at: u32) -> u32 {
    while byte(text, at).is_some_and(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}

/// The place after the `indicator` (`:` or `-`) that follows `from`; `from` itself when another character
/// comes first. That is where a value that is not written would stand.
pub(super) fn after_indicator(text: &str, from: u32, indicator: u8) -> u32 {
    let at = skip(text, from);
    if byte(text, at) == Some(indicator) {
        at + 1
    } else {
        from
    }
}

/// The first `-` with a blank after it in the gap from `from` to `start`, else `start`.
pub(super) fn first_dash(text: &str, from: u32, start: u32) -> u32 {
    let mut at = from;
    while at <= start {
        at = skip(text, at);
        match byte(text, at) {
            Some(b'-') if byte(text, at + 1).is_none_or(|b| b.is_ascii_whitespace()) => return at,
            Some(b'&' | b'!') => at = word_end(text, at),
            Some(b':' | b'?' | b'-') => at += 1,
            _ => return start,
        }
    }
    start
}

/// The `|` or `>` of a block scalar whose content the parser saw at `start`.
pub(super) fn block_header(text: &str, from: u32, start: u32) -> u32 {
    let mut at = from;
    loop {
        at = skip(text, at);
        match byte(text, at) {
            Some(b'|' | b'>') => return at,
            Some(b'&' | b'!') => at = word_end(text, at),
            Some(_) if at < start => at += 1,
            _ => return start,
        }
    }
}

/// The end of a block scalar's last line that is not blank; `end` is no later than the next node.
pub(super) fn block_end(text: &str, header_end: u32, end: u32) -> u32 {
    let kept = trim_end(text, header_end.min(end), end);
    // Trailing blanks of the last line are content.
    let line = line_end(text, kept).min(end.max(kept));
    if kept == header_end {
        header_end_without_comment(text, header_end)
    } else {
        line
    }
}

/// The header of an empty block scalar ends before its comment.
fn header_end_without_comment(text: &str, header_end: u32) -> u32 {
    let start = line_start(text, header_end);
    let line = &text[start as usize..header_end as usize];
    let end = line.find(" #").map_or(header_end, |i| start + index(i));
    trim_end(text, start, end)
}

/// The end of the quoted scalar that begins at `start`.
pub(super) fn quoted_end(text: &str, start: u32) -> u32 {
    let bytes = text.as_bytes();
    let Some(&quote) = bytes.get(start as usize) else {
        return start;
    };
    let mut at = start as usize + 1;
    while let Some(&b) = bytes.get(at) {
        match b {
            b'\\' if quote == b'"' => at += 2,
            b if b == quote => {
                if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') {
                    at += 2;
                } else {
                    return index(at + 1);
                }
            }
            _ => at += 1,
        }
    }
    index(bytes.len())
}
