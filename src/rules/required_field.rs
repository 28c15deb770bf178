use crate::manifest::{Problem, ProblemKind};
use crate::rule::{Context, Sink, code, rule};

rule! {
    /// A required key that is missing or has no value.
    ///
    /// ## Why
    ///
    /// Ampersand refuses the whole manifest without it. A key with nothing after it counts as missing.
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
    ///           requiredFields:
    ///             - fieldName: email
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
    ///           requiredFields:
    ///             - fieldName: email
    /// ```
    id: "required-field",
    group: Shape,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Shape(check),
}

/// Events have a rule of their own, `update-event-enabled`.
fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    match problem.kind {
        ProblemKind::Missing { key, shape } if !shape.is_event() => {
            sink.report(cx.key(problem.at), format!("{} needs {}, which is missing here", shape.words(), code(key)))
                .help(example(key));
        }
        ProblemKind::NoValue { shape } if !shape.is_event() => {
            let key = cx.name(problem.at);
            sink.report(cx.value(problem.at), format!("{} needs a value; with nothing after it, it counts as missing", code(key)))
                .help(example(key));
        }
        _ => {}
    }
}

fn example(key: &str) -> String {
    let line = match key {
        "name" => "name: my-integration",
        "provider" => "provider: hubspot",
        "objectName" => "objectName: contacts",
        "destination" => "destination: myWebhook",
        "defaultPeriod" => "defaultPeriod: {days: 30}",
        "enabled" => "enabled: true",
        "allObjects" => "allObjects: {fieldCreated: {enabled: always}}",
        other => return format!("add {}", code(other)),
    };
    format!("write, for example, {}", code(line))
}
