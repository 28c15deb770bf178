use crate::manifest::{Integration, ReadObject};
use crate::rule::{Context, Sink, rule};

rule! {
    /// Any use of `delivery`, which Ampersand's guide calls deprecated.
    ///
    /// ## Why
    ///
    /// It still works, but the guide now advises to trigger reads through the API when records are wanted at a
    /// certain time. `mode: auto` is what happens anyway.
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
    ///           schedule: "*/30 * * * *"
    ///           optionalFieldsAuto: all
    ///           delivery:
    ///             mode: auto
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
    ///           schedule: "*/30 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    id: "delivery-deprecated",
    group: Delivery,
    level: Info,
    fixes: Never,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let Some(delivery) = object.delivery.get() else {
        return;
    };
    let on_request = delivery
        .mode
        .get()
        .is_some_and(|mode| mode.as_str() == "onRequest");
    let help = if on_request {
        "trigger reads through the API when you want the records, instead of having them held"
    } else {
        "remove it: without it, too, records are sent as they are read"
    };
    sink.report(
        cx.key(delivery.at),
        "`delivery` is deprecated: Ampersand's guide advises to trigger reads instead",
    )
    .label("still works")
    .help(help);
}
