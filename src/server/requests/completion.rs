//! `textDocument/completion`

use gen_lsp_types::{
    Command, CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionParams, Documentation,
    InsertTextFormat, InsertTextMode, MarkupContent, MarkupKind, TextEdit,
};
use serde_json::{Value, json};

use super::ask::{Answer, Basis, answer as reply, params};
use crate::assist::complete::{Completion, CompletionKind, Known, complete_unless};
use crate::server::document::range;
use crate::server::lock::lock;
use crate::server::markdown::plain;
use crate::source::{Source, Span};

/// What may be followed by something to propose.
pub(super) const TRIGGERS: [&str; 8] = [":", " ", "-", "\"", "'", "[", "{", ","];

/// How many destinations of other files are proposed.
const MOST_DESTINATIONS: usize = 200;

/// Answers the request.
///
/// # Errors
/// Wrong parameters.
pub(super) fn answer(ask: &Basis, value: Value) -> Answer {
    let params: CompletionParams = params(value)?;
    let Some(source) = ask.source() else {
        return Ok(Value::Null);
    };
    let offset = ask.offset(source, params.text_document_position_params.position);
    let listed = ask
        .loaded
        .as_ref()
        .is_some_and(|it| it.config.destinations.is_some());
    let elsewhere = elsewhere(ask);
    let known = Known {
        only_those: listed,
        destinations: &elsewhere,
        own: ask.options.own.as_deref(),
    };
    let proposals = complete_unless(source, offset, known, &|| ask.cancelled.is_set());
    let items = proposals
        .iter()
        .enumerate()
        .map(|(rank, it)| item(ask, source, rank, it));
    let items: Vec<CompletionItem> = items.collect();
    Ok(json!({ "isIncomplete": false, "items": reply(items)? }))
}

/// Destinations that the configuration lists, and those of other manifests.
fn elsewhere(ask: &Basis) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, from: &str| {
        if found.len() < MOST_DESTINATIONS && !found.iter().any(|(known, _)| known == name) {
            found.push((name.to_owned(), from.to_owned()));
        }
    };
    if let Some(loaded) = &ask.loaded {
        for name in loaded.config.destinations.iter().flatten() {
            add(name, &format!("listed in {}", loaded.name));
        }
        // There are no others.
        if loaded.config.destinations.is_some() {
            return found;
        }
    }
    for snapshot in ask.open.iter().filter(|it| it.uri != ask.uri()) {
        let name = snapshot.source.as_deref().map_or("", Source::name);
        for destination in snapshot.destinations() {
            add(destination, &format!("used in {}", short(name)));
        }
    }
    for (path, names) in lock(&ask.index).files() {
        for name in names {
            add(name, &format!("used in {}", short(&path.to_string_lossy())));
        }
    }
    found
}

/// The end of a path.
fn short(path: &str) -> String {
    let parts: Vec<&str> = path.rsplit('/').take(2).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join("/")
}

fn item(ask: &Basis, source: &Source, rank: usize, it: &Completion) -> CompletionItem {
    let client = &ask.client;
    let unit = client.unit;
    let snippet = it.snippet.as_ref().filter(|_| client.snippets);
    let mut text = snippet.unwrap_or(&it.text).clone();
    let lines = text.contains(['\n', '\r']);
    if lines && client.adjusts && !client.as_is {
        text = relative(source, it, &text);
    }
    let mode = (lines && client.as_is).then_some(InsertTextMode::AsIs);
    let kind = match it.kind {
        CompletionKind::Key => CompletionItemKind::Property,
        CompletionKind::Block => CompletionItemKind::Snippet,
        CompletionKind::Word => CompletionItemKind::EnumMember,
        CompletionKind::Provider => CompletionItemKind::Module,
        CompletionKind::Object => CompletionItemKind::Class,
        CompletionKind::Field => CompletionItemKind::Field,
        CompletionKind::Destination => CompletionItemKind::Reference,
        CompletionKind::Schedule => CompletionItemKind::Value,
        CompletionKind::Event => CompletionItemKind::Event,
        CompletionKind::Rule => CompletionItemKind::Constant,
    };
    let docs = it.docs.as_ref().map(|words| {
        if client.completion_markdown {
            Documentation::MarkupContent(MarkupContent {
                kind: MarkupKind::Markdown,
                value: words.clone(),
            })
        } else {
            Documentation::String(plain(words))
        }
    });
    // What is typed begins with the quote that is there.
    let typed = source.slice(it.span);
    let quote = typed.chars().next().filter(|c| matches!(c, '"' | '\''));
    let filter = it.filter.as_ref().unwrap_or(&it.label);
    let filter = match quote {
        Some(quote) => Some(format!("{quote}{filter}")),
        None => it.filter.clone(),
    };
    CompletionItem {
        label: it.label.clone(),
        kind: Some(kind),
        detail: it.detail.clone(),
        documentation: docs,
        sort_text: Some(format!("{rank:05}")),
        filter_text: filter,
        insert_text_format: Some(match snippet {
            Some(_) => InsertTextFormat::Snippet,
            None => InsertTextFormat::PlainText,
        }),
        insert_text_mode: mode,
        text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit {
            range: range(source, unit, it.span),
            new_text: text,
        })),
        additional_text_edits: it.indent.as_ref().map(|(span, text)| {
            vec![TextEdit {
                range: range(source, unit, *span),
                new_text: text.clone(),
            }]
        }),
        command: (it.again && client.snippets).then(|| Command {
            title: "Suggest".to_owned(),
            command: "editor.action.triggerSuggest".to_owned(),
            ..Command::default()
        }),
        ..CompletionItem::default()
    }
}

/// `text` without the white space that a client puts before its later lines, that of the line it is written in.
fn relative(source: &Source, it: &Completion, text: &str) -> String {
    let line = source.line_span(source.line_of(it.span.start));
    let before = source.slice(Span::new(line.start, it.span.start));
    let indent = match &it.indent {
        Some((_, indent)) => indent.clone(),
        None => before[..before.len() - before.trim_start_matches([' ', '\t']).len()].to_owned(),
    };
    let mut out = String::new();
    for (i, line) in text.split_inclusive('\n').enumerate() {
        out.push_str(if i > 0 {
            line.strip_prefix(&indent).unwrap_or(line)
        } else {
            line
        });
    }
    out
}
