//! Civil dates (proleptic Gregorian calendar).

/// The calendar, weekdays included, repeats after so many years.
pub const CYCLE_YEARS: i32 = 400;

/// Days in [`CYCLE_YEARS`]: exactly 20,871 weeks.
pub const CYCLE_DAYS: u32 = 146_097;

/// How many days `month` (1 to 12) has at the most.
#[must_use]
pub const fn longest(month: u8) -> u8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// How many days `month` (1 to 12) of `year` has.
#[must_use]
pub const fn month_length(year: i32, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if month == 2 && !leap { 28 } else { longest(month) }
}

/// Days from 1 January 1970 to a day; negative before that.
#[must_use]
pub fn days_since_1970(year: i32, month: u8, day: u8) -> i64 {
    // Years are counted from March, so that the day that comes every four years is the last.
    let year = i64::from(year) - i64::from(month <= 2);
    let cycle = i64::from(CYCLE_YEARS);
    let (cycles, of_cycle) = (year.div_euclid(cycle), year.rem_euclid(cycle));
    let of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    cycles * i64::from(CYCLE_DAYS) + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - 719_468
}

/// The weekday of a day; Sunday is 0.
#[must_use]
pub fn weekday(year: i32, month: u8, day: u8) -> u8 {
    // 1 January 1970 was a Thursday; what a week leaves over is below 7.
    u8::try_from((days_since_1970(year, month, day) + 4).rem_euclid(7)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_each_other() {
        let mut expected = days_since_1970(1599, 12, 31) + 1;
        let mut day_of_week = weekday(1600, 1, 1);
        for year in 1600..2100 {
            for month in 1..=12 {
                for day in 1..=month_length(year, month) {
                    assert_eq!(
                        days_since_1970(year, month, day),
                        expected,
                        "{year}-{month}-{day}"
                    );
                    assert_eq!(weekday(year, month, day), day_of_week, "{year}-{month}-{day}");
                    expected += 1;
                    day_of_week = (day_of_week + 1) % 7;
                }
            }
        }
    }

    #[test]
    fn known_days_are_where_they_are() {
        assert_eq!(days_since_1970(1970, 1, 1), 0);
        assert_eq!(days_since_1970(2025, 2, 13), 20_132);
        assert_eq!(weekday(2000, 1, 1), 6);
        assert_eq!(weekday(i32::MIN, 1, 1), weekday(i32::MIN + CYCLE_YEARS, 1, 1));
        assert_eq!(
            days_since_1970(2400, 3, 1) - days_since_1970(2000, 3, 1),
            i64::from(CYCLE_DAYS)
        );
    }
}
