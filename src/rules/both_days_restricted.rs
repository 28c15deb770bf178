use crate::rule::{Context, Schedule, Sink, code, rule};
use crate::schedule::CronField;

rule! {
    /// A schedule that restricts both the day of the month and the day of the week.
    ///
    /// ## Why
    ///
    /// It is natural to read `0 8 1-7 * 1` as "the first Monday of the month". But where both fields are restricted, a
    /// day need match only one of them: this runs on the first seven days of the month, and on every Monday.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: deals
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: deals
    ///           destination: dealWebhook
    ///           schedule: "0 8 1-7 * 1"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: deals
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: deals
    ///           destination: dealWebhook
    ///           schedule: "0 8 1 * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// A field that begins with `*`, such as `*/2`, does not count as restricted: then a day must match both.
    /// `amplint schedule` lists the next runs of an expression.
    id: "both-days-restricted",
    group: Schedule,
    level: Warning,
    fixes: Never,
    since: "0.2.0",
    check: Schedule(check),
}

fn check(cx: &Context<'_>, schedule: &Schedule<'_>, sink: &mut Sink<'_>) {
    let Ok(cron) = schedule.cron else { return };
    let (day, weekday) = (cron.range(CronField::Day), cron.range(CronField::Weekday));
    let restricted = |range: &std::ops::Range<usize>| {
        let text = cron.text().get(range.clone()).unwrap_or_default();
        !text.starts_with(['*', '?'])
    };
    if !restricted(&day) || !restricted(&weekday) || cron.never_fires() || schedule.is_refused_at(&day) {
        return;
    }
    let shown = |range: &std::ops::Range<usize>| code(cron.text().get(range.clone()).unwrap_or_default());
    let (month_days, week_days) = (shown(&day), shown(&weekday));
    let place = cx.part(schedule.text.at, weekday.clone());
    let other = cx.part(schedule.text.at, day.clone());
    sink.report(
        place,
        format!(
            "days of the month ({month_days}) and of the week ({week_days}) are both given: it runs on either"
        ),
    )
    .label("need not be one of those days of the month")
    .also(other.span, "need not be one of those days of the week")
    .help("write `*` in one of the fields; that both match can't be said");
}
