use crate::rule::{Context, Schedule, Sink, dates, rule};

rule! {
    /// A schedule for a date that never comes.
    ///
    /// ## Why
    ///
    /// No such day is in the months it names, so it would never run; Ampersand refuses it.
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
    ///           schedule: "0 6 31 4,6,9,11 *"
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
    ///           schedule: "0 6 30 4,6,9,11 *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// `0 0 29 2 *` is a date that comes, in leap years. With a weekday beside the date either may match, so
    /// that `0 0 31 2 mon` runs on the Mondays of February.
    id: "schedule-never-fires",
    group: Schedule,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Schedule(check),
}

fn check(cx: &Context<'_>, schedule: &Schedule<'_>, sink: &mut Sink<'_>) {
    let Ok(cron) = schedule.cron else { return };
    if let Some(why) = cron.never_words() {
        sink.report(
            cx.part(schedule.text.at, dates(cron)),
            format!("this schedule never runs: {why}"),
        )
        .label("day and month")
        .help("name a day up to 28, which every month has, or months that are long enough");
    }
}
