//! What stands between nodes: spaces, indicators, anchors, tags, comments. Everything here works on byte
//! offsets into the text and stays inside it.

use crate::source::{Cut, Span, index};

fn byte(text: &str, at: u32) -> Option<u8> {
    text.as_bytes().get(at as usize).copied()
}

/// The end of the line that holds `at`, before its line break.
pub(crate) fn line_end(text: &str, at: u32) -> u32 {
    let rest = &text.as_bytes()[(at as usize).min(text.len())..];
    at + index(memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()))
}

/// The start of the line that holds `at`.
pub(crate) fn line_start(text: &str, at: u32) -> u32 {
    let before = &text.as_bytes()[..(at as usize).min(text.len())];
    index(memchr::memrchr2(b'\n', b'\r', before).map_or(0, |i| i + 1))
}

/// The column of `at` in bytes, from 0; a byte-order mark does not count.
pub(crate) fn column(text: &str, at: u32) -> u32 {
    let mark = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    at - line_start(text, at).max(mark).min(at)
}

/// `end` moved back over spaces and line breaks, not before `start`.
pub(crate) fn trim_end(text: &str, start: u32, end: u32) -> u32 {
    let mut end = end.min(index(text.len()));
    while end > start && matches!(text.as_bytes()[end as usize - 1], b' ' | b'\t' | b'\n' | b'\r') {
        end -= 1;
    }
    end.max(start)
}

/// The length of the byte-order mark that `text` begins with.
pub(super) fn bom(text: &str) -> u32 {
    if text.starts_with('\u{FEFF}') { 3 } else { 0 }
}

/// `at`, or the start of the character that it is in.
pub(super) fn floor(text: &str, at: u32) -> u32 {
    let mut at = at.min(index(text.len()));
    while !text.is_char_boundary(at as usize) {
        at -= 1;
    }
    at
}

/// Skips spaces, line breaks and comments.
pub(crate) fn skip(text: &str, mut at: u32) -> u32 {
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
        || text.cut(..at).ends_with('\u{FEFF}')
}

/// Adds the comments in `gap`, which holds no scalar.
pub(crate) fn comments(text: &str, gap: Span, found: &mut Vec<Span>) {
    let mut from = gap.start;
    while from < gap.end {
        let rest = &text.as_bytes()[from as usize..gap.end as usize];
        let Some(i) = memchr::memchr(b'#', rest) else {
            return;
        };
        let at = from + index(i);
        // Right after a quote, bracket or comma too, which YAML 1.2 forbids.
        let after_mark = at == gap.start
            || matches!(
                text.as_bytes()[at as usize - 1],
                b'"' | b'\'' | b']' | b'}' | b'[' | b'{' | b','
            );
        if after_mark || is_comment_start(text, at) {
            let end = line_end(text, at);
            found.push(Span::new(at, end));
            from = end;
        } else {
            from = at + 1;
        }
    }
}

/// Skips anchors and tags and the spaces, line breaks and comments around them.
pub(crate) fn skip_properties(text: &str, mut at: u32) -> u32 {
    loop {
        at = skip(text, at);
        match byte(text, at) {
            Some(b'&' | b'!') => at = property_end(text, at),
            _ => return at,
        }
    }
}

/// The end of the last anchor or tag of those that follow `at`; `at` itself without any.
pub(crate) fn properties_end(text: &str, at: u32) -> u32 {
    let mut end = at;
    loop {
        let next = skip(text, end);
        match byte(text, next) {
            Some(b'&' | b'!') => end = property_end(text, next),
            _ => return end,
        }
    }
}

/// The end of the anchor or tag that begins at `at`. Neither holds a comma or bracket, but for tags in full.
fn property_end(text: &str, at: u32) -> u32 {
    let rest = &text.as_bytes()[at as usize..];
    let in_full = rest.starts_with(b"!<");
    let stops = |b: &u8| match b {
        b' ' | b'\t' | b'\n' | b'\r' => true,
        b',' | b'[' | b']' | b'{' | b'}' => !in_full,
        _ => false,
    };
    at + index(rest.iter().position(stops).unwrap_or(rest.len()))
}

/// The place after the `indicator` that follows `from`; `from` itself when another character comes first.
pub(crate) fn after_indicator(text: &str, from: u32, indicator: u8) -> u32 {
    let at = skip(text, from);
    // `:a`, `-a` and `?a` are words.
    let ends_word = |b: u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b',' | b'[' | b']' | b'{' | b'}');
    let alone = indicator == b',' || byte(text, at + 1).is_none_or(ends_word);
    if byte(text, at) == Some(indicator) && alone {
        at + 1
    } else {
        from
    }
}

/// The first `-` with a space after it in the gap from `from` to `start`, else `start`.
pub(crate) fn first_dash(text: &str, from: u32, start: u32) -> u32 {
    let mut at = from;
    while at <= start {
        at = skip(text, at);
        match byte(text, at) {
            Some(b'-') if byte(text, at + 1).is_none_or(|b| b.is_ascii_whitespace()) => return at,
            Some(b'&' | b'!') => at = property_end(text, at),
            Some(b':' | b'?' | b'-') => at += 1,
            _ => return start,
        }
    }
    start
}

/// The `|` or `>` of a block scalar whose content the parser saw at `start`.
pub(crate) fn block_header(text: &str, from: u32, start: u32) -> u32 {
    let mut at = from;
    loop {
        at = skip(text, at);
        match byte(text, at) {
            Some(b'|' | b'>') => return at,
            Some(b'&' | b'!') => at = property_end(text, at),
            Some(_) if at < start => at += 1,
            _ => return start,
        }
    }
}

/// The end of a block scalar's last line that is not empty; its first line is `header`, `end` is no later than
/// the next node.
pub(crate) fn block_end(text: &str, header: Span, end: u32) -> u32 {
    let kept = trim_end(text, header.end.min(end), end);
    if kept > header.end {
        // Trailing spaces of the last line are content.
        return line_end(text, kept).min(end.max(kept));
    }
    // The header alone, which ends before its comment.
    let line = text.cut(header);
    let comment = line
        .find(" #")
        .or_else(|| line.find("\t#"))
        .map_or(header.end, |i| header.start + index(i));
    trim_end(text, header.start, comment)
}

/// The end of the quoted scalar that begins at `start`.
pub(crate) fn quoted_end(text: &str, start: u32) -> u32 {
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
