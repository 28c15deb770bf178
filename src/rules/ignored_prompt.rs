use crate::manifest::{Integration, ReadObject};
use crate::rule::{Context, Fix, Sink, code, rule};

rule! {
    /// A `prompt` or `default` for a field that nobody is asked about.
    ///
    /// ## Why
    ///
    /// They belong to a field that the customer maps during set-up. Beside `fieldName`, which settles the
    /// field, Ampersand ignores them.
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
    ///           requiredFields:
    ///             - fieldName: hs_lead_status
    ///               mapToName: status
    ///               prompt: Which field holds the status?
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
    ///             - mapToName: status
    ///               mapToDisplayName: Status
    ///               prompt: Which field holds the status?
    /// ```
    id: "ignored-prompt",
    group: Fields,
    level: Warning,
    fixes: Safe,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    for field in object.fields() {
        let Some(name) = field.field_name.get() else {
            continue;
        };
        for (key, slot) in [("prompt", &field.prompt), ("default", &field.default)] {
            let Some(text) = slot.get() else { continue };
            let finding = sink.report(
                cx.key(text.at),
                format!(
                    "{} is ignored: the field is {}, and nobody is asked for it",
                    code(key),
                    code(name.as_str())
                ),
            );
            finding
                .label("only for fields that customers map")
                .also(cx.span(name.at), "settles the field")
                .help(format!(
                    "remove {}, or remove `fieldName` and let customers choose",
                    code(key)
                ));
            let edit = cx.remove_own_entry(field.at, text.at);
            finding.fix(edit.map(|edit| Fix::safe(format!("remove {}", code(key)), [edit])));
        }
    }
}
