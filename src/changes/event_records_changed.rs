//! `event-records-changed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::SubscribeObject;

change! {
    /// An `associationChangeEvent` with or without full records: `includeFullRecords`.
    ///
    /// ## Why
    ///
    /// The webhook gets other messages. Whether existing installations follow is not documented.
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
    ///           associationChangeEvent:
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
    ///           associationChangeEvent:
    ///             enabled: always
    ///             includeFullRecords: true
    /// ```
    ///
    /// ## What to do
    ///
    /// Let your webhook understand both before you deploy.
    id: "event-records-changed",
    class: Everyone,
    certainty: Undocumented,
    since: "0.2.0",
    look: SubscribeObject(look),
}

fn look(pair: &Pair<'_, SubscribeObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let slots = (
        &both.old.value.association_change_event,
        &both.new.value.association_change_event,
    );
    let Some(((old, before), (new, after))) = sink.within("associationChangeEvent", both.here(), slots)
    else {
        return;
    };
    let (key, slots) = (
        "includeFullRecords",
        (&before.include_full_records, &after.include_full_records),
    );
    let Some((on, (was, is))) = sink.turned(key, (old.here(), new.here()), slots) else {
        return;
    };
    let with = if on { "with" } else { "without" };
    sink.report(
        new.key(key),
        was.unwrap_or(before.at),
        is.unwrap_or(after.at),
        format!(
            "association changes of {} come {with} full records now",
            code(both.new.name)
        ),
    )
    .help("let the webhook understand both before you deploy");
}
