//! Moments as RFC 3339 writes them, and what is wrong with those that it doesn't.

use std::fmt::Write as _;
use std::ops::Range;

use crate::calendar::{days_since_1970, month_length};

/// A moment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Timestamp {
    /// Seconds since 1970.
    seconds: i64,
    nanos: u32,
}

/// Why a text is no moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// The bytes that are wrong.
    pub range: Range<usize>,
    /// What they are.
    pub kind: MistakeKind,
}

/// What a [`Mistake`] is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MistakeKind {
    /// Nothing like a moment.
    Other,
    /// A day without a time.
    OnlyDay,
    /// Something else than `T` between day and time.
    NoT,
    /// No `Z` or offset at the end.
    NoZone,
    /// An offset that isn't written `+02:00`.
    Zone,
    /// A number out of its range.
    Range {
        /// What it counts.
        unit: &'static str,
        /// The least it may be.
        least: u32,
        /// The most it may be.
        most: u32,
    },
}

/// Reads a moment.
///
/// # Errors
/// The first mistake.
pub fn parse(text: &str) -> Result<Timestamp, Mistake> {
    let wrong = |range: Range<usize>, kind| Mistake { range, kind };
    let other = || wrong(0..text.len(), MistakeKind::Other);
    if !text.is_ascii() {
        return Err(other());
    }
    let bytes = text.as_bytes();
    let number = |range: Range<usize>| -> Result<u32, Mistake> {
        let digits = text
            .get(range)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        digits.and_then(|digits| digits.parse().ok()).ok_or_else(other)
    };
    let bounded = |range: Range<usize>, unit, least, most| {
        let value = number(range.clone())?;
        let kind = MistakeKind::Range { unit, least, most };
        if (least..=most).contains(&value) {
            Ok(value)
        } else {
            Err(wrong(range, kind))
        }
    };
    // Two digits.
    let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
    let separated = |at: usize, by: u8| {
        if bytes.get(at) == Some(&by) {
            Ok(())
        } else {
            Err(other())
        }
    };

    let year = number(0..4)?.cast_signed();
    separated(4, b'-')?;
    let month = small(bounded(5..7, "months", 1, 12)?);
    separated(7, b'-')?;
    let length = month_length(year, month).into();
    let day = small(bounded(8..10, "days", 1, length)?);
    match bytes.get(10) {
        None => return Err(wrong(0..10, MistakeKind::OnlyDay)),
        Some(b'T' | b't') => {}
        Some(_) if bytes.get(11).is_some_and(u8::is_ascii_digit) => {
            return Err(wrong(10..11, MistakeKind::NoT));
        }
        Some(_) => return Err(other()),
    }
    let hour = bounded(11..13, "hours", 0, 23)?;
    separated(13, b':')?;
    let minute = bounded(14..16, "minutes", 0, 59)?;
    separated(16, b':')?;
    let second = bounded(17..19, "seconds", 0, 60)?;
    let mut at = 19;
    let mut nanos = 0;
    if bytes.get(at) == Some(&b'.') {
        let digits = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 {
            return Err(other());
        }
        let shown = &text[at + 1..at + 1 + digits.min(9)];
        nanos = shown.parse::<u32>().unwrap_or(0) * 10_u32.pow(9 - u32::try_from(shown.len()).unwrap_or(9));
        at += 1 + digits;
    }
    let offset = match bytes.get(at) {
        None => return Err(wrong(0..text.len(), MistakeKind::NoZone)),
        Some(b'Z' | b'z') if at + 1 == bytes.len() => 0,
        Some(&sign @ (b'+' | b'-')) => {
            let zone = || wrong(at..text.len(), MistakeKind::Zone);
            let colon = bytes.len() == at + 6 && bytes[at + 3] == b':';
            if !colon {
                return Err(zone());
            }
            let hours = number(at + 1..at + 3).map_err(|_| zone())?;
            let minutes = number(at + 4..at + 6).map_err(|_| zone())?;
            if hours > 23 || minutes > 59 {
                return Err(zone());
            }
            let offset = i64::from(hours * 3600 + minutes * 60);
            if sign == b'+' { offset } else { -offset }
        }
        Some(_) => return Err(wrong(at..text.len(), MistakeKind::Zone)),
    };
    let seconds =
        days_since_1970(year, month, day) * 86_400 + i64::from(hour * 3600 + minute * 60 + second) - offset;
    // Seconds are only added at the end of a day, in UTC.
    if second == 60 && seconds.rem_euclid(86_400) != 0 {
        return Err(wrong(
            17..19,
            MistakeKind::Range {
                unit: "seconds",
                least: 0,
                most: 59,
            },
        ));
    }
    Ok(Timestamp { seconds, nanos })
}

