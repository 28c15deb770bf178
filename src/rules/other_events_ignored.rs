use crate::catalog::Capability;
use crate::manifest::{Integration, SubscribeObject};
use crate::rule::{Context, Sink, rule};
use crate::rules::shared::called;

rule! {
    /// Raw events of a provider whose connector passes none on.
    ///
    /// ## Why
    ///
    /// `otherEvents` are for events that have no standard name. Only some connectors subscribe to them; for the others
    /// the list is of no effect, and nothing of it ever arrives.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: people
    ///     provider: attio
    ///     read:
    ///       objects:
    ///         - objectName: people
    ///           destination: peopleWebhook
    ///           schedule: "0 * * * *"
    ///           optionalFieldsAuto: all
    ///     subscribe:
    ///       objects:
    ///         - objectName: people
    ///           destination: peopleWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    ///           otherEvents:
    ///             - record.merged
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: people
    ///     provider: attio
    ///     read:
    ///       objects:
    ///         - objectName: people
    ///           destination: peopleWebhook
    ///           schedule: "0 * * * *"
    ///           optionalFieldsAuto: all
    ///     subscribe:
    ///       objects:
    ///         - objectName: people
    ///           destination: peopleWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    /// ```
    id: "other-events-ignored",
    group: Subscribe,
    level: Warning,
    fixes: Never,
    rests_on_facts: true,
    since: "0.2.0",
    check: SubscribeObject(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, object: &SubscribeObject<'_>, sink: &mut Sink<'_>) {
    let (Some(module), Some(list)) = (cx.module(integration), object.other_events.get()) else {
        return;
    };
    // An action that isn't there at all is reported as that, an empty list as such.
    if module.subscription().passes_other_events()
        || list.value.is_empty()
        || module.support(Capability::Subscribe).is_no()
    {
        return;
    }
    let help = if object.has_standard_events() {
        "remove it"
    } else {
        "name the standard events instead: `createEvent`, `updateEvent`, `deleteEvent`"
    };
    sink.report(
        cx.key(list.at),
        format!(
            "the connector of {} passes no `otherEvents` on: none of these ever arrives",
            called(module)
        ),
    )
    .label("of no effect")
    .help(help);
}
