//! `textDocument/prepareRename` and `rename`

use std::collections::BTreeMap;

use gen_lsp_types::{Position, TextEdit};
use lsp_server::{ErrorCode, ResponseError};
use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

use super::ask::{Answer, Basis, ReadText, failed, params as part};
use super::references::{elsewhere, named};
use crate::assist::occurrences::{Occurrence, Subject};
use crate::config::MAX_SIZE;
use crate::rule::{code, is_plain, quoted};
use crate::server::document::{range, uri_of};
use crate::source::{Source, Span, index};
use crate::workspace::read_file;

fn position(params: &Value) -> Result<Position, ResponseError> {
    part(params.get("position").cloned().unwrap_or_default())
}

fn refused(why: &str) -> ResponseError {
    failed(ErrorCode::RequestFailed, why.to_owned())
}

/// The characters of a name without its quotes or sign.
fn bare(source: &Source, subject: &Subject, span: Span) -> Span {
    let text = source.slice(span);
    let quotes = text.len() >= 2 && text.starts_with(['"', '\'']) && text.ends_with(['"', '\'']);
    match subject {
        Subject::Anchor(_) => Span::new(span.start + 1, span.end),
        _ if quotes => Span::new(span.start + 1, span.end - 1),
        _ => span,
    }
}

/// Answers `textDocument/prepareRename`.
///
/// # Errors
/// Wrong parameters; a name that belongs to the provider.
pub(super) fn prepare(ask: &Basis, read: ReadText<'_>, params: Value) -> Answer {
    let position = position(&params)?;
    let Some((subject, span, found)) = named(ask, read, position) else {
        return Ok(Value::Null);
    };
    if !subject.is_ours() {
        return Err(refused(
            "this name belongs to the provider; `mapToName` gives it another for you",
        ));
    }
    let node = found.iter().find(|it| it.span == span).and_then(|it| it.node);
    let span = bare(read.source, &subject, span);
    let text = read.source.slice(span);
    // A name may be written on lines of its own.
    let name = match node.filter(|_| text.contains(['\n', '\r'])) {
        Some(node) => read.document.text_of(node),
        None => text,
    };
    Ok(json!({ "range": range(read.source, ask.client.unit, span), "placeholder": name }))
}

/// Answers `textDocument/rename`.
///
/// # Errors
/// Wrong parameters; a name that belongs to the provider, that is taken, or that can't be one.
pub(super) fn answer(ask: &Basis, read: ReadText<'_>, params: Value) -> Answer {
    let position = position(&params)?;
    let new: String = part(params.get("newName").cloned().unwrap_or_default())?;
    let Some((subject, span, found)) = named(ask, read, position) else {
        return Err(refused("nothing that can be renamed stands here"));
    };
    if !subject.is_ours() {
        return Err(refused(
            "this name belongs to the provider; `mapToName` gives it another for you",
        ));
    }
    check(read, &subject, span, &new)?;
    let mut edits: BTreeMap<String, Vec<TextEdit>> = BTreeMap::new();
    edits.insert(
        ask.uri().to_owned(),
        changes(ask, read.source, &subject, &found, &new),
    );
    for (uri, source, found) in elsewhere(ask, &subject) {
        let changes = changes(ask, &source, &subject, &found, &new);
        edits.insert(uri, changes);
    }
    if let Some(name) = subject.destination() {
        edits.extend(in_settings(ask, name, &new));
    }
    let all: serde_json::Map<String, Value> = edits
        .into_iter()
        .map(|(uri, edits)| (uri, json!(edits)))
        .collect();
    Ok(json!({ "changes": all }))
}

