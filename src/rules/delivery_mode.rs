use crate::manifest::{Delivery, Integration, ReadObject, Slot};
use crate::rule::{Applicability, Context, Edit, Fix, Level, Sink, rule};

rule! {
    /// A delivery mode and a page size that do not go together.
    ///
    /// ## Why
    ///
    /// `pageSize` belongs to `mode: onRequest`. Ampersand refuses it with `mode: auto`, and refuses `onRequest`
    /// without it. Without any mode it has no effect.
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
    ///             pageSize: 100
    /// ```
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
    ///             pageSize: 100
    /// ```
    ///
    /// ## Notes
    ///
    /// A page size without a mode is a warning.
    id: "delivery-mode",
    group: Delivery,
    level: Error,
    milder: true,
    fixes: Unsafe,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let Some(delivery) = object.delivery.get() else {
        return;
    };
    match (&delivery.mode, &delivery.page_size) {
        (Slot::Value(mode), Slot::Value(size)) if mode.as_str() == "auto" => {
            let finding = sink.report(
                cx.key(size.at),
                "`pageSize` has no place beside `mode: auto`; Ampersand refuses the two together",
            );
            finding
                .label("only for `onRequest`")
                .also(cx.span(mode.at), "records are sent as they are read")
                .help("remove `pageSize`, or write `mode: onRequest`")
                .fix(remove(cx.remove_entry(size.at)))
                .fix(cx.replace_plain(mode.at, "deliver on request", Applicability::Unsafe, "onRequest"));
        }
        (Slot::Missing, Slot::Value(size)) if !cx.document.is_damaged(delivery.at.node) => {
            let insert = match cx.empty_entry(delivery.at, &["mode"]) {
                Some(empty) => cx.fill(&empty, "onRequest"),
                None => cx.insert_before(size.at, "mode: onRequest"),
            };
            sink.report(
                cx.key(size.at),
                "`pageSize` does nothing without `mode: onRequest`",
            )
            .level(Level::Warning)
            .label("records are sent as they are read")
            .help("add `mode: onRequest`, or remove `pageSize`")
            .fix(insert.map(|edit| Fix::risky("add `mode: onRequest`", [edit])))
            .fix(remove(remove_size(cx, delivery)));
        }
        (Slot::Value(mode), Slot::Missing)
            if mode.as_str() == "onRequest" && !cx.document.is_damaged(delivery.at.node) =>
        {
            let insert = match cx.empty_entry(delivery.at, &["pageSize"]) {
                Some(empty) => cx.fill(&empty, "100"),
                None => cx.insert_after(mode.at, "pageSize: 100"),
            };
            sink.report(
                cx.value(mode.at),
                "`mode: onRequest` needs a `pageSize`; Ampersand refuses it without one",
            )
            .label("how many records at a time?")
            .help("add a page size from 50 to 500, for example `pageSize: 100`")
            .fix(insert.map(|edit| Fix::risky("add `pageSize: 100`", [edit])));
        }
        _ => {}
    }
}

/// The entry alone, or all of `delivery` where nothing else is in it.
fn remove_size(cx: &Context<'_>, delivery: &Delivery<'_>) -> Option<Edit> {
    let size = delivery.page_size.get()?;
    let only = cx.document.pairs(delivery.at.node).count() == 1;
    cx.remove_entry(if only { delivery.at } else { size.at })
}

fn remove(edit: Option<Edit>) -> Option<Fix> {
    edit.map(|edit| Fix::risky("remove `pageSize`", [edit]))
}
