//! A comment amid a text of several lines: it ends the text, and the next line hangs in the air.

use super::super::super::lines::Line;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use super::depth::depths;
use crate::source::{Cut, Span};

/// The comment at the end of its text, or the next line in another column.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    let before = site.line.before(site.text);
    for line in [Some(site.line), before].into_iter().flatten() {
        let Some(next) = line
            .after_content(site.text)
            .filter(|_| has_comment(site.text, line))
        else {
            continue;
        };
        if next.pair().is_some() || next.is_item() {
            found.extend(depths(site.text, next));
        } else {
            found.extend(moved(site.text, line, next));
        }
    }
}

/// Whether something else stands before a comment on `line`.
fn has_comment(text: &str, line: Line<'_>) -> bool {
    !line.content.is_empty() && text.cut(line.content_span().end..line.end).contains('#')
}

/// The comment of `line` behind `next`, with which its text goes on.
fn moved(text: &str, line: Line<'_>, next: Line<'_>) -> Option<Proposal> {
    let end = line.content_span().end;
    let written = text.cut(end..line.end);
    let comment = written.trim();
    if next.indent <= line.indent
        || has_comment(text, next)
        || next.content.starts_with(['[', '{', '"', '\''])
    {
        return None;
    }
    let start = line.end - crate::source::index(written.trim_start().len());
    let found = Proposal::new(Cause::CommentInText, Span::new(start, line.end));
    let found = found.patch(Span::new(end, line.end), "");
    Some(
        found
            .insert(next.content_span().end, format!(" {comment}"))
            .cost(cost::LIKELY),
    )
}
