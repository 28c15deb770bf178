//! Words and places that several formats have in common.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::escape::visible;
use crate::source::{Source, Span, index};

/// `span` moved onto characters that exist.
pub(super) fn clamped(source: &Source, span: Span) -> Span {
    let floor = |offset: u32| index(source.text().floor_char_boundary(offset as usize));
    Span::new(floor(span.start), floor(span.end))
}

/// What there is to say where there is room for one text only.
pub(super) fn told(finding: &Diagnostic) -> Cow<'_, str> {
    match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message).into(),
        None => Cow::Borrowed(&finding.message),
    }
}

/// The same after place, level and rule, as in the `concise` format.
pub(super) fn told_in_full(source: &Source, finding: &Diagnostic) -> String {
    let place = source.position(clamped(source, finding.span).start);
    format!(
        "{}:{}:{}: {}[{}] {}",
        visible(source.name()),
        place.line,
        place.column,
        finding.level.name(),
        finding.rule,
        told(finding)
    )
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
