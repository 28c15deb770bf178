use crate::manifest::{At, Integration, Slot, SubscribeObject};
use crate::rule::{Context, Sink, rule};

rule! {
    /// An update event that says twice, or not at all, which fields to watch.
    ///
    /// ## Why
    ///
    /// `updateEvent` needs exactly one of `watchFieldsAuto` and a list of `requiredWatchFields`. Ampersand
    /// refuses both together, neither, and an empty list.
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
    ///             - fieldName: email
    ///             - fieldName: phone
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           updateEvent:
    ///             enabled: always
    ///             watchFieldsAuto: all
    ///             requiredWatchFields:
    ///               - email
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
    ///             - fieldName: email
    ///             - fieldName: phone
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           updateEvent:
    ///             enabled: always
    ///             requiredWatchFields:
    ///               - email
    /// ```
    id: "update-event-watch-fields",
    group: Subscribe,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: SubscribeObject(check),
}

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &SubscribeObject<'_>, sink: &mut Sink<'_>) {
    let Some(event) = object.update_event.get() else {
        return;
    };
    match (&event.watch_fields_auto, &event.required_watch_fields) {
        (Slot::Missing, Slot::Missing) => {
            if cx.document.is_damaged(event.at.node) || stands_elsewhere(cx, object, event.at) {
                return;
            }
            sink.report(
                cx.key(event.at),
                "`updateEvent` does not say which fields to watch",
            )
            .label("neither `watchFieldsAuto` nor `requiredWatchFields`")
            .help("add `watchFieldsAuto: all`, or list the fields under `requiredWatchFields`");
        }
        (auto, Slot::Value(list))
            if list.value.is_empty() && cx.document.children(list.at.node).next().is_none() =>
        {
            if cx.document.is_damaged(list.at.node) {
                return;
            }
            let finding = sink.report(
                cx.value(list.at),
                "`requiredWatchFields` is empty: it must name at least one field",
            );
            finding.label("no field");
            if let Some(auto) = auto.get() {
                finding
                    .also(cx.key_span(auto.at), "says what to watch")
                    .help("remove the empty list");
            } else {
                finding.help("list the fields to watch, or write `watchFieldsAuto: all` instead");
            }
        }
        (Slot::Value(auto), Slot::Value(list)) => {
            let (auto_key, list_key) = (cx.key(auto.at), cx.key(list.at));
            let message = "`updateEvent` takes `watchFieldsAuto` or `requiredWatchFields`, not both";
            let (one, other) = ("one way to say what to watch", "another way");
            let in_order = auto_key.span <= list_key.span;
            let (first, later) = if in_order {
                (auto_key, list_key)
            } else {
                (list_key, auto_key)
            };
            sink.report(later, message)
                .label(other)
                .also(first.span, one)
                .help("write one or the other");
        }
        _ => {}
    }
}

/// Whether they are there, but in a wrong place or under an old name, which has been reported.
fn stands_elsewhere(cx: &Context<'_>, object: &SubscribeObject<'_>, event: At) -> bool {
    const KEYS: [&str; 3] = ["watchFieldsAuto", "requiredWatchFields", "watchFields"];
    let here = |at, key| cx.find_key(at, key).is_some();
    let others = cx
        .document
        .pairs(object.at.node)
        .filter(|&(_, value)| cx.document.resolve(value) != event.node);
    here(event, "watchFields")
        || KEYS.into_iter().any(|key| here(object.at, key))
        || others
            .map(|(_, value)| value)
            .any(|value| cx.has_key_below(value, &KEYS))
}
