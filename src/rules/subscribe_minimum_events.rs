use crate::manifest::{Integration, Shape, Slot, SubscribeObject};
use crate::rule::{Context, Sink, code, rule};

rule! {
    /// A subscribe object without any event.
    ///
    /// ## Why
    ///
    /// Nothing is delivered for it unless an installation's own configuration adds events. Ampersand accepts that,
    /// but mostly the events were forgotten.
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
    ///           createEvent:
    ///             enabled: always
    /// ```
    id: "subscribe-minimum-events",
    group: Subscribe,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: SubscribeObject(check),
}

const KEYS: [&str; 5] = [
    "createEvent",
    "updateEvent",
    "deleteEvent",
    "associationChangeEvent",
    "otherEvents",
];

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &SubscribeObject<'_>, sink: &mut Sink<'_>) {
    let empty = match &object.other_events {
        Slot::Missing => None,
        Slot::Unusable => return,
        Slot::Value(list) if cx.document.children(list.at.node).next().is_some() => return,
        Slot::Value(list) if cx.document.is_damaged(list.at.node) => return,
        Slot::Value(list) => Some(list),
    };
    let standard = object.has_standard_events();
    if empty.is_none() && (standard || is_told_otherwise(cx, object)) {
        return;
    }
    let (place, subject) = match object.object_name.get() {
        Some(name) => (cx.value(name.at), code(name.as_str())),
        None => (cx.key(object.at), "this object".to_owned()),
    };
    let message = if standard {
        format!("{subject} has an empty list of `otherEvents`")
    } else {
        format!("{subject} has no event: nothing is delivered unless an installation adds one")
    };
    let finding = sink.report(place, message);
    if let Some(list) = empty {
        finding.also(cx.span(list.at), "no event");
    }
    if standard {
        finding.help("name events in it, or remove it");
    } else {
        finding
            .label("without events")
            .help("add `createEvent`, `updateEvent`, `deleteEvent` or `otherEvents`");
    }
}

/// Whether events seem to be there that can't be read, which has been reported.
fn is_told_otherwise(cx: &Context<'_>, object: &SubscribeObject<'_>) -> bool {
    cx.document.is_damaged(object.at.node)
        || cx.has_key_below(object.at.node, &KEYS)
        || cx.has_foreign_section(object.at, Shape::SubscribeObject)
}
