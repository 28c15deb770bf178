//! What only the platform refuses: some tabs, `\/`, marks between brackets, separators of lines.

use super::super::super::lines::{Line, indent_unit, outside_block_texts};
use super::super::super::patch::Patch;
use super::super::super::stop::Reason;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use crate::source::{Cut, Span, index};

/// The characters beside `\n` and `\r` that end a line.
const SEPARATORS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    let (text, at) = (site.text, site.at);
    let rest = text.cut(at..);
    match site.reason {
        Some(Reason::Tab | Reason::BlockTab) if rest.starts_with('\t') => found.extend(tab(text, at)),
        Some(Reason::Escape) if rest.starts_with("\\/") => found.extend(slash(text, at)),
        _ if rest.starts_with(['?', ':']) && site.open.iter().any(|open| open.flow) => {
            found.extend(in_brackets(text, at));
        }
        _ => {}
    }
    if line_begins_with_colon(site.line) && site.line.content_start() == at {
        found.extend(no_key(text, site.line));
    }
    separator(site, found);
}

fn line_begins_with_colon(line: Line<'_>) -> bool {
    line.content == ":" || line.content.starts_with(": ")
}

/// A colon without a key before it: its line is left out, and those alike below.
fn no_key(text: &str, line: Line<'_>) -> Option<Proposal> {
    let colon = Span::at(line.content_start());
    let found = Proposal::new(Cause::NoKey, Span::new(colon.start, colon.start + 1));
    let alone = line.content == ":";
    // Before a key or an item the colon is what is too many.
    let rest = line.content.tail().trim_start();
    if rest.starts_with("- ") || rest.contains(": ") || rest.ends_with(':') {
        return None;
    }
    if line
        .after_content(text)
        .is_some_and(|next| next.indent > line.indent)
    {
        let under = Span::new(colon.start, line.block(text).end);
        return Some(found.without(text, under).cost(cost::PLAIN));
    }
    let span = line.content_span();
    let found = if alone {
        found.remove(text, span)
    } else {
        // There is nothing else to do with it.
        Proposal {
            drop: false,
            ..found.without(text, span)
        }
    };
    Some(found.cost(cost::PLAIN).again(move |text, line| {
        let alike = line_begins_with_colon(line) && (line.content == ":") == alone;
        let deeper = || {
            line.after_content(text)
                .is_some_and(|next| next.indent > line.indent)
        };
        (alike && !deeper()).then(|| Patch {
            span: line.content_span(),
            with: " ".repeat(line.content.len()),
        })
    }))
}

/// The tab at `at`, and those alike on the lines below.
fn tab(text: &str, at: u32) -> Vec<Proposal> {
    let line = Line::at(text, at);
    let tabs = text.cut(at..).bytes().take_while(|&b| b == b'\t').count();
    let span = Span::new(at, at + index(tabs));
    let before = text.cut(line.margin()..at).trim_matches(' ');
    if line.content.is_empty() {
        let found = every_line(text, line, |lines| Cause::TabLine { lines }, span, plain_margin);
        // The value of the key above may have gone with it.
        let above = line
            .before(text)
            .filter(|above| matches!(above.pair(), Some((_, None))));
        let empty = above.filter(|above| {
            let next = line.after_content(text);
            next.is_none_or(|next| next.indent < above.inner_column() + u32::from(!next.is_item()))
        });
        let value = |above: Line<'_>| Span::new(above.content_span().end, line.end);
        return vec![match empty.map(value) {
            Some(value) => found.unknown(value),
            None => found,
        }];
    }
    if before.is_empty() {
        return under_header(text, line, span).into_iter().collect();
    }
    let aligned = every_line(
        text,
        line,
        |lines| Cause::TabAfterMark { lines },
        span,
        |text, line| spaces_after_marks(text, line, true),
    );
    let narrow = every_line(
        text,
        line,
        |lines| Cause::TabAfterMark { lines },
        span,
        |text, line| spaces_after_marks(text, line, false),
    );
    vec![aligned, narrow]
}

