use crate::rule::{Context, Schedule, Sink, rule};

rule! {
    /// A `watchSchema` that runs more often than hourly.
    ///
    /// ## Why
    ///
    /// Ampersand refuses it: it looks for changed fields once an hour at most, and once a day unless told
    /// otherwise. What counts is the smallest gap between two runs, ever.
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
    ///           schedule: "0 * * * *"
    ///           optionalFieldsAuto: all
    ///     watchSchema:
    ///       destination: schemaWebhook
    ///       schedule: "*/30 * * * *"
    ///       allObjects:
    ///         fieldCreated:
    ///           enabled: always
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
    ///     watchSchema:
    ///       destination: schemaWebhook
    ///       schedule: "30 * * * *"
    ///       allObjects:
    ///         fieldCreated:
    ///           enabled: always
    /// ```
    id: "watch-schema-interval",
    group: Schedule,
    level: Error,
    fixes: Unsafe,
    since: "0.1.0",
    check: Schedule(check),
}

fn check(cx: &Context<'_>, schedule: &Schedule<'_>, sink: &mut Sink<'_>) {
    if !schedule.watch_schema {
        return;
    }
    let Some(gap) = schedule.too_often() else { return };
    let plural = if gap.minutes == 1 { "minute" } else { "minutes" };
    let message = format!(
        "`watchSchema` runs {} {plural} apart; Ampersand allows it hourly at most",
        gap.minutes
    );
    schedule.report_too_often(cx, sink, &gap, message);
}
