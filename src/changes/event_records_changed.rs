//! `event-records-changed`

use crate::change::{Here, Pair, Sides, Sink, change, code};
use crate::manifest::{Spanned, SubscribeObject};

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

fn look(_: &Sides<'_>, pair: &Pair<'_, SubscribeObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let slots = (
        &old.value.association_change_event,
        &new.value.association_change_event,
    );
    let events = sink.both(
        "associationChangeEvent",
        (old.here(), slots.0),
        (new.here(), slots.1),
    );
    let Some((Some(before), Some(after))) = events else {
        return;
    };
    let paths = (
        old.key("associationChangeEvent"),
        new.key("associationChangeEvent"),
    );
    let here = (
        Here {
            path: &paths.0,
            at: before.at,
        },
        Here {
            path: &paths.1,
            at: after.at,
        },
    );
    let slots = (&before.include_full_records, &after.include_full_records);
    let values = sink.both("includeFullRecords", (here.0, slots.0), (here.1, slots.1));
    let Some((was, is)) = values else { return };
    let on = |flag: Option<&Spanned<bool>>| flag.is_some_and(|flag| flag.value);
    if on(was) == on(is) {
        return;
    }
    let with = if on(is) { "with" } else { "without" };
    sink.report(
        new.key("associationChangeEvent.includeFullRecords"),
        was.map_or(before.at, |flag| flag.at),
        is.map_or(after.at, |flag| flag.at),
        format!(
            "association changes of {} come {with} full records now",
            code(new.name)
        ),
    )
    .help("let the webhook understand both before you deploy");
}
