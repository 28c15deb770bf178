use crate::manifest::{Integration, ReadObject, Slot};
use crate::rule::{Context, Sink, code, rule};

rule! {
    /// An object that is always read, without a schedule or fields of its own.
    ///
    /// ## Why
    ///
    /// With `enabled: always` an object is read for every installation, and no customer sets it up. So it
    /// needs a `schedule` and `requiredFields`, and none of those may have a `mapToName`. Ampersand refuses it
    /// otherwise.
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
    ///           enabled: always
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
    ///           enabled: always
    ///           schedule: "0 * * * *"
    ///           requiredFields:
    ///             - fieldName: email
    /// ```
    id: "always-enabled-fields",
    group: Fields,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let Some(enabled) = object.enabled.get() else {
        return;
    };
    let is_gone = |missing, key| {
        missing && !cx.document.is_damaged(object.at.node) && !cx.stands_elsewhere(object.at, &[key])
    };
    let no_schedule = is_gone(object.schedule.is_missing(), "schedule");
    let no_fields = is_gone(object.required_fields.is_missing(), "requiredFields");
    let missing = match (no_schedule, no_fields) {
        (true, true) => Some(("a `schedule` and `requiredFields`", "without both")),
        (true, false) => Some(("a `schedule`", "without a schedule")),
        (false, true) => Some(("`requiredFields`", "without required fields")),
        (false, false) => None,
    };
    if let Some((needed, label)) = missing {
        sink.report(
            cx.value(enabled.at),
            format!("an object with `enabled: always` needs {needed}"),
        )
        .label(label)
        .help(match (no_schedule, no_fields) {
            (true, true) => "add `schedule`, and list under `requiredFields` what is to be read",
            (true, false) => "add `schedule`, for example `schedule: \"0 * * * *\"`",
            _ => "list under `requiredFields` what is to be read: customers can't choose for it",
        });
    }
    let Slot::Value(required) = &object.required_fields else {
        return;
    };
    let empty = required.value.is_empty() && cx.document.children(required.at.node).next().is_none();
    if empty && !cx.document.is_damaged(required.at.node) {
        sink.report(
            cx.value(required.at),
            "an object with `enabled: always` needs `requiredFields`, and the list is empty",
        )
        .label("no field")
        .also(cx.span(enabled.at), "always read")
        .help("list what is to be read: customers can't choose for it");
    }
    for field in &required.value {
        let Some(mapped) = field.map_to_name.get() else {
            continue;
        };
        let shown = code(mapped.as_str());
        let (message, help) = match &field.field_name {
            Slot::Value(_) => (
                format!(
                    "a required field of an object with `enabled: always` can't be mapped, as this one is to {shown}"
                ),
                "remove `mapToName`, or `enabled: always`",
            ),
            Slot::Missing => (
                format!(
                    "nobody is there to choose a field for {shown}: an object with `enabled: always` has no set-up"
                ),
                "name the field with `fieldName`, or remove `enabled: always`",
            ),
            Slot::Unusable => continue,
        };
        sink.report(cx.value(mapped.at), message)
            .label("mapped")
            .also(cx.span(enabled.at), "always read, without set-up")
            .help(help);
    }
}
