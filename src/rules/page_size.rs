use crate::manifest::{Integration, ReadObject, Slot};
use crate::rule::{Applicability, Context, Sink, code, rule};

rule! {
    /// A page size outside 50 to 500.
    ///
    /// ## Why
    ///
    /// Ampersand refuses it: a page holds at least 50 records and at most 500.
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
    ///             mode: onRequest
    ///             pageSize: 1000
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
    ///           delivery:
    ///             mode: onRequest
    ///             pageSize: 500
    /// ```
    ///
    /// ## Notes
    ///
    /// Where `pageSize` has no place or no effect at all, only `delivery-mode` speaks.
    id: "page-size",
    aliases: ["delivery-mode"],
    group: Delivery,
    level: Error,
    fixes: Unsafe,
    since: "0.1.0",
    check: ReadObject(check),
}

/// The fewest and the most records of a page (spec "Delivery").
const BOUNDS: (i64, i64) = (50, 500);

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let Some(delivery) = object.delivery.get() else {
        return;
    };
    let Some(size) = delivery.page_size.get() else {
        return;
    };
    let (least, most) = BOUNDS;
    let on_request = match &delivery.mode {
        Slot::Value(mode) => mode.as_str() == "onRequest",
        Slot::Missing => false,
        Slot::Unusable => true,
    };
    let near = size.value.clamp(least, most);
    if !on_request || near == size.value {
        return;
    }
    let near_text = near.to_string();
    let label = if near == least {
        format!("fewer than {least}")
    } else {
        format!("more than {most}")
    };
    sink.report(
        cx.value(size.at),
        format!(
            "a page of {} records is refused: Ampersand takes {least} to {most}",
            size.value
        ),
    )
    .label(label)
    .help(format!("write {}", code(&near_text)))
    .fix(cx.replace_plain(
        size.at,
        format!("write {}", code(&near_text)),
        Applicability::Unsafe,
        &near_text,
    ));
}
