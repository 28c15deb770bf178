use crate::rule::{Context, Schedule, Sink, rule};

rule! {
    /// A read more often than every 10 minutes.
    ///
    /// ## Why
    ///
    /// Ampersand refuses it. What counts is the smallest gap between two runs, ever: `0,55 * * * *` runs 5
    /// minutes apart across the hour, and `*/7 * * * *` ends each hour with a gap of 4.
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
    ///           schedule: "0,55 * * * *"
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
    ///           schedule: "0,50 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    id: "schedule-minimum-interval",
    group: Schedule,
    level: Error,
    fixes: Unsafe,
    since: "0.1.0",
    check: Schedule(check),
}

fn check(cx: &Context<'_>, schedule: &Schedule<'_>, sink: &mut Sink<'_>) {
    if schedule.watch_schema {
        return;
    }
    let Some(gap) = schedule.too_often() else { return };
    let plural = if gap.minutes == 1 { "minute" } else { "minutes" };
    let message = format!(
        "read runs {} {plural} apart; Ampersand allows every {} minutes at most",
        gap.minutes,
        schedule.least()
    );
    schedule.report_too_often(cx, sink, &gap, message);
}
