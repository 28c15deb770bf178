//! `textDocument/documentLink`

use serde_json::{Value, json};

use super::ask::{Answer, Basis, ReadText};
use crate::assist::describe::guide;
use crate::catalog;
use crate::server::document::range;

/// Answers the request: from a provider to its guide.
///
/// # Errors
/// None.
pub(super) fn answer(ask: &Basis, read: ReadText<'_>, _: Value) -> Answer {
    let mut links = Vec::new();
    for integration in read.manifest.integrations() {
        let Some(name) = integration.provider.get() else {
            continue;
        };
        let Some(guide) = catalog::provider(name.as_str()).and_then(guide) else {
            continue;
        };
        links.push(json!({
            "range": range(read.source, ask.client.unit, name.at.span(read.document)),
            "target": guide,
            "tooltip": "the provider's guide",
        }));
    }
    Ok(links.into())
}
