//! `watch-schema-removed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::Integration;

change! {
    /// An integration that no longer watches the schema.
    ///
    /// ## Why
    ///
    /// It holds for all objects of all installations, from the deployment on: messages about fields stop.
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
    ///     watchSchema:
    ///       destination: schemaWebhook
    ///       allObjects:
    ///         fieldCreated:
    ///           enabled: always
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
    /// ```
    ///
    /// ## What to do
    ///
    /// Make sure that nothing waits for these messages.
    id: "watch-schema-removed",
    class: Everyone,
    certainty: Documented,
    since: "0.2.0",
    look: Integration(look),
}

fn look(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let slots = (&old.value.watch_schema, &new.value.watch_schema);
    let Some((Some(before), None)) = sink.both("watchSchema", (old.here(), slots.0), (new.here(), slots.1))
    else {
        return;
    };
    let (place, name) = (sink.key(true, before.at), code(new.name));
    sink.report(
        old.key("watchSchema"),
        Some(place),
        None,
        format!("{name} no longer watches the schema: for all installations, messages about fields stop"),
    )
    .help("no part of your code should expect them any more");
}
