//! When a schedule fires.

use super::cron::Cron;
use super::moment::Moment;
use crate::calendar::{month_length, weekday};

impl Cron {
    /// The firings after `from` (UTC), earliest first; `from` itself is not among them.
    ///
    /// Endless unless the schedule [never fires](Cron::never_fires), so take only as many as needed. A
    /// `from` that is no date (month 13, 30 February) is moved to the nearest smaller part that is one.
    #[must_use]
    pub fn firings(&self, from: Moment) -> Firings<'_> {
        Firings::new(self, from)
    }
}

/// The firings of a schedule after a moment; made by [`Cron::firings`].
#[derive(Debug, Clone)]
pub struct Firings<'a> {
    cron: &'a Cron,
    year: i32,
    month: u8,
    /// What is left of this month, of its first day, of that day's first hour: bit n is day, hour, minute n.
    days: u32,
    hours: u64,
    minutes: u64,
    done: bool,
}

impl<'a> Firings<'a> {
    fn new(cron: &'a Cron, from: Moment) -> Firings<'a> {
        let (year, month) = (from.year, from.month.clamp(1, 12));
        let day = from.day.clamp(1, month_length(year, month));
        let (hour, minute) = (from.hour.min(23), from.minute.min(59));
        let mut firings = Firings {
            cron,
            year,
            month,
            days: 0,
            hours: cron.hours().bits(),
            minutes: cron.minutes().bits(),
            done: cron.never_fires(),
        };
        firings.days = firings.days_of_month() & !((1 << day) - 1);
        if firings.days >> day & 1 == 1 {
            firings.hours &= !((1 << hour) - 1);
            if firings.hours >> hour & 1 == 1 {
                firings.minutes &= !((1 << (minute + 1)) - 1);
            }
        }
        firings
    }

    fn days_of_month(&self) -> u32 {
        let rule = self.cron.day_rule();
        if !rule.fires_in(self.month) {
            return 0;
        }
        rule.mask(
            month_length(self.year, self.month),
            weekday(self.year, self.month, 1),
        )
    }

    /// None at the end of the years an `i32` can count.
    fn next_month(&mut self) -> Option<()> {
        if self.month == 12 {
            self.year = self.year.checked_add(1)?;
            self.month = 0;
        }
        self.month += 1;
        self.days = self.days_of_month();
        Some(())
    }
}

impl Iterator for Firings<'_> {
    type Item = Moment;

    fn next(&mut self) -> Option<Moment> {
        while !self.done {
            if self.days == 0 {
                self.done = self.next_month().is_none();
            } else if self.hours == 0 {
                self.days &= self.days - 1;
                self.hours = self.cron.hours().bits();
                self.minutes = self.cron.minutes().bits();
            } else if self.minutes == 0 {
                self.hours &= self.hours - 1;
                self.minutes = self.cron.minutes().bits();
            } else {
                // Bit numbers below 64.
                let moment = Moment {
                    year: self.year,
                    month: self.month,
                    day: self.days.trailing_zeros() as u8,
                    hour: self.hours.trailing_zeros() as u8,
                    minute: self.minutes.trailing_zeros() as u8,
                };
                self.minutes &= self.minutes - 1;
                return Some(moment);
            }
        }
        None
    }
}
