use crate::manifest::At;
use crate::rule::{Applicability, Context, Schedule, Sink, Span, code, rule};
use crate::schedule::{CronError, CronErrorKind};

rule! {
    /// A schedule that is no five-field cron expression.
    ///
    /// ## Why
    ///
    /// Ampersand takes minute, hour, day of the month, month and weekday, in UTC, and refuses everything else:
    /// a field for seconds, macros such as `@hourly`, time zones, full names of days, and the line break that a
    /// block scalar (`|`, `>`) leaves at the end.
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
    ///           schedule: "0 */10 * * * *"
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
    ///           schedule: "*/10 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// Fields hold `*`, numbers, ranges (`9-17`), lists (`0,30`) and steps (`*/10`); months and weekdays also
    /// three-letter names. Sunday is 0 or 7. Every mistake is told by itself, unless the number of fields is
    /// wrong: then nobody knows which field is which. Where the same schedule can be said in five fields, the
    /// fix writes it.
    id: "schedule-syntax",
    group: Schedule,
    level: Error,
    fixes: Safe,
    since: "0.1.0",
    check: Schedule(check),
}

fn check(cx: &Context<'_>, schedule: &Schedule<'_>, sink: &mut Sink<'_>) {
    let Err(errors) = schedule.cron else { return };
    let (at, text) = (schedule.text.at, schedule.text.as_str());
    if matches!(text, "true" | "false") {
        sink.report(cx.value(at), format!("{} is no schedule", code(text)))
            .label("no cron expression")
            .help(format!(
                "write five fields, for example {}, or leave `schedule` out to read on request only",
                code("\"0 * * * *\"")
            ));
        return;
    }
    for error in errors {
        let sign = block_break(cx, at, error);
        let place = match sign {
            Some(sign) => cx.value(at).with_span(sign),
            None if error.range.is_empty() => cx.value(at),
            None => cx.part(at, error.range.clone()),
        };
        let label = if sign.is_some() {
            "leaves the line break in the text".to_owned()
        } else {
            error.label()
        };
        let finding = sink.report(place, error.message(text));
        finding.label(label).help(error.help(text));
        if let Some((_, same)) = error.fix(text) {
            if is_break(error) && sign.is_none() {
                finding.help(format!("write {}, without the line break", code(&same)));
            }
            // A fix that is refused for another reason is none.
            if schedule.allows(&same) {
                finding.fix(cx.replace_text(
                    at,
                    format!("write {}", code(&same)),
                    Applicability::Safe,
                    &same,
                ));
            }
        }
    }
}

/// The sign of a block scalar that brings the line break, which has no character of its own to point at.
fn block_break(cx: &Context<'_>, at: At, error: &CronError) -> Option<Span> {
    cx.block_sign(at).filter(|_| is_break(error))
}

fn is_break(error: &CronError) -> bool {
    matches!(error.kind, CronErrorKind::LineBreak { .. })
}
