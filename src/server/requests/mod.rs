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

use serde_json::{Value, json};

use super::client::Client;
pub(super) use ask::{Answer, Basis, Cancelled, KeptBefore, ReadText};

/// How a method is answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Handler {
    /// It is about one document.
    pub of_document: bool,
    /// It needs all open documents.
    pub of_workspace: bool,
    /// Answers it.
    pub answer: From,
}

/// What a request is answered from.
#[derive(Clone, Copy, Debug)]
pub(super) enum From {
    /// The text as it is, or no text at all.
    Text(fn(&Basis, Value) -> Answer),
    /// The text as it was read, which serves all requests until it changes.
    Read(fn(&Basis, ReadText<'_>, Value) -> Answer),
}

/// How the method called `name` is answered.
pub(super) fn find(name: &str) -> Option<Handler> {
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
        "textDocument/completion" => both(From::Text(completion::answer)),
        "textDocument/hover" => document(From::Read(hover::answer)),
        "textDocument/codeAction" => both(From::Text(code_action::answer)),
        "codeAction/resolve" => document(From::Text(code_action::resolve)),
        "textDocument/documentSymbol" => document(From::Read(outline::answer)),
        "workspace/symbol" => Handler {
            of_document: false,
            ..both(From::Text(outline::of_workspace))
        },
        "textDocument/definition" => both(From::Read(references::definition)),
        "textDocument/references" => both(From::Read(references::references)),
        "textDocument/documentHighlight" => document(From::Read(references::highlight)),
        "textDocument/prepareRename" => document(From::Read(rename::prepare)),
        "textDocument/rename" => both(From::Read(rename::answer)),
        "textDocument/inlayHint" => document(From::Read(inlay_hint::answer)),
        "textDocument/foldingRange" => document(From::Read(folding::answer)),
        "textDocument/selectionRange" => document(From::Read(folding::selection)),
        "textDocument/documentLink" => document(From::Read(document_link::answer)),
        _ => return None,
    })
}

/// What the server can do for a client.
pub(super) fn capabilities(client: &Client) -> Value {
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
