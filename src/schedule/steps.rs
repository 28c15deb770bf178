//! Steps that do not do what they look like, and items outside the standard grammar.

use std::ops::Range;

use super::cron::Cron;
use super::field::{Base, CronField, CronItem};

/// A step worth a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepNote {
    /// The field it stands in.
    pub field: CronField,
    /// The whole item.
    pub item: Range<usize>,
    /// The step's number.
    pub range: Range<usize>,
    /// The step's value, at least 1.
    pub step: u32,
    /// What is odd about it.
    pub kind: StepKind,
}

/// What is odd about a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepKind {
    /// It leads past the end of the field or of its range at once, so the item stands for one value only.
    Wider {
        /// That value: the item with exactly the same firings. Put it in the place of [`StepNote::item`].
        plain: String,
    },
    /// It does not divide its field, so the distance at the turn of the hour (or day) is another one. Told
    /// for minutes and hours, where the item is alone in its field, is not bounded by the author and really
    /// goes over the turn.
    Uneven {
        /// The usual distance and the one at the turn, in the field's own unit (minutes or hours).
        gaps: [u32; 2],
        /// The last value before the turn.
        last: u8,
        /// The first value after it.
        first: u8,
    },
}

/// An item that the platform accepts although it is not standard cron.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NonStandard {
    /// What is not standard.
    pub kind: NonStandardKind,
    /// The field it stands in.
    pub field: CronField,
    /// The item.
    pub range: Range<usize>,
    /// A standard item with exactly the same firings, where there is one.
    pub standard: Option<String>,
}

/// The items that are accepted although they are not standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NonStandardKind {
    /// `?`
    QuestionMark,
    /// `n/step`: from n to the end of the field.
    StartStep,
    /// `L`: the last day of the month.
    LastDay,
    /// `15W`: the Monday-to-Friday day nearest the 15th.
    NearestWorkday,
    /// `5L`: the last Friday of the month.
    LastWeekday,
    /// `5#2`: the second Friday of the month.
    NthWeekday,
}

impl NonStandardKind {
    /// How the item is written in general: `?`, `n/step`, `L`, `W`, `#`.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            NonStandardKind::QuestionMark => "?",
            NonStandardKind::StartStep => "n/step",
            NonStandardKind::LastDay | NonStandardKind::LastWeekday => "L",
            NonStandardKind::NearestWorkday => "W",
            NonStandardKind::NthWeekday => "#",
        }
    }
}

impl Cron {
    /// Steps that fire once per turn, and steps that do not divide their field, in the order they stand.
    #[must_use]
    pub fn steps(&self) -> Vec<StepNote> {
        let mut notes = Vec::new();
        for spec in self.fields() {
            // The star of one of two day fields tells that a day must match both.
            let both_restrict = matches!(spec.field, CronField::Day | CronField::Weekday)
                && self.field(CronField::Day).restricted
                && self.field(CronField::Weekday).restricted;
            for item in &spec.items {
                let Some(step) = &item.step else { continue };
                let alone = spec.items.len() == 1;
                let star = both_restrict
                    && item.range.start == spec.range.start
                    && matches!(item.base, Base::Any | Base::Unspecified);
                let kind = wider(spec.field, item).filter(|_| !star).or_else(|| {
                    if alone {
                        self.uneven(spec.field, item)
                    } else {
                        None
                    }
                });
                if let Some(kind) = kind {
                    notes.push(StepNote {
                        field: spec.field,
                        item: item.range.clone(),
                        range: step.range.clone(),
                        step: step.value,
                        kind,
                    });
                }
            }
        }
        notes
    }

    /// Items outside the standard grammar, in the order they stand. Steps wider than their field are told
    /// by [`Cron::steps`].
    #[must_use]
    pub fn nonstandard(&self) -> Vec<NonStandard> {
        let items = self
            .fields()
            .iter()
            .flat_map(|spec| spec.items.iter().map(|item| (spec.field, item)));
        items
            .filter_map(|(field, item)| {
                let (kind, standard) = nonstandard(field, item)?;
                Some(NonStandard {
                    kind,
                    field,
                    range: item.range.clone(),
                    standard,
                })
            })
            .collect()
    }

    fn uneven(&self, field: CronField, item: &CronItem) -> Option<StepKind> {
        let turn = match field {
            CronField::Minute => 60,
            CronField::Hour => 24,
            _ => return None,
        };
        let step = item.step_value();
        let unbounded = match item.base {
            Base::Any => true,
            // From the first step on, it is the author who left the beginning out.
            Base::Value(start) => u32::from(start) < step,
            Base::Range(start, end) => start == field.lowest() && end == field.last(),
            _ => false,
        };
        if !unbounded || turn % step == 0 || !self.goes_over_the_turn(field) {
            return None;
        }
        let (first, last) = (item.values.first()?, item.values.last()?);
        Some(StepKind::Uneven {
            gaps: [step, turn + u32::from(first) - u32::from(last)],
            last,
            first,
        })
    }

    /// Whether two consecutive hours (or days) ever both have firings.
    fn goes_over_the_turn(&self, field: CronField) -> bool {
        let hours = self.hours();
        let within_day = hours.neighbours(false).is_some_and(|(a, b)| b - a == 1);
        if field == CronField::Minute && within_day {
            return true;
        }
        // From the last hour of a day into the first of the next.
        let at_midnight = field == CronField::Hour || (hours.contains(0) && hours.contains(23));
        at_midnight
            && (self.day_rule().every_day()
                || self
                    .day_rule()
                    .neighbours(false)
                    .is_some_and(|pair| pair.distance == 1))
    }
}

/// An item whose step leads past its end at once.
fn wider(field: CronField, item: &CronItem) -> Option<StepKind> {
    let (first, last) = item.bounds(field)?;
    if item.is_past_saturday(field) {
        return None;
    }
    let past = u32::from(first).saturating_add(item.step_value()) > u32::from(last);
    // `*/1` and the like restrict nothing, and no single value says the same.
    (past && !item.is_unrestricted()).then(|| StepKind::Wider {
        plain: first.to_string(),
    })
}

fn nonstandard(field: CronField, item: &CronItem) -> Option<(NonStandardKind, Option<String>)> {
    Some(match item.base {
        Base::Unspecified => (NonStandardKind::QuestionMark, Some("*".to_owned())),
        Base::Value(start) => {
            let step = item.step.as_ref()?.value;
            let last = field.last();
            if item.is_past_saturday(field) {
                return Some((NonStandardKind::StartStep, None));
            }
            let standard = match start {
                // Among days a star would say that a day must match both day fields.
                start
                    if start == field.lowest()
                        && step > 1
                        && !matches!(field, CronField::Day | CronField::Weekday) =>
                {
                    format!("*/{step}")
                }
                start if start >= last => start.to_string(),
                start => format!("{start}-{last}/{step}"),
            };
            (NonStandardKind::StartStep, Some(standard))
        }
        Base::LastDay => (NonStandardKind::LastDay, None),
        Base::NearestWorkday(_) => (NonStandardKind::NearestWorkday, None),
        Base::LastWeekday(_) => (NonStandardKind::LastWeekday, None),
        Base::NthWeekday(..) => (NonStandardKind::NthWeekday, None),
        Base::Any | Base::Range(..) => return None,
    })
}
