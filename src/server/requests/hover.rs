//! `textDocument/hover`

use gen_lsp_types::{Contents, Hover, HoverParams, MarkupContent, MarkupKind};
use serde_json::Value;

use super::ask::{Answer, Ask, Read, answer as reply, params};
use crate::assist::describe::hover;
use crate::server::document::range;
use crate::server::time::now;

/// Answers the request.
///
/// # Errors
/// Wrong parameters.
pub fn answer(ask: &Ask, read: Read<'_>, value: Value) -> Answer {
    let params: HoverParams = params(value)?;
    let offset = ask.offset(read.source, params.text_document_position_params.position);
    let Some(found) = hover(read.document, read.manifest, offset, now()) else {
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
        range: Some(range(read.source, ask.client.unit, found.span)),
    })
}
