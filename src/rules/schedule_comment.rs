use std::collections::HashMap;

use crate::manifest::Text;
use crate::rule::{Context, Sink, Span, code, rule};
use crate::schedule;

rule! {
    /// A comment that names another interval than the schedule it stands beside.
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
    /// Looks at a comment at the end of the schedule's line, or alone on the line before it, that says nothing but
    /// an interval: `every 10 minutes`, `runs every 6 hours`, `hourly`. Anything else is left alone. So is an
    /// interval between the smallest and the largest gap of an uneven schedule.
    id: "schedule-comment",
    group: Schedule,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: File(check),
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    if cx.document.comments().is_empty() {
        return;
    }
    let mut gaps = HashMap::new();
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
            for (comment, minutes) in beside {
                // Files have few different schedules, however many objects.
                let gaps = *gaps
                    .entry(schedule.as_str())
                    .or_insert_with(|| gaps_of(schedule.as_str()));
                if let Some((least, most)) = gaps.filter(|&(least, most)| minutes < least || minutes > most) {
                    report(cx, schedule, comment, minutes, (least, most), sink);
                }
            }
        }
    }
}

/// The smallest and the largest gap of a schedule, in minutes.
fn gaps_of(schedule: &str) -> Option<(u32, u32)> {
    let cron = schedule::parse(schedule).ok()?;
    Some((cron.smallest_gap()?.minutes, cron.largest_gap()?.minutes))
}

fn report(
    cx: &Context<'_>,
    schedule: &Text<'_>,
    comment: Span,
    minutes: u32,
    gaps: (u32, u32),
    sink: &mut Sink<'_>,
) {
    let runs = match gaps {
        (least, most) if least == most => every(least),
        (least, most) => format!("{} to {} apart", words(least), words(most)),
    };
    let message = format!(
        "the comment says {}, but {} runs {runs}",
        every(minutes),
        code(schedule.as_str())
    );
    let finding = sink.report(cx.value(schedule.at).with_span(comment), message);
    finding.also(cx.span(schedule.at), "what Ampersand goes by");
    finding.help(match plain(minutes) {
        Some(schedule) => format!("correct the comment, or write {}", code(&schedule)),
        None => "correct the comment, or the schedule".to_owned(),
    });
}

/// The comment that ends the line of a schedule, if it says an interval.
fn comment_after(cx: &Context<'_>, schedule: &Text<'_>) -> Option<(Span, u32)> {
    let value = cx.span(schedule.at);
    let comments = cx.document.comments();
    // Of a block scalar, it stands after the `|` or `>`, inside the value's span.
    let comment = *comments.get(comments.partition_point(|comment| comment.start < value.start))?;
    let line = cx.source.line_of(comment.start);
    let same_line = [value.start, value.end]
        .into_iter()
        .any(|end| cx.source.line_of(end) == line);
    Some((comment, interval(cx.document.slice(comment))?)).filter(|_| same_line)
}

/// The comment alone on the line before a schedule's key, if it says an interval.
fn comment_before(cx: &Context<'_>, schedule: &Text<'_>) -> Option<(Span, u32)> {
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
    Some((comment, interval(cx.document.slice(comment))?)).filter(|_| alone && next)
}

/// The interval in minutes that a comment names, if it says nothing else.
fn interval(comment: &str) -> Option<u32> {
    let mut words = comment
        .trim_start_matches('#')
        .trim()
        .trim_end_matches('.')
        .split_ascii_whitespace();
    let mut word = words.next()?;
    const VERBS: [&str; 8] = ["run", "runs", "read", "reads", "sync", "syncs", "poll", "polls"];
    if VERBS.iter().any(|verb| word.eq_ignore_ascii_case(verb)) {
        word = words.next()?;
    }
    if word.eq_ignore_ascii_case("hourly") {
        return words.next().is_none().then_some(60);
    }
    if !word.eq_ignore_ascii_case("every") {
        return None;
    }
    let word = words.next()?;
    let (count, unit) = match word.parse::<u32>() {
        Ok(count) => (count, words.next()?),
        // "every day" is also said of several times a day.
        Err(_) if word.eq_ignore_ascii_case("hour") => (1, word),
        Err(_) => return None,
    };
    let is = |names: &[&str]| names.iter().any(|name| unit.eq_ignore_ascii_case(name));
    let minutes = if is(&["minute", "minutes", "min", "mins"]) {
        1
    } else if is(&["hour", "hours", "hrs"]) {
        60
    } else if is(&["day", "days"]) {
        1440
    } else {
        return None;
    };
    words
        .next()
        .is_none()
        .then(|| count.checked_mul(minutes))?
        .filter(|&minutes| minutes > 0)
}

/// An interval in words.
fn words(minutes: u32) -> String {
    let (count, unit) = match minutes {
        minutes if minutes % 1440 == 0 => (minutes / 1440, "day"),
        minutes if minutes % 60 == 0 => (minutes / 60, "hour"),
        minutes => (minutes, "minute"),
    };
    if count == 1 {
        format!("1 {unit}")
    } else {
        format!("{count} {unit}s")
    }
}

/// "every 6 hours", "every hour".
fn every(minutes: u32) -> String {
    let words = words(minutes);
    format!("every {}", words.strip_prefix("1 ").unwrap_or(&words))
}

/// The schedule of an even interval.
fn plain(minutes: u32) -> Option<String> {
    match minutes {
        10..60 if 60 % minutes == 0 => Some(format!("*/{minutes} * * * *")),
        60 => Some("0 * * * *".to_owned()),
        120..1440 if minutes.is_multiple_of(60) && 1440 % minutes == 0 => {
            Some(format!("0 */{} * * *", minutes / 60))
        }
        1440 => Some("0 0 * * *".to_owned()),
        _ => None,
    }
}
