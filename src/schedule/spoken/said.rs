//! What plain words say of a schedule.

use super::word::{DAY, is_utc};

/// What such words say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spoken {
    /// How long it is from one run to the next, in seconds, where that is said.
    pub pace: Option<u32>,
    /// The weekdays that are named, as bits, Sunday lowest.
    pub weekdays: u8,
    /// The days of the month that are named.
    pub month_days: Vec<u8>,
    /// The times of day that are named, as hour and minute.
    pub times: Vec<(u8, u8)>,
    /// The minute of the hour that is named.
    pub minute: Option<u8>,
    /// The time zone that is named, in small letters.
    pub zone: Option<String>,
}

impl Spoken {
    /// Whether it says a pace within the day and nothing else, so that no time zone can matter.
    #[must_use]
    pub fn is_plain_pace(&self) -> bool {
        self.times.is_empty()
            && self.weekdays == 0
            && self.month_days.is_empty()
            && self.zone.is_none()
            && self.pace.is_some_and(|pace| pace < DAY * 60)
    }

    /// Whether the time zone that is named is UTC, or none is.
    pub fn is_utc(&self) -> bool {
        self.zone.as_deref().is_none_or(is_utc)
    }
}
