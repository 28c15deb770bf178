//! Lines that were torn in two, with something in the tear: a tab, a marker of documents, the header of a block text.

use super::super::super::lines::Line;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use super::depth::fitting;
use crate::source::{Cut, Span, index};

/// What may be left at the end of the first part.
const MARKS: [&str; 4] = ["...", "---", "|", ">"];

/// How many columns are tried for what stands after a marker.
const MOST_COLUMNS: usize = 2;

/// Lines to join with what was torn off.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    // The part that was torn off may be what comes next.
    let next = site.line.after_content(site.text);
    let mut tried = Vec::new();
    for here in site.suspects().into_iter().chain(next) {
        if !tried.contains(&here.start) {
            tried.push(here.start);
            found.extend(torn(site, here));
        }
    }
}

/// Joins `line` with what stands before it.
fn torn(site: &Site<'_>, line: Line<'_>) -> Vec<Proposal> {
    let (text, mut found) = (site.text, Vec::new());
    let Some(above) = line.before(text) else {
        return found;
    };
    let between = text.cut(above.end..line.start);
    let Some(tab) = only_tabs(between) else {
        return found;
    };
    let (start, end) = (above.content_start(), above.content_span().end);
    let kept = MARKS.iter().find_map(|&mark| above.content.strip_suffix(mark));
    let kept = kept.unwrap_or(above.content).trim_end_matches([' ', '\t']);
    let mark = Span::new(start + index(kept.len()), end);
    let is_marked = kept.len() < above.content.len();
    // Behind what the line ends with, it would be a comment.
    if text.cut(end..above.end).contains('#') {
        return found;
    }
    if kept.is_empty() {
        let stray = Proposal::new(Cause::StrayText, mark);
        found.push(stray.clone().patch(Span::new(start, line.margin()), ""));
        found.push(stray.clone().patch(Span::new(above.margin(), line.margin()), ""));
        let columns = fitting(text, above.with(line.content), site.unit);
        for (column, _) in columns.into_iter().take(MOST_COLUMNS) {
            let indent = Span::new(above.margin(), line.content_start());
            let moved = stray.clone().patch(indent, " ".repeat(column as usize));
            found.push(moved.cost(cost::CHARACTER + 1));
        }
        return found;
    }
    if !tab && !is_marked && !is_torn_key(site, above, line) {
        return found;
    }
    let header = ['|', '>']
        .into_iter()
        .find(|&c| is_marked && above.content.ends_with(c));
    let joined = match header {
        Some(c) => Proposal::new(Cause::Trailing(c), mark),
        None => Proposal::new(Cause::Split, line.content_span()),
    };
    let joined = joined.cost(cost::LINES);
    let gone = Span::new(mark.start, line.content_start());
    found.push(joined.clone().patch(gone, ""));
    found.push(joined.clone().patch(gone, " "));
    if tab {
        // In the spaces before it, of which some stand on a line of their own.
        let spaces = between
            .lines()
            .skip(1)
            .take_while(|line| !line.contains('\t'))
            .last();
        let spaces = spaces.map_or(0, str::len);
        let kept = " ".repeat(spaces);
        let after = Span::new(line_after(text, above), line.margin());
        found.push(joined.clone().patch(after, kept));
        for (column, _) in fitting(text, line, site.unit).into_iter().take(MOST_COLUMNS) {
            let indent = Span::new(after.start, line.content_start());
            let moved = joined.clone().patch(indent, " ".repeat(column as usize));
            found.push(moved.cost(cost::LINES + 1));
        }
    }
    found
}

/// Whether `above` ends with what `line` goes on with as a key.
fn is_torn_key(site: &Site<'_>, above: Line<'_>, line: Line<'_>) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric();
    let first = above.content;
    let word = first.cut(first.trim_end_matches(letter).len()..);
    let rest = line.content;
    let next = rest.cut(..rest.find(|c: char| !letter(c)).unwrap_or(rest.len()));
    if word.is_empty() || !rest.cut(next.len()..).starts_with(':') {
        return false;
    }
    let alone = above.pair().is_none() && word == above.inner().1;
    let out = line.indent < above.inner_column();
    alone && (next.is_empty() || out) || !next.is_empty() && site.knows(&format!("{word}{next}"))
}

/// Where the line after `line` begins.
fn line_after(text: &str, line: Line<'_>) -> u32 {
    line.after(text).map_or(line.end, |next| next.start)
}

/// Whether lines without content have tabs; `None` where one of them has a comment that needs no change.
fn only_tabs(between: &str) -> Option<bool> {
    let mut tab = false;
    for line in between.lines() {
        let margin = line.cut(..line.len() - line.trim_start_matches([' ', '\t']).len());
        tab |= margin.contains('\t');
        if !line.trim().is_empty() && !margin.contains('\t') {
            return None;
        }
    }
    Some(tab)
}
