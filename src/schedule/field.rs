//! The five fields, the values they hold and the names two of them know.

use std::ops::Range;

/// One of the five fields, in the order they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CronField {
    /// Minute of the hour, 0–59.
    Minute,
    /// Hour of the day (UTC), 0–23.
    Hour,
    /// Day of the month, 1–31.
    Day,
    /// Month of the year, 1–12 or `jan`–`dec`.
    Month,
    /// Day of the week, 0–7 or `sun`–`sat`; Sunday is 0 and 7.
    Weekday,
}

/// Full names of the months; the first three letters are the short name, the place is the number less one.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Full names of the weekdays; the first three letters are the short name, the place is the number.
const WEEKDAYS: [&str; 7] = [
    "sunday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
];

impl CronField {
    /// All five, in order.
    pub const ALL: [CronField; 5] = [
        CronField::Minute,
        CronField::Hour,
        CronField::Day,
        CronField::Month,
        CronField::Weekday,
    ];

    /// The word for it in a sentence: `minute`, `hour`, `day`, `month`, `weekday`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            CronField::Minute => "minute",
            CronField::Hour => "hour",
            CronField::Day => "day",
            CronField::Month => "month",
            CronField::Weekday => "weekday",
        }
    }

    /// The smallest number that may be written.
    #[must_use]
    pub const fn lowest(self) -> u8 {
        match self {
            CronField::Minute | CronField::Hour | CronField::Weekday => 0,
            CronField::Day | CronField::Month => 1,
        }
    }

    /// The largest number that may be written.
    #[must_use]
    pub const fn highest(self) -> u8 {
        match self {
            CronField::Minute => 59,
            CronField::Hour => 23,
            CronField::Day => 31,
            CronField::Month => 12,
            CronField::Weekday => 7,
        }
    }

    /// Where `*` and `n/step` end: [`CronField::highest`], but Saturday for weekdays, since 7 is Sunday again.
    #[must_use]
    pub const fn last(self) -> u8 {
        match self {
            CronField::Weekday => 6,
            other => other.highest(),
        }
    }

    /// How many different values there are: 60, 24, 31, 12 or 7.
    #[must_use]
    pub const fn width(self) -> u8 {
        self.last() - self.lowest() + 1
    }

    pub(super) const fn index(self) -> usize {
        self as usize
    }

    /// Every value of the field.
    pub(super) fn full(self) -> Values {
        Values::stepped(self.lowest(), self.last(), 1)
    }

    /// Full names, where the field has names at all.
    pub(super) const fn long_names(self) -> &'static [&'static str] {
        match self {
            CronField::Month => &MONTHS,
            CronField::Weekday => &WEEKDAYS,
            _ => &[],
        }
    }

    /// The number that belongs to a place in [`CronField::long_names`].
    pub(super) const fn number_of(self, place: usize) -> u8 {
        // At most twelve names, so nothing is cut off.
        place as u8 + self.lowest()
    }

    /// The three-letter name of a place in [`CronField::long_names`].
    pub(super) fn short_name(self, place: usize) -> &'static str {
        self.long_names()
            .get(place)
            .and_then(|name| name.get(..3))
            .unwrap_or_default()
    }

    /// The place of a three-letter name, in any case.
    pub(super) fn place_of_short(self, word: &str) -> Option<usize> {
        (0..self.long_names().len()).find(|&place| self.short_name(place).eq_ignore_ascii_case(word))
    }

    /// The place of the name that `word` writes out further than three letters: `monday`, `Sept`, `thurs`.
    pub(super) fn place_of_long(self, word: &str) -> Option<usize> {
        if word.len() <= 3 {
            return None;
        }
        self.long_names().iter().position(|name| {
            name.get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        })
    }
}

/// A set of numbers from 0 to 63.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Values(u64);

impl Values {
    pub(super) const EMPTY: Values = Values(0);

    /// `first`, `first + step`, … up to `last`, both at most 63.
    pub(super) fn stepped(first: u8, last: u8, step: u32) -> Values {
        let step = usize::try_from(step).unwrap_or(usize::MAX).max(1);
        (first.min(63)..=last.min(63)).step_by(step).collect()
    }

    pub(super) const fn from_bits(bits: u64) -> Values {
        Values(bits)
    }

    /// Bit n stands for the number n.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Whether the number is in the set.
    #[must_use]
    pub const fn contains(self, value: u8) -> bool {
        value < 64 && self.0 >> value & 1 == 1
    }

    /// How many numbers.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The smallest number.
    #[must_use]
    pub fn first(self) -> Option<u8> {
        // At most 63.
        (self.0 != 0).then(|| self.0.trailing_zeros() as u8)
    }

    /// The largest number.
    #[must_use]
    pub fn last(self) -> Option<u8> {
        (self.0 != 0).then(|| 63 - self.0.leading_zeros() as u8)
    }

