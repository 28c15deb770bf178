use crate::manifest::{Fate, Violation, ViolationKind};
use crate::rule::{Context, Kind, Level, Sink, code, rule};

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
    /// Known are `{{ … }}`, `${…}`, `{% … %}` and `<% … %>`, and what guides write where something of your own belongs:
    /// `<your-webhook>`, `YOUR_FIELD_HERE`, `TODO`, `...`. Words for people, such as `prompt`, may hold any of them; in the
    /// names that people see, `${STAGE}` and the like are a warning.
    id: "unfilled-placeholder",
    group: Shape,
    level: Error,
    milder: true,
    fixes: Never,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    let ViolationKind::Placeholder { fate } = problem.kind else {
        return;
    };
    let at = problem.at;
    let shown = match cx.document.kind(at.node) {
        Kind::Scalar(_) => cx.document.text_of(at.node),
        _ => cx.written(at),
    };
    let template = shown.contains(['{', '%']);
    let whole = !template
        || (shown.starts_with(['{', '$', '<'])
            && shown.ends_with(['}', '>'])
            && shown.matches('}').count() < 3);
    let subject = if whole {
        format!("the placeholder {} is", code(shown))
    } else {
        format!("{} holds a placeholder that is", code(shown))
    };
    let is_key = cx.document.value_of(at.node).is_some();
    // Without a colon it is no key to the platform, and its line no YAML.
    let after = cx
        .source
        .text()
        .get(cx.span(at).end as usize..)
        .unwrap_or_default();
    let fate = if is_key && !after.trim_start_matches(' ').starts_with(':') {
        Fate::Refused
    } else {
        fate
    };
    let reads = match fate {
        Fate::Taken => "Ampersand takes it as it stands",
        Fate::Shown => "people see it as it stands",
        Fate::Refused => "Ampersand refuses it",
        Fate::Ignored => "Ampersand drops it",
    };
    let finding = sink.report(cx.value(at), format!("{subject} not filled in; {reads}"));
    if fate == Fate::Shown {
        finding.level(Level::Warning);
    }
    finding.help(if template {
        "check and deploy what is made from the template, or write the value here".to_owned()
    } else if is_key {
        "remove it, or write the key that belongs here".to_owned()
    } else if fate == Fate::Ignored {
        "remove it, or write the item that belongs here".to_owned()
    } else {
        let noun = match cx.noun(at) {
            "text" => "value",
            noun => noun,
        };
        format!("write the {noun} in its place")
    });
}
