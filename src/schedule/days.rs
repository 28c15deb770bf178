//! Which days a schedule fires on.

use super::field::{Base, CronField, FieldSpec, Values};
use crate::calendar::{CYCLE_DAYS, CYCLE_YEARS, longest, month_length, weekday};

/// First year of the cycle that is searched for gaps. The calendar, weekdays included, repeats after 400
/// years, so any start would do; this one makes examples fall into years people know.
const CYCLE_START: i32 = 2000;

/// Two neighbouring firing days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DayPair {
    /// Year, month and day of the first.
    pub first: (i32, u8, u8),
    /// Year, month and day of the second.
    pub second: (i32, u8, u8),
    /// Days between them, 1 to 146,097.
    pub distance: u32,
}

/// The day and month fields boiled down to bit masks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct DayRule {
    /// Bit n: day n of the month.
    days: u32,
    /// Bit n: `nW`.
    nearest: u32,
    last_day: bool,
    /// Bit n: weekday n, Sunday is 0.
    weekdays: u8,
    /// Bit n: `nL`.
    last_weekdays: u8,
    /// `n#1` to `n#5`, bit n each.
    nth_weekdays: [u8; 5],
    /// Bit n: month n.
    months: u16,
    day_restricted: bool,
    weekday_restricted: bool,
    /// Whether a day must match both day fields, not either.
    both: bool,
}

impl DayRule {
    pub(super) fn new(fields: &[FieldSpec; 5]) -> DayRule {
        let [_, _, day, month, weekday] = fields;
        let mut rule = DayRule {
            // The sets end at 31, 12 and 6, so nothing is cut off.
            days: day.values.bits() as u32,
            months: month.values.bits() as u16,
            weekdays: weekday.values.bits() as u8,
            day_restricted: day.restricted,
            weekday_restricted: weekday.restricted,
            both: day.starred || weekday.starred,
            ..DayRule::default()
        };
        for item in day.items.iter().chain(&weekday.items) {
            match item.base {
                Base::LastDay => rule.last_day = true,
                Base::NearestWorkday(day) => rule.nearest |= 1 << (day & 31),
                Base::LastWeekday(weekday) => rule.last_weekdays |= 1 << (weekday % 7),
                Base::NthWeekday(weekday, nth) => {
                    if let Some(mask) = rule.nth_weekdays.get_mut(usize::from(nth).wrapping_sub(1)) {
                        *mask |= 1 << (weekday % 7);
                    }
                }
                Base::Any | Base::Unspecified | Base::Value(_) | Base::Range(..) => {}
            }
        }
        rule
    }

    /// Whether it fires on every day there is, as far as the fields show without looking at a calendar.
    pub(super) fn every_day(&self) -> bool {
        !self.day_restricted && !self.weekday_restricted && self.has_all_months()
    }

    fn has_all_months(&self) -> bool {
        u64::from(self.months) == CronField::Month.full().bits()
    }

    /// The field that decides how far apart firing days are.
    pub(super) fn deciding_field(&self) -> CronField {
        match (self.day_restricted, self.weekday_restricted) {
            (true, _) => CronField::Day,
            (false, true) => CronField::Weekday,
            (false, false) => CronField::Month,
        }
    }

    /// Only the day field can ask for the impossible: every weekday, even the fifth of a February, comes
    /// within the 400 years, and every month has a last day. Where both fields must match, they may never meet.
    pub(super) fn never(&self) -> bool {
        let wanted = self.days | self.nearest;
        if self.day_restricted && self.weekday_restricted && self.both {
            return self.neighbours(false).is_none();
        }
        self.day_restricted
            && !self.weekday_restricted
            && !self.last_day
            && !(1..=12).any(|month| self.fires_in(month) && wanted & all_days(longest(month)) != 0)
    }

    pub(super) fn fires_in(&self, month: u8) -> bool {
        self.months >> month & 1 == 1
    }

    /// The days it fires on in a month of `length` days that starts on `first_weekday`; bit n is day n.
    pub(super) fn mask(&self, length: u8, first_weekday: u8) -> u32 {
        let all = all_days(length);
        match (self.day_restricted, self.weekday_restricted) {
            (false, false) => all,
            (true, false) => self.by_day(length, first_weekday),
            (false, true) => self.by_weekday(length, first_weekday),
            (true, true) if self.both => {
                self.by_day(length, first_weekday) & self.by_weekday(length, first_weekday)
            }
            (true, true) => self.by_day(length, first_weekday) | self.by_weekday(length, first_weekday),
        }
    }

    fn by_day(&self, length: u8, first_weekday: u8) -> u32 {
        let all = all_days(length);
        let mut mask = self.days & all;
        if self.last_day {
            mask |= 1 << length;
        }
        for day in 1..=length {
            if self.nearest >> day & 1 == 1 {
                mask |= 1 << nearest_workday(day, length, first_weekday);
            }
        }
        mask
    }

