use crate::manifest::{Violation, ViolationKind};
use crate::rule::{Context, Fix, Sink, code, rule};

rule! {
    /// An event that is not switched on: `enabled` is missing.
    ///
    /// ## Why
    ///
    /// Every event of `subscribe` and `watchSchema` needs `enabled: always`. Ampersand refuses the manifest
    /// without it.
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
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           updateEvent:
    ///             watchFieldsAuto: all
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
    ///           inheritFieldsAndMapping: true
    ///           updateEvent:
    ///             enabled: always
    ///             watchFieldsAuto: all
    /// ```
    id: "update-event-enabled",
    aliases: ["event-enabled"],
    group: Subscribe,
    level: Error,
    fixes: Safe,
    since: "0.1.0",
    check: Shape(check),
}

const ENTRY: &str = "enabled: always";

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    let at = problem.at;
    let (place, message, label, edit) = match problem.kind {
        ViolationKind::Missing {
            key: "enabled",
            shape,
        } if shape.is_event() => {
            let name = at
                .key(cx.document)
                .map_or_else(|| "this event".to_owned(), |key| code(cx.name(key)));
            let message = format!("{name} needs {}, which is missing here", code(ENTRY));
            (cx.key(at), message, "not switched on", cx.insert_first(at, ENTRY))
        }
        ViolationKind::NoValue { shape } if shape.is_event() => {
            let message = "`enabled` needs the value `always`; with nothing after it, it counts as missing";
            (
                cx.value(at),
                message.to_owned(),
                "without a value",
                cx.editor().fill(at.node, "always"),
            )
        }
        _ => return,
    };
    sink.report(place, message)
        .label(label)
        .help(format!("write {}", code(ENTRY)))
        .fix(edit.map(|edit| Fix::safe(format!("write {}", code(ENTRY)), [edit])));
}
