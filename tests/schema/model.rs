//! What of a manifest the schema can judge, told from our model: problems of its shape, and what the
//! specification says of keys that go together.

use amplint::manifest::{Field, Manifest, ReadObject, Slot, SubscribeObject, Text, ViolationKind};

/// Whether the schema sees it too. A number or boolean in an odd spelling is the same number in JSON.
pub fn is_shape(kind: &ViolationKind) -> bool {
    !matches!(kind, ViolationKind::ImplicitSpelling { .. })
}

/// The rules that [`refused`] speaks for in full. Of `schedule-syntax` the schema knows the number of fields only.
pub const RULES: &[&str] = &[
    "always-enabled-fields",
    "backfill-config",
    "delivery-mode",
    "display-name-length",
    "field-path",
    "integration-name",
    "page-size",
    "spec-version",
    "subscribe-inherit-fields",
    "subscribe-requires-read",
    "update-event-watch-fields",
    "watch-fields-no-nesting",
    "watch-schema-events",
];

/// The rules, among those that the schema can express, that a manifest of sound shape breaks.
pub fn refused(manifest: &Manifest<'_>) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut refuse = |rule, broken: bool| {
        if broken && !found.contains(&rule) {
            found.push(rule);
        }
    };
    let version = manifest.spec_version.get();
    refuse(
        "spec-version",
        version.is_some_and(|version| version.as_str() != "1.0.0"),
    );
    for integration in manifest.integrations() {
        let usual = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let name = integration.name.get().map_or("a", |name| name.as_str());
        refuse("integration-name", name.len() > 64 || !name.chars().all(usual));
        let shown = integration.display_name.get().map_or("", |name| name.as_str());
        refuse("display-name-length", shown.chars().count() > 100);
        refuse(
            "subscribe-requires-read",
            integration.read.is_missing() && !integration.subscribe.is_missing(),
        );
        for object in integration.read_objects() {
            read_object(object, &mut refuse);
        }
        for object in integration.subscribe_objects() {
            subscribe_object(object, &mut refuse);
        }
        let Some(watch) = integration.watch_schema.get() else {
            continue;
        };
        schedule(&watch.schedule, &mut refuse);
        refuse("watch-schema-events", integration.read.is_missing());
        if let Some(all) = watch.all_objects.get() {
            let events = [&all.field_created, &all.field_deleted, &all.field_changed];
            refuse(
                "watch-schema-events",
                events.iter().all(|event| event.is_missing()),
            );
        }
    }
    found
}

fn schedule(schedule: &Slot<Text<'_>>, refuse: &mut impl FnMut(&'static str, bool)) {
    let fields = schedule
        .get()
        .map_or(5, |schedule| schedule.as_str().split_whitespace().count());
    refuse("schedule-syntax", fields != 5);
}

fn read_object(object: &ReadObject<'_>, refuse: &mut impl FnMut(&'static str, bool)) {
    schedule(&object.schedule, refuse);
    let required: &[Field<'_>] = object.required_fields.get().map_or(&[], |fields| &fields.value);
    if !object.enabled.is_missing() {
        let mapped = required.iter().any(|field| !field.map_to_name.is_missing());
        refuse(
            "always-enabled-fields",
            object.schedule.is_missing() || required.is_empty() || mapped,
        );
    }
    for field in object.fields() {
        for name in [&field.field_name, &field.map_to_name]
            .into_iter()
            .filter_map(Slot::get)
        {
            refuse(
                "field-path",
                name.as_str().starts_with('$') && !is_path(name.as_str()),
            );
        }
    }
    if let Some(delivery) = object.delivery.get() {
        let on_request = delivery
            .mode
            .get()
            .is_some_and(|mode| mode.as_str() == "onRequest");
        refuse("delivery-mode", on_request == delivery.page_size.is_missing());
        let size = delivery.page_size.get().map_or(50, |size| size.value);
        refuse("page-size", on_request && !(50..=500).contains(&size));
    }
    if let Some(period) = object
        .backfill
        .get()
        .and_then(|backfill| backfill.default_period.get())
    {
        let both_or_neither = period.days.is_missing() == period.full_history.is_missing();
        let negative = period.days.get().is_some_and(|days| days.value < 0);
        refuse("backfill-config", both_or_neither || negative);
    }
}

/// `$` and one or more of `['key']` and `[*]`.
fn is_path(path: &str) -> bool {
    let mut rest = &path[1..];
    while let Some(inner) = rest.strip_prefix('[') {
        let Some((step, after)) = inner.split_once(']') else {
            return false;
        };
        // A bracket may stand in a key.
        let (step, after) = match inner.strip_prefix('\'').and_then(|key| key.split_once('\'')) {
            Some((key, after)) if !key.is_empty() && after.starts_with(']') => ("*", &after[1..]),
            Some(_) => return false,
            None => (step, after),
        };
        if step != "*" {
            return false;
        }
        rest = after;
    }
    rest.is_empty() && path.len() > 1
}

fn subscribe_object(object: &SubscribeObject<'_>, refuse: &mut impl FnMut(&'static str, bool)) {
    let standard = !object.create_event.is_missing()
        || !object.update_event.is_missing()
        || !object.delete_event.is_missing()
        || !object.association_change_event.is_missing();
    let inherits = object
        .inherit_fields_and_mapping
        .get()
        .is_some_and(|inherits| inherits.value);
    refuse("subscribe-inherit-fields", standard && !inherits);
    if let Some(update) = object.update_event.get() {
        let fields = update.required_watch_fields.get();
        let both_or_neither =
            update.watch_fields_auto.is_missing() == update.required_watch_fields.is_missing();
        let empty = fields.is_some_and(|fields| fields.value.is_empty());
        refuse("update-event-watch-fields", both_or_neither || empty);
        let nested = |text: &str| text.starts_with(['$', '[']) || text.contains('.');
        let nests = fields.is_some_and(|fields| fields.value.iter().any(|field| nested(field.as_str())));
        refuse("watch-fields-no-nesting", nests);
    }
}
