use crate::manifest::{At, Breach, Shape, Violation, ViolationKind};
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
    ///
    /// ## Notes
    ///
    /// In API documents: a key that is never missing in what the API answers.
    id: "required-field",
    group: Shape,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    match problem.kind {
        ViolationKind::Schema {
            document,
            breach: Breach::Missing { ref key },
        } => {
            sink.report(
                cx.key(problem.at),
                format!("{document} needs {}, which is missing here", code(key)),
            )
            .help(format!("add {}", code(key)));
        }
        ViolationKind::Missing { key, shape } if !is_elsewhere(shape) => {
            let subject = subject(cx, problem.at, shape);
            sink.report(
                cx.key(problem.at),
                format!("{subject} needs {}, which is missing here", code(key)),
            )
            .help(example(key));
        }
        ViolationKind::NotMerged { key, shape } if !is_elsewhere(shape) => {
            sink.report(
                cx.value(problem.at),
                format!(
                    "{} is missing: with a tag, `<<` is a key like any other, and nothing is merged",
                    code(key)
                ),
            )
            .help("remove the tag before `<<`");
        }
        ViolationKind::NoValue { shape } if !is_elsewhere(shape) => {
            let key = cx.name(problem.at);
            sink.report(
                cx.value(problem.at),
                format!(
                    "{} needs a value; with nothing after it, it counts as missing",
                    code(key)
                ),
            )
            .help(example(key));
        }
        _ => {}
    }
}

/// Events and the top of the file have rules of their own: `update-event-enabled`, `spec-version`.
fn is_elsewhere(shape: Shape) -> bool {
    shape.is_event() || shape == Shape::Manifest
}

/// The mapping by its name, if it has one.
fn subject(cx: &Context<'_>, at: At, shape: Shape) -> String {
    let words = shape.words();
    let named = matches!(
        shape,
        Shape::Integration | Shape::ReadObject | Shape::WriteObject | Shape::SubscribeObject
    );
    let mut pairs = cx.document.pairs(at.node).filter(|_| named);
    let name = pairs.find(|&(key, _)| matches!(cx.document.text_of(key), "name" | "objectName"));
    match name.map(|(_, name)| cx.document.text_of(cx.document.resolve(name))) {
        Some(name) if !name.is_empty() => {
            let kind = words.trim_start_matches("an ").trim_start_matches("a ");
            format!("the {kind} {}", code(name))
        }
        _ => words.to_owned(),
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
