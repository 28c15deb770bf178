use crate::manifest::At;
use crate::rule::{Applicability, Context, Diagnostic, Schedule, Sink, Span, code, rule};
use crate::schedule::{self, CronError, CronErrorKind};

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
    /// fix writes it. Plain words are understood too: `every 15 minutes`, `every monday at 9`, `daily at 09:30`. Times of
    /// day among them are taken for UTC, so that the fix is for you to look at.
    id: "schedule-syntax",
    group: Schedule,
    level: Error,
    fixes: Both,
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
        } else if let Some((meant, sure)) = error.meant() {
            likely(cx, schedule, &meant, sure, finding);
        }
    }
}

/// Writes the five fields that are most likely meant, or the nearest that don't fire too often.
fn likely(cx: &Context<'_>, schedule: &Schedule<'_>, meant: &str, sure: bool, finding: &mut Diagnostic) {
    let at = schedule.text.at;
    let fix = |fields: &str, applicability| {
        cx.replace_text(at, format!("write {}", code(fields)), applicability, fields)
    };
    if schedule.allows(meant) {
        let applicability = if sure {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
        finding.fix(fix(meant, applicability));
        return;
    }
    let least = schedule.least();
    let slower = schedule::parse(meant).ok().and_then(|cron| cron.at_least(least));
    if let Some(slower) = slower.filter(|slower| schedule.allows(slower)) {
        finding
            .help(format!(
                "write {}: Ampersand allows every {least} minutes at most",
                code(&slower)
            ))
            .fix(fix(&slower, Applicability::Unsafe));
    }
}

/// The sign of a block scalar that brings the line break, which has no character of its own to point at.
fn block_break(cx: &Context<'_>, at: At, error: &CronError) -> Option<Span> {
    cx.block_sign(at).filter(|_| is_break(error))
}

fn is_break(error: &CronError) -> bool {
    matches!(error.kind, CronErrorKind::LineBreak { .. })
}
