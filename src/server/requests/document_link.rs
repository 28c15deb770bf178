//! `textDocument/documentLink`

use serde_json::{Value, json};

use super::ask::{Answer, Ask};
use crate::assist::describe::guide;
use crate::catalog;
use crate::check::read_document;
use crate::manifest;
use crate::server::document::range;

/// Answers the request: from a provider to its guide.
///
/// # Errors
/// None.
pub fn answer(ask: &Ask, _: Value) -> Answer {
    let Some(source) = ask.source() else {
        return Ok(Value::Null);
    };
    let document = read_document(source, &ask.options);
    let manifest = manifest::read(&document);
    let mut links = Vec::new();
    for integration in manifest.integrations() {
        let Some(name) = integration.provider.get() else {
            continue;
        };
        let Some(guide) = catalog::provider(name.as_str()).and_then(guide) else {
            continue;
        };
        links.push(json!({
            "range": range(source, ask.client.unit, name.at.span(&document)),
            "target": guide,
            "tooltip": "the provider's guide",
        }));
    }
    Ok(links.into())
}
