use crate::catalog::{Module, NameCase};
use crate::manifest::Integration;
use crate::rule::{Context, Sink, code, rule};
use crate::rules::shared::ByName;
use crate::schedule;

rule! {
    /// An object that is both read on a schedule and subscribed to.
    ///
    /// ## Why
    ///
    /// Every change is delivered twice, by the event and by the next read. As a safety net that is sound, with a
    /// schedule as rare as once a day; otherwise one of the two is enough.
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
    ///           schedule: "*/10 * * * *"
    ///           requiredFields:
    ///             - fieldName: email
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
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
    ///           requiredFields:
    ///             - fieldName: email
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    /// ```
    ///
    /// ## Notes
    ///
    /// Nothing is said of a schedule that runs once a day or more rarely, nor of a subscription without events.
    id: "schedule-with-subscribe",
    group: Schedule,
    level: Info,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let subscriptions = integration.subscribe_objects();
    let objects = integration.read_objects();
    if subscriptions.is_empty() || objects.is_empty() {
        return;
    }
    let mut by_name = ByName::with_capacity(subscriptions.len());
    for name in subscriptions
        .iter()
        .filter(|object| object.has_events())
        .filter_map(|object| object.object_name.get())
    {
        by_name.add(name.as_str(), name);
    }
    let case = cx
        .module(integration)
        .map_or(NameCase::Sensitive, Module::name_case);
    for object in objects {
        let (Some(schedule), Some(name)) = (object.schedule.get(), object.object_name.get()) else {
            continue;
        };
        let Some(subscribed) = by_name.get(name.as_str()) else {
            continue;
        };
        if !case.same(subscribed.as_str(), name.as_str()) || is_rare(schedule.as_str()) {
            continue;
        }
        sink.report(
            cx.used(schedule.at),
            format!(
                "{} is both scheduled and subscribed to: changes are delivered twice",
                code(name.as_str())
            ),
        )
        .label("the next read delivers them again")
        .also(cx.span(subscribed.at), "events deliver them at once")
        .help("leave the schedule out, or keep a rare one as a safety net: `0 3 * * *`");
    }
}

/// Whether it runs once a day or more rarely.
fn is_rare(text: &str) -> bool {
    schedule::parse(text).is_ok_and(|cron| cron.gap_below(24 * 60).is_none())
}