impl Timestamp {
    /// Seconds from `earlier` to this moment; negative when it is later.
    #[must_use]
    pub fn seconds_since(self, earlier: Timestamp) -> f64 {
        #[allow(clippy::cast_precision_loss)]
        let whole = (self.seconds - earlier.seconds) as f64;
        whole + (f64::from(self.nanos) - f64::from(earlier.nanos)) / 1e9
    }
}

/// A length of time in words, in its two largest units: `2 hours 5 minutes`.
#[must_use]
pub fn words(seconds: f64) -> String {
    if seconds.abs() < 1.0 {
        return "less than a second".to_owned();
    }
    #[allow(clippy::cast_sign_loss)]
    let mut rest = seconds.abs().round() as u64;
    let mut out = String::new();
    let mut shown = 0;
    for (unit, length) in [("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1)] {
        let count = rest / length;
        rest %= length;
        if count > 0 && shown < 2 {
            let space = if shown == 0 { "" } else { " " };
            let plural = if count == 1 { "" } else { "s" };
            let _ = write!(out, "{space}{count} {unit}{plural}");
        }
        // A unit in between that is zero counts: `1 day`, not `1 day 3 seconds`.
        shown += usize::from(count > 0 || shown > 0);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_compared_across_zones_and_fractions() {
        let time = |text| parse(text).unwrap();
        assert_eq!(time("1970-01-01T00:00:00Z"), Timestamp { seconds: 0, nanos: 0 });
        assert_eq!(time("2025-02-13T10:00:00Z").seconds, 1_739_440_800);
        assert_eq!(time("2025-02-13T12:00:00+02:00"), time("2025-02-13T10:00:00Z"));
        assert!(time("2025-02-13T10:00:00.5Z") > time("2025-02-13T10:00:00.49999Z"));
        assert!(time("0000-01-01T00:00:00Z") < time("9999-12-31T23:59:60Z"));
    }

    #[test]
    fn mistakes_are_named_with_their_bytes() {
        let mistake = |text| parse(text).unwrap_err();
        assert_eq!(
            mistake("2025-02-13"),
            Mistake {
                range: 0..10,
                kind: MistakeKind::OnlyDay
            }
        );
        assert_eq!(
            mistake("2025-02-13 10:00:00Z"),
            Mistake {
                range: 10..11,
                kind: MistakeKind::NoT
            }
        );
        assert_eq!(mistake("2025-02-13T10:00:00").kind, MistakeKind::NoZone);
        assert_eq!(
            mistake("2025-02-13T10:00:00+0200"),
            Mistake {
                range: 19..24,
                kind: MistakeKind::Zone
            }
        );
        let days = MistakeKind::Range {
            unit: "days",
            least: 1,
            most: 28,
        };
        assert_eq!(
            mistake("2025-02-30T10:00:00Z"),
            Mistake {
                range: 8..10,
                kind: days
            }
        );
        assert_eq!(mistake("1739440800").kind, MistakeKind::Other);
    }

    #[test]
    fn lengths_read_as_people_say_them() {
        assert_eq!(words(300.0), "5 minutes");
        assert_eq!(words(-3661.0), "1 hour 1 minute");
        assert_eq!(words(86_403.0), "1 day");
        assert_eq!(words(0.2), "less than a second");
    }
}
