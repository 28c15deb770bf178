//! At last: doing without a line, or without what follows it too.

use super::super::super::lines::Line;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use super::colon::first_word;
use super::depth::{depth_span, run};
use crate::source::{Cut, Span, index};

/// Lines around the place that can be done without.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    let (text, line) = (site.text, site.line);
    let mut drop = |gone: Line<'_>, extent: Span| {
        if gone.is_marker() {
            return;
        }
        let content = gone.content_span();
        let (cause, shown) = match gone.pair() {
            None if !gone.is_item() => (Cause::NoColon, first_word(gone)),
            _ => {
                let column = gone.indent + 1;
                (Cause::Depth { column, fits: None }, depth_span(gone))
            }
        };
        let extent = Span::new(content.start, extent.end.max(content.end));
        let lines = text.cut(extent).lines().count();
        let cost = cost::DROP + index(lines.min(20));
        found.push(Proposal::new(cause, shown).without(text, extent).cost(cost));
    };
    let above = line.before(text);
    let (junk, above) = match above {
        Some(above) if above.pair().is_none() && !above.is_item() => (Some(above), None),
        above => (None, above),
    };
    if let Some(junk) = junk {
        drop(junk, junk.content_span());
    }
    if !line.content.is_empty() {
        drop(line, line.content_span());
        drop(line, line.block(text));
        drop(line, run(text, line, line.indent));
    }
    if let Some(above) = above {
        drop(above, above.content_span());
    }
}
