//! What manifests and API documents have in common.

use crate::manifest::{At, Found};
use crate::rule::{Context, Kind, Style, code};

/// What a value is, in words.
pub(super) fn found_words(cx: &Context<'_>, at: At, found: Found) -> String {
    let written = match cx.written(at) {
        lines if lines.contains(['\n', '\r']) => code(cx.document.text_of(at.node)),
        written => code(written),
    };
    match found {
        Found::Mapping => "keys and values".to_owned(),
        Found::List => "a list".to_owned(),
        Found::Text => format!("the text {written}"),
        Found::Integer | Found::Number => format!("the number {written}"),
        Found::Boolean => format!("the boolean {written}"),
        Found::Null => "nothing".to_owned(),
        Found::Refused => format!("{written}, whose tag does not fit it"),
    }
}

/// A quoted number or boolean means the one without quotes.
pub(super) fn unquoted(cx: &Context<'_>, at: At, integer: bool, boolean: bool) -> Option<String> {
    if !matches!(
        cx.document.kind(at.node),
        Kind::Scalar(Style::Single | Style::Double)
    ) || at.via().is_some()
    {
        return None;
    }
    let text = cx.document.text_of(at.node);
    let number = || {
        let plain = text.parse::<i64>().ok()?.to_string();
        (plain == text).then_some(plain)
    };
    let word = || {
        let same = |word: &&&str| text.eq_ignore_ascii_case(word);
        ["true", "false"].iter().find(same).map(|&word| word.to_owned())
    };
    integer
        .then(number)
        .flatten()
        .or_else(|| boolean.then(word).flatten())
}
