use crate::rule::{Context, Fix, Schedule, Sink, code, rule};
use crate::schedule::{Cron, CronField, StepKind, StepNote};

rule! {
    /// A step that leads past the end of its field at once.
    ///
    /// ## Why
    ///
    /// Steps are counted anew in every hour, day, month, year or week. `*/60` in the minute field is minute 0 and
    /// nothing else, and so is `*/90`: that reads every hour, not every 90 minutes.
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
    ///           schedule: "*/90 * * * *"
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
    ///           schedule: "0 */2 * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// The fix writes the same firings plainly (`0 * * * *` for `*/90 * * * *`); whether another pace was
    /// meant is for the author to say.
    id: "schedule-step-range",
    group: Schedule,
    level: Warning,
    fixes: Safe,
    since: "0.1.0",
    check: Schedule(check),
}

fn check(cx: &Context<'_>, schedule: &Schedule<'_>, sink: &mut Sink<'_>) {
    let Ok(cron) = schedule.cron else { return };
    let at = schedule.text.at;
    for note in cron.steps() {
        let StepKind::Wider { plain } = &note.kind else {
            continue;
        };
        if schedule.is_refused_at(&note.item) {
            continue;
        }
        let item = cron.text().get(note.item.clone()).unwrap_or_default();
        let edit = cx.replace_part(at, note.item.clone(), plain.clone());
        sink.report(
            cx.part(at, note.range.clone()),
            format!(
                "{} stands for {} {plain} only: {}",
                code(item),
                note.field.name(),
                why(&note, item)
            ),
        )
        .label(width(&note))
        .help(help(cron, &note, plain))
        .fix(edit.map(|edit| Fix::safe(format!("write {}", code(plain)), [edit])));
    }
}

/// What a field's values fill.
fn turn(field: CronField) -> &'static str {
    match field {
        CronField::Minute => "hour",
        CronField::Hour => "day",
        CronField::Day => "month",
        CronField::Month => "year",
        CronField::Weekday => "week",
    }
}

fn why(note: &StepNote, item: &str) -> String {
    let turn = turn(note.field);
    if note.step >= u32::from(note.field.width()) {
        format!("steps are counted anew in every {turn}")
    } else if item.contains('-') {
        "the next step leads out of the range".to_owned()
    } else {
        format!("the next step leads out of the {turn}")
    }
}

fn width(note: &StepNote) -> String {
    let (step, width) = (note.step, u32::from(note.field.width()));
    match step.cmp(&width) {
        std::cmp::Ordering::Less => "past the end".to_owned(),
        std::cmp::Ordering::Equal => format!("as wide as the {}", turn(note.field)),
        std::cmp::Ordering::Greater => format!("wider than the {}", turn(note.field)),
    }
}

fn help(cron: &Cron, note: &StepNote, plain: &str) -> String {
    let same = format!("write {} for the same firings", code(plain));
    let every_hour = !cron.field(CronField::Hour).restricted;
    match (note.field, note.step / 60, note.step % 60) {
        (CronField::Minute, hours @ 2..=12, 0) if every_hour && 24 % hours == 0 => {
            format!(
                "{same}; every {hours} hours is {}",
                code(&format!("{plain} */{hours} * * *"))
            )
        }
        (CronField::Minute, 1.., 1..) => format!("{same}; cron can't keep a pace of {} minutes", note.step),
        _ => same,
    }
}
