use std::collections::HashMap;

use crate::manifest::Text;
use crate::rule::{Context, Sink, Span, code, rule};
use crate::schedule::{self, Cron, CronField, Spoken};

rule! {
    /// A comment that says something else than the schedule it stands beside.
    ///
    /// ## Why
    ///
    /// Readers trust the comment, Ampersand reads the schedule: one of the two is wrong. It happens when a schedule
    /// is changed, or an object copied, and the comment stays as it was.
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
    ///           schedule: "*/10 * * * *" # every 6 hours
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
    ///           schedule: "0 */6 * * *" # every 6 hours
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// Looks at a comment at the end of the schedule's line, or alone on the line before it, that says nothing but when
    /// to run: `every 10 minutes`, `runs every 6 hours`, `hourly`, `every 30 seconds`, `mondays at 9`, `9:00 EST`. Anything
    /// else is left alone. So is an interval between the smallest and the largest gap of an uneven schedule, and a time
    /// of day without a time zone, which may be that of the author.
    id: "schedule-comment",
    group: Schedule,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: File(check),
}

/// A schedule, and its smallest and largest gap in minutes.
type Known = Option<(Cron, u32, u32)>;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    if cx.document.comments().is_empty() {
        return;
    }
    // Files have few different schedules, however many objects.
    let mut known: HashMap<&str, Known> = HashMap::new();
    for integration in cx.manifest.integrations() {
        let read = integration
            .read_objects()
            .iter()
            .filter_map(|object| object.schedule.get());
        let watch = integration
            .watch_schema
            .get()
            .and_then(|watch| watch.schedule.get());
        for schedule in read.chain(watch) {
            let beside = [comment_after(cx, schedule), comment_before(cx, schedule)]
                .into_iter()
                .flatten();
            for (comment, said) in beside {
                let known = known
                    .entry(schedule.as_str())
                    .or_insert_with(|| read_schedule(schedule.as_str()));
                let Some((cron, least, most)) = known else {
                    continue;
                };
                if let Some(words) = differs(&said, cron, (*least, *most)) {
                    report(cx, schedule, comment, &said, &words, sink);
                }
            }
        }
    }
}

fn read_schedule(text: &str) -> Known {
    let cron = schedule::parse(text).ok()?;
    let (least, most) = (cron.smallest_gap()?.minutes, cron.largest_gap()?.minutes);
    Some((cron, least, most))
}

/// What the comment says that is not so, as a sentence with a gap for the schedule.
fn differs(said: &Spoken, cron: &Cron, gaps: (u32, u32)) -> Option<String> {
    let shown = code(cron.text());
    let runs = || format!("but {shown} runs {}", cron.describe());
    if let Some(zone) = said.zone.as_deref().filter(|_| !said.is_utc()) {
        // Written as said, the hours are not those of the zone.
        let ignored = !said.times.is_empty() && times(cron) == sorted(&said.times) && !is_near_utc(zone);
        return ignored.then(|| {
            format!(
                "the comment says {} in the time zone {}, but Ampersand runs {shown} in UTC",
                clock(&said.times),
                code(zone)
            )
        });
    }
    if let Some(pace) = said
        .pace
        .filter(|_| said.times.is_empty() && said.minute.is_none())
    {
        let (least, most) = (gaps.0 * 60, gaps.1 * 60);
        // "every day" is also said of several times a day.
        let wrong = if pace == 24 * 3600 {
            pace < least
        } else {
            pace < least || pace > most
        };
        if wrong {
            let runs = match gaps {
                (least, most) if least == most => format!("but {shown} runs {}", every(least * 60)),
                (least, most) => format!(
                    "but {shown} runs {} to {} apart",
                    words(least * 60),
                    words(most * 60)
                ),
            };
            return Some(format!("the comment says {}, {runs}", every(pace)));
        }
    }
    let (day, weekday) = (cron.field(CronField::Day), cron.field(CronField::Weekday));
    if said.weekdays != 0 && !day.restricted {
        let fires = if weekday.restricted {
            cron.weekdays().bits()
        } else {
            0b111_1111
        };
        // What has `L` or `#` in it is beyond such words.
        if fires != 0 && fires != u64::from(said.weekdays) {
            let runs = if weekday.restricted {
                runs()
            } else {
                format!("but {shown} runs on all days")
            };
            return Some(format!("the comment says {}, {runs}", day_names(said.weekdays)));
        }
    }
    if said.zone.is_some() && !said.times.is_empty() && times(cron) != sorted(&said.times) {
        return Some(format!("the comment says {} UTC, {}", clock(&said.times), runs()));
    }
    None
}

/// The times of day at which a schedule runs, if they are few.
fn times(cron: &Cron) -> Vec<(u8, u8)> {
    let hours = cron.hours();
    let minutes = cron.minutes();
    if hours.len() * minutes.len() > 24 {
        return Vec::new();
    }
    hours
        .iter()
        .flat_map(|hour| minutes.iter().map(move |minute| (hour, minute)))
        .collect()
}

