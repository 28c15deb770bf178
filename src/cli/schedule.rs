//! `amplint schedule EXPR`: what a cron expression means.

use std::io::{self, Write};
use std::str::FromStr;

use amplint::assist::describe::{LEAST, gap_words, verdict};
use amplint::escape::visible;
use amplint::schedule::{self, Cron, CronError, CronField, FiringGap, Moment, NonStandardKind, Values};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::json;

use super::exit::Exit;
use super::output::{Console, ListFormat, json_object};

/// How many firings can be asked for.
const MOST_FIRINGS: u32 = 1000;

/// Say what a cron expression means
///
/// Exit codes: 0 a read may use it, 1 it may not, 2 wrong usage.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The expression, in quotes: "*/10 * * * *"
    #[arg(value_name = "EXPR")]
    expression: String,
    /// How many of the next firings to list
    #[arg(long, short = 'n', default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(MOST_FIRINGS)))]
    next: u32,
    /// List firings after this minute (UTC) instead of now
    #[arg(long, value_name = "YYYY-MM-DDTHH:MM", value_parser = minute)]
    from: Option<NaiveDateTime>,
    /// How to write the answer
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

fn minute(text: &str) -> Result<NaiveDateTime, String> {
    let text = text.replace(' ', "T");
    NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M")
        .map_err(|_| "write the minute as 2026-01-31T09:05".to_owned())
}

/// Runs the command.
///
/// # Errors
/// None; wrong usage is met before.
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    let text = args.expression.as_str();
    let mut console = Console::plain();
    let cron = schedule::parse(text);
    console.print(|out| match (&cron, args.format) {
        (Ok(cron), format) => {
            let from = args.from.unwrap_or_else(|| Utc::now().naive_utc());
            let next = firings(cron, from, args.next as usize);
            match format {
                ListFormat::Text => explain(cron, &next, out),
                ListFormat::Json => write_json(cron, &next, out),
            }
        }
        (Err(errors), ListFormat::Text) => refuse(text, errors, out),
        (Err(errors), ListFormat::Json) => {
            let errors: Vec<_> = errors
                .iter()
                .map(|error| {
                    json!({
                        "message": error.message(text),
                        "help": error.help(text),
                        "start": error.range.start,
                        "end": error.range.end,
                    })
                })
                .collect();
            json_object(
                &json!({ "expression": text, "valid": false, "errors": errors }),
                out,
            )
        }
    });
    let usable = cron.is_ok_and(|cron| cron.smallest_gap().is_some_and(|gap| gap.minutes >= LEAST[0].1));
    Ok(match () {
        () if console.faulty() => Exit::Fault,
        () if usable => Exit::Clean,
        () => Exit::Findings,
    })
}

fn explain(cron: &Cron, next: &[String], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", cron.text())?;
    writeln!(out, "  meaning       {} (UTC)", cron.describe())?;
    match (cron.smallest_gap(), cron.largest_gap()) {
        (Some(least), Some(most)) => {
            writeln!(out, "  smallest gap  {}", gap_words(&least))?;
            writeln!(out, "  largest gap   {}", gap_words(&most))?;
        }
        _ => writeln!(out, "  it never fires: no month has such a day")?,
    }
    for (place, least) in LEAST {
        writeln!(out, "  {place:<13} {}", verdict(cron, least))?;
    }
    for item in cron.nonstandard() {
        let standard = item
            .standard
            .map(|text| format!("; the standard form is `{text}`"))
            .unwrap_or_default();
        writeln!(
            out,
            "  note          `{}` is not standard cron{standard}",
            &cron.text()[item.range]
        )?;
    }
    for (i, firing) in next.iter().enumerate() {
        writeln!(out, "  {:<13} {firing}", if i == 0 { "next" } else { "" })?;
    }
    Ok(())
}

fn refuse(text: &str, errors: &[CronError], out: &mut dyn Write) -> io::Result<()> {
    for error in errors {
        let before = visible(&text[..error.range.start]).chars().count();
        let length = visible(&text[error.range.clone()]).chars().count().max(1);
        writeln!(out, "{}", visible(text))?;
        writeln!(out, "{:before$}{} {}", "", "^".repeat(length), error.label())?;
        writeln!(out, "  error         {}", error.message(text))?;
        writeln!(out, "  help          {}", error.help(text))?;
    }
    Ok(())
}

