mod api_document;
mod fill;
mod manifest;
mod words;

use crate::manifest::{Violation, ViolationKind};
use crate::rule::{Context, Sink, rule};

rule! {
    /// A value of another type than its key takes.
    ///
    /// ## Why
    ///
    /// Ampersand refuses the whole manifest, with one message and no position, at the first such value. A
    /// number or boolean in quotes is a text to it.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: "true"
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Notes
    ///
    /// In API documents: a value of another type than the API answers with.
    id: "wrong-type",
    group: Shape,
    level: Error,
    fixes: Both,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    let at = problem.at;
    match problem.kind {
        ViolationKind::WrongType { expected, found } => manifest::value(cx, at, expected, found, sink),
        ViolationKind::EmptyItem { shape } => manifest::empty_item(cx, at, shape, sink),
        ViolationKind::Merge => manifest::merge(cx, at, sink),
        ViolationKind::NoDocument { expected } => api_document::nothing(cx, expected, sink),
        ViolationKind::Schema { document, ref breach } => api_document::value(cx, at, document, breach, sink),
        _ => {}
    }
}
