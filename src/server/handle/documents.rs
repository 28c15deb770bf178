//! Open documents: what the client says of them, and what they are.

use std::path::Path;
use std::sync::Arc;

use gen_lsp_types::{DidChangeTextDocumentParams, DidOpenTextDocumentParams};
use serde_json::Value;

use crate::options::Options;
use crate::server::document::{DocumentRole, OpenDocument, path_of};
use crate::server::open::Open;
use crate::server::requests::KeptBefore;
use crate::server::state::State;
use crate::workspace::Loaded;

impl State {
    pub(crate) fn did_open(&mut self, params: Value) {
        let Some(params) = Self::read::<DidOpenTextDocumentParams>("textDocument/didOpen", params) else {
            return;
        };
        if !self.client.watches {
            self.look_for_settings();
        }
        let it = params.text_document;
        let language = serde_json::to_value(&it.language_id).ok();
        let language = language.as_ref().and_then(Value::as_str).unwrap_or_default();
        let uri = it.uri.0;
        let document = OpenDocument::new(uri.clone(), it.version, language.to_owned(), it.text);
        let open = Open {
            document,
            checked: None,
            before: KeptBefore::default(),
        };
        self.open.insert(uri.clone(), open);
        self.changed(&uri);
    }

    pub(crate) fn did_change(&mut self, params: Value) {
        let Some(params) = Self::read::<DidChangeTextDocumentParams>("textDocument/didChange", params) else {
            return;
        };
        let uri = params.text_document.text_document_identifier.uri.0;
        let (version, unit) = (params.text_document.version, self.client.unit);
        if let Some(open) = self.open.get_mut(&uri) {
            open.document.change(version, params.content_changes, unit);
            open.forget();
            self.changed(&uri);
        }
    }

    pub(crate) fn did_save(&mut self, params: &Value) {
        let uri = params.pointer("/textDocument/uri").and_then(Value::as_str);
        let role = uri.and_then(|uri| self.role(uri));
        if role == Some(DocumentRole::Config) || !self.client.watches {
            self.look_for_settings();
        }
    }

    pub(crate) fn did_close(&mut self, params: &Value) {
        let Some(uri) = params.pointer("/textDocument/uri").and_then(Value::as_str) else {
            return;
        };
        if self.open.remove(uri).is_none() {
            return;
        }
        self.checks.forget(uri);
        if let Some(path) = path_of(uri) {
            self.index_changed(&[path]);
        }
        if !self.client.pulls {
            self.publish(uri, None, "[]");
        }
    }

    /// The newest text of a document is another.
    fn changed(&mut self, uri: &str) {
        let Some(open) = self.open.get_mut(uri) else {
            return;
        };
        open.document.revision = self.checks.next_revision(uri);
        if !self.client.watches && self.settings.is_outdated() {
            self.reload_settings();
        }
        self.tell_projects(uri);
        if !self.client.pulls {
            self.want_check(uri);
        }
    }

    /// What an open document is.
    pub(crate) fn role(&mut self, uri: &str) -> Option<DocumentRole> {
        let open = self.open.get(uri)?;
        let settings = &mut self.settings;
        let role = open.document.role(|path| {
            let loaded = settings.of(path);
            loaded.is_some_and(|it| it.config.include.matches(&it.relative(path), false))
        });
        if role != DocumentRole::Checked {
            return Some(role);
        }
        let excluded = open.document.path.as_deref().is_some_and(|path| {
            let loaded = settings.of(path);
            loaded.is_some_and(|it| it.config.exclude.matches(&it.relative(path), false))
        });
        Some(if excluded { DocumentRole::Other } else { role })
    }

    /// The configuration for a document, and the options that follow from it.
    pub(crate) fn options(&mut self, path: Option<&Path>) -> (Options, Option<Arc<Loaded>>) {
        let mut options = Options::default();
        // What was never saved is taken for a file of the first folder.
        let nowhere = || self.folders.first().map(|folder| folder.join("amp.yaml"));
        let Some(path) = path.map(Path::to_owned).or_else(nowhere) else {
            return (options, None);
        };
        let loaded = self.settings.of(&path);
        if let Some(loaded) = &loaded {
            loaded.apply(&path, &mut options);
            options.projects = self.projects_of(&path, loaded);
        }
        (options, loaded)
    }
}
