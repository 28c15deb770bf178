//! `textDocument/hover`

use gen_lsp_types::{Contents, Hover, HoverParams, MarkupContent, MarkupKind};
use serde_json::Value;

use super::ask::{Answer, Ask, answer as reply, params};
use crate::assist::describe::hover;
use crate::check::read_document;
use crate::manifest;
use crate::server::document::range;
use crate::server::time::now;

/// Answers the request.
///
/// # Errors
/// Wrong parameters.
pub fn answer(ask: &Ask, value: Value) -> Answer {
    let params: HoverParams = params(value)?;
    let Some(source) = ask.source() else {
        return Ok(Value::Null);
    };
    let offset = ask.offset(source, params.text_document_position_params.position);
    let document = read_document(source, &ask.options);
    let manifest = manifest::read(&document);
    let Some(found) = hover(&document, &manifest, offset, now()) else {
        return Ok(Value::Null);
    };
    let kind = if ask.client.hover_markdown {
        MarkupKind::Markdown
    } else {
        MarkupKind::PlainText
    };
    reply(Hover {
        contents: Contents::MarkupContent(MarkupContent {
            kind,
            value: found.words,
        }),
        range: Some(range(source, ask.client.unit, found.span)),
    })
}
