//! What may be asked: one file a request.

mod ask;
mod code_action;
mod completion;
mod document_link;
mod folding;
mod hover;
mod inlay_hint;
mod outline;
mod references;
mod rename;

use lsp_server::ResponseError;
use serde_json::{Value, json};

use super::client::Client;
pub use ask::Ask;

/// How a method is answered.
#[derive(Clone, Copy, Debug)]
pub struct Handler {
    /// It is about one document.
    pub of_document: bool,
    /// It needs all open documents.
    pub of_workspace: bool,
    /// Answers it.
    pub answer: fn(&Ask, Value) -> Result<Value, ResponseError>,
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
