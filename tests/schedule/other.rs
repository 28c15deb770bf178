//! The other cron crate, made to count in our moments.

use std::cmp::Ordering;

use amplint::schedule::Moment;
use croner::errors::CronError;
use croner::parser::{CronParser, Seconds, Year};
use croner::{CivilDate, CivilDateTime, CivilTime, CronDateTime, Resolution, Weekday};

use crate::model::Date;

/// Seconds since 2000-01-01 00:00 with the date they fall on.
#[derive(Debug, Clone, Copy)]
struct Instant {
    date: Date,
    second_of_day: i64,
    day_number: i64,
}

impl CronDateTime for Instant {
    fn to_civil(&self) -> CivilDateTime {
        let second = u32::try_from(self.second_of_day).unwrap();
        CivilDateTime::new(
            CivilDate::from_parts_unchecked(self.date.year, self.date.month, self.date.day),
            CivilTime::from_parts_unchecked(second / 3600, second / 60 % 60, second % 60),
        )
    }

    fn civil_weekday(&self) -> Weekday {
        Weekday::from_days_from_sunday(self.date.weekday)
    }

    fn resolve_civil(&self, civil: CivilDateTime) -> Result<Resolution<Self>, CronError> {
        let mut instant = *self;
        let wanted = (civil.year(), civil.month(), civil.day());
        while (instant.date.year, instant.date.month, instant.date.day) < wanted {
            instant.date = instant.date.tomorrow();
            instant.day_number += 1;
        }
        assert_eq!(
            (instant.date.year, instant.date.month, instant.date.day),
            wanted,
            "croner went back"
        );
        instant.second_of_day = i64::from(civil.hour() * 3600 + civil.minute() * 60 + civil.second());
        Ok(Resolution::Single(instant))
    }

    fn checked_add_seconds(&self, seconds: i64) -> Option<Self> {
        let mut instant = *self;
        instant.second_of_day += seconds;
        while instant.second_of_day >= 86_400 {
            instant.second_of_day -= 86_400;
            instant.date = instant.date.tomorrow();
            instant.day_number += 1;
        }
        (instant.second_of_day >= 0).then_some(instant)
    }

    fn cmp_instant(&self, other: &Self) -> Ordering {
        (self.day_number, self.second_of_day).cmp(&(other.day_number, other.second_of_day))
    }
}

/// The first firings after 2000-01-01 00:00.
pub fn firings(text: &str, number: usize) -> Vec<Moment> {
    let parser = CronParser::builder()
        .seconds(Seconds::Disallowed)
        .year(Year::Disallowed)
        .sloppy_ranges(true)
        .build();
    let cron = parser
        .parse(text)
        .unwrap_or_else(|error| panic!("croner refuses `{text}`: {error}"));
    let start = Instant {
        date: Date::START,
        second_of_day: 0,
        day_number: 0,
    };
    let moment = |instant: Instant| {
        let civil = instant.to_civil();
        let small = |number: u32| u8::try_from(number).unwrap();
        Moment {
            year: civil.year(),
            month: small(civil.month()),
            day: small(civil.day()),
            hour: small(civil.hour()),
            minute: small(civil.minute()),
        }
    };
    cron.iter_after(start).take(number).map(moment).collect()
}
