//! What may be asked: one file a request.

mod code_action;
mod completion;
mod document_link;
mod folding;
mod hover;
mod inlay_hint;
mod outline;
mod references;
mod rename;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use gen_lsp_types::Position;
use lsp_server::{ErrorCode, ResponseError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::Client;
use super::document::{Role, Snapshot};
use super::index::Index;
use crate::check::Checked;
use crate::options::Options;
use crate::source::Source;
use crate::workspace::Loaded;

/// What a request is answered from.
#[derive(Debug)]
pub struct Ask {
    /// The document it is about.
    pub snapshot: Option<Snapshot>,
    /// What that is.
    pub role: Role,
    /// The client.
    pub client: Arc<Client>,
    /// How the document is checked.
    pub options: Options,
    /// The configuration that says so.
    pub loaded: Option<Arc<Loaded>>,
    /// What was found in it, if it was checked.
    pub checked: Option<Arc<Checked>>,
    /// All open documents, for requests about all.
    pub open: Vec<Snapshot>,
    /// The manifests of the workspace.
    pub index: Arc<Mutex<Index>>,
    /// The folders of the workspace.
    pub folders: Vec<PathBuf>,
}

impl Ask {
    /// The text of the document, if it is a manifest or another file that is checked.
    fn source(&self) -> Option<&Source> {
        let snapshot = self.snapshot.as_ref().filter(|_| self.role == Role::Checked)?;
        snapshot.source.as_deref()
    }

    fn uri(&self) -> &str {
        self.snapshot.as_ref().map_or("", |snapshot| &snapshot.uri)
    }

    fn offset(&self, source: &Source, position: Position) -> u32 {
        source.offset_of(position.line, position.character, self.client.unit)
    }
}

type Answer = Result<Value, ResponseError>;

/// How a method is answered.
#[derive(Clone, Copy, Debug)]
pub struct Handler {
    /// It is about one document.
    pub of_document: bool,
    /// It needs all open documents.
    pub of_workspace: bool,
    /// Answers it.
    pub answer: fn(&Ask, Value) -> Answer,
}

/// How the method called `name` is answered.
pub fn find(name: &str) -> Option<Handler> {
    let document = |answer| Handler {
        of_document: true,
        of_workspace: false,
        answer,
    };
    let both = |answer| Handler {
        of_workspace: true,
        ..document(answer)
    };
    Some(match name {
        "textDocument/completion" => both(completion::answer),
        "textDocument/hover" => document(hover::answer),
        "textDocument/codeAction" => both(code_action::answer),
        "codeAction/resolve" => document(code_action::resolve),
        "textDocument/documentSymbol" => document(outline::answer),
        "workspace/symbol" => Handler {
            of_document: false,
            ..both(outline::of_workspace)
        },
        "textDocument/definition" => both(references::definition),
        "textDocument/references" => both(references::references),
        "textDocument/documentHighlight" => document(references::highlight),
        "textDocument/prepareRename" => document(rename::prepare),
        "textDocument/rename" => both(rename::answer),
        "textDocument/inlayHint" => document(inlay_hint::answer),
        "textDocument/foldingRange" => document(folding::answer),
        "textDocument/selectionRange" => document(folding::selection),
        "textDocument/documentLink" => document(document_link::answer),
        _ => return None,
    })
}

/// What the server can do for a client.
pub fn capabilities(client: &Client) -> Value {
    let mut capabilities = json!({
        "positionEncoding": client.encoding(),
        "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
        "completionProvider": { "triggerCharacters": completion::TRIGGERS, "resolveProvider": false },
        "hoverProvider": true,
        "codeActionProvider": {
            "codeActionKinds": ["quickfix", code_action::FIX_ALL],
            "resolveProvider": client.resolves_edits,
        },
        "documentSymbolProvider": true,
        "workspaceSymbolProvider": true,
        "definitionProvider": true,
        "referencesProvider": true,
        "documentHighlightProvider": true,
        "renameProvider": { "prepareProvider": true },
        "inlayHintProvider": true,
        "foldingRangeProvider": true,
        "selectionRangeProvider": true,
        "documentLinkProvider": { "resolveProvider": false },
        "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
    });
    if client.pulls {
        capabilities["diagnosticProvider"] =
            json!({ "identifier": "amplint", "interFileDependencies": true, "workspaceDiagnostics": false });
    }
    json!({
        "capabilities": capabilities,
        "serverInfo": { "name": "amplint", "version": env!("CARGO_PKG_VERSION") },
    })
}

/// The parameters of a request.
fn params<T: DeserializeOwned>(params: Value) -> Result<T, ResponseError> {
    serde_json::from_value(params).map_err(|why| {
        failed(
            ErrorCode::InvalidParams,
            format!("the parameters are wrong: {why}"),
        )
    })
}

fn answer(value: impl Serialize) -> Answer {
    serde_json::to_value(value).map_err(|why| failed(ErrorCode::InternalError, why.to_string()))
}

fn failed(code: ErrorCode, message: String) -> ResponseError {
    ResponseError {
        code: code as i32,
        message,
        data: None,
    }
}
