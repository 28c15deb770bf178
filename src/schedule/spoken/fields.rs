//! Five fields that say what words say.

use super::said::Spoken;
use super::word::{DAY, MONTH, WEEK, YEAR};
use crate::schedule::pace::every;

impl Spoken {
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
