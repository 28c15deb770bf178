use crate::manifest::{Problem, ProblemKind};
use crate::rule::{Context, Kind, Sink, code, rule};

rule! {
    /// A placeholder of a template that nobody has filled in.
    ///
    /// ## Why
    ///
    /// Ampersand fills in nothing: `{{ destination }}` without quotes is no text in YAML, and with quotes, like
    /// `${DESTINATION}`, it is the destination's name. Usually the template was checked, or deployed, in place of
    /// what is made from it.
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
    ///           destination: {{ destination }}
    ///           schedule: "${SCHEDULE}"
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
    ///           schedule: "0 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// Known are `{{ … }}`, `${…}`, `{% … %}` and `<% … %>`. Words for people, such as `displayName` and `prompt`,
    /// may hold any of them.
    id: "unfilled-placeholder",
    group: Shape,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    if problem.kind != ProblemKind::Placeholder {
        return;
    }
    let at = problem.at;
    let (shown, reads) = match cx.document.kind(at.node) {
        Kind::Scalar(_) => (cx.document.text_of(at.node), "takes it as it stands"),
        _ => (cx.written(at), "refuses it"),
    };
    let whole = shown.starts_with(['{', '$', '<']) && shown.ends_with(['}', '>']);
    let subject = if whole {
        format!("the placeholder {} is", code(shown))
    } else {
        format!("{} holds a placeholder that is", code(shown))
    };
    sink.report(
        cx.value(at),
        format!("{subject} not filled in; Ampersand {reads}"),
    )
    .help("check and deploy what is made from the template, or write the value here");
}
