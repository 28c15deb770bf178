//! Schedules in plain words: `every 15 minutes`, `every monday at 9`, `rate(1 day)`, `daily at 09:30 UTC`.
//!
//! People write them in place of five fields, and in comments beside them. Only what is understood to the last word
//! counts.

use super::pace::every;

/// Longest text (in bytes) that is looked at: nobody says a schedule in more.
const LONGEST: usize = 120;
/// Minutes of a day.
const DAY: u32 = 1440;

/// What such words say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spoken {
    /// How long it is from one run to the next, in seconds, where that is said.
    pub pace: Option<u32>,
    /// The weekdays that are named, as bits, Sunday lowest.
    pub weekdays: u8,
    /// The days of the month that are named.
    pub month_days: Vec<u8>,
    /// The times of day that are named, as hour and minute.
    pub times: Vec<(u8, u8)>,
    /// The minute of the hour that is named.
    pub minute: Option<u8>,
    /// The time zone that is named, in small letters.
    pub zone: Option<String>,
}

impl Spoken {
    /// Reads `text`; `None` where a word of it isn't understood, or says nothing of when to run.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let text = text.trim().trim_end_matches('.').to_ascii_lowercase();
        let text = text
            .strip_prefix("rate(")
            .and_then(|rest| rest.strip_suffix(')'))
            .unwrap_or(&text);
        let words = words(text);
        let mut reader = Reader {
            words: &words,
            next: 0,
            said: Self::default(),
            count: None,
            factor: 1,
            at: false,
        };
        while reader.next < words.len() {
            reader.word()?;
        }
        let said = reader.said;
        let something = said.pace.is_some()
            || said.weekdays != 0
            || !said.month_days.is_empty()
            || !said.times.is_empty()
            || said.minute.is_some();
        (something && reader.count.is_none()).then_some(said)
    }

    /// Whether it says a pace within the day and nothing else, so that no time zone can matter.
    #[must_use]
    pub fn is_plain_pace(&self) -> bool {
        self.times.is_empty()
            && self.weekdays == 0
            && self.month_days.is_empty()
            && self.zone.is_none()
            && self.pace.is_some_and(|pace| pace < DAY * 60)
    }

    /// Whether the time zone that is named is UTC, or none is.
    pub fn is_utc(&self) -> bool {
        self.zone.as_deref().is_none_or(is_utc)
    }

    /// Five fields that say the same; `None` where cron can't, or where a time zone makes it unclear which.
    #[must_use]
    pub fn fields(&self) -> Option<String> {
        if !self.is_utc() {
            return None;
        }
        let weekdays = || match self.weekdays {
            0 => "*".to_owned(),
            days => day_list(days),
        };
        let minutes = match self.pace {
            Some(seconds) if seconds % 60 != 0 => return None,
            pace => pace.map(|seconds| seconds / 60),
        };
        if let Some(minutes) = minutes.filter(|&minutes| minutes < DAY) {
            if !self.times.is_empty() || !self.month_days.is_empty() {
                return None;
            }
            let even = every(&format!("{minutes}m"))?;
            let (minute, rest) = even.split_once(' ')?;
            let rest = rest.strip_suffix('*')?;
            let minute = match self.minute {
                Some(_) if minute != "0" => return None,
                Some(other) => other.to_string(),
                None => minute.to_owned(),
            };
            return Some(format!("{minute} {rest}{}", weekdays()));
        }
        if minutes.is_none() && self.minute.is_some() && self.times.is_empty() {
            let day = self.month_days.is_empty().then_some("*")?;
            return Some(format!("{} * {day} * {}", self.minute?, weekdays()));
        }
        let (minute, hours) = self.clock()?;
        let month_days = list(self.month_days.iter().copied());
        let (day, month, weekday) = match minutes {
            None | Some(DAY) if self.month_days.is_empty() => ("*".to_owned(), "*", weekdays()),
            None | Some(MONTH) if !self.month_days.is_empty() && self.weekdays == 0 => {
                (month_days, "*", weekdays())
            }
            Some(WEEK) if self.month_days.is_empty() && self.weekdays == 0 => {
                ("*".to_owned(), "*", "0".to_owned())
            }
            Some(WEEK) if self.month_days.is_empty() => ("*".to_owned(), "*", weekdays()),
            Some(MONTH) if self.weekdays == 0 => ("1".to_owned(), "*", "*".to_owned()),
            Some(YEAR) if self.weekdays == 0 && self.month_days.is_empty() => {
                ("1".to_owned(), "1", "*".to_owned())
            }
            _ => return None,
        };
        Some(format!("{minute} {hours} {day} {month} {weekday}"))
    }

    /// The minute and hour fields of the times of day; midnight where none is named.
    fn clock(&self) -> Option<(u8, String)> {
        if self.minute.is_some() {
            return None;
        }
        let Some(&(_, minute)) = self.times.first() else {
            return Some((0, "0".to_owned()));
        };
        let same = self.times.iter().all(|&(_, other)| other == minute);
        let mut hours: Vec<u8> = self.times.iter().map(|&(hour, _)| hour).collect();
        hours.sort_unstable();
        hours.dedup();
        same.then(|| (minute, list(hours.into_iter())))
    }
}

