//! Whether two schedules mean the same, and how often one fires.

use super::cron::Cron;
use super::days::DayRule;
use crate::calendar::{CYCLE_DAYS, CYCLE_YEARS, longest, month_length, weekday};

impl Cron {
    /// Whether both fire at the same times for ever, however they are written. Two that never fire are the same.
    #[must_use]
    pub fn same_firings(&self, other: &Cron) -> bool {
        let days = self.day_rule().same_days(other.day_rule());
        match (self.never_fires(), other.never_fires()) {
            (false, false) => days && self.minutes() == other.minutes() && self.hours() == other.hours(),
            (never, also) => never && also,
        }
    }

    /// How often it fires on an average day, for people: `144`, `0.14`.
    #[must_use]
    pub fn runs_a_day(&self) -> String {
        let times = u64::from(self.minutes().len() * self.hours().len());
        let runs = times * u64::from(self.day_rule().days_in_cycle());
        let cycle = u64::from(CYCLE_DAYS);
        if runs % cycle == 0 {
            return (runs / cycle).to_string();
        }
        // Hundredths, rounded; what fires at all is more than nothing.
        let hundredths = ((runs * 100 + cycle / 2) / cycle).max(1);
        let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

impl DayRule {
    /// Whether both mean the same days of every month there can be.
    fn same_days(&self, other: &DayRule) -> bool {
        self.all_masks().eq(other.all_masks())
    }

    /// The days of each kind of month there is: by month, length and first weekday.
    fn all_masks(&self) -> impl Iterator<Item = u32> {
        (1..=12).flat_map(move |month| {
            let shortest = if month == 2 { 28 } else { longest(month) };
            (shortest..=longest(month)).flat_map(move |length| {
                (0..7).map(move |first| {
                    if self.fires_in(month) {
                        self.mask(length, first)
                    } else {
                        0
                    }
                })
            })
        })
    }

    /// On how many days it fires in the 400 years after which the calendar repeats.
    fn days_in_cycle(&self) -> u32 {
        if self.every_day() {
            return CYCLE_DAYS;
        }
        // 28 kinds of month, each worked out once.
        let mut kinds: [[Option<u32>; 7]; 4] = [[None; 7]; 4];
        let mut first = weekday(2000, 1, 1);
        let mut days = 0;
        for year in 2000..2000 + CYCLE_YEARS {
            for month in 1..=12 {
                let length = month_length(year, month);
                if self.fires_in(month) {
                    let kind = &mut kinds[usize::from(length - 28)][usize::from(first)];
                    days += *kind.get_or_insert_with(|| self.mask(length, first).count_ones());
                }
                first = (first + length) % 7;
            }
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use crate::schedule::parse;

    #[test]
    fn the_same_firings() {
        for (a, b) in [
            ("*/10 * * * *", "0,10,20,30,40,50 * * * *"),
            ("0 0 * * 0", "0 0 * * sun"),
            ("0 0 * * 0", "0 0 * * 7"),
            ("0 0 1-31 * *", "0 0 * * *"),
            ("0 0 29 2 *", "0 0 29 feb *"),
            ("0 0 30 2 *", "5 5 31 4 *"),
            ("0  0 * * *", "0 0 * * *"),
            ("0 0 L 1 *", "0 0 31 1 *"),
        ] {
            assert!(parse(a).unwrap().same_firings(&parse(b).unwrap()), "{a} = {b}");
        }
        for (a, b) in [
            ("*/10 * * * *", "*/15 * * * *"),
            ("0 0 * * *", "0 1 * * *"),
            ("0 0 30 2 *", "0 0 29 2 *"),
            ("0 0 1 * 1", "0 0 1 * *"),
            ("0 0 L 2 *", "0 0 28 2 *"),
            ("0 0 * 1 *", "0 0 * 2 *"),
        ] {
            assert!(!parse(a).unwrap().same_firings(&parse(b).unwrap()), "{a} ≠ {b}");
        }
    }

    #[test]
    fn runs_a_day() {
        for (text, runs) in [
            ("*/10 * * * *", "144"),
            ("0 9,17 * * *", "2"),
            ("0 0 * * mon-fri", "0.71"),
            ("0 0 29 2 *", "0.01"),
            ("0 0 30 2 *", "0"),
            ("0 */6 * * 1", "0.57"),
        ] {
            assert_eq!(parse(text).unwrap().runs_a_day(), runs, "{text}");
        }
    }
}
