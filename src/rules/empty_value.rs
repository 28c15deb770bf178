use crate::manifest::{Violation, ViolationKind};
use crate::rule::{Context, Level, Sink, code, rule};

rule! {
    /// A name that is empty or only whitespace.
    ///
    /// ## Why
    ///
    /// Ampersand refuses a manifest in which a name that it needs is empty, such as `provider` or `objectName`.
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
    ///           destination: ""
    ///           optionalFieldsAuto: all
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
    ///
    /// ## Notes
    ///
    /// An empty `schedule` or `mapToName` is a warning: these may be left out. An empty `module` is the same as none.
    id: "empty-value",
    group: Shape,
    level: Error,
    milder: true,
    fixes: Never,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    if problem.kind != ViolationKind::Empty {
        return;
    }
    let at = problem.at;
    let noun = cx.noun(at);
    let text = cx.document.text_of(at.node);
    let state = if !text.is_empty() && text.trim().is_empty() {
        "only whitespace"
    } else {
        "empty"
    };
    let Some(key) = at.key(cx.document) else {
        sink.report(cx.item(at), format!("this {noun} is {state}"))
            .help(format!("write the {noun}, or remove the item"));
        return;
    };
    let name = cx.name(key);
    let optional = matches!(name, "module" | "schedule" | "mapToName");
    let finding = sink.report(cx.value(at), format!("{} is {state}", code(name)));
    if optional {
        finding
            .level(Level::Warning)
            .help(format!("write the {noun}, or remove the key"));
    } else {
        finding.help(format!("write the {noun}"));
    }
}
