//! Rules to silence, in `# amp:ignore[…]`.

use super::proposal::{Completion, CompletionKind};
use crate::diagnostic::Level;
use crate::rules;
use crate::source::{Source, Span, index};

/// What begins a comment that silences.
const MARK: &str = "amp:ignore";

/// What may be written at `offset` in `comment`.
pub(super) fn propose(source: &Source, comment: Span, offset: u32) -> Vec<Completion> {
    let offset = offset.clamp(comment.start, comment.end);
    let before = source.slice(Span::new(comment.start, offset));
    let body = before.trim_start_matches('#').trim_start_matches([' ', '\t']);
    if let Some(list) = body.strip_prefix(MARK).and_then(|rest| rest.strip_prefix('[')) {
        return if list.contains(']') {
            Vec::new()
        } else {
            ids(source, comment, offset, list)
        };
    }
    // `#` alone is no wish to silence anything.
    if !body.is_empty() && MARK.starts_with(body) {
        let span = Span::new(offset - index(body.len()), offset);
        return vec![Completion {
            detail: Some("silence a warning of what follows, or of this line".to_owned()),
            snippet: Some(format!("{MARK}[$1]")),
            again: true,
            ..proposal(MARK.to_owned(), span, format!("{MARK}["))
        }];
    }
    Vec::new()
}

fn ids(source: &Source, comment: Span, offset: u32, list: &str) -> Vec<Completion> {
    let typed = list.rsplit(',').next().unwrap_or_default().trim_start();
    let after = source.slice(Span::new(offset, comment.end));
    let word = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
    let rest = after.find(word).unwrap_or(after.len());
    let span = Span::new(offset - index(typed.len()), offset + index(rest));
    let closed = after[rest..].contains(']');
    let named: Vec<&str> = list.split(',').map(str::trim).collect();
    let named = &named[..named.len() - 1];
    let mut all: Vec<_> = rules::ALL
        .iter()
        .filter(|rule| !named.contains(&rule.id))
        .collect();
    // Errors can't be silenced; a rule that has some may have milder findings too.
    all.sort_by_key(|rule| (rule.level == Level::Error, rule.id));
    all.into_iter()
        .map(|rule| {
            let end = if closed { "" } else { "]" };
            Completion {
                detail: Some(rule.level.name().to_owned()),
                docs: Some(rule.summary()),
                ..proposal(rule.id.to_owned(), span, format!("{}{end}", rule.id))
            }
        })
        .collect()
}

fn proposal(label: String, span: Span, text: String) -> Completion {
    Completion {
        label,
        kind: CompletionKind::Rule,
        detail: None,
        docs: None,
        filter: None,
        span,
        text,
        snippet: None,
        indent: None,
        again: false,
    }
}
