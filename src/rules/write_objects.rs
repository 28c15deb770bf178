use crate::manifest::{Shape, Violation, ViolationKind};
use crate::rule::{Context, Sink, rule};

rule! {
    /// A `write` without objects.
    ///
    /// ## Why
    ///
    /// Ampersand refuses it: `write` needs a list `objects` with at least one object in it.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     write:
    ///       objects: []
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     write:
    ///       objects:
    ///         - objectName: contacts
    /// ```
    id: "write-objects",
    group: Shape,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    if problem.kind == (ViolationKind::NoObjects { shape: Shape::Write }) {
        sink.report(cx.key(problem.at), "`write` has no objects; Ampersand refuses it")
            .help("list the objects that may be written: `objects:`, then `- objectName:` for each");
    }
}
