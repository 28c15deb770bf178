//! A schedule, as data.

use std::ops::Range;

use super::days::DayRule;
use super::field::{CronField, FieldSpec, Values};

/// A schedule that was understood. [`parse`](super::parse()) is the only way to get one, so every field has at least one
/// value and every range lies inside [`Cron::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cron {
    text: Box<str>,
    fields: [FieldSpec; 5],
    days: DayRule,
}

impl Cron {
    pub(super) fn new(text: &str, fields: [FieldSpec; 5]) -> Self {
        Self {
            text: text.into(),
            days: DayRule::new(&fields),
            fields,
        }
    }

    /// Which days it fires on.
    pub(super) fn day_rule(&self) -> &DayRule {
        &self.days
    }

    /// The text it was read from.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// One field: where it stands, its items and the values it stands for.
    #[must_use]
    pub fn field(&self, field: CronField) -> &FieldSpec {
        &self.fields[field.index()]
    }

    /// The five fields in the order they are written.
    #[must_use]
    pub fn fields(&self) -> &[FieldSpec; 5] {
        &self.fields
    }

    /// Minutes of the hour on which it fires, within 0–59; never empty.
    #[must_use]
    pub fn minutes(&self) -> Values {
        self.field(CronField::Minute).values
    }

    /// Hours of the day (UTC) in which it fires, within 0–23; never empty.
    #[must_use]
    pub fn hours(&self) -> Values {
        self.field(CronField::Hour).values
    }

    /// Days of the month that are written as plain numbers, within 1–31. Empty when the field holds only
    /// `L` or `W` items.
    #[must_use]
    pub fn days(&self) -> Values {
        self.field(CronField::Day).values
    }

    /// Months in which it fires, within 1–12; never empty.
    #[must_use]
    pub fn months(&self) -> Values {
        self.field(CronField::Month).values
    }

    /// Weekdays that are written plainly, within 0 (Sunday) to 6. Empty when the field holds only `L` or
    /// `#` items.
    #[must_use]
    pub fn weekdays(&self) -> Values {
        self.field(CronField::Weekday).values
    }

    /// Whether it can never fire, because none of its months has such a day (`0 0 30 2 *`). The culprits are
    /// [`CronField::Day`] and [`CronField::Month`]: see [`FieldSpec::range`] for where they stand.
    #[must_use]
    pub fn never_fires(&self) -> bool {
        self.days.never()
    }

    /// Where a field stands in the text.
    #[must_use]
    pub fn range(&self, field: CronField) -> Range<usize> {
        self.field(field).range.clone()
    }
}
