//! Lines of other languages.

use super::super::super::lines::{Line, outside_block_texts};
use super::super::super::patch::Patch;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, spaces};
use super::colon::is_word;
use crate::source::{Span, index};

/// Lines that fence a code block in Markdown, and comments that begin with `//`: one mistake each.
pub(in super::super) fn find(text: &str) -> impl Iterator<Item = Proposal> {
    ["```", "//"].into_iter().filter_map(move |mark| {
        memchr::memmem::find(text.as_bytes(), mark.as_bytes())?;
        let lines = outside_block_texts(text, Line::at(text, 0)).filter(|line| {
            let rest = line.content.strip_prefix(mark);
            rest.is_some_and(|rest| mark == "//" || rest.is_empty() || is_word(rest))
        });
        let patch = |span: Span| match mark {
            "//" => Patch {
                span: Span::new(span.start, span.start + 2),
                with: "#".to_owned(),
            },
            _ => Patch {
                span,
                with: spaces(text, span),
            },
        };
        let spans: Vec<Span> = lines.map(Line::content_span).collect();
        let more = index(spans.len().saturating_sub(1));
        Some(Proposal {
            patches: spans.iter().map(|&span| patch(span)).collect(),
            ..Proposal::new(Cause::ForeignLine { more }, *spans.first()?)
        })
    })
}