    fn by_weekday(&self, length: u8, first_weekday: u8) -> u32 {
        let all = all_days(length);
        let mut mask = 0;
        for weekday in 0..7 {
            let first = 1 + (weekday + 7 - first_weekday) % 7;
            let occurrences = (EVERY_SEVENTH << first) & all;
            if self.weekdays >> weekday & 1 == 1 {
                mask |= occurrences;
            }
            if self.last_weekdays >> weekday & 1 == 1 {
                mask |= 1 << occurrences.ilog2();
            }
            for (nth, weekdays) in (0..).zip(self.nth_weekdays) {
                if weekdays >> weekday & 1 == 1 {
                    mask |= occurrences & (FIRST_SEVEN << (7 * nth));
                }
            }
        }
        mask
    }

    /// The two neighbouring firing days that are nearest to (or farthest from) each other in the 400-year
    /// cycle; the first such pair. None when there is no firing day.
    ///
    /// There are only 28 kinds of month (length and first weekday), so each kind is worked out once and
    /// the 4,800 months are looked up: some 50 µs at worst, and at once when two firing days touch.
    pub(super) fn neighbours(&self, farthest: bool) -> Option<DayPair> {
        let mut kinds: [[Option<MonthKind>; 7]; 4] = [[None; 7]; 4];
        let mut best: Option<DayPair> = None;
        let mut first: Option<Dated> = None;
        let mut previous: Option<Dated> = None;
        let mut take = |a: Dated, b: Dated| {
            let distance = b.number - a.number;
            let better = |pair: DayPair| {
                if farthest {
                    distance > pair.distance
                } else {
                    distance < pair.distance
                }
            };
            if best.is_none_or(better) {
                best = Some(DayPair {
                    first: a.date,
                    second: b.date,
                    distance,
                });
            }
            !farthest && distance == 1
        };
        let (mut number, mut weekday) = (0, weekday(CYCLE_START, 1, 1));
        'cycle: for year in CYCLE_START..CYCLE_START + CYCLE_YEARS {
            for month in 1..=12 {
                let length = month_length(year, month);
                if self.fires_in(month) {
                    let slot = &mut kinds[usize::from(length - 28)][usize::from(weekday)];
                    let kind =
                        slot.get_or_insert_with(|| MonthKind::of(self.mask(length, weekday), farthest));
                    if let Some((start, end)) = kind.ends {
                        let on = |day: u8| Dated {
                            number: number + u32::from(day),
                            date: (year, month, day),
                        };
                        if let Some(before) = previous
                            && take(before, on(start))
                        {
                            break 'cycle;
                        }
                        if let Some((a, b)) = kind.inside
                            && take(on(a), on(b))
                        {
                            break 'cycle;
                        }
                        first.get_or_insert(on(start));
                        previous = Some(on(end));
                    }
                }
                number += u32::from(length);
                weekday = (weekday + length) % 7;
            }
        }
        // From the cycle's last firing day to the first of the next cycle.
        if let (Some(a), Some(b)) = (previous, first) {
            let (year, month, day) = b.date;
            take(
                a,
                Dated {
                    number: b.number + CYCLE_DAYS,
                    date: (year + CYCLE_YEARS, month, day),
                },
            );
        }
        best
    }
}

#[derive(Clone, Copy)]
struct Dated {
    /// Days since the cycle began.
    number: u32,
    date: (i32, u8, u8),
}

/// What a month's mask comes down to.
#[derive(Clone, Copy)]
struct MonthKind {
    /// First and last firing day.
    ends: Option<(u8, u8)>,
    /// The nearest (or farthest) neighbours within the month.
    inside: Option<(u8, u8)>,
}

impl MonthKind {
    fn of(mask: u32, farthest: bool) -> MonthKind {
        let days = Values::from_bits(u64::from(mask));
        MonthKind {
            ends: days.first().zip(days.last()),
            inside: days.neighbours(farthest),
        }
    }
}

/// Days 0, 7, 14, 21 and 28: shifted by the first one, all days of one weekday.
const EVERY_SEVENTH: u32 = 1 | 1 << 7 | 1 << 14 | 1 << 21 | 1 << 28;

/// Days 1 to 7, on which every weekday falls for the first time in the month.
const FIRST_SEVEN: u32 = 0b1111_1110;

/// Bits 1 to `length`.
const fn all_days(length: u8) -> u32 {
    // Lengths are 28 to 31; in u64 the shift by 32 bits is sound.
    ((1_u64 << (length + 1)) - 2) as u32
}

/// `day` itself if it is Monday to Friday, else the nearest such day of the same month.
fn nearest_workday(day: u8, length: u8, first_weekday: u8) -> u8 {
    match (first_weekday + day - 1) % 7 {
        6 if day > 1 => day - 1,
        6 => day + 2,
        0 if day < length => day + 1,
        0 => day - 2,
        _ => day,
    }
}
