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
//!   `?` or `*/1`; anything else restricts, even `1-31`. Where one of two that restrict begins with `*`, as
//!   `*/2` does, a day must match both.
//! * **Weekdays.** Sunday is 0 and 7. `*` and `n/step` run to Saturday (6), so `*/7` is Sunday once,
//!   `1/2` is Monday, Wednesday, Friday, and `7/2` is no day. `fri-sun` is reversed, since the name means 0; `5-7` is not.
//! * **`L`** in the day field is the last day of the month; `15W` is the Monday-to-Friday day
//!   nearest the 15th within the month, and nothing in a month without that day. `LW` is refused.
//! * **`5L`** in the weekday field is the month's last Friday, `5#2` its second.
//! * **Spaces.** Fields are separated by any run of spaces, tabs or line breaks. Spaces and tabs around the
//!   whole text are harmless; a line break at either end is refused.

mod cron;
mod days;
mod describe;
mod error;
mod exact;
mod field;
mod firings;
mod gap;
mod item;
mod moment;
mod pace;
mod parse;
mod respace;
mod same;
mod spoken;
mod steps;
mod words;

pub use cron::Cron;
pub use error::{CronError, CronErrorKind};
pub use field::{Base, CronField, CronItem, FieldSpec, Step, Values};
pub use firings::Firings;
pub use gap::{FiringGap, Time};
pub use moment::Moment;
pub use parse::parse;
pub use spoken::Spoken;
pub use steps::{NonStandard, NonStandardKind, StepKind, StepNote};

#[cfg(test)]
mod tests;