/// A proposal of what `edit` does to `line` and to every line below.
fn every_line(
    text: &str,
    line: Line<'_>,
    cause: impl Fn(u32) -> Cause,
    span: Span,
    edit: fn(&str, Line<'_>) -> Option<Patch>,
) -> Proposal {
    let patches = on_lines(text, line, edit);
    let lines = index(patches.len());
    let found = Proposal {
        patches,
        ..Proposal::new(cause(lines), span).cost(cost::PLAIN)
    };
    if lines > 1 { found.again(edit) } else { found }
}

/// The same edit of `line` and of all below it that are in no block text.
pub(super) fn on_lines(
    text: &str,
    line: Line<'_>,
    edit: impl Fn(&str, Line<'_>) -> Option<Patch>,
) -> Vec<Patch> {
    let below = line.after(text).into_iter();
    let below = below.flat_map(|line| outside_block_texts(text, line));
    std::iter::once(line)
        .chain(below)
        .filter_map(|line| edit(text, line))
        .collect()
}

/// A line without content as it may be: empty, or a comment in the column of what follows it.
fn plain_margin(text: &str, line: Line<'_>) -> Option<Patch> {
    let span = Span::new(line.margin(), line.content_start());
    if !line.content.is_empty() || !text.cut(span).contains('\t') {
        return None;
    }
    let comment = text.cut(span.end..line.end).starts_with('#');
    let column = line.after_content(text).map_or(0, |next| spaces(text, next));
    let with = " ".repeat(if comment { column as usize } else { 0 });
    Some(Patch { span, with })
}

/// How many spaces `line` begins with.
fn spaces(text: &str, line: Line<'_>) -> u32 {
    let rest = &text.as_bytes()[line.margin() as usize..];
    index(rest.iter().take_while(|&&b| b == b' ').count())
}

/// Spaces for the tabs after the dashes that `line` begins with, so many that what follows stands in the column of the
/// next line where it is `aligned`.
fn spaces_after_marks(text: &str, line: Line<'_>, aligned: bool) -> Option<Patch> {
    let start = line.content_start();
    let written = text.cut(start..line.end);
    let bytes = written.as_bytes();
    let mut end = 0;
    while matches!(bytes.get(end), Some(b'-' | b'?')) && matches!(bytes.get(end + 1), Some(b' ' | b'\t')) {
        let gap = written.cut(end + 1..);
        end += 1 + gap.len() - gap.trim_start_matches([' ', '\t']).len();
    }
    let marks = written.cut(..end);
    if !marks.contains('\t') {
        return None;
    }
    let mut with = String::with_capacity(end);
    for mark in marks.chars().filter(|c| !matches!(c, ' ' | '\t')) {
        with.extend([mark, ' ']);
    }
    // What follows the next line's dash is no neighbour.
    let next = line.after_content(text).filter(|next| aligned && !next.is_item());
    let column = next.map_or(0, |next| spaces(text, next));
    while line.indent + index(with.len()) < column {
        with.push(' ');
    }
    Some(Patch {
        span: Span::new(start, start + index(end)),
        with,
    })
}

/// Spaces for the tab in the indentation of the first line under a key, where any indentation says the same; none at the
/// top of the text.
fn under_header(text: &str, line: Line<'_>, span: Span) -> Option<Proposal> {
    let next = line.after_content(text);
    let has_tab = |line: Line<'_>| text.cut(line.margin()..line.content_start()).contains('\t');
    let indent = match line.before(text) {
        None if next.is_none_or(|next| next.indent == 0) => 0,
        Some(header) if !has_tab(header) => match header.pair()? {
            (key, None) => {
                let column = key.start - header.margin();
                let deeper = next.map(|next| next.indent).filter(|&indent| indent > column);
                deeper.unwrap_or_else(|| column + index(indent_unit(text).len()))
            }
            _ => return None,
        },
        _ => return None,
    };
    if next.is_some_and(has_tab) {
        return None;
    }
    let margin = Span::new(line.margin(), line.content_start());
    let found = Proposal::new(Cause::TabUnderKey, span).cost(cost::PLAIN);
    Some(found.patch(margin, " ".repeat(indent as usize)))
}

/// `/` for `\/`, in the double quotes around `at` and on the lines below.
fn slash(text: &str, at: u32) -> Option<Proposal> {
    let edit = |text: &str, line: Line<'_>| {
        let written = text.cut(line.start..line.end);
        let quote = written.find('"')?;
        let mut slashes = Vec::new();
        let mut from = quote;
        while let Some(i) = written.cut(from..).find('\\').map(|i| from + i) {
            if written.cut(i + 1..).starts_with('/') {
                slashes.push(i);
            }
            from = i + 1 + written.cut(i + 1..).chars().next().map_or(0, char::len_utf8);
        }
        let (&first, &last) = (slashes.first()?, slashes.last()?);
        let mut with = String::new();
        let mut from = first;
        for i in slashes {
            with.push_str(written.cut(from..i));
            from = i + 1;
        }
        with.push('/');
        Some(Patch {
            span: Span::new(line.start + index(first), line.start + index(last + 2)),
            with,
        })
    };
    let line = Line::at(text, at);
    let own = edit(text, line).unwrap_or_else(|| Patch {
        span: Span::new(at, at + 2),
        with: "/".to_owned(),
    });
    let found = Proposal::new(Cause::Slash, Span::new(at, at + 2)).cost(cost::PLAIN);
    Some(found.patch(own.span, own.with).again(edit))
}

/// Quotes around the text between brackets with a `?` in it, or a `:` before it, at `at`.
fn in_brackets(text: &str, at: u32) -> Option<Proposal> {
    let line = Line::at(text, at);
    let mark = text.cut(at..).chars().next()?;
    let before = text.cut(line.start..at);
    let start = before.rfind([',', '{', '[']).map_or(0, |i| i + 1);
    let start = before.rfind(": ").map_or(start, |i| start.max(i + 2));
    let start = start + before.cut(start..).len() - before.cut(start..).trim_start().len();
    let rest = text.cut(at..line.end);
    let end = rest.find([',', '}', ']']).unwrap_or(rest.len());
    let end = rest
        .find(": ")
        .map_or(end, |colon| if mark == '?' { colon.min(end) } else { end });
    let end = at + index(rest.cut(..end).trim_end().len());
    let value = Span::new(line.start + index(start), end);
    if text.cut(value).contains(['"', '\'', '\\']) || value.is_empty() {
        return None;
    }
    let found = Proposal::new(Cause::MarkInBrackets(mark), value).cost(cost::PLAIN);
    Some(found.insert(value.start, "\"").insert(value.end, "\""))
}

/// The last separator before the place that ends a line, where what follows it was meant to go on: a space in its place,
/// nothing where it stands amid a word, or a colon where it stands after a key.
fn separator(site: &Site<'_>, found: &mut Vec<Proposal>) {
    let text = site.text;
    if text.is_ascii() {
        return;
    }
    let above = site.line.before(text).map_or(0, |above| above.start);
    let from = Line::at(text, site.cursor.min(site.at)).start.min(above);
    let end = Line::at(text, site.at).end;
    let last = text.cut(from..end).rmatch_indices(SEPARATORS).next();
    let Some((i, c)) = last else { return };
    let at = from + index(i);
    let span = Span::new(at, at + index(c.len()));
    let Some(mark) = c.chars().next() else { return };
    let stray = Proposal::new(Cause::Separator(mark), span);
    let (before, after) = (text.cut(..at), text.cut(span.end..));
    let within = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
    found.push(stray.clone().patch(span, " ").cost(cost::PLAIN));
    if within {
        found.push(stray.clone().patch(span, "").cost(cost::LIKELY));
    }
    if after.starts_with(' ') {
        found.push(stray.patch(span, ":").cost(cost::CHARACTER));
    }
}
