//! Cron schedules as the platform reads them: five fields in UTC.
//!
//! Everything here is a property of the expression alone. Nothing asks for the present time, so the
//! same text always gets the same verdict. All positions are byte ranges inside the schedule's own
//! text; where that text stands in a file is none of this module's business.
//!
//! ```
//! use amplint::schedule;
//!
//! let cron = schedule::parse("0,55 * * * *").unwrap();
//! let gap = cron.smallest_gap().unwrap();
//! assert_eq!(gap.minutes, 5);
//! assert_eq!((gap.first.to_string(), gap.second.to_string()), ("00:55".into(), "01:00".into()));
//! assert_eq!(cron.at_least(10).as_deref(), Some("0,50 * * * *"));
//! ```
//!
//! # Meaning
//!
//! * **Day fields.** A day must be in the month field, and match the day fields. When both day fields are
//!   restricted either may match, as in Vixie cron. A field is unrestricted when one of its items is `*`,
//!   `?` or `*/1`; anything else restricts, even `1-31`. (Vixie cron also counts `*/2` as unrestricted and
//!   then wants both fields to match; Go's cron libraries do not, and the platform is written in Go.)
//! * **Weekdays.** Sunday is 0 and 7. `*` and `n/step` run to Saturday (6), so `*/7` is Sunday once and
//!   `1/2` is Monday, Wednesday, Friday. `fri-sun` is reversed, since the name means 0; `5-7` is not.
//! * **`L`** in the day field is the last day of the month, `LW` its last Monday-to-Friday day; `15W` is
//!   the Monday-to-Friday day nearest the 15th within the month, and nothing in a month without that day.
//! * **`5L`** in the weekday field is the month's last Friday, `5#2` its second.
//! * **Blanks.** Fields are separated by any run of blanks, tabs or line breaks. Blanks and tabs around the
//!   whole text are harmless; a line break at either end is refused.

mod days;
mod describe;
mod error;
mod exact;
mod field;
mod gap;
mod item;
mod parse;
mod respace;
mod steps;
mod words;

use std::ops::Range;

use days::DayRule;
pub use days::{Firings, Moment};
pub use error::{CronError, CronErrorKind};
pub use field::{Base, Field, FieldSpec, Item, Step, Values};
pub use gap::{Gap, Time};
pub use parse::parse;
pub use steps::{NonStandard, NonStandardKind, StepKind, StepNote};

/// A schedule that was understood. [`parse`] is the only way to get one, so every field has at least one
/// value and every range lies inside [`Cron::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cron {
    text: Box<str>,
    fields: [FieldSpec; 5],
    days: DayRule,
}

impl Cron {
    /// The text it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// One field: where it stands, its items and the values it stands for.
    pub fn field(&self, field: Field) -> &FieldSpec {
        &self.fields[field.index()]
    }

    /// The five fields in the order they are written.
    pub fn fields(&self) -> &[FieldSpec; 5] {
        &self.fields
    }

    /// Minutes of the hour on which it fires, within 0–59; never empty.
    pub fn minutes(&self) -> Values {
        self.field(Field::Minute).values
    }

    /// Hours of the day (UTC) in which it fires, within 0–23; never empty.
    pub fn hours(&self) -> Values {
        self.field(Field::Hour).values
    }

    /// Days of the month that are written as plain numbers, within 1–31. Empty when the field holds only
    /// `L` or `W` items.
    pub fn days(&self) -> Values {
        self.field(Field::Day).values
    }

    /// Months in which it fires, within 1–12; never empty.
    pub fn months(&self) -> Values {
        self.field(Field::Month).values
    }

    /// Weekdays that are written plainly, within 0 (Sunday) to 6. Empty when the field holds only `L` or
    /// `#` items.
    pub fn weekdays(&self) -> Values {
        self.field(Field::Weekday).values
    }

    /// Whether it can never fire, because none of its months has such a day (`0 0 30 2 *`). The culprits are
    /// [`Field::Day`] and [`Field::Month`]: see [`FieldSpec::range`] for where they stand.
    pub fn never_fires(&self) -> bool {
        self.days.never()
    }

    /// Where a field stands in the text.
    pub fn range(&self, field: Field) -> Range<usize> {
        self.field(field).range.clone()
    }

    /// The firings after `from` (UTC), earliest first; `from` itself is not among them.
    ///
    /// Endless unless the schedule [never fires](Cron::never_fires), so take only as many as needed. A
    /// `from` that is no date (month 13, 30 February) is moved to the nearest smaller part that is one.
    pub fn firings(&self, from: Moment) -> Firings<'_> {
        Firings::new(self, from)
    }
}

#[cfg(test)]
mod tests;
