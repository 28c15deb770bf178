//! `textDocument/inlayHint`

use gen_lsp_types::Range;
use serde_json::{Value, json};

use super::ask::{Answer, Basis, ReadText, params as part};
use crate::assist::Stand;
use crate::assist::describe::read_as;
use crate::schedule;
use crate::server::document::{position, span};
use crate::yaml::{Kind, Style};

/// Answers the request: a schedule in words, and what an unquoted scalar is read as.
///
/// # Errors
/// Wrong parameters.
pub(super) fn answer(ask: &Basis, read: ReadText<'_>, params: Value) -> Answer {
    let range: Range = part(params.get("range").cloned().unwrap_or_default())?;
    let ReadText { source, document, .. } = read;
    let unit = ask.client.unit;
    let wanted = span(source, unit, range);
    let mut hints = Vec::new();
    let first = document.node_from(wanted.start);
    for node in document
        .nodes()
        .skip_while(|&node| first.is_none_or(|first| node < first))
    {
        let at = document.span(node);
        if at.start > wanted.end {
            break;
        }
        if !matches!(document.kind(node), Kind::Scalar(_)) || document.is_key(node) || at.end > wanted.end {
            continue;
        }
        let words = match Stand::of(document, node) {
            Some(Stand::Value(_, "schedule")) => schedule::parse(document.text_of(node))
                .ok()
                .map(|cron| cron.describe()),
            Some(Stand::Value(..) | Stand::Item(..)) if document.kind(node) == Kind::Scalar(Style::Plain) => {
                read_as(document, node).map(|read| format!("= {}", read.trim_matches('`')))
            }
            _ => None,
        };
        if let Some(words) = words {
            hints.push(json!({
                "position": position(source, unit, at.end),
                "label": words,
                "paddingLeft": true,
            }));
        }
    }
    Ok(hints.into())
}