/// Minutes of a week.
const WEEK: u32 = 7 * DAY;
/// Stands for a month among minutes.
const MONTH: u32 = 30 * DAY;
/// Stands for a year among minutes.
const YEAR: u32 = 365 * DAY;

/// `1-5`, `1,3`.
fn day_list(days: u8) -> String {
    let named: Vec<u8> = (0..7).filter(|day| days & (1 << day) != 0).collect();
    match named.as_slice() {
        [first, .., last] if named.len() > 2 && usize::from(last - first) + 1 == named.len() => {
            format!("{first}-{last}")
        }
        _ => list(named.iter().copied()),
    }
}

fn list(values: impl Iterator<Item = u8>) -> String {
    let values: Vec<String> = values.map(|value| value.to_string()).collect();
    values.join(",")
}

/// Words, numbers without the unit that is written to them, and commas.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for word in text.split_ascii_whitespace() {
        let bare = word.trim_end_matches(',');
        let word = bare.strip_prefix('(').unwrap_or(bare);
        let word = word.strip_suffix(')').unwrap_or(word);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        match word.split_at_checked(digits) {
            Some((number, unit))
                if digits > 0 && unit.bytes().all(|b| b.is_ascii_lowercase()) && !unit.is_empty() =>
            {
                words.extend([number, unit]);
            }
            // `9:30am`
            _ => match word.strip_suffix("am").or_else(|| word.strip_suffix("pm")) {
                Some(time) if time.contains(':') => words.extend([time, &word[time.len()..]]),
                _ if word.is_empty() => {}
                _ => words.extend(word.split(',').filter(|part| !part.is_empty())),
            },
        }
    }
    words
}

