//! What an unfinished merge leaves.

use super::super::super::gap;
use super::super::super::lines::Line;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, spaces};
use crate::source::{Cut, Span};

/// What an unfinished merge has left in the text.
pub(in super::super) fn find(text: &str) -> Vec<Proposal> {
    const MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
    let mut found = Vec::new();
    if MARKS
        .iter()
        .all(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_none())
    {
        return found;
    }
    let mut open: Vec<(usize, Span)> = Vec::new();
    let lines = std::iter::successors(Some(Line::at(text, 0)), |line| line.after(text));
    let mut flush = |open: &mut Vec<(usize, Span)>| {
        if let Some(diagnosis) = conflict(text, open) {
            found.push(diagnosis);
        }
        open.clear();
    };
    for line in lines {
        let whole = Span::new(line.margin(), line.end);
        let written = text.cut(whole);
        let mark = MARKS.iter().position(|mark| {
            written
                .strip_prefix(mark)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        });
        let Some(mark) = mark else { continue };
        if open.last().is_some_and(|&(last, _)| last >= mark) {
            flush(&mut open);
        }
        open.push((
            mark,
            Span::new(whole.start, gap::trim_end(text, whole.start, whole.end)),
        ));
        if mark == 3 {
            flush(&mut open);
        }
    }
    flush(&mut open);
    found
}

/// The conflict of these marks, each with its sort. The first version that is not empty is read.
pub(super) fn conflict(text: &str, marks: &[(usize, Span)]) -> Option<Proposal> {
    let (&(first, span), &(last, end)) = (marks.first()?, marks.last()?);
    let middle = marks.iter().find(|&&(mark, _)| mark == 2).map(|&(_, span)| span);
    let whole = first == 0 && last == 3;
    let mut found = Proposal::new(Cause::Conflict { whole }, span);
    if marks.len() < 2 {
        return Some(found.patch(span, spaces(text, span)));
    }
    found.related = Some(end);
    found.offer = false;
    let Some(middle) = middle.filter(|_| whole) else {
        // The version that lacks its other mark is read.
        let cut = Span::new(span.start, end.end);
        let start = gap::skip(text, span.end).min(end.start);
        found.holes = vec![Span::new(start, gap::trim_end(text, start, end.start))];
        return Some(found.patch(cut, spaces(text, cut)));
    };
    let ours = Span::new(span.end, marks[1].1.start);
    let theirs = Span::new(middle.end, end.start);
    let is_empty = |side: Span| text.cut(side).trim().is_empty();
    let (kept, gone) = if is_empty(ours) {
        (theirs, ours)
    } else {
        (ours, theirs)
    };
    for cut in [Span::new(span.start, kept.start), Span::new(kept.end, end.end)] {
        found = found.patch(cut, spaces(text, cut));
    }
    if !is_empty(gone) {
        let start = gap::skip(text, gone.start).min(gone.end);
        found.holes = vec![Span::new(start, gap::trim_end(text, start, gone.end))];
    }
    Some(found)
}