    /// The numbers in ascending order.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let value = Values(rest).first()?;
            rest &= rest - 1;
            Some(value)
        })
    }

    /// Two neighbours with the smallest (or largest) distance; the first such pair. None below two numbers.
    pub(super) fn neighbours(self, largest: bool) -> Option<(u8, u8)> {
        let mut best: Option<(u8, u8)> = None;
        for pair in self.iter().zip(self.iter().skip(1)) {
            let distance = pair.1 - pair.0;
            let better = best.is_none_or(|(a, b)| {
                if largest {
                    distance > b - a
                } else {
                    distance < b - a
                }
            });
            if better {
                best = Some(pair);
            }
            if !largest && distance == 1 {
                break;
            }
        }
        best
    }

    /// The common distance when all neighbours are equally far apart, and there are at least two.
    pub(super) fn progression(self) -> Option<u8> {
        let (a, b) = self.neighbours(false)?;
        let (c, d) = self.neighbours(true)?;
        (b - a == d - c).then_some(b - a)
    }
}

impl FromIterator<u8> for Values {
    fn from_iter<I: IntoIterator<Item = u8>>(values: I) -> Values {
        Values(
            values
                .into_iter()
                .filter(|&value| value < 64)
                .fold(0, |bits, value| bits | 1 << value),
        )
    }
}

impl std::ops::BitOr for Values {
    type Output = Values;

    fn bitor(self, other: Values) -> Values {
        Values(self.0 | other.0)
    }
}

/// What an item starts from, as it is written: names are numbers already, but a Sunday written 7 stays 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// `*`
    Any,
    /// `?`, which the platform takes for `*`.
    Unspecified,
    /// One number, or where `n/step` starts.
    Value(u8),
    /// `a-b`, with a not above b.
    Range(u8, u8),
    /// `L` in the day field: the last day of the month.
    LastDay,
    /// `15W` in the day field: the Monday-to-Friday day nearest that one, within the month.
    NearestWorkday(u8),
    /// `5L` in the weekday field: the last such weekday of the month.
    LastWeekday(u8),
    /// `5#2` in the weekday field: the second such weekday of the month; the second number is 1–5.
    NthWeekday(u8, u8),
}

/// The `/n` of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// At least 1; it may be wider than the field.
    pub value: u32,
    /// Where the number stands, without the slash.
    pub range: Range<usize>,
}

/// One of the comma-separated items of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CronItem {
    /// Where it starts from.
    pub base: Base,
    /// Its step, when one is written.
    pub step: Option<Step>,
    /// Where it stands.
    pub range: Range<usize>,
    /// The numbers it stands for, with Sunday as 0; empty for `L`, `W` and `#`.
    pub values: Values,
}

impl CronItem {
    /// The first and last number it runs over, as written; none for `L`, `W` and `#`.
    pub(super) fn bounds(&self, field: CronField) -> Option<(u8, u8)> {
        match self.base {
            Base::Any | Base::Unspecified => Some((field.lowest(), field.last())),
            // A step makes a single number run to the end.
            Base::Value(start) if self.step.is_some() => Some((start, field.last().max(start))),
            Base::Value(value) => Some((value, value)),
            Base::Range(start, end) => Some((start, end)),
            _ => None,
        }
    }

    /// Whether it is `7/n` among weekdays, which run to Saturday: it stands for no day at all.
    pub(super) fn is_past_saturday(&self, field: CronField) -> bool {
        field == CronField::Weekday && self.base == Base::Value(7) && self.step.is_some()
    }

    /// The step as a number, 1 when none is written.
    pub(super) fn step_value(&self) -> u32 {
        self.step.as_ref().map_or(1, |step| step.value)
    }

    /// `*`, `?` and `*/1` leave their field unrestricted.
    pub(super) fn is_unrestricted(&self) -> bool {
        matches!(self.base, Base::Any | Base::Unspecified) && self.step_value() == 1
    }
}

/// A field as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldSpec {
    /// Which one.
    pub field: CronField,
    /// Where it stands; never empty.
    pub range: Range<usize>,
    /// Its items in the order written; at least one.
    pub items: Vec<CronItem>,
    /// All numbers its items stand for together, with Sunday as 0.
    pub values: Values,
    /// Whether it restricts when the schedule fires: no item is `*`, `?` or `*/1`.
    pub restricted: bool,
    /// Whether it begins with `*` or `?`. Decides how two day fields that both restrict work together: where
    /// one of them does, a day must match both, else either.
    pub starred: bool,
}

impl FieldSpec {
    /// The one item that holds both numbers, else the whole field.
    pub(super) fn culprit(&self, a: u8, b: u8) -> Range<usize> {
        let both = |item: &&CronItem| item.values.contains(a) && item.values.contains(b);
        self.items
            .iter()
            .find(both)
            .map_or_else(|| self.range.clone(), |item| item.range.clone())
    }
}