struct Reader<'w> {
    words: &'w [&'w str],
    next: usize,
    said: Spoken,
    /// How often, where that is said and the unit isn't yet.
    count: Option<u32>,
    /// 2 after `other`.
    factor: u32,
    /// Whether what follows is a time of day.
    at: bool,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&str> {
        self.words.get(self.next).copied()
    }

    fn take(&mut self, words: &[&str]) -> bool {
        let found = self.peek().is_some_and(|word| words.contains(&word));
        self.next += usize::from(found);
        found
    }

    fn word(&mut self) -> Option<()> {
        let word = *self.words.get(self.next)?;
        self.next += 1;
        match word {
            "at" | "@" => self.at = true,
            "every" | "each" | "on" | "once" | "a" | "an" | "per" | "the" | "of" | "run" | "runs"
            | "read" | "reads" | "sync" | "syncs" | "poll" | "polls" | "and" | "&" => {}
            "other" => self.factor = 2,
            "twice" => self.count = Some(2),
            "hourly" => self.pace(3600)?,
            "daily" | "nightly" => self.pace(DAY * 60)?,
            "weekly" => self.pace(WEEK * 60)?,
            "monthly" => self.pace(MONTH * 60)?,
            "yearly" | "annually" => self.pace(YEAR * 60)?,
            "weekday" | "weekdays" | "workday" | "workdays" => self.said.weekdays |= 0b011_1110,
            "weekend" | "weekends" => self.said.weekdays |= 0b100_0001,
            "business" => {
                self.take(&["day", "days"]).then_some(())?;
                self.said.weekdays |= 0b011_1110;
            }
            "midnight" => self.said.times.push((0, 0)),
            "noon" | "midday" => self.said.times.push((12, 0)),
            "minute" if self.at => self.said.minute = Some(self.below(60)?),
            "first" => self.month_day(1)?,
            _ => {
                if let Some(seconds) = unit(word) {
                    self.pace(seconds)?;
                } else if let Some(day) = weekday(word) {
                    self.weekday(day)?;
                } else if let Some(days) = word
                    .split_once('-')
                    .and_then(|(from, to)| Some((weekday(from)?, weekday(to)?)))
                {
                    self.said.weekdays |= range(days.0, days.1);
                } else if is_zone(word) {
                    self.zone(word)?;
                } else {
                    self.number(word)?;
                }
            }
        }
        Some(())
    }

    /// A number below `end`.
    fn below(&mut self, end: u8) -> Option<u8> {
        let number = self.peek()?.parse().ok().filter(|&number| number < end)?;
        self.next += 1;
        Some(number)
    }

    fn pace(&mut self, seconds: u32) -> Option<()> {
        // `every day at 9`, `every week on monday` say the unit once.
        if self.said.pace.is_some() {
            return None;
        }
        let seconds = seconds.checked_mul(std::mem::replace(&mut self.factor, 1))?;
        let count = self.count.take().unwrap_or(1);
        self.said.pace = Some(seconds / count).filter(|_| seconds.is_multiple_of(count));
        self.at = false;
        self.said.pace.map(|_| ())
    }

    fn weekday(&mut self, first: u8) -> Option<()> {
        let last = if self.take(&["to", "through", "-", "until"]) {
            let last = weekday(self.peek()?)?;
            self.next += 1;
            last
        } else {
            first
        };
        self.said.weekdays |= range(first, last);
        self.at = false;
        Some(())
    }

    fn month_day(&mut self, day: u8) -> Option<()> {
        self.take(&["day"]);
        self.said.month_days.push(day);
        self.at = false;
        Some(())
    }

    fn zone(&mut self, word: &str) -> Option<()> {
        if self.said.zone.is_some() {
            return None;
        }
        self.said.zone = Some(word.to_owned());
        self.take(&["time"]);
        Some(())
    }

    /// A count, a time of day, or a day of the month.
    fn number(&mut self, word: &str) -> Option<()> {
        if let Some((hour, minute)) = word.split_once(':') {
            // `:30` is half past every hour.
            if hour.is_empty() {
                self.said.minute = Some(minute.parse().ok().filter(|&minute| minute < 60)?);
                return Some(());
            }
            let minute = minute.parse().ok().filter(|&minute: &u8| minute < 60)?;
            return self.time(hour.parse().ok()?, minute);
        }
        let number: u32 = word
            .parse()
            .ok()
            .filter(|_| word.bytes().all(|b| b.is_ascii_digit()))?;
        if self.take(&["st", "nd", "rd", "th"]) {
            let day = u8::try_from(number).ok().filter(|day| (1..=31).contains(day))?;
            return self.month_day(day);
        }
        if self.take(&["times", "x"]) {
            self.count = Some(number).filter(|&count| count > 0 && self.count.is_none());
            return self.count.map(|_| ());
        }
        if let Some(seconds) = self.peek().and_then(unit).filter(|_| number > 0) {
            self.next += 1;
            return self.pace(seconds.checked_mul(number)?);
        }
        let clock = self.at || matches!(self.peek(), Some("am" | "pm"));
        clock.then(|| self.time(u8::try_from(number).ok()?, 0))?
    }

    fn time(&mut self, hour: u8, minute: u8) -> Option<()> {
        let hour = match self.peek() {
            Some("am") if (1..=12).contains(&hour) => hour % 12,
            Some("pm") if (1..=12).contains(&hour) => hour % 12 + 12,
            Some("am" | "pm") => return None,
            _ => hour,
        };
        self.take(&["am", "pm", "h"]);
        // What follows may be another.
        self.at = true;
        self.said.times.push((hour, minute));
        (hour < 24).then_some(())
    }
}

/// The seconds of a unit.
fn unit(word: &str) -> Option<u32> {
    Some(match word {
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
        "d" | "day" | "days" => DAY * 60,
        "week" | "weeks" => WEEK * 60,
        "month" | "months" => MONTH * 60,
        "year" | "years" => YEAR * 60,
        _ => return None,
    })
}

/// The weekday of a name, in full, in the plural or short.
fn weekday(word: &str) -> Option<u8> {
    const NAMES: [(&str, &[&str]); 7] = [
        ("sunday", &["sun"]),
        ("monday", &["mon"]),
        ("tuesday", &["tue", "tues"]),
        ("wednesday", &["wed", "weds"]),
        ("thursday", &["thu", "thur", "thurs"]),
        ("friday", &["fri"]),
        ("saturday", &["sat"]),
    ];
    let singular = word.strip_suffix('s').unwrap_or(word);
    let at = NAMES
        .iter()
        .position(|(name, short)| *name == singular || short.contains(&word))?;
    u8::try_from(at).ok()
}

