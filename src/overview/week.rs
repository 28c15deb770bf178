//! When a schedule fires, on average: by weekday and hour, and by minute of the hour.

use crate::schedule::{Cron, CronField, Moment, parse};

/// The days that are looked at: the calendar's weekdays and leap years repeat after 28 years.
const YEARS: i32 = 28;
/// Where they begin; any year would do that is followed by no century without a leap day.
const FIRST_YEAR: i32 = 2004;
/// How many days these are.
const DAYS: f64 = 10_227.0;

/// Firings in an average week, in UTC.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    /// By weekday, from Monday, and hour.
    pub hours: [[f64; 24]; 7],
    /// By minute of the hour.
    pub minutes: [f64; 60],
}

impl Default for Week {
    fn default() -> Self {
        Self {
            hours: [[0.0; 24]; 7],
            minutes: [0.0; 60],
        }
    }
}

impl Week {
    /// That of one schedule.
    #[must_use]
    pub fn of(cron: &Cron) -> Self {
        let mut week = Self::default();
        let days = days(cron);
        let (minutes, hours) = (cron.minutes(), cron.hours());
        let in_hour = f64::from(u32::try_from(minutes.iter().count()).unwrap_or(0));
        let in_day = f64::from(u32::try_from(hours.iter().count()).unwrap_or(0));
        for (row, share) in week.hours.iter_mut().zip(days) {
            for hour in hours.iter() {
                if let Some(cell) = row.get_mut(usize::from(hour)) {
                    *cell = share * in_hour;
                }
            }
        }
        let days: f64 = days.iter().sum();
        for minute in minutes.iter() {
            if let Some(cell) = week.minutes.get_mut(usize::from(minute)) {
                *cell = days * in_day;
            }
        }
        week
    }

    /// All firings.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.hours.iter().flatten().sum()
    }

    /// How many firings a day has.
    #[must_use]
    pub fn a_day(&self) -> f64 {
        self.total() / 7.0
    }

    /// Adds those of another.
    pub fn add(&mut self, other: &Week) {
        let cells = self.hours.iter_mut().flatten().zip(other.hours.iter().flatten());
        let minutes = self.minutes.iter_mut().zip(&other.minutes);
        for (cell, more) in cells.chain(minutes) {
            *cell += more;
        }
    }

    /// The most firings of any hour.
    #[must_use]
    pub fn peak(&self) -> f64 {
        self.hours.iter().flatten().copied().fold(0.0, f64::max)
    }
}

/// How many days of each weekday, from Monday, of an average week the schedule fires on: 0 to 1 each.
fn days(cron: &Cron) -> [f64; 7] {
    let mut days = [0.0; 7];
    if !cron.field(CronField::Day).restricted && !cron.field(CronField::Month).restricted {
        // Weekdays alone decide, and most schedules have not even those.
        let plain = cron.nonstandard().is_empty() || !cron.field(CronField::Weekday).restricted;
        if plain {
            for day in cron.weekdays().iter() {
                if let Some(share) = days.get_mut((usize::from(day) + 6) % 7) {
                    *share = 1.0;
                }
            }
            return days;
        }
    }
    // The days are those of a schedule that fires once on each.
    let part = |field| cron.text().get(cron.range(field)).unwrap_or("*");
    let once = format!(
        "0 0 {} {} {}",
        part(CronField::Day),
        part(CronField::Month),
        part(CronField::Weekday)
    );
    let Ok(once) = parse(&once) else { return days };
    if once.never_fires() {
        return days;
    }
    let from = Moment {
        year: FIRST_YEAR - 1,
        month: 12,
        day: 31,
        hour: 23,
        minute: 59,
    };
    for firing in once
        .firings(from)
        .take_while(|firing| firing.year < FIRST_YEAR + YEARS)
    {
        let weekday = usize::from(crate::calendar::weekday(firing.year, firing.month, firing.day));
        if let Some(share) = days.get_mut((weekday + 6) % 7) {
            *share += 7.0 / DAYS;
        }
    }
    days
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these sums are exact")]

    use super::*;

    fn week(text: &str) -> Week {
        Week::of(&parse(text).unwrap())
    }

    #[test]
    fn firings_are_counted_where_they_are() {
        let hourly = week("5 * * * *");
        assert_eq!(
            (hourly.a_day(), hourly.peak(), hourly.minutes[5]),
            (24.0, 1.0, 168.0)
        );
        let office = week("*/30 9-17 * * 1-5");
        assert_eq!(office.total(), 5.0 * 9.0 * 2.0);
        assert_eq!(
            (office.hours[0][9], office.hours[4][17], office.hours[5][9]),
            (2.0, 2.0, 0.0)
        );
        let sunday = week("0 0 * * 7");
        assert_eq!((sunday.hours[6][0], sunday.total()), (1.0, 1.0));
    }

    #[test]
    fn rare_days_count_as_rare() {
        let monthly = week("0 0 1 * *");
        assert!(
            (monthly.total() - 12.0 / 365.25 * 7.0).abs() < 1e-9,
            "{}",
            monthly.total()
        );
        let leap = week("0 0 29 2 *");
        assert!((leap.a_day() - 1.0 / 1461.0).abs() < 1e-9, "{}", leap.a_day());
        assert_eq!(week("0 0 30 2 *").total(), 0.0);
        let last = week("0 6 * * 5L");
        assert!((last.total() - 12.0 / 365.25 * 7.0).abs() < 1e-9 && last.hours[4][6] == last.total());
        let either = week("0 0 1 * 1");
        assert!(either.hours[0][0] > 0.999 && either.hours[1][0] < 0.05);
    }
}
