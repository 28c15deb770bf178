use crate::manifest::{Integration, ReadObject};
use crate::rule::{Context, Sink, code, rule};
use crate::rules::shared::called;

rule! {
    /// `optionalFieldsAuto` on an object whose fields the connector can't list.
    ///
    /// ## Why
    ///
    /// With `optionalFieldsAuto: all` customers choose from the object's fields. The connector has no list of the fields
    /// of some objects, so that there is nothing to choose from, and only the required fields are read.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: usage
    ///     provider: marketo
    ///     read:
    ///       objects:
    ///         - objectName: stats/usage
    ///           destination: usageWebhook
    ///           schedule: "0 6 * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: usage
    ///     provider: marketo
    ///     read:
    ///       objects:
    ///         - objectName: stats/usage
    ///           destination: usageWebhook
    ///           schedule: "0 6 * * *"
    ///           requiredFields:
    ///             - fieldName: date
    ///             - fieldName: total
    /// ```
    id: "optional-fields-unsupported",
    group: Provider,
    level: Warning,
    fixes: Never,
    rests_on_facts: true,
    since: "0.2.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let (Some(module), Some(name), Some(auto)) = (
        cx.module(integration),
        object.object_name.get(),
        object.optional_fields_auto.get(),
    ) else {
        return;
    };
    if cx
        .object(module, name)
        .is_some_and(|object| object.has_no_metadata())
    {
        let message = format!(
            "the connector of {} can't list the fields of {}: `optionalFieldsAuto` finds none",
            called(module),
            code(name.as_str())
        );
        sink.report(cx.key(auto.at), message)
            .also(cx.span(name.at), "no list of its fields")
            .help("name the fields in `requiredFields` or `optionalFields`");
    }
}
