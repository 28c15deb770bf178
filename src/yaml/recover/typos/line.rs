//! Lines that have been joined, split, or have changed places, and what is left over at their ends.

use super::super::super::lines::Line;
use super::super::super::patch::Patch;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use crate::source::{Cut, Span, index};

/// Lines to split, join or swap, and marks at their ends.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    for here in site.suspects() {
        joined(site, here, found);
        found.extend(split(site, here));
        found.extend(trailing(here));
    }
    for here in [
        Some(site.line),
        site.line.before(site.text),
        site.line.after_content(site.text),
    ] {
        found.extend(here.and_then(|here| swapped(site.text, here)));
    }
}

/// A line with a second key on it: with a line break before that, in the columns that it may have.
fn joined(site: &Site<'_>, line: Line<'_>, found: &mut Vec<Proposal>) {
    let (at, rest) = line.inner();
    let mut from = 0;
    while let Some(i) = rest.cut(from..).find(':') {
        let colon = from + i;
        from = colon + 1;
        if !matches!(rest.as_bytes().get(from), None | Some(b' ')) {
            continue;
        }
        let head = rest.cut(..colon);
        let word = head.len() - head.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
        // `hubspotread:` has the end of one line and the key of the next.
        let mut keys = (word..colon).filter(|&key| key > 0 && site.knows(rest.cut(key..colon)));
        let Some(mut key) = keys.next() else { continue };
        let name = Span::new(at + index(key), at + index(colon));
        let mut dash = "";
        if let Some(before) = rest.cut(..key).strip_suffix("- ") {
            (key, dash) = (before.len(), "- ");
        }
        let mut kept = rest.cut(..key).trim_end();
        if !kept.contains(['{', '[']) {
            kept = kept.trim_end_matches(',').trim_end();
        }
        if !kept.contains(char::is_alphanumeric)
            || kept.ends_with(['{', '[', ',', '"', '\'']) && !kept.ends_with(['"', '\''])
        {
            continue;
        }
        let header = kept.ends_with(':');
        let gone = Span::new(at + index(kept.len()), at + index(key));
        let own = line.inner_column();
        let mut columns = if header {
            vec![own + site.unit, own]
        } else {
            vec![own]
        };
        // What hangs from the second key tells where it was.
        if let Some(next) = line.after_content(site.text) {
            columns.extend([next.indent, next.indent.saturating_sub(site.unit)]);
        }
        let mut outer = line.before(site.text);
        for _ in 0..40 {
            let Some(here) = outer else { break };
            columns.push(here.inner_column());
            columns.push(here.indent);
            if here.indent == 0 {
                break;
            }
            outer = here.before(site.text);
        }
        let mut tried: Vec<u32> = Vec::new();
        for column in columns {
            if tried.contains(&column) || tried.len() > 5 {
                continue;
            }
            tried.push(column);
            let line_break = format!(
                "{}{}{dash}",
                line_break(site.text, line),
                " ".repeat(column as usize)
            );
            let written = Span::new(gone.start, gone.end + index(dash.len()));
            let near = index(tried.len()).min(3) - 1;
            found.push(
                Proposal::new(Cause::Joined, name)
                    .patch(written, line_break)
                    .cost(cost::CHARACTER + near),
            );
        }
    }
}

fn line_break(text: &str, line: Line<'_>) -> &'static str {
    match text.as_bytes().get(line.end as usize..) {
        Some([b'\r', b'\n', ..]) => "\r\n",
        Some([b'\r', ..]) => "\r",
        _ => "\n",
    }
}

/// A line that goes on with what the one above begins.
fn split(site: &Site<'_>, line: Line<'_>) -> Option<Proposal> {
    let above = line.before(site.text)?;
    if line.is_item() && above.content != "-" {
        return None;
    }
    let (end, start) = (above.content_span().end, line.content_start());
    // A comment between the two is none of their text.
    let between = site.text.cut(end..start).trim();
    if !between.is_empty() {
        return None;
    }
    let header = above.pair().is_some_and(|(_, value)| value.is_none());
    let with = if header && line.pair().is_none() || above.content == "-" {
        " "
    } else if above.pair().is_none() {
        let first = above.inner().1;
        let second = line.content.split([':', ' ']).next().unwrap_or_default();
        let whole = format!("{first}{second}");
        let quoted = first.starts_with(['"', '\'']);
        let goes_on = site.knows(&whole) || site.knows(first) || quoted;
        (goes_on && !above.is_in_block_text(site.text)).then_some(())?;
        ""
    } else {
        return None;
    };
    let gone = Span::new(end, start);
    Some(
        Proposal::new(Cause::Split, line.content_span())
            .patch(gone, with)
            .cost(cost::LINES),
    )
}

/// The line and the one before it in each other's place.
fn swapped(text: &str, line: Line<'_>) -> Option<Proposal> {
    let above = line.before(text)?;
    let (first, second) = (Span::new(above.start, above.end), Span::new(line.start, line.end));
    let of_manifest = |line: Line<'_>| line.pair().is_some() || line.is_item();
    if above.after(text)?.start != line.start || !of_manifest(above) || !of_manifest(line) {
        return None;
    }
    let written = |span: Span| text.cut(span).to_owned();
    let mut found = Proposal::new(Cause::Swapped, line.content_span()).cost(cost::LINES + 3);
    found.related = Some(above.content_span());
    found.patches = vec![
        Patch {
            span: first,
            with: written(second),
        },
        Patch {
            span: second,
            with: written(first),
        },
    ];
    Some(found)
}

/// `content` without what may follow a `|` or `>`, where that is glued to something that has been closed: `]|2`.
fn without_indicators(content: &str) -> &str {
    let mark = content.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+'));
    let closed = mark.strip_suffix(['|', '>']);
    if closed.is_some_and(|closed| closed.ends_with([']', '}', '"', '\''])) {
        mark
    } else {
        content
    }
}

/// A mark at the end of a line that is one too many.
pub(super) fn trailing(line: Line<'_>) -> Option<Proposal> {
    let content = without_indicators(line.content);
    let last = content.chars().next_back()?;
    let kept = content.cut(..content.len() - last.len_utf8()).trim_end();
    let header = kept.ends_with(':');
    let apart = kept.len() + last.len_utf8() < content.len();
    // What has been closed has no more to it.
    let closed = kept.ends_with([']', '}', '"', '\'']);
    let mark = matches!(
        last,
        ',' | ';'
            | '.'
            | '\\'
            | ')'
            | '}'
            | ']'
            | '"'
            | '\''
            | '`'
            | '|'
            | '>'
            | '-'
            | '/'
            | '*'
            | '_'
            | '='
            | '+'
    ) && (header || apart || closed || !matches!(last, '-' | '*' | '_' | '=' | '+' | '>' | '|'))
        || last == ':' && line.pair().is_some_and(|(_, value)| value.is_some());
    if !mark || kept.is_empty() || kept == "-" {
        return None;
    }
    let end = line.content_span().end;
    let span = Span::new(line.content_start() + index(content.len() - last.len_utf8()), end);
    let gone = Span::new(line.content_start() + index(kept.len()), end);
    Some(
        Proposal::new(Cause::Trailing(last), span)
            .patch(gone, "")
            .cost(cost::CHARACTER),
    )
}
