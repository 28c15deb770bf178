//! Requests: what each is answered from is put together here.

use std::sync::Arc;

use lsp_server::{ErrorCode, RequestId};
use serde_json::Value;

use crate::options::Options;
use crate::server::document::DocumentRole;
use crate::server::requests::{self, Basis, Cancelled, KeptBefore};
use crate::server::state::{State, error};

impl State {
    /// Begins work at a request; what tells whether it was cancelled.
    pub(crate) fn begin(&mut self, id: &RequestId) -> Cancelled {
        let flag = Cancelled::default();
        self.pending.insert(id.clone(), flag.clone());
        flag
    }

    /// Answers a request for one of the methods that have a file of their own.
    pub(crate) fn ask(&mut self, id: RequestId, method: &str, params: Value) {
        let Some(handler) = requests::find(method) else {
            let why = error(
                ErrorCode::MethodNotFound,
                format!("there is no method `{}`", crate::escape::visible(method)),
            );
            return self.answer(id, Err(why));
        };
        let uri = params
            .pointer("/textDocument/uri")
            .or_else(|| params.pointer("/data/uri"))
            .and_then(Value::as_str)
            .map(str::to_owned);
        let mut ask = Basis {
            snapshot: None,
            role: DocumentRole::Other,
            client: Arc::clone(&self.client),
            options: Options::default(),
            generation: self.generation,
            loaded: None,
            checked: None,
            before: KeptBefore::default(),
            open: Vec::new(),
            index: Arc::clone(&self.index),
            folders: self.folders.clone(),
            cancelled: Cancelled::default(),
        };
        if handler.of_document {
            let Some(role) = uri.as_deref().and_then(|uri| self.role(uri)) else {
                let why = error(ErrorCode::InvalidParams, "the document is not open");
                return self.answer(id, Err(why));
            };
            let Some(open) = uri.and_then(|uri| self.open.get(&uri)) else {
                return;
            };
            ask.snapshot = Some(open.document.snapshot());
            ask.checked.clone_from(&open.checked);
            ask.before = Arc::clone(&open.before);
            ask.role = role;
            let path = open.document.path.clone();
            (ask.options, ask.loaded) = self.options(path.as_deref());
        }
        if handler.of_workspace {
            let uris: Vec<String> = self.open.keys().cloned().collect();
            for uri in uris {
                if self.role(&uri) != Some(DocumentRole::Other) {
                    ask.open
                        .extend(self.open.get(&uri).map(|open| open.document.snapshot()));
                }
            }
            ask.open.sort_by(|a, b| a.uri.cmp(&b.uri));
        }
        self.tell_faults();
        ask.cancelled = self.begin(&id);
        self.answers.answer(id, handler.answer, ask, params);
    }
}
