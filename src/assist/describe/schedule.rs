//! What a schedule means.

use std::fmt::Write as _;

use crate::rule::code;
use crate::schedule::{self, Cron, FiringGap, Moment};

/// The shortest times between two runs, in minutes: of reads, and of watchSchema.
pub const LEAST: [(&str, u32); 2] = [("read", 10), ("watchSchema", 60)];

/// How many of the next runs are named.
const NEXT: usize = 3;

/// The shortest time between two runs, in minutes, of a read or of `watchSchema`.
#[must_use]
pub fn least_gap(watch_schema: bool) -> u32 {
    LEAST[usize::from(watch_schema)].1
}

/// Whether the platform takes a schedule with at least `least` minutes between runs.
#[must_use]
pub fn verdict(cron: &Cron, least: u32) -> String {
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

/// A gap in words: `5 minutes (00:55 to 01:00)`.
#[must_use]
pub fn gap_words(gap: &FiringGap) -> String {
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

/// How many runs a day with runs has.
#[must_use]
pub fn runs_a_day(cron: &Cron) -> u32 {
    cron.minutes().len() * cron.hours().len()
}

/// What the schedule `text` means, in Markdown; `now` (UTC) is what its next runs come after.
#[must_use]
pub fn schedule_words(text: &str, watch_schema: bool, now: Option<Moment>) -> String {
    let cron = match schedule::parse(text) {
        Ok(cron) => cron,
        Err(errors) => {
            let mut out = format!("{} is not a schedule\n\n", code(text));
            for error in errors {
                let _ = writeln!(out, "- {}; {}", error.message(text), error.help(text));
            }
            return out.trim_end().to_owned();
        }
    };
    let mut out = format!("{} (UTC)\n\n", cron.describe());
    let (Some(least), Some(most)) = (cron.smallest_gap(), cron.largest_gap()) else {
        out.push_str("It never fires: no month has such a day.");
        return out;
    };
    let _ = writeln!(out, "- smallest gap: {}", gap_words(&least));
    if least.minutes != most.minutes {
        let _ = writeln!(out, "- largest gap: {}", gap_words(&most));
    }
    let runs = runs_a_day(&cron);
    let days = if most.minutes <= 24 * 60 {
        "a day"
    } else {
        "on a day it runs"
    };
    let _ = writeln!(out, "- {runs} run{} {days}", if runs == 1 { "" } else { "s" });
    let (place, minutes) = LEAST[usize::from(watch_schema)];
    let _ = writeln!(out, "- for `{place}`: {}", verdict(&cron, minutes));
    if let Some(now) = now {
        let next: Vec<String> = cron.firings(now).take(NEXT).map(|at| at.to_string()).collect();
        let _ = writeln!(out, "- next runs: {}", next.join(", "));
    }
    out.trim_end().to_owned()
}