fn sorted(times: &[(u8, u8)]) -> Vec<(u8, u8)> {
    let mut times = times.to_vec();
    times.sort_unstable();
    times.dedup();
    times
}

fn clock(times: &[(u8, u8)]) -> String {
    let times: Vec<String> = times
        .iter()
        .map(|(hour, minute)| format!("{hour:02}:{minute:02}"))
        .collect();
    times.join(" and ")
}

/// Zones that are UTC for half of the year, or not clearly any.
fn is_near_utc(zone: &str) -> bool {
    matches!(
        zone,
        "bst" | "europe/london" | "europe/dublin" | "europe/lisbon" | "local"
    )
}

fn day_names(days: u8) -> String {
    const NAMES: [&str; 7] = [
        "Sundays",
        "Mondays",
        "Tuesdays",
        "Wednesdays",
        "Thursdays",
        "Fridays",
        "Saturdays",
    ];
    match days {
        0b011_1110 => "weekdays".to_owned(),
        0b100_0001 => "weekends".to_owned(),
        _ => {
            let named: Vec<&str> = (0..7)
                .filter(|day| days & (1 << day) != 0)
                .filter_map(|day: usize| NAMES.get(day).copied())
                .collect();
            named.join(" and ")
        }
    }
}

fn report(
    cx: &Context<'_>,
    schedule: &Text<'_>,
    comment: Span,
    said: &Spoken,
    message: &str,
    sink: &mut Sink<'_>,
) {
    let finding = sink.report(cx.value(schedule.at).with_span(comment), message);
    finding.also(cx.span(schedule.at), "what Ampersand goes by");
    let meant = said.fields().filter(|fields| fields != schedule.as_str());
    finding.help(match meant {
        _ if !said.is_utc() => "write the hours in UTC, and say so in the comment".to_owned(),
        Some(fields) if allowed(&fields) => format!("correct the comment, or write {}", code(&fields)),
        _ => "correct the comment, or the schedule".to_owned(),
    });
}

/// Whether a schedule is worth proposing: it runs no oftener than Ampersand allows.
fn allowed(fields: &str) -> bool {
    schedule::parse(fields).is_ok_and(|cron| cron.gap_below(10).is_none())
}

/// The comment that ends the line of a schedule, if it says when to run.
fn comment_after(cx: &Context<'_>, schedule: &Text<'_>) -> Option<(Span, Spoken)> {
    let value = cx.span(schedule.at);
    let comments = cx.document.comments();
    // Of a block scalar, it stands after the `|` or `>`, inside the value's span.
    let comment = *comments.get(comments.partition_point(|comment| comment.start < value.start))?;
    let line = cx.source.line_of(comment.start);
    let same_line = [value.start, value.end]
        .into_iter()
        .any(|end| cx.source.line_of(end) == line);
    Some((comment, said(cx.document.slice(comment))?)).filter(|_| same_line)
}

/// The comment alone on the line before a schedule's key, if it says when to run.
fn comment_before(cx: &Context<'_>, schedule: &Text<'_>) -> Option<(Span, Spoken)> {
    let start = cx.key_span(schedule.at).start;
    let comments = cx.document.comments();
    let comment = *comments.get(
        comments
            .partition_point(|comment| comment.start < start)
            .checked_sub(1)?,
    )?;
    let line = cx.source.line_of(comment.start);
    let alone = cx.source.line_text(line).trim_start().starts_with('#');
    let next = line + 1 == cx.source.line_of(start);
    Some((comment, said(cx.document.slice(comment))?)).filter(|_| alone && next)
}

/// When to run, if the comment says nothing else.
fn said(comment: &str) -> Option<Spoken> {
    let text = comment.trim_start_matches('#').trim();
    let said = Spoken::read(text)?;
    // `5 minutes` alone may be said of anything.
    let lower = text.to_ascii_lowercase();
    let interval = ["every", "each", "ly", " a ", " an ", "per "]
        .iter()
        .any(|word| lower.contains(word));
    (interval || !said.times.is_empty() || said.weekdays != 0).then_some(said)
}

/// A time in words, from seconds.
fn words(seconds: u32) -> String {
    let (count, unit) = match seconds {
        seconds if seconds % 86400 == 0 => (seconds / 86400, "day"),
        seconds if seconds % 3600 == 0 => (seconds / 3600, "hour"),
        seconds if seconds % 60 == 0 => (seconds / 60, "minute"),
        seconds => (seconds, "second"),
    };
    if count == 1 {
        format!("1 {unit}")
    } else {
        format!("{count} {unit}s")
    }
}

/// "every 6 hours", "every hour".
fn every(seconds: u32) -> String {
    let words = words(seconds);
    format!("every {}", words.strip_prefix("1 ").unwrap_or(&words))
}
