//! `destination-changed`

use crate::change::{Kept, Pair, Sink, UPDATE_ONE, change, code};
use crate::manifest::{ReadObject, Slot, SubscribeObject, Text};

change! {
    /// A read or subscribe object with another destination.
    ///
    /// ## Why
    ///
    /// Whether existing installations follow is not documented: a saved configuration may keep the old destination.
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
    ///           destination: peopleWebhook
    /// ```
    ///
    /// ## What to do
    ///
    /// Let both destinations receive until nothing more arrives at the old one. An API call changes the destination
    /// of one installation.
    id: "destination-changed",
    class: Everyone,
    certainty: Undocumented,
    since: "0.2.0",
    look: ReadObject(read) and SubscribeObject(subscribe),
}

fn read(pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    look(
        both,
        (&both.old.value.destination, &both.new.value.destination),
        sink,
    );
}

fn subscribe(pair: &Pair<'_, SubscribeObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    look(
        both,
        (&both.old.value.destination, &both.new.value.destination),
        sink,
    );
}

fn look<'a, T>(both: &Kept<'_, T>, slots: (&'a Slot<Text<'a>>, &'a Slot<Text<'a>>), sink: &mut Sink<'_>) {
    let new = &both.new;
    let Some((before, after)) = sink.text("destination", both.here(), slots) else {
        return;
    };
    let said = |text: Option<&Text<'_>>| text.map_or("none".to_owned(), |text| code(text.as_str()));
    sink.text_changed(
        new.key("destination"),
        both,
        (before, after),
        format!(
            "{} went to {} and goes to {}: those who installed it before may keep the old destination",
            code(new.name),
            said(before),
            said(after)
        ),
    )
    .help(format!("keep the old destination receiving; {UPDATE_ONE}"));
}
