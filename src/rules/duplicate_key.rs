use crate::manifest::{Violation, ViolationKind};
use crate::rule::{Cause, Context, Edit, Fix, ProblemKind, Sink, Span, Syntax, code, rule};

rule! {
    /// The same key twice in one mapping.
    ///
    /// ## Why
    ///
    /// Ampersand accepts it and the last one wins: whatever stands under the first is silently lost.
    /// A key in another case (`Schedule` beside `schedule`) is the same key to Ampersand.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    ///     provider: salesforce
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: salesforce
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Notes
    ///
    /// Where a `- ` or the line of another key is missing before the second one, that is said, and the rest of the
    /// file is read as if it were there.
    ///
    /// In API documents too: JSON leaves open which of the two counts.
    id: "duplicate-key",
    group: File,
    level: Error,
    fixes: Unsafe,
    since: "0.1.0",
    check: File(check),
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    for problem in cx.document.problems() {
        if let ProblemKind::Typo(syntax) = &problem.kind {
            typo(cx, problem.span, syntax, sink);
        }
        if let ProblemKind::DuplicateKey { key, first } = problem.kind {
            let name = code(cx.document.text_of(cx.document.resolve(key)));
            let reader = if cx.is_manifest() {
                "Ampersand keeps"
            } else {
                "most readers keep"
            };
            sink.report(
                cx.node(key),
                format!("{name} stands twice in this mapping; {reader} only this one"),
            )
            .also(cx.document.span(first), "this one is lost")
            .help("keep one of the two");
        }
    }
    for Violation { at, kind } in &cx.manifest.violations {
        if let ViolationKind::ShadowedKey { other, wins } = *kind {
            let (name, second) = (code(cx.name(*at)), code(cx.name(other)));
            let kept = if wins { &name } else { &second };
            sink.report(
                cx.value(*at),
                format!("{name} is the same key as {second} to Ampersand, which keeps {kept}"),
            )
            .also(
                cx.span(other),
                if wins {
                    "this one is dropped"
                } else {
                    "this one is kept"
                },
            )
            .help("keep one of the two");
        }
    }
}

/// A key that stands twice only because of what is missing before it.
fn typo(cx: &Context<'_>, span: Span, syntax: &Syntax, sink: &mut Sink<'_>) {
    let name = cx.document.slice(span);
    let (message, help, fix) = match syntax.cause {
        Cause::NoDash { items } => (
            format!(
                "without {} before {}, {} stands more than once in one mapping; Ampersand keeps only the last",
                code("- "),
                if items == 1 { "it" } else { "each" },
                code(name)
            ),
            format!("write {}", code(&format!("- {name}:"))),
            if items == 1 {
                "write the dash"
            } else {
                "write the dashes"
            },
        ),
        Cause::NoHeader { key } => (
            format!(
                "{} stands twice in one mapping, of which Ampersand keeps only the last: the line {} above this one is missing",
                code(name),
                code(&format!("{key}:"))
            ),
            format!(
                "write {} on a line of its own above it, further out",
                code(&format!("{key}:"))
            ),
            "write the line",
        ),
        _ => return,
    };
    let edits = syntax
        .repair
        .iter()
        .map(|(span, text)| Edit::replace(*span, text));
    sink.report(cx.place(span), message)
        .help(help)
        .fix(Fix::risky(fix, edits.collect::<Vec<_>>()));
}