/// The bits of the weekdays from `first` to `last`, over the week's turn where they run backwards.
fn range(first: u8, last: u8) -> u8 {
    let mut days = 1 << first;
    let mut day = first;
    while day != last {
        day = (day + 1) % 7;
        days |= 1 << day;
    }
    days
}

/// Whether a word names a time zone: a short name, or a place as in `america/new_york`.
fn is_zone(word: &str) -> bool {
    const SHORT: [&str; 21] = [
        "est", "edt", "et", "cst", "cdt", "mst", "mdt", "pst", "pdt", "pt", "cet", "cest", "bst", "ist",
        "jst", "aest", "eastern", "pacific", "central", "mountain", "local",
    ];
    let place = word.split_once('/').is_some_and(|(area, city)| {
        let letters = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b"_-/".contains(&b))
        };
        letters(area) && letters(city)
    });
    place || is_utc(word) || SHORT.contains(&word)
}

fn is_utc(word: &str) -> bool {
    matches!(word, "utc" | "gmt" | "z" | "zulu" | "etc/utc" | "etc/gmt")
}

#[cfg(test)]
mod tests {
    use super::Spoken;
    use crate::schedule::parse;

    #[test]
    fn words_for_five_fields() {
        for (text, fields) in [
            ("every 15 minutes", "*/15 * * * *"),
            ("Every 15 Minutes.", "*/15 * * * *"),
            ("30m", "*/30 * * * *"),
            ("rate(1 day)", "0 0 * * *"),
            ("every hour", "0 * * * *"),
            ("hourly", "0 * * * *"),
            ("once an hour", "0 * * * *"),
            ("every other hour", "0 */2 * * *"),
            ("every 2 hours", "0 */2 * * *"),
            ("every hour at :30", "30 * * * *"),
            ("every hour at minute 5", "5 * * * *"),
            ("every day", "0 0 * * *"),
            ("daily", "0 0 * * *"),
            ("twice a day", "0 */12 * * *"),
            ("4 times per day", "0 */6 * * *"),
            ("every day at 9", "0 9 * * *"),
            ("every day at 9am", "0 9 * * *"),
            ("every day at 12 am", "0 0 * * *"),
            ("daily at 9:30pm UTC", "30 21 * * *"),
            ("every day at noon and midnight", "0 0,12 * * *"),
            ("at 9, 12 and 17", "0 9,12,17 * * *"),
            ("09:30", "30 9 * * *"),
            ("every monday at 9", "0 9 * * 1"),
            ("Mondays at 09:15", "15 9 * * 1"),
            ("every monday and thursday at 6am", "0 6 * * 1,4"),
            ("mon, wed, fri at 8", "0 8 * * 1,3,5"),
            ("monday to friday at 8", "0 8 * * 1-5"),
            ("mon-fri at 8", "0 8 * * 1-5"),
            ("every weekday at 17:00", "0 17 * * 1-5"),
            ("weekends at noon", "0 12 * * 0,6"),
            ("every 15 minutes on weekdays", "*/15 * * * 1-5"),
            ("weekly", "0 0 * * 0"),
            ("every week on tuesday at 4", "0 4 * * 2"),
            ("monthly", "0 0 1 * *"),
            ("on the 15th of every month at 3:00", "0 3 15 * *"),
            ("first day of the month", "0 0 1 * *"),
            ("yearly", "0 0 1 1 *"),
        ] {
            let said = Spoken::read(text).unwrap_or_else(|| panic!("{text} is not understood"));
            assert_eq!(said.fields().as_deref(), Some(fields), "{text}");
            assert!(parse(fields).is_ok(), "{fields}");
        }
    }

    #[test]
    fn what_cron_can_not_say() {
        for text in [
            "every 45 seconds",
            "every 45 minutes",
            "every 2 days",
            "every day at 9 est",
            "every day at 9 America/New_York",
            "every day at 9:00 and 10:30",
            "first day of the month on monday",
        ] {
            let said = Spoken::read(text).unwrap_or_else(|| panic!("{text} is not understood"));
            assert_eq!(said.fields(), None, "{text}");
        }
    }

    #[test]
    fn other_texts() {
        for text in [
            "",
            "the",
            "at",
            "0 9 * * *",
            "0 0 1 1 1",
            "0 9 * * mon-fri",
            "9 of 10",
            "every",
            "every nice day",
            "reads contacts every 10 minutes",
            "at 25",
            "0 times a day",
            "every hour every day every week",
            "\u{e9}very day",
        ] {
            assert_eq!(Spoken::read(text), None, "{text}");
        }
    }
}