fn check(read: ReadText<'_>, subject: &Subject, span: Span, new: &str) -> Result<(), ResponseError> {
    if new.is_empty() || new.trim() != new || new.chars().any(char::is_control) {
        return Err(refused("a name is not empty, and has no white space around it"));
    }
    let anchor = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let wrong = match subject {
        Subject::Anchor(_) if !new.chars().all(anchor) => "an anchor has letters, digits, `-` and `_`",
        Subject::Integration(_) if new.len() > 64 || !new.chars().all(|c| c.is_ascii() && anchor(c)) => {
            "an integration's name has at most 64 letters, digits, `-` and `_`"
        }
        Subject::MappedField(..) | Subject::MappedObject(..)
            if new.starts_with('$') || new.contains(['.', '[', ']']) =>
        {
            "a mapped name is no path"
        }
        _ => "",
    };
    if !wrong.is_empty() {
        return Err(refused(wrong));
    }
    let old = read.source.slice(bare(read.source, subject, span));
    let taken = match subject {
        Subject::Destination(_) => false,
        // Everything else would become one with what has the name already.
        _ => old != new && is_taken(read, subject, new),
    };
    if taken {
        return Err(refused(&format!("{} is the name of another here", code(new))));
    }
    Ok(())
}

fn is_taken(read: ReadText<'_>, subject: &Subject, new: &str) -> bool {
    use crate::assist::occurrences::occurrences;
    let ReadText {
        document, manifest, ..
    } = read;
    let others: Vec<Subject> = match subject {
        Subject::Integration(_) => vec![Subject::Integration(new.to_owned())],
        Subject::MappedObject(at, _) => {
            vec![
                Subject::MappedObject(*at, new.to_owned()),
                Subject::Object(*at, new.to_owned()),
            ]
        }
        Subject::MappedField(at, object, _) => vec![
            Subject::MappedField(*at, object.clone(), new.to_owned()),
            Subject::Field(*at, object.clone(), new.to_owned()),
        ],
        Subject::Anchor(_) => {
            let sign = format!("&{new}");
            return document.text().match_indices(&sign).any(|(i, _)| {
                let after = document.text()[i + sign.len()..].chars().next();
                after.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ']' | '}'))
            });
        }
        _ => Vec::new(),
    };
    others
        .iter()
        .any(|other| !occurrences(document, manifest, other).is_empty())
}

fn changes(
    ask: &Basis,
    source: &Source,
    subject: &Subject,
    found: &[Occurrence],
    new: &str,
) -> Vec<TextEdit> {
    found
        .iter()
        .map(|it| {
            let old = source.slice(it.span);
            let text = match subject {
                Subject::Anchor(_) => format!("{}{new}", &old[..1]),
                _ if old.starts_with('\'') => format!("'{}'", new.replace('\'', "''")),
                _ if old.starts_with('"') || !is_plain(new) => quoted(new),
                _ => new.to_owned(),
            };
            TextEdit {
                range: range(source, ask.client.unit, it.span),
                new_text: text,
            }
        })
        .collect()
}

/// The edit of the destinations that the configuration lists.
fn in_settings(ask: &Basis, name: &str, new: &str) -> Option<(String, Vec<TextEdit>)> {
    let loaded = ask.loaded.as_ref()?;
    if !loaded.config.destinations.iter().flatten().any(|it| it == name) {
        return None;
    }
    let source = Source::new(loaded.name.clone(), read_file(&loaded.file, MAX_SIZE).ok()?).ok()?;
    let bom = source.bom_len();
    let (table, _) = DeTable::parse_recoverable(&source.text()[bom as usize..]);
    let DeValue::Array(items) = table.get_ref().get("destinations")?.get_ref() else {
        return None;
    };
    let edits: Vec<TextEdit> = items
        .iter()
        .filter(|item| matches!(item.get_ref(), DeValue::String(text) if text == name))
        .map(|item| TextEdit {
            range: range(
                &source,
                ask.client.unit,
                Span::new(index(item.span().start) + bom, index(item.span().end) + bom),
            ),
            new_text: quoted(new),
        })
        .collect();
    Some((uri_of(&loaded.file), edits))
}
