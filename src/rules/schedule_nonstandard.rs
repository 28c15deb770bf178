use crate::rule::{Context, Schedule, Sink, code, rule};
use crate::schedule::{NonStandardKind, StepKind, StepNote};

rule! {
    /// An item of a schedule that is not standard cron: `L`, `W`, `#`, `?`, `n/step`.
    ///
    /// ## Why
    ///
    /// Ampersand accepts it, but its guides promise standard cron only, and other tools refuse it or read it
    /// otherwise.
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
    ///           schedule: "5/20 * * * ?"
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
    ///           schedule: "5-59/20 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// `L` is the last day of the month, `15W` the Monday-to-Friday day nearest the 15th, `5L`
    /// the last Friday, `5#2` the second; `?` is `*`, and `n/step` runs from n to the end of the field.
    id: "schedule-nonstandard",
    group: Schedule,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Schedule(check),
}

fn check(cx: &Context<'_>, schedule: &Schedule<'_>, sink: &mut Sink<'_>) {
    let Ok(cron) = schedule.cron else { return };
    let steps = cron.steps();
    for item in cron.nonstandard() {
        // A step that leads nowhere has its own finding, and its fix fixes this too.
        let wider = |step: &StepNote| matches!(step.kind, StepKind::Wider { .. }) && step.item == item.range;
        if steps.iter().any(wider) || schedule.is_refused_at(&item.range) {
            continue;
        }
        let text = cron.text().get(item.range.clone()).unwrap_or_default();
        let finding = sink.report(
            cx.part(schedule.text.at, item.range.clone()),
            format!(
                "{} is not standard cron: Ampersand takes it, but its guides do not promise that",
                code(text)
            ),
        );
        finding.label(meaning(item.kind));
        match (item.standard, item.kind) {
            (Some(standard), _) => finding.help(format!("write {}, which means the same", code(&standard))),
            (None, NonStandardKind::LastDay) => {
                finding.help("standard cron has no last day; the first of the month, `1`, is a day later")
            }
            (None, NonStandardKind::LastWeekday | NonStandardKind::NthWeekday) => {
                finding.help("standard cron can name every such weekday (`fri`), or a date (`15`)")
            }
            (None, _) => finding.help("standard cron can only name a date, such as `15`"),
        };
    }
}

fn meaning(kind: NonStandardKind) -> &'static str {
    match kind {
        NonStandardKind::QuestionMark => "taken for `*`",
        NonStandardKind::StartStep => "no range before the step",
        NonStandardKind::LastDay => "the last day of the month",
        NonStandardKind::NearestWorkday => "the nearest weekday",
        NonStandardKind::LastWeekday => "the last such day of the month",
        NonStandardKind::NthWeekday => "one such day of the month",
    }
}
