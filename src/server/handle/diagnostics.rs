//! Diagnostics: published when a text has changed, or as the answer to a pull.

use std::sync::Arc;

use lsp_server::{ErrorCode, RequestId, ResponseError};
use serde_json::{Value, json};

use crate::server::checks::{Wanted, look};
use crate::server::diagnostics;
use crate::server::document::DocumentRole;
use crate::server::event::{CheckDone, Done};
use crate::server::lock::lock;
use crate::server::state::{State, error};

impl State {
    /// Has a document checked, to publish what is found.
    pub(crate) fn want_check(&mut self, uri: &str) {
        let Some(role) = self.role(uri) else { return };
        let Some(open) = self.open.get(uri) else { return };
        let snapshot = open.document.snapshot();
        let path = open.document.path.clone();
        let (options, _) = self.options(path.as_deref());
        self.tell_faults();
        if role == DocumentRole::Other {
            self.publish(uri, snapshot.version, "[]");
            return;
        }
        let wanted = Wanted {
            snapshot,
            options,
            role,
        };
        // One job a document: it takes what is newest when its turn comes.
        let waits = lock(&self.checks.wanted).insert(uri.to_owned(), wanted).is_some();
        if waits {
            return;
        }
        let (all, newest) = (Arc::clone(&self.checks.wanted), self.checks.newest.clone());
        let (uri, client) = (uri.to_owned(), Arc::clone(&self.client));
        self.checks.worker.run(
            move || {
                let Some(wanted) = lock(&all).remove(&uri) else {
                    return Done::Other(Ok(()));
                };
                let checked = look(&wanted, &newest);
                Done::Checked(CheckDone {
                    asked: None,
                    items: diagnostics::json(checked.as_ref(), &uri, &client),
                    uri,
                    revision: wanted.snapshot.revision,
                    checked: checked.map(Arc::new),
                })
            },
            |place| Done::Other(Err(format!("a check panicked at {place}"))),
        );
    }

    /// The client asks for diagnostics.
    pub(crate) fn pull(&mut self, id: RequestId, params: &Value) {
        let uri = params
            .pointer("/textDocument/uri")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let Some(role) = self.role(&uri) else {
            let why = error(ErrorCode::InvalidParams, "the document is not open");
            return self.answer(id, Err(why));
        };
        let Some(open) = self.open.get(&uri) else { return };
        let snapshot = open.document.snapshot();
        let path = open.document.path.clone();
        let known = open.checked.clone();
        let (options, _) = self.options(path.as_deref());
        self.tell_faults();
        let result = format!("{}.{}", snapshot.revision, self.generation);
        let previous = params.get("previousResultId").and_then(Value::as_str);
        if known.is_some() && previous == Some(&result) {
            return self.answer(id, Ok(json!({ "kind": "unchanged", "resultId": result })));
        }
        if role == DocumentRole::Other {
            return self.answer(id, Ok(json!({ "kind": "full", "items": [] })));
        }
        let cancelled = self.begin(&id);
        let client = Arc::clone(&self.client);
        let newest = self.checks.newest.clone();
        let failed = id.clone();
        let wanted = Wanted {
            snapshot,
            options,
            role,
        };
        self.checks.worker.run(
            move || {
                if cancelled.is_set() {
                    return Done::Other(Ok(()));
                }
                let checked = known.or_else(|| look(&wanted, &newest).map(Arc::new));
                if !newest.is(&wanted.snapshot) {
                    return Done::Answer(id, Err(outdated()));
                }
                Done::Checked(CheckDone {
                    asked: Some((id, result)),
                    items: diagnostics::json(checked.as_deref(), &uri, &client),
                    uri,
                    revision: wanted.snapshot.revision,
                    checked,
                })
            },
            move |place| {
                let why = error(ErrorCode::InternalError, format!("panicked at {place}"));
                Done::Answer(failed, Err(why))
            },
        );
    }

    /// A text was checked that may not be the newest any more.
    pub(crate) fn found(&mut self, found: CheckDone) {
        let CheckDone {
            asked,
            uri,
            revision,
            checked,
            items,
        } = found;
        let stands = checked.iter().flat_map(|it| &it.findings);
        let count = stands.filter(|finding| !finding.suppressed).count();
        let newest = self
            .open
            .get_mut(&uri)
            .filter(|open| open.document.revision == revision);
        let version = newest.map(|open| {
            open.checked = checked;
            open.document.version
        });
        match (asked, version) {
            (Some((id, _)), _) if self.pending.remove(&id).is_none() => {}
            (Some((id, name)), Some(_)) => {
                let (id, name) = (json!(id), json!(name));
                self.send_text(format!(
                    "{{\"jsonrpc\":\"2.0\",\"id\":{id},\"result\":{{\"kind\":\"full\",\"resultId\":{name},\"items\":{items}}}}}"
                ));
            }
            (Some((id, _)), None) => self.answer(id, Err(outdated())),
            (None, Some(version)) => self.publish(&uri, Some(version), &items),
            (None, None) => {}
        }
        if let Some(version) = version {
            self.trace(|| format!("checked version {version}: {count} findings"));
        }
    }

    /// Shows findings, which are JSON, with a text.
    pub(crate) fn publish(&mut self, uri: &str, version: Option<i32>, items: &str) {
        let version = version.map_or_else(String::new, |version| format!("\"version\":{version},"));
        let uri = json!(uri);
        self.send_text(format!(
            "{{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/publishDiagnostics\",\"params\":{{\"uri\":{uri},{version}\"diagnostics\":{items}}}}}"
        ));
    }
}

/// The text is another by now; the client is to ask again.
fn outdated() -> ResponseError {
    ResponseError {
        code: ErrorCode::ServerCancelled as i32,
        message: "the text has changed".to_owned(),
        data: Some(json!({ "retriggerRequest": true })),
    }
}