fn write_json(cron: &Cron, next: &[String], out: &mut dyn Write) -> io::Result<()> {
    let gap = |gap: Option<FiringGap>| {
        gap.map(|gap| json!({ "minutes": gap.minutes, "first": gap.first.to_string(), "second": gap.second.to_string(), "days": gap.days }))
    };
    let allowed = |least| cron.smallest_gap().is_some_and(|gap| gap.minutes >= least);
    let value = json!({
        "expression": cron.text(),
        "valid": true,
        "meaning": cron.describe(),
        "smallestGap": gap(cron.smallest_gap()),
        "largestGap": gap(cron.largest_gap()),
        "allowed": { "read": allowed(LEAST[0].1), "watchSchema": allowed(LEAST[1].1) },
        "next": next,
    });
    json_object(&value, out)
}

/// The next firings after `from`, as `2026-01-31 09:05`.
fn firings(cron: &Cron, from: NaiveDateTime, count: usize) -> Vec<String> {
    if cron.never_fires() {
        return Vec::new();
    }
    let mut next: Vec<DateTime<Utc>> = standard(cron)
        .iter()
        .flatten()
        .flat_map(|schedule| schedule.after(&from.and_utc()).take(count))
        .collect();
    next.sort_unstable();
    next.dedup();
    next.truncate(count);
    // The crate's calendar ends with this century.
    if next.len() < count {
        let ours = cron.firings(moment(from)).take(count);
        return ours.map(|firing| firing.to_string()).collect();
    }
    next.iter()
        .map(|firing| firing.format("%Y-%m-%d %H:%M").to_string())
        .collect()
}

fn moment(at: NaiveDateTime) -> Moment {
    use chrono::{Datelike, Timelike};
    // Calendar fields fit a byte each.
    let byte = |n: u32| u8::try_from(n).unwrap_or(0);
    Moment {
        year: at.year(),
        month: byte(at.month()),
        day: byte(at.day()),
        hour: byte(at.hour()),
        minute: byte(at.minute()),
    }
}

/// The schedule for the `cron` crate, which wants seconds, numbers weekdays from Sunday = 1 and joins the day
/// fields with "and": so it gets names, and two schedules where either of two day fields may match. `None` for
/// days it can't express (`L`, `W`, `#`).
fn standard(cron: &Cron) -> Option<Vec<cron::Schedule>> {
    let plain = |kind| matches!(kind, NonStandardKind::QuestionMark | NonStandardKind::StartStep);
    if !cron.nonstandard().iter().all(|item| plain(item.kind)) {
        return None;
    }
    let list = |values: Values| {
        values
            .iter()
            .map(|value| value.to_string())
            .collect::<Vec<_>>()
            .join(",")
    };
    let names = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    let weekdays: Vec<&str> = cron
        .weekdays()
        .iter()
        .map(|day| names[usize::from(day) % 7])
        .collect();
    let (days, weekdays) = (list(cron.days()), weekdays.join(","));
    let (minutes, hours, months) = (list(cron.minutes()), list(cron.hours()), list(cron.months()));
    let restricted = |field| cron.field(field).restricted;
    let both = cron.field(CronField::Day).starred || cron.field(CronField::Weekday).starred;
    let pairs: Vec<(&str, &str)> = match (restricted(CronField::Day), restricted(CronField::Weekday)) {
        (true, true) if both => vec![(&days, &weekdays)],
        (true, true) => vec![(&days, "*"), ("*", &weekdays)],
        (true, false) => vec![(&days, "*")],
        (false, true) => vec![("*", &weekdays)],
        (false, false) => vec![("*", "*")],
    };
    pairs
        .into_iter()
        .map(|(days, weekdays)| {
            cron::Schedule::from_str(&format!("0 {minutes} {hours} {days} {months} {weekdays}")).ok()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_listing_agree() {
        let from = minute("2026-11-21T23:58").unwrap();
        for text in [
            "*/10 * * * *",
            "0 9 * * 1-5",
            "0 9 * * sun",
            "0 9 * * 7",
            "30 4 1,15 * 5",
            "0 0 29 2 *",
            "0 0 31 * 1",
            "5 0 * 8 *",
            "0 22 * * 0,6",
            "15 14 1 */2 *",
            "0,55 0,23 */2 * MON",
            "0 4 1-7 * */2",
            "3/20 * ? * ?",
            "*/45 */5 * jan,jul mon-fri",
        ] {
            let cron = schedule::parse(text).unwrap();
            assert!(
                standard(&cron).is_some(),
                "{text} should be readable by the cron crate"
            );
            let ours: Vec<String> = cron
                .firings(moment(from))
                .take(40)
                .map(|firing| firing.to_string())
                .collect();
            assert_eq!(firings(&cron, from, 40), ours, "{text}");
        }
    }

    #[test]
    fn days_beyond_standard_cron_are_listed_too() {
        let from = minute("2026-11-21T23:58").unwrap();
        let cron = schedule::parse("0 6 L * *").unwrap();
        assert_eq!(firings(&cron, from, 2), ["2026-11-30 06:00", "2026-12-31 06:00"]);
    }
}
