use crate::manifest::{Shape, Violation, ViolationKind};
use crate::rule::{Context, Sink, rule};

rule! {
    /// A `read` without objects.
    ///
    /// ## Why
    ///
    /// Ampersand refuses it: `read` needs a list `objects` with at least one object in it.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
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
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           optionalFieldsAuto: all
    /// ```
    id: "read-objects",
    group: Shape,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    if problem.kind == (ViolationKind::NoObjects { shape: Shape::Read }) {
        sink.report(cx.key(problem.at), "`read` has no objects; Ampersand refuses it")
            .help("write `objects:` under it, and under that a list that begins with `- objectName:`");
    }
}
