use crate::manifest::{Integration, Reach, ReadObject};
use crate::rule::{Context, Sink, rule};

rule! {
    /// A backfill of the full history, or of more than 180 days.
    ///
    /// ## Why
    ///
    /// It is read for every customer on the day they install the integration, and delivered in quick succession.
    /// The destination must stand that, and the provider's limits too.
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
    ///           schedule: "*/30 * * * *"
    ///           optionalFieldsAuto: all
    ///           backfill:
    ///             defaultPeriod:
    ///               fullHistory: true
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
    ///           schedule: "*/30 * * * *"
    ///           optionalFieldsAuto: all
    ///           backfill:
    ///             defaultPeriod:
    ///               days: 30
    /// ```
    ///
    /// ## Notes
    ///
    /// Nothing is said where the provider gives the full history only, or less than is asked for.
    id: "large-backfill-risk",
    group: Delivery,
    level: Info,
    fixes: Never,
    since: "0.1.0",
    check: ReadObject(check),
}

/// The most days without a remark.
const MOST: i64 = 180;

fn check(cx: &Context<'_>, integration: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let Some(reach) = object.default_period().and_then(|period| period.reach()) else {
        return;
    };
    let (at, message) = match &reach {
        Reach::Days(days) if days.value > MOST => (
            days.at,
            format!("{} days of records are read for every new customer", days.value),
        ),
        Reach::Days(_) => return,
        Reach::FullHistory(at) => (
            *at,
            "all records there ever were are read for every new customer".to_owned(),
        ),
    };
    let limit = object
        .object_name
        .get()
        .zip(cx.module(integration))
        .and_then(|(name, module)| module.backfill_limit(name.as_str()));
    let told = limit.is_some_and(|limit| match &reach {
        Reach::Days(days) => !limit.takes_days(days.value),
        Reach::FullHistory(_) => !limit.allows_full_history() || !limit.allows_days(),
    });
    if !told {
        sink.report(cx.value(at), message)
            .label("delivered in quick succession")
            .help("make sure that the destination can take it, or begin with less, such as `days: 30`");
    }
}
