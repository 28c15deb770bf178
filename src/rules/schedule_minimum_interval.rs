use crate::rule::{Applicability, Context, Schedule, Sink, code, rule};

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

/// The shortest time between two reads, in minutes (spec "Schedule").
const LEAST: u32 = 10;

fn check(cx: &Context<'_>, schedule: &Schedule<'_>, sink: &mut Sink<'_>) {
    if schedule.watch_schema {
        return;
    }
    let Ok(cron) = schedule.cron else { return };
    let Some(gap) = cron.smallest_gap().filter(|gap| gap.minutes < LEAST) else {
        return;
    };
    let at = schedule.text.at;
    let plural = if gap.minutes == 1 { "minute" } else { "minutes" };
    let finding = sink.report(
        cx.part(at, gap.range.clone()),
        format!(
            "read runs {} {plural} apart; Ampersand allows every {LEAST} minutes at most",
            gap.minutes
        ),
    );
    finding.label(format!("fires at {} and again at {}", gap.first, gap.second));
    if let Some(slower) = cron.at_least(LEAST) {
        finding
            .help(format!(
                "keep {LEAST} minutes between all runs, for example {}",
                code(&slower)
            ))
            .fix(cx.replace_text(
                at,
                format!("read every {LEAST} minutes at most"),
                Applicability::Unsafe,
                &slower,
            ));
    }
}
