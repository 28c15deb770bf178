//! `textDocument/hover`

use gen_lsp_types::{self as protocol, Contents, HoverParams, MarkupContent, MarkupKind};
use serde_json::Value;

use super::ask::{Answer, Basis, ReadText, answer as reply, params};
use crate::assist::describe::{Hover, hover, rule_words};
use crate::server::document::range;
use crate::server::markdown::plain;
use crate::server::time::now;
use crate::source::Span;

/// How many rules are told of at one place.
const MOST_RULES: usize = 3;

/// Answers the request.
///
/// # Errors
/// Wrong parameters.
pub(super) fn answer(ask: &Basis, read: ReadText<'_>, value: Value) -> Answer {
    let params: HoverParams = params(value)?;
    let offset = ask.offset(read.source, params.text_document_position_params.position);
    let own = ask.options.own.as_deref();
    let mut found = hover(read.document, read.manifest, offset, own, now());
    for (rule, span) in rules_at(ask, offset) {
        if let Some(words) = rule_words(rule) {
            found = Some(match found {
                Some(it) => Hover {
                    words: format!("{}\n\n---\n\n{words}", it.words),
                    ..it
                },
                None => Hover { span, words },
            });
        }
    }
    let Some(found) = found else {
        return Ok(Value::Null);
    };
    let (kind, words) = if ask.client.hover_markdown {
        (MarkupKind::Markdown, found.words)
    } else {
        (MarkupKind::PlainText, plain(&found.words))
    };
    reply(protocol::Hover {
        contents: Contents::MarkupContent(MarkupContent { kind, value: words }),
        range: Some(range(read.source, ask.client.unit, found.span)),
    })
}

/// The rules of what was found at `offset`, each once.
fn rules_at(ask: &Basis, offset: u32) -> Vec<(&'static str, Span)> {
    let Some(checked) = ask.findings() else {
        return Vec::new();
    };
    let here = checked
        .findings
        .iter()
        .filter(|it| !it.suppressed && it.span.start <= offset && offset <= it.span.end);
    let mut rules: Vec<(&'static str, Span)> = Vec::new();
    for finding in here {
        if rules.len() < MOST_RULES && !rules.iter().any(|(rule, _)| *rule == finding.rule) {
            rules.push((finding.rule, finding.span));
        }
    }
    rules
}
