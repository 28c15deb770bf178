use crate::manifest::{Shape, Violation, ViolationKind};
use crate::rule::{Applicability, Context, Sink, code, rule};

rule! {
    /// A key of manifests before version 1.0.
    ///
    /// ## Why
    ///
    /// Old guides show it, but since `specVersion: 1.0.0` Ampersand drops it, and nothing tells of that.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     api: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
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
    /// What stands under a key that only has another name today is checked as if it had that name.
    id: "legacy-key",
    group: Shape,
    level: Error,
    fixes: Unsafe,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    let ViolationKind::Legacy { present, shape } = problem.kind else {
        return;
    };
    let at = problem.at;
    let name = cx.name(at);
    let finding = sink.report(
        cx.value(at),
        format!(
            "{} is a key of manifests before 1.0, which Ampersand no longer reads",
            code(name)
        ),
    );
    let mapping = cx.document.parent(at.node);
    let mut beside = mapping
        .iter()
        .flat_map(|&mapping| cx.document.pairs(mapping))
        .map(|(key, _)| cx.document.text_of(key));
    finding.help(match today(name, shape) {
        Today::Key(key) if beside.any(|other| other == key) => {
            format!("today this is {}, which is there: remove it", code(key))
        }
        Today::Key(key) => format!("today this is {}", code(key)),
        Today::Words(words) => words.to_owned(),
    });
    if let Some(present) = present.filter(|_| at.via().is_none()) {
        finding.fix(cx.replace_text(
            at,
            format!("write {}", code(present)),
            Applicability::Unsafe,
            present,
        ));
    }
}

/// The present form of an old key.
enum Today {
    Key(&'static str),
    Words(&'static str),
}

fn today(name: &str, shape: Shape) -> Today {
    Today::Words(match name {
        "api" => return Today::Key("provider"),
        "additionalFields" if shape == Shape::SubscribeObject => {
            "remove it, and write `inheritFieldsAndMapping: true`: events bring the fields of the read object"
        }
        "additionalFields" => return Today::Key("optionalFields"),
        "fieldTypeChanged" => return Today::Key("fieldChanged"),
        "appName" => "remove it: the name that customers see is set up in the project",
        "destinations" => {
            "remove it: destinations are set up in the project, and `destination` names one of them"
        }
        "actions" => "write `read:`, `write:` or `subscribe:` in its place, each with a list `objects`",
        "standardObjects" | "customObjects" => "today all objects stand in one list, `objects`",
        "event" => {
            "write `createEvent:`, `updateEvent:` or `deleteEvent:` in its place, each with `enabled: always`"
        }
        "watchFields" => "today this is `requiredWatchFields` under `updateEvent`",
        _ => "remove it",
    })
}
