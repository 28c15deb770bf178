use std::cell::OnceCell;

use crate::manifest::{Integration, ReadObject, ViolationKind};
use crate::rule::{Context, Sink, code, rule};
use crate::rules::shared::ByName;

rule! {
    /// A read object with neither schedule nor backfill nor subscription.
    ///
    /// ## Why
    ///
    /// Nothing reads it by itself: its records come only when your code triggers a read through the API. That
    /// is legal, and sometimes wanted; more often the schedule was forgotten.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           schedule: "0 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    id: "schedule-missing",
    group: Schedule,
    level: Info,
    fixes: Never,
    since: "0.1.0",
    check: File(check),
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    // One that stands in a wrong place has been reported and isn't missing.
    let misplaced = OnceCell::new();
    for integration in cx.manifest.integrations() {
        let subscribed = OnceCell::new();
        for object in integration.read_objects() {
            let Some(name) = object.object_name.get().filter(|_| is_idle(cx, object)) else {
                continue;
            };
            let known = subscribed.get_or_init(|| subscriptions(cx, integration));
            let is_subscribed = known
                .as_ref()
                .is_none_or(|names| names.get(name.as_str()).is_some());
            if is_subscribed || *misplaced.get_or_init(|| has_misplaced(cx)) {
                continue;
            }
            sink.report(
                cx.used(name.at),
                format!(
                    "{} is read only when your code asks the API for it",
                    code(name.as_str())
                ),
            )
            .label("no `schedule`, `backfill` or subscription")
            .help("add a schedule, for example `schedule: \"0 * * * *\"`, unless that is what you want");
        }
    }
}

fn is_idle(cx: &Context<'_>, object: &ReadObject<'_>) -> bool {
    // An object that is always enabled must have a schedule: an error of its own.
    object.schedule.is_missing()
        && object.backfill.is_missing()
        && object.enabled.is_missing()
        && !cx.document.is_damaged(object.at.node)
}

/// The objects subscribed to; `None` where that can't be told.
fn subscriptions<'i>(cx: &Context<'_>, integration: &'i Integration<'_>) -> Option<ByName<'i, ()>> {
    let Some(subscribe) = integration.subscribe.get() else {
        let certain = integration.subscribe.is_missing() && !cx.document.is_damaged(integration.at.node);
        return certain.then(|| ByName::with_capacity(0));
    };
    let list = subscribe.objects.get()?;
    let mut names = ByName::with_capacity(list.value.len());
    for object in &list.value {
        names.add(object.object_name.get()?.as_str(), ());
    }
    (!cx.document.is_damaged(list.at.node)).then_some(names)
}

fn has_misplaced(cx: &Context<'_>) -> bool {
    let is_one = |kind: &ViolationKind| match kind {
        ViolationKind::Misplaced { key, .. } => {
            matches!(*key, "schedule" | "backfill" | "defaultPeriod" | "subscribe")
        }
        _ => false,
    };
    cx.manifest.violations.iter().any(|problem| is_one(&problem.kind))
}
