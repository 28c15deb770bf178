use crate::manifest::{AllObjects, Integration};
use crate::rule::{Context, Sink, rule};

rule! {
    /// A `watchSchema` that can report nothing.
    ///
    /// ## Why
    ///
    /// It watches the fields of the objects that are read: without `read` there are none, and without one of its
    /// events switched on nobody is told of a change.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: salesforce
    ///     read:
    ///       objects:
    ///         - objectName: contact
    ///           destination: contactWebhook
    ///           optionalFieldsAuto: all
    ///     watchSchema:
    ///       destination: schemaWebhook
    ///       allObjects: {}
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: salesforce
    ///     read:
    ///       objects:
    ///         - objectName: contact
    ///           destination: contactWebhook
    ///           optionalFieldsAuto: all
    ///     watchSchema:
    ///       destination: schemaWebhook
    ///       allObjects:
    ///         fieldDeleted:
    ///           enabled: always
    /// ```
    id: "watch-schema-events",
    group: Provider,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

const EVENTS: [&str; 3] = ["fieldCreated", "fieldDeleted", "fieldChanged"];

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let Some(watch) = integration.watch_schema.get() else {
        return;
    };
    // A key with nothing under it is a finding of its own, here and below.
    let no_read = integration.read.is_missing() && cx.find_key(integration.at, "read").is_none();
    if no_read && !cx.document.is_damaged(integration.at.node) {
        sink.report(
            cx.key(watch.at),
            "`watchSchema` watches read objects, and this integration reads none",
        )
        .help("add `read`, or remove `watchSchema`");
        return;
    }
    let Some(all) = watch.all_objects.get() else {
        return;
    };
    let AllObjects {
        at,
        field_created,
        field_deleted,
        field_changed,
    } = all;
    let events = [field_created, field_deleted, field_changed];
    let none = events.into_iter().all(|event| event.is_missing())
        && !cx.document.is_damaged(at.node)
        && !cx.has_key_below(at.node, &EVENTS);
    if none {
        sink.report(
            cx.key(*at),
            "`allObjects` switches no event on, so no change is ever reported",
        )
        .help("add `fieldCreated`, `fieldDeleted` or `fieldChanged`, each with `enabled: always`");
    }
}
