//! Values of the wrong type in API documents.

use super::words::{found_words, unquoted};
use crate::manifest::{At, Breach, Found};
use crate::rule::{Context, Edit, Fix, Sink, code, quoted};

/// A file with nothing in it.
pub(super) fn nothing(cx: &Context<'_>, expected: &str, sink: &mut Sink<'_>) {
    let what = match cx.document.comments() {
        [] => "the file is empty",
        _ => "the file has only comments",
    };
    sink.report(cx.file(), format!("{what}, where {expected} is expected"))
        .help("write what the API answered with");
}

/// A value of another type than the API answers with.
pub(super) fn value(cx: &Context<'_>, at: At, document: &str, breach: &Breach, sink: &mut Sink<'_>) {
    let Breach::Type { expected, found, any } = breach else {
        return;
    };
    let is_item = cx.document.item_index(at.place(cx.document)).is_some();
    let subject = match at.key(cx.document) {
        Some(key) => code(cx.name(key)),
        None if is_item => "an item of this list".to_owned(),
        None => document.to_owned(),
    };
    let names: Vec<_> = expected.iter().map(|&expected| json_name(expected)).collect();
    let found_words = match *found {
        Found::Mapping | Found::List | Found::Null => json_name(*found).to_owned(),
        _ => found_words(cx, at, *found),
    };
    let message = format!("{subject} takes {}, not {found_words}", names.join(" or "));
    let finding = sink.report(cx.value(at), message);
    let takes = |kind: Found| expected.contains(&kind);
    let number = takes(Found::Integer) || takes(Found::Number);
    let text = cx.document.text_of(at.node);
    if let Some(plain) = unquoted(cx, at, number, takes(Found::Boolean)) {
        finding
            .help(format!("write it without quotes: {}", code(&plain)))
            .fix(Fix::safe(
                "remove the quotes",
                [Edit::replace(cx.span(at), plain)],
            ));
    } else if *any
        && takes(Found::Text)
        && matches!(found, Found::Integer | Found::Number | Found::Boolean)
        && at.via().is_none()
    {
        let text = quoted(text);
        let fix = Fix::safe("put it in quotes", [Edit::replace(cx.span(at), text.as_str())]);
        finding
            .help(format!("write it in quotes: {}", code(&text)))
            .fix(fix);
    } else {
        finding.help(format!("write {}", names.join(" or ")));
    }
}

fn json_name(kind: Found) -> &'static str {
    match kind {
        Found::Mapping => "an object",
        Found::List => "a list",
        Found::Text | Found::Refused => "a text",
        Found::Integer => "a whole number",
        Found::Number => "a number",
        Found::Boolean => "`true` or `false`",
        Found::Null => "`null`",
    }
}
