//! `textDocument/foldingRange` and `selectionRange`

use gen_lsp_types::Position;
use serde_json::{Value, json};

use super::ask::{Answer, Basis, ReadText, params as part};
use crate::server::document::{range, span};
use crate::source::{Source, Span};
use crate::yaml::{Document, Kind, NodeId, Style};

/// How many ranges around a position are told of: what a client does with them may recurse.
const MOST_RANGES: usize = 100;

/// Answers `textDocument/foldingRange`: what stands under a key or in an item, and comments of several lines.
///
/// # Errors
/// None.
pub(super) fn answer(_: &Basis, read: ReadText<'_>, _: Value) -> Answer {
    let ReadText { source, document, .. } = read;
    let mut folds: Vec<(u32, u32, bool)> = Vec::new();
    for node in document.nodes() {
        let foldable = matches!(
            document.kind(node),
            Kind::Mapping | Kind::Sequence | Kind::Scalar(Style::Literal | Style::Folded)
        );
        if foldable && !document.is_key(node) {
            let whole = whole(document, node);
            folds.push((source.line_of(whole.start), source.line_of(whole.end), false));
        }
    }
    let mut run: Option<(u32, u32)> = None;
    for comment in document.comments() {
        let line = source.line_of(comment.start);
        let alone = source
            .slice(Span::new(source.line_span(line).start, comment.start))
            .trim()
            .is_empty();
        run = match run {
            Some((first, last)) if alone && line == last + 1 => Some((first, line)),
            other => {
                folds.extend(other.map(|(first, last)| (first, last, true)));
                alone.then_some((line, line))
            }
        };
    }
    folds.extend(run.map(|(first, last)| (first, last, true)));
    folds.retain(|(first, last, _)| last > first);
    folds.sort_by_key(|&(first, last, _)| (first, std::cmp::Reverse(last)));
    // One fold a line: the widest.
    folds.dedup_by_key(|(first, ..)| *first);
    let one = |&(first, last, comment): &(u32, u32, bool)| {
        let mut fold = json!({ "startLine": first - 1, "endLine": last - 1 });
        if comment {
            fold["kind"] = "comment".into();
        }
        fold
    };
    Ok(folds.iter().map(one).collect())
}

/// A node with its key.
fn whole(document: &Document<'_>, node: NodeId) -> Span {
    let span = document.span(node);
    let start = document
        .key_of(node)
        .map_or(span.start, |key| document.span(key).start);
    Span::new(start.min(span.start), span.end)
}

/// Answers `textDocument/selectionRange`: the value, its entry, its mapping, and so on outwards.
///
/// # Errors
/// Wrong parameters.
pub(super) fn selection(ask: &Basis, read: ReadText<'_>, params: Value) -> Answer {
    let positions: Vec<Position> = part(params.get("positions").cloned().unwrap_or_default())?;
    let ReadText { source, document, .. } = read;
    let unit = ask.client.unit;
    let one = |position: &Position| {
        let offset = ask.offset(source, *position);
        let mut spans = around(source, document, offset);
        spans.truncate(MOST_RANGES);
        spans.reverse();
        let outer = spans.into_iter().fold(Value::Null, |outer: Value, span| {
            let mut inner = json!({ "range": range(source, unit, span) });
            if !outer.is_null() {
                inner["parent"] = outer;
            }
            inner
        });
        if outer.is_null() {
            let here = self::span(
                source,
                unit,
                gen_lsp_types::Range {
                    start: *position,
                    end: *position,
                },
            );
            return json!({ "range": range(source, unit, here) });
        }
        outer
    };
    Ok(positions.iter().map(one).collect())
}

/// What holds `offset`, the smallest first, each wider than the one before.
fn around(source: &Source, document: &Document<'_>, offset: u32) -> Vec<Span> {
    let holds = |span: Span| span.start <= offset && offset <= span.end;
    let leaf =
        crate::assist::describe::scalar_at(document, offset).or_else(|| document.around(Span::at(offset)));
    let mut spans: Vec<Span> = Vec::new();
    let mut add = |span: Span| {
        let wider = spans
            .last()
            .is_none_or(|last| span.contains(*last) && span != *last);
        if wider && holds(span) {
            spans.push(span);
        }
    };
    let mut at = leaf;
    while let Some(node) = at {
        add(document.span(node));
        match document.value_of(node) {
            Some(value) => add(Span::new(document.span(node).start, document.span(value).end)),
            None => add(whole(document, node)),
        }
        at = document.parent(node);
    }
    add(Span::new(
        0,
        u32::try_from(source.text().len()).unwrap_or(u32::MAX),
    ));
    spans
}
