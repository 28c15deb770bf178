//! Reading words as a schedule.

use super::said::Spoken;
use super::word::{DAY, MONTH, WEEK, YEAR, is_zone, range, unit, weekday};

/// Longest text (in bytes) that is looked at: nobody says a schedule in more.
const LONGEST: usize = 120;

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
