//! `amplint schedule EXPR`: what a cron expression means.

use std::io::{self, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use amplint::escape::visible;
use amplint::payload::time;
use amplint::schedule::{self, Cron, CronError, Gap, Moment};
use serde_json::json;

use super::Exit;
use super::output::{Console, ListFormat, json_object};

/// The shortest times between two runs, in minutes: of reads, and of watchSchema.
const LEAST: [(&str, u32); 2] = [("read", 10), ("watchSchema", 60)];

/// How many firings can be asked for.
const MOST_FIRINGS: u32 = 1000;

/// Say what a cron expression means
///
/// Exit codes: 0 a read may use it, 1 it may not, 2 wrong usage.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The expression, in quotes: "*/10 * * * *"
    #[arg(value_name = "EXPR")]
    expression: String,
    /// How many of the next firings to list
    #[arg(long, short = 'n', default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(MOST_FIRINGS)))]
    next: u32,
    /// List firings after this minute (UTC) instead of now
    #[arg(long, value_name = "YYYY-MM-DDTHH:MM", value_parser = minute)]
    from: Option<Moment>,
    /// How to write the answer
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

fn minute(text: &str) -> Result<Moment, String> {
    time::parse(&format!("{}:00Z", text.replacen(' ', "T", 1)))
        .map(|time| Moment::at(time.seconds()))
        .map_err(|_| "write the minute as 2026-01-31T09:05".to_owned())
}

/// Runs the command.
///
/// # Errors
/// None; wrong usage is met before.
pub fn run(args: &Args) -> Result<Exit, clap::Error> {
    let text = args.expression.as_str();
    let mut console = Console::plain();
    let cron = schedule::parse(text);
    console.print(|out| match (&cron, args.format) {
        (Ok(cron), format) => {
            let firings = cron.firings(args.from.unwrap_or_else(now));
            let next: Vec<String> = firings
                .take(args.next as usize)
                .map(|next| next.to_string())
                .collect();
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
    let gap = |gap: Option<Gap>| {
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

fn verdict(cron: &Cron, least: u32) -> String {
    match cron.smallest_gap() {
        None => "not usable: it never fires".to_owned(),
        Some(gap) if gap.minutes >= least => "allowed".to_owned(),
        Some(_) => {
            let slower = cron
                .at_least(least)
                .map(|slower| format!("; for example \"{slower}\""))
                .unwrap_or_default();
            format!("too often: every {least} minutes at most{slower}")
        }
    }
}

fn gap_words(gap: &Gap) -> String {
    let (days, rest) = (gap.minutes / 1440, gap.minutes % 1440);
    let parts = [(days, "day"), (rest / 60, "hour"), (rest % 60, "minute")];
    let words: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count} {unit}{}", if *count == 1 { "" } else { "s" }))
        .collect();
    let later = match gap.days {
        0 => String::new(),
        1 => " the next day".to_owned(),
        days => format!(" {days} days later"),
    };
    format!("{} ({} to {}{later})", words.join(" "), gap.first, gap.second)
}

/// Now, in UTC.
fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Moment::at(since.map_or(0, |since| since.as_secs().cast_signed()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes() {
        for (text, expected) in [
            ("2026-11-21T23:58", "2026-11-21 23:58"),
            ("2028-02-29 00:00", "2028-02-29 00:00"),
            ("0001-01-01T00:00", "0001-01-01 00:00"),
            ("9999-12-31T23:59", "9999-12-31 23:59"),
        ] {
            assert_eq!(
                minute(text).map(|minute| minute.to_string()),
                Ok(expected.to_owned())
            );
        }
        for text in [
            "",
            "now",
            "2026-02-29T00:00",
            "2026-13-01T00:00",
            "2026-11-21",
            "2026-11-21T23:58:00",
            "2026-11-21T23:58Z",
            "2026-11-21T24:00",
            "26-11-21T23:58",
        ] {
            assert!(minute(text).is_err(), "{text}");
        }
    }

    #[test]
    fn this_year_is_known() {
        assert!((2026..2300).contains(&now().year), "{}", now());
    }
}
