//! `textDocument/definition`, `references` and `documentHighlight`

use gen_lsp_types::Position;
use serde_json::{Value, json};

use super::ask::{Answer, Basis, ReadText, params as part};
use crate::assist::occurrences::{Occurrence, Subject, occurrences, subject};
use crate::check::read_document;
use crate::manifest;
use crate::options::Options;
use crate::server::document::{path_of, range, uri_of};
use crate::server::lock::lock;
use crate::source::{MAX_FILE_SIZE, Source, Span};
use crate::workspace::{read_file, shown};

/// What is named at a position.
pub(super) fn named(
    ask: &Basis,
    read: ReadText<'_>,
    position: Position,
) -> Option<(Subject, Span, Vec<Occurrence>)> {
    let offset = ask.offset(read.source, position);
    let (subject, span) = subject(read.document, read.manifest, offset)?;
    let found = occurrences(read.document, read.manifest, &subject);
    Some((subject, span, found))
}

/// Where other files name a destination: their addresses and texts, with the places.
pub(super) fn elsewhere(ask: &Basis, subject: &Subject) -> Vec<(String, Source, Vec<Occurrence>)> {
    let Some(name) = subject.destination() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut add = |uri: String, source: Source| {
        let document = read_document(&source, &Options::default());
        let manifest = manifest::read(&document);
        let places = occurrences(&document, &manifest, subject);
        drop(document);
        if !places.is_empty() {
            found.push((uri, source, places));
        }
    };
    for snapshot in ask.open.iter().filter(|it| it.uri != ask.uri()) {
        if let Some(source) = snapshot.source.as_deref().filter(|it| it.text().contains(name)) {
            add(snapshot.uri.clone(), source.clone());
        }
    }
    let open: Vec<_> = ask.open.iter().filter_map(|it| path_of(&it.uri)).collect();
    let own = path_of(ask.uri());
    let files: Vec<_> = lock(&ask.index)
        .files()
        .filter(|(_, names)| names.iter().any(|it| it == name))
        .map(|(path, _)| path.to_owned())
        .collect();
    for path in files
        .into_iter()
        .filter(|path| !open.contains(path) && own.as_ref() != Some(path))
    {
        if let Some(source) = read_file(&path, MAX_FILE_SIZE)
            .ok()
            .and_then(|bytes| Source::new(shown(&path), bytes).ok())
        {
            add(uri_of(&path), source);
        }
    }
    found
}

fn position(params: &Value) -> Option<Position> {
    serde_json::from_value(params.get("position")?.clone()).ok()
}

fn of_position(params: &Value) -> Result<Position, lsp_server::ResponseError> {
    match position(params) {
        Some(position) => Ok(position),
        None => part(params.get("position").cloned().unwrap_or_default()),
    }
}

fn locations(
    ask: &Basis,
    source: &Source,
    uri: &str,
    found: &[Occurrence],
    keep: impl Fn(&Occurrence) -> bool,
) -> Vec<Value> {
    let kept = found.iter().filter(|it| keep(it));
    kept.map(|it| json!({ "uri": uri, "range": range(source, ask.client.unit, it.span) }))
        .collect()
}

/// Answers `textDocument/definition`.
///
/// # Errors
/// Wrong parameters.
pub(super) fn definition(ask: &Basis, read: ReadText<'_>, params: Value) -> Answer {
    let position = of_position(&params)?;
    let Some((subject, _, found)) = named(ask, read, position) else {
        return Ok(Value::Null);
    };
    let mut all = locations(ask, read.source, ask.uri(), &found, |it| it.is_definition);
    if all.is_empty() && subject.destination().is_some() {
        // A destination is defined nowhere: its uses are all there is.
        all = locations(ask, read.source, ask.uri(), &found, |_| true);
        for (uri, source, found) in elsewhere(ask, &subject) {
            all.extend(locations(ask, &source, &uri, &found, |_| true));
        }
    }
    Ok(all.into())
}

/// Answers `textDocument/references`.
///
/// # Errors
/// Wrong parameters.
pub(super) fn references(ask: &Basis, read: ReadText<'_>, params: Value) -> Answer {
    let position = of_position(&params)?;
    let declared = params
        .pointer("/context/includeDeclaration")
        .and_then(Value::as_bool)
        .unwrap_or(true);
    let Some((subject, _, found)) = named(ask, read, position) else {
        return Ok(Value::Null);
    };
    let keep = |it: &Occurrence| declared || !it.is_definition;
    let mut all = locations(ask, read.source, ask.uri(), &found, keep);
    for (uri, source, found) in elsewhere(ask, &subject) {
        all.extend(locations(ask, &source, &uri, &found, keep));
    }
    Ok(all.into())
}

/// Answers `textDocument/documentHighlight`.
///
/// # Errors
/// Wrong parameters.
pub(super) fn highlight(ask: &Basis, read: ReadText<'_>, params: Value) -> Answer {
    let position = of_position(&params)?;
    let Some((_, _, found)) = named(ask, read, position) else {
        return Ok(Value::Null);
    };
    let one = |it: &Occurrence| json!({ "range": range(read.source, ask.client.unit, it.span), "kind": if it.is_definition { 3 } else { 2 } });
    Ok(found.iter().map(one).collect())
}
