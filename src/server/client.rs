//! What the client can do.

use serde_json::Value;

use crate::source::Unit;

/// The client's abilities, as far as they matter. Read leniently: one odd value among hundreds does not keep a client
/// from being served.
#[derive(Clone, Debug, Default)]
pub(super) struct Client {
    /// What its columns count.
    pub unit: Unit,
    /// It asks for diagnostics itself.
    pub pulls: bool,
    /// It can be told to ask for diagnostics again.
    pub refreshes_diagnostics: bool,
    /// It watches files when asked to.
    pub watches: bool,
    /// It shows the other places of a diagnostic.
    pub related: bool,
    /// It shows diagnostics' tags.
    pub tags: Vec<u64>,
    /// It shows addresses with a diagnostic's code.
    pub code_description: bool,
    /// It fills in snippets.
    pub snippets: bool,
    /// It takes Markdown in completions.
    pub completion_markdown: bool,
    /// It takes lines as they are, or indents them like the first.
    pub as_is: bool,
    /// It indents the lines of a completion like the first unless told not to.
    pub adjusts: bool,
    /// It takes code actions, not only commands.
    pub literal_actions: bool,
    /// It asks for the edit of a code action when it needs it.
    pub resolves_edits: bool,
    /// It marks actions as preferred.
    pub preferred: bool,
    /// It takes versioned edits.
    pub document_changes: bool,
    /// It creates files as part of an edit.
    pub creates_files: bool,
    /// It shows an outline as a tree.
    pub outline_tree: bool,
    /// It takes Markdown when hovering.
    pub hover_markdown: bool,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub(super) fn of(params: &Value) -> Self {
        let at = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let is = |path: &str| at(path).and_then(Value::as_bool).unwrap_or(false);
        let texts = |path: &str| -> Vec<&str> {
            let list = at(path).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_str).collect()
        };
        let numbers = |path: &str| -> Vec<u64> {
            let list = at(path).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_u64).collect()
        };
        // The client's order is its preference.
        let unit = texts("general/positionEncodings")
            .into_iter()
            .find_map(|name| match name {
                "utf-8" => Some(Unit::Byte),
                "utf-16" => Some(Unit::Utf16),
                "utf-32" => Some(Unit::Char),
                _ => None,
            });
        let item = "textDocument/completion/completionItem";
        let document = "textDocument";
        let resolves = texts("textDocument/codeAction/resolveSupport/properties");
        Self {
            unit: unit.unwrap_or_default(),
            pulls: at("textDocument/diagnostic").is_some_and(Value::is_object),
            refreshes_diagnostics: is("workspace/diagnostics/refreshSupport"),
            watches: is("workspace/didChangeWatchedFiles/dynamicRegistration"),
            related: is("textDocument/publishDiagnostics/relatedInformation")
                || is("textDocument/diagnostic/relatedInformation"),
            tags: [
                numbers("textDocument/publishDiagnostics/tagSupport/valueSet"),
                numbers("textDocument/diagnostic/tagSupport/valueSet"),
            ]
            .concat(),
            code_description: is("textDocument/publishDiagnostics/codeDescriptionSupport")
                || is("textDocument/diagnostic/codeDescriptionSupport"),
            snippets: is(&format!("{item}/snippetSupport")),
            completion_markdown: texts(&format!("{item}/documentationFormat")).contains(&"markdown"),
            as_is: numbers(&format!("{item}/insertTextModeSupport/valueSet")).contains(&1),
            adjusts: at("textDocument/completion/insertTextMode").and_then(Value::as_u64) == Some(2),
            literal_actions: at(&format!("{document}/codeAction/codeActionLiteralSupport")).is_some(),
            resolves_edits: resolves.contains(&"edit") && is("textDocument/codeAction/dataSupport"),
            preferred: is("textDocument/codeAction/isPreferredSupport"),
            document_changes: is("workspace/workspaceEdit/documentChanges"),
            creates_files: texts("workspace/workspaceEdit/resourceOperations").contains(&"create"),
            outline_tree: is("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            hover_markdown: texts("textDocument/hover/contentFormat").contains(&"markdown"),
        }
    }

    /// The name of what its columns count.
    pub(super) fn encoding(&self) -> &'static str {
        match self.unit {
            Unit::Byte => "utf-8",
            Unit::Utf16 => "utf-16",
            Unit::Char => "utf-32",
        }
    }
}
