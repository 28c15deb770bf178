use crate::manifest::{Integration, ReadObject, Slot};
use crate::rule::{Context, Sink, code, rule};

rule! {
    /// A field for customers to map that has no name to show them.
    ///
    /// ## Why
    ///
    /// A `mapToName` without `fieldName` asks the customer during set-up which of their fields to use. Without
    /// `mapToDisplayName` the question has no words.
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
    ///             - mapToName: priority
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
    ///             - mapToName: priority
    ///               mapToDisplayName: Priority
    ///               prompt: Which field says how important a contact is?
    /// ```
    id: "mapping-without-label",
    group: Fields,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    for field in object.fields() {
        let unlabelled = match &field.map_to_display_name {
            Slot::Missing => true,
            Slot::Unusable => false,
            Slot::Value(label) => label.as_str().trim().is_empty(),
        };
        if !unlabelled || !field.field_name.is_missing() {
            continue;
        }
        let Some(name) = field.map_to_name.get() else {
            continue;
        };
        // A `fieldName` with nothing after it is another mistake.
        if cx.document.is_damaged(field.at.node) || cx.find_key(field.at, "fieldName").is_some() {
            continue;
        }
        sink.report(
            cx.value(name.at),
            format!(
                "{} is for customers to map, but has no name to show them",
                code(name.as_str())
            ),
        )
        .label("without `mapToDisplayName`")
        .help("add `mapToDisplayName`, the name that customers see during set-up");
    }
}
