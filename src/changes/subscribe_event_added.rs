//! `subscribe-event-added`

use std::collections::HashSet;

use super::subscribe_event_removed::{events, others};
use crate::change::{Pair, Sink, change, code};
use crate::manifest::{SubscribeObject, name_path};

change! {
    /// A subscribe object with an event that it did not have, or a name of `otherEvents`.
    ///
    /// ## Why
    ///
    /// The subscriptions at the provider are made again, for every installation; that may take up to 10 minutes,
    /// and your webhook gets events that it did not know.
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
    ///           deleteEvent:
    ///             enabled: always
    /// ```
    ///
    /// ## What to do
    ///
    /// Let your webhook understand the event before you deploy.
    id: "subscribe-event-added",
    class: Everyone,
    certainty: Observed,
    since: "0.2.0",
    look: SubscribeObject(look),
}

fn look(pair: &Pair<'_, SubscribeObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (before, after) = (events(sink, true, &both.old), events(sink, false, &both.new));
    let name = code(both.new.name);
    let cost = "subscriptions at the provider are made again, which may take up to 10 minutes";
    for ((key, before), (_, after)) in before.into_iter().zip(after) {
        let (Some(None), Some(Some(after))) = (before, after) else {
            continue;
        };
        let place = sink.key(false, after);
        sink.report(
            both.new.key(key),
            None,
            Some(place),
            format!("`{key}` of {name} is new: {cost}"),
        )
        .help("let the webhook understand it before you deploy");
    }
    let (Some(before), Some(after)) = (others(sink, true, &both.old), others(sink, false, &both.new)) else {
        return;
    };
    let known: HashSet<&str> = before.iter().map(|&(event, _)| event).collect();
    for (event, at) in after.into_iter().filter(|(event, _)| !known.contains(event)) {
        sink.report(
            both.new.key("otherEvents") + &name_path::item(event, 1),
            None,
            at,
            format!("the event {} of {name} is new: {cost}", code(event)),
        )
        .help("let the webhook understand it before you deploy");
    }
}
