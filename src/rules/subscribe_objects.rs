use crate::manifest::{Shape, Violation, ViolationKind};
use crate::rule::{Context, Sink, rule};

rule! {
    /// A `subscribe` without objects.
    ///
    /// ## Why
    ///
    /// Ampersand refuses it: `subscribe` needs a list `objects` with at least one object in it.
    ///
    /// ## Bad
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
    ///     subscribe:
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
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           otherEvents:
    ///             - contact.merge
    /// ```
    id: "subscribe-objects",
    group: Shape,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    if problem.kind
        == (ViolationKind::NoObjects {
            shape: Shape::Subscribe,
        })
    {
        sink.report(
            cx.key(problem.at),
            "`subscribe` has no objects; Ampersand refuses it",
        )
        .help(
            "write `objects:` under it, with an item (`- objectName:`) for each object that is subscribed to",
        );
    }
}
