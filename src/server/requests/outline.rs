//! `textDocument/documentSymbol` and `workspace/symbol`

use gen_lsp_types::{DocumentSymbol, SymbolKind};
use serde_json::{Value, json};

use super::ask::{Answer, Basis, ReadText, answer as reply};
use crate::assist::outline::{OutlineKind, Symbol, outline};
use crate::check::read_document;
use crate::manifest;
use crate::options::Options;
use crate::server::document::{path_of, range, uri_of};
use crate::server::lock::lock;
use crate::source::{MAX_FILE_SIZE, Source, Unit};
use crate::workspace::{read_file, shown};

/// How many symbols of a workspace are listed.
const MOST: usize = 500;

/// Answers `textDocument/documentSymbol`.
///
/// # Errors
/// None.
pub(super) fn answer(ask: &Basis, read: ReadText<'_>, _: Value) -> Answer {
    let source = read.source;
    let entries = outline(read.document, read.manifest);
    let unit = ask.client.unit;
    if ask.client.outline_tree {
        return reply(
            entries
                .iter()
                .map(|entry| symbol(source, unit, entry))
                .collect::<Vec<_>>(),
        );
    }
    let mut flat = Vec::new();
    for entry in &entries {
        flatten(source, unit, ask.uri(), entry, None, &|_| true, &mut flat);
    }
    Ok(flat.into())
}

/// Answers `workspace/symbol`: integrations and objects, of open manifests and of those in the folders.
///
/// # Errors
/// None.
pub(super) fn of_workspace(ask: &Basis, params: Value) -> Answer {
    let query = params
        .get("query")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_lowercase();
    let wanted = |entry: &Symbol| {
        matches!(entry.kind, OutlineKind::Integration | OutlineKind::Object) && is_meant(&entry.name, &query)
    };
    let unit = ask.client.unit;
    let mut found = Vec::new();
    for snapshot in &ask.open {
        if let Some(source) = snapshot.source.as_deref() {
            for entry in entries(source) {
                flatten(source, unit, &snapshot.uri, &entry, None, &wanted, &mut found);
            }
        }
    }
    let open: Vec<_> = ask.open.iter().filter_map(|it| path_of(&it.uri)).collect();
    let files: Vec<_> = lock(&ask.index)
        .files()
        .map(|(path, _)| path.to_owned())
        .collect();
    for path in files.iter().filter(|path| !open.contains(path)) {
        if found.len() >= MOST {
            break;
        }
        let Some(source) = read_file(path, MAX_FILE_SIZE)
            .ok()
            .and_then(|bytes| Source::new(shown(path), bytes).ok())
        else {
            continue;
        };
        for entry in entries(&source) {
            flatten(&source, unit, &uri_of(path), &entry, None, &wanted, &mut found);
        }
    }
    found.truncate(MOST);
    Ok(found.into())
}

/// Whether the characters of `query` stand in `name` in this order.
fn is_meant(name: &str, query: &str) -> bool {
    let name = name.to_lowercase();
    let mut rest = name.chars();
    query.chars().all(|wanted| rest.any(|c| c == wanted))
}

fn entries(source: &Source) -> Vec<Symbol> {
    let document = read_document(source, &Options::default());
    let manifest = manifest::read(&document);
    outline(&document, &manifest)
}

fn kind(kind: OutlineKind) -> SymbolKind {
    match kind {
        OutlineKind::Integration => SymbolKind::Module,
        OutlineKind::Action => SymbolKind::Namespace,
        OutlineKind::Object => SymbolKind::Class,
        OutlineKind::Field => SymbolKind::Field,
        OutlineKind::Event => SymbolKind::Event,
    }
}

fn symbol(source: &Source, unit: Unit, entry: &Symbol) -> DocumentSymbol {
    DocumentSymbol::new(
        entry.name.clone(),
        entry.detail.clone(),
        kind(entry.kind),
        None,
        None,
        range(source, unit, entry.span),
        range(source, unit, entry.name_span),
        Some(
            entry
                .below
                .iter()
                .map(|below| symbol(source, unit, below))
                .collect(),
        ),
    )
}

fn flatten(
    source: &Source,
    unit: Unit,
    uri: &str,
    entry: &Symbol,
    container: Option<&str>,
    wanted: &dyn Fn(&Symbol) -> bool,
    out: &mut Vec<Value>,
) {
    if wanted(entry) {
        let number = u32::from(kind(entry.kind));
        let mut symbol = json!({
            "name": entry.name,
            "kind": number,
            "location": { "uri": uri, "range": range(source, unit, entry.name_span) },
        });
        if let Some(container) = container {
            symbol["containerName"] = container.into();
        }
        out.push(symbol);
    }
    let inside = match container {
        Some(container) => format!("{container} › {}", entry.name),
        None => entry.name.clone(),
    };
    for below in &entry.below {
        flatten(source, unit, uri, below, Some(&inside), wanted, out);
    }
}
