use crate::rule::{Context, Schedule, Sink, alternatives, code, rule};
use crate::schedule::{CronField, StepKind};

rule! {
    /// A step that does not divide the hour or the day.
    ///
    /// ## Why
    ///
    /// Steps are counted anew in every hour and day, so the last gap is a shorter one: `*/45` in the minute
    /// field runs at 0 and 45, that is 45 and 15 minutes apart.
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
    ///           schedule: "*/45 * * * *"
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
    ///           schedule: "*/30 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// Only a step that stands alone in its field and runs over the turn of the hour or day is told:
    /// `0 9-17/5 * * *` ends where its author says. A gap that is too short to be allowed is an error of its
    /// own.
    id: "schedule-uneven",
    group: Schedule,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Schedule(check),
}

fn check(cx: &Context<'_>, schedule: &Schedule<'_>, sink: &mut Sink<'_>) {
    let Ok(cron) = schedule.cron else { return };
    for note in cron.steps() {
        let StepKind::Uneven {
            gaps: [usual, at_turn],
            ..
        } = note.kind
        else {
            continue;
        };
        if schedule.is_refused_at(&note.item) {
            continue;
        }
        let (unit, turn, across) = match note.field {
            CronField::Minute => ("minutes", 60, "the hour"),
            _ => ("hours", 24, "midnight"),
        };
        let item = cron.text().get(note.item.clone()).unwrap_or_default();
        let at_turn_unit = if at_turn == 1 {
            unit.trim_end_matches('s')
        } else {
            unit
        };
        let finding = sink.report(
            cx.part(schedule.text.at, note.range.clone()),
            format!(
                "{} runs {usual} {unit} apart, but {at_turn} {at_turn_unit} across {across}",
                code(item)
            ),
        );
        finding.label(format!("does not divide {turn}"));
        let base = item.split('/').next().unwrap_or_default();
        finding.help(format!("for an even pace write {}", even(base, turn, usual)));
    }
}

/// The same item with a step that divides `turn`, the next below and above `step`.
fn even(base: &str, turn: u32, step: u32) -> String {
    let divides = |n: &u32| turn.is_multiple_of(*n);
    let below = (1..step).rev().find(divides);
    let above = (step + 1..turn).find(divides);
    let items: Vec<String> = below
        .into_iter()
        .chain(above)
        .map(|step| format!("{base}/{step}"))
        .collect();
    alternatives(items.iter().map(String::as_str), "or")
}
