//! `watch-schema-added`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::Integration;

change! {
    /// An integration that watches the schema, and did not.
    ///
    /// ## Why
    ///
    /// It holds for all objects of all installations, from the deployment on: your webhook gets messages about
    /// fields.
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
    ///           destination: contactWebhook
    ///     watchSchema:
    ///       destination: schemaWebhook
    ///       allObjects:
    ///         fieldCreated:
    ///           enabled: always
    /// ```
    ///
    /// ## What to do
    ///
    /// Let the destination understand these messages before you deploy.
    id: "watch-schema-added",
    class: Everyone,
    certainty: Documented,
    since: "0.2.0",
    look: Integration(look),
}

fn look(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let slots = (&old.value.watch_schema, &new.value.watch_schema);
    let Some((None, Some(after))) = sink.both("watchSchema", (old.here(), slots.0), (new.here(), slots.1))
    else {
        return;
    };
    let (place, name) = (sink.key(false, after.at), code(new.name));
    sink.report(
        new.key("watchSchema"),
        None,
        Some(place),
        format!(
            "{name} watches the schema now: for all objects of all installations, from the deployment on"
        ),
    )
    .help("let the destination understand its messages before you deploy");
}
