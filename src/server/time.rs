//! The clock, for the next runs of a schedule.

use chrono::{Datelike, Timelike, Utc};

use crate::schedule::Moment;

/// The present minute in UTC.
pub(super) fn now() -> Option<Moment> {
    let now = Utc::now().naive_utc();
    let byte = |n: u32| u8::try_from(n).ok();
    Some(Moment {
        year: now.year(),
        month: byte(now.month())?,
        day: byte(now.day())?,
        hour: byte(now.hour())?,
        minute: byte(now.minute())?,
    })
}
