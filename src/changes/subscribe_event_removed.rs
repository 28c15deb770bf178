//! `subscribe-event-removed`

use std::collections::HashSet;

use crate::change::{At, NamedItem, Pair, Sink, change, code};
use crate::manifest::{SubscribeObject, name_path};

change! {
    /// A subscribe object without an event that it had, or a name of `otherEvents`.
    ///
    /// ## Why
    ///
    /// Code that waits for the event waits in vain. Whether existing subscriptions at the provider are taken down
    /// is not documented.
    ///
    /// ## Before
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    ///           deleteEvent:
    ///             enabled: always
    /// ```
    ///
    /// ## After
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    /// ```
    ///
    /// ## What to do
    ///
    /// Make sure that nothing waits for it.
    id: "subscribe-event-removed",
    class: Breaking,
    certainty: Undocumented,
    since: "0.2.0",
    look: SubscribeObject(look),
}

fn look(pair: &Pair<'_, SubscribeObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (before, after) = (events(sink, true, &both.old), events(sink, false, &both.new));
    let name = code(both.new.name);
    for ((key, before), (_, after)) in before.into_iter().zip(after) {
        let (Some(Some(before)), Some(None)) = (before, after) else {
            continue;
        };
        let place = sink.key(true, before);
        sink.report(
            both.old.key(key),
            Some(place),
            None,
            format!("`{key}` of {name} is gone: what waits for it waits in vain"),
        )
        .help("make sure that nothing waits for it");
    }
    let (Some(before), Some(after)) = (others(sink, true, &both.old), others(sink, false, &both.new)) else {
        return;
    };
    let kept: HashSet<&str> = after.iter().map(|&(event, _)| event).collect();
    for (event, at) in before.into_iter().filter(|(event, _)| !kept.contains(event)) {
        sink.report(
            both.old.key("otherEvents") + &name_path::item(event, 1),
            at,
            None,
            format!(
                "the event {} of {name} is gone: what waits for it waits in vain",
                code(event)
            ),
        )
        .help("make sure that nothing waits for it");
    }
}

/// The standard events of an object: key, and place; `None` where one can't be read.
#[expect(
    clippy::option_option,
    reason = "what is not there, and what can't be told, are two things"
)]
pub(super) fn events(
    sink: &mut Sink<'_>,
    old: bool,
    entry: &NamedItem<'_, SubscribeObject<'_>>,
) -> [(&'static str, Option<Option<At>>); 4] {
    let (here, object) = (entry.here(), entry.value);
    let create = sink.one(old, "createEvent", here, &object.create_event);
    let update = sink.one(old, "updateEvent", here, &object.update_event);
    let delete = sink.one(old, "deleteEvent", here, &object.delete_event);
    let change = sink.one(
        old,
        "associationChangeEvent",
        here,
        &object.association_change_event,
    );
    [
        ("createEvent", create.map(|event| event.map(|event| event.at))),
        ("updateEvent", update.map(|event| event.map(|event| event.at))),
        ("deleteEvent", delete.map(|event| event.map(|event| event.at))),
        (
            "associationChangeEvent",
            change.map(|event| event.map(|event| event.at)),
        ),
    ]
}

/// The raw events of an object, each once, in order.
pub(super) fn others<'a>(
    sink: &mut Sink<'_>,
    old: bool,
    entry: &NamedItem<'a, SubscribeObject<'a>>,
) -> Option<Vec<(&'a str, At)>> {
    let list = sink.one(old, "otherEvents", entry.here(), &entry.value.other_events)?;
    let mut seen = HashSet::new();
    let events = list.map_or(&[][..], |list| &list.value);
    let once = events.iter().filter(|event| seen.insert(event.as_str()));
    Some(once.map(|event| (event.as_str(), event.at)).collect())
}
