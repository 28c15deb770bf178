//! `watch-schema-changed`

use crate::change::{Pair, Sink, change, code, runs, same_runs};
use crate::manifest::{Integration, Text};

change! {
    /// An integration that watches the schema in another way: another destination, schedule, or other events.
    ///
    /// ## Why
    ///
    /// It holds for all objects of all installations, from the deployment on.
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
    ///     watchSchema:
    ///       destination: fieldWebhook
    ///       allObjects:
    ///         fieldCreated:
    ///           enabled: always
    /// ```
    ///
    /// ## What to do
    ///
    /// Let the destination understand what is new before you deploy.
    id: "watch-schema-changed",
    class: Everyone,
    certainty: Documented,
    since: "0.2.0",
    look: Integration(look),
}

fn look(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let slots = (&both.old.value.watch_schema, &both.new.value.watch_schema);
    let Some(((old, before), (new, after))) = sink.within("watchSchema", both.here(), slots) else {
        return;
    };
    let here = (old.here(), new.here());
    let mut parts = Vec::new();
    let slots = (&before.destination, &after.destination);
    if let Some((was, is)) = sink.text("destination", here, slots) {
        let said = |text: Option<&Text<'_>>| text.map_or("none".to_owned(), |text| code(text.as_str()));
        parts.push(format!(
            "its messages went to {} and go to {}",
            said(was),
            said(is)
        ));
    }
    let values = sink.both("schedule", (here.0, &before.schedule), (here.1, &after.schedule));
    if let Some((was, is)) = values {
        let used = |text: Option<&Text<'_>>| {
            text.map(|text| text.as_str().to_owned())
                .filter(|text| !text.is_empty())
        };
        let (was, is) = (used(was), used(is));
        let same = match (&was, &is) {
            (Some(was), Some(is)) => same_runs(was, is),
            (was, is) => was.is_none() && is.is_none(),
        };
        if !same {
            let said = |text: &Option<String>| text.as_deref().map_or("once a day".to_owned(), runs);
            parts.push(format!("it ran {} and runs {}", said(&was), said(&is)));
        }
    }
    let slots = (&before.all_objects, &after.all_objects);
    if let Some(((old, was), (new, is))) = sink.within("allObjects", here, slots) {
        let here = (old.here(), new.here());
        for (key, was, is) in [
            ("fieldCreated", &was.field_created, &is.field_created),
            ("fieldDeleted", &was.field_deleted, &is.field_deleted),
            ("fieldChanged", &was.field_changed, &is.field_changed),
        ] {
            match sink.both(key, (here.0, was), (here.1, is)) {
                Some((None, Some(_))) => parts.push(format!("`{key}` is new")),
                Some((Some(_), None)) => parts.push(format!("`{key}` is gone")),
                _ => {}
            }
        }
    }
    if parts.is_empty() {
        return;
    }
    let (places, name) = (
        (sink.key(true, before.at), sink.key(false, after.at)),
        code(both.new.name),
    );
    sink.report(
        both.new.key("watchSchema"),
        Some(places.0),
        Some(places.1),
        format!(
            "{name} watches the schema in another way: {}; for all objects of all installations, from the deployment on",
            parts.join(", ")
        ),
    )
    .help("let the destination understand what is new before you deploy");
}
