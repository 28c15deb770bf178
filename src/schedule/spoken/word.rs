//! Single words: units of time, weekdays and time zones.

/// Minutes of a day.
pub(super) const DAY: u32 = 1440;
/// Minutes of a week.
pub(super) const WEEK: u32 = 7 * DAY;
/// Stands for a month among minutes.
pub(super) const MONTH: u32 = 30 * DAY;
/// Stands for a year among minutes.
pub(super) const YEAR: u32 = 365 * DAY;

/// The seconds of a unit.
pub(super) fn unit(word: &str) -> Option<u32> {
    Some(match word {
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
        "d" | "day" | "days" => DAY * 60,
        "week" | "weeks" => WEEK * 60,
        "month" | "months" => MONTH * 60,
        "year" | "years" => YEAR * 60,
        _ => return None,
    })
}

/// The weekday of a name, in full, in the plural or short.
pub(super) fn weekday(word: &str) -> Option<u8> {
    const NAMES: [(&str, &[&str]); 7] = [
        ("sunday", &["sun"]),
        ("monday", &["mon"]),
        ("tuesday", &["tue", "tues"]),
        ("wednesday", &["wed", "weds"]),
        ("thursday", &["thu", "thur", "thurs"]),
        ("friday", &["fri"]),
        ("saturday", &["sat"]),
    ];
    let singular = word.strip_suffix('s').unwrap_or(word);
    let at = NAMES
        .iter()
        .position(|(name, short)| *name == singular || short.contains(&word))?;
    u8::try_from(at).ok()
}

/// The bits of the weekdays from `first` to `last`, over the week's turn where they run backwards.
pub(super) fn range(first: u8, last: u8) -> u8 {
    let mut days = 1 << first;
    let mut day = first;
    while day != last {
        day = (day + 1) % 7;
        days |= 1 << day;
    }
    days
}

/// Whether a word names a time zone: a short name, or a place as in `america/new_york`.
pub(super) fn is_zone(word: &str) -> bool {
    const SHORT: [&str; 21] = [
        "est", "edt", "et", "cst", "cdt", "mst", "mdt", "pst", "pdt", "pt", "cet", "cest", "bst", "ist",
        "jst", "aest", "eastern", "pacific", "central", "mountain", "local",
    ];
    let place = word.split_once('/').is_some_and(|(area, city)| {
        let letters = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b"_-/".contains(&b))
        };
        letters(area) && letters(city)
    });
    place || is_utc(word) || SHORT.contains(&word)
}

pub(super) fn is_utc(word: &str) -> bool {
    matches!(word, "utc" | "gmt" | "z" | "zulu" | "etc/utc" | "etc/gmt")
}
