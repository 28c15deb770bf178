//! From text to [`Cron`], collecting every mistake on the way.

use std::ops::Range;

use super::cron::Cron;
use super::error::{CronError, CronErrorKind as Kind, MAX_ERRORS};
use super::field::CronField;
use super::item::read_field;
use super::pace::every;
use super::spoken::Spoken;
use crate::suggest::Policy;

/// Reads a schedule.
///
/// All mistakes are returned, at most one for each comma-separated item and at most 64, in the order they
/// stand in the text. When the number of fields is wrong nothing is said about what is in them, since
/// nobody knows which is which.
pub fn parse(text: &str) -> Result<Cron, Vec<CronError>> {
    let mut errors = Vec::new();
    let mut words = split(text);
    if words.is_empty() {
        return Err(vec![CronError::new(Kind::Empty, 0..text.len())]);
    }
    surroundings(text, &words, &mut errors);

    if let Some(utc) = zone(&text[words[0].clone()]) {
        errors.push(CronError::new(Kind::TimeZone { utc }, words.remove(0)));
    } else if let Some(utc) = zone_behind(text, &words) {
        errors.extend(
            words
                .pop()
                .map(|word| CronError::new(Kind::TimeZone { utc }, word)),
        );
    }
    // With the prefix alone, the missing fields would only be an echo.
    let Some((first, last)) = words.first().zip(words.last()) else {
        return Err(in_order(errors));
    };
    let body = first.start..last.end;

    if let Some(kind) = macro_kind(&text[body.clone()]) {
        errors.push(CronError::new(kind, body));
    } else if let Ok(ranges) = <[Range<usize>; 5]>::try_from(std::mem::take(&mut words)) {
        let mut each = CronField::ALL.into_iter().zip(ranges);
        let fields = std::array::from_fn(|_| each.next()).map(|pair| {
            // Five fields for five ranges, so the default is never taken.
            let (field, range) = pair.unwrap_or((CronField::Minute, 0..0));
            read_field(text, field, range, &mut errors)
        });
        if errors.is_empty() {
            return Ok(Cron::new(text, fields));
        }
    } else {
        field_count(text, body, &mut errors);
    }
    // `every day at 9 am` has five words, none of which is a field.
    let whole = text.trim();
    let is_macro = |error: &CronError| {
        matches!(
            error.kind,
            Kind::Macro { .. }
                | Kind::Wrapped { .. }
                | Kind::Every { .. }
                | Kind::Reboot
                | Kind::UnknownMacro { .. }
        )
    };
    if !errors.iter().any(is_macro)
        && let Some(said) = Spoken::read(whole)
    {
        // Whatever else is wrong is written anew with it.
        errors.clear();
        let start = text.len() - text.trim_start().len();
        errors.push(CronError::new(Kind::Words { said }, start..start + whole.len()));
    }
    Err(in_order(errors))
}

fn in_order(mut errors: Vec<CronError>) -> Vec<CronError> {
    errors.sort_by_key(|error| error.range.start);
    errors.truncate(MAX_ERRORS);
    errors
}

/// The runs of text between spaces of any kind.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, char) in text.char_indices() {
        if is_plain_space(char) || is_odd_space(char) {
            if let Some(start) = start.take() {
                words.push(start..at);
            }
        } else {
            start.get_or_insert(at);
        }
    }
    if let Some(start) = start {
        words.push(start..text.len());
    }
    words
}

/// What Go's `\s` matches.
fn is_plain_space(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

/// Characters that look like a space, or like nothing, and separate no fields on the platform.
pub(super) fn is_odd_space(char: char) -> bool {
    let zero_width = matches!(char, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    zero_width || (char.is_whitespace() && !is_plain_space(char))
}

/// Mistakes between and around the fields.
fn surroundings(text: &str, words: &[Range<usize>], errors: &mut Vec<CronError>) {
    if let Some((at, char)) = text.char_indices().find(|&(_, char)| is_odd_space(char)) {
        errors.push(CronError::new(Kind::OddSpace { char }, at..at + char.len_utf8()));
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return;
    };
    // One word for both ends is enough: the fix is the same.
    for (range, trailing) in [(last.end..text.len(), true), (0..first.start, false)] {
        if text[range.clone()].contains(['\n', '\r']) {
            errors.push(CronError::new(Kind::LineBreak { trailing }, range));
            return;
        }
    }
}

/// Whether the word is a time-zone prefix, and if so whether it names UTC.
pub(super) fn zone(word: &str) -> Option<bool> {
    let zone = word
        .strip_prefix("CRON_TZ=")
        .or_else(|| word.strip_prefix("TZ="))?;
    Some(is_utc(zone))
}

/// Whether five fields are followed by a time zone (`America/New_York`, `UTC`, `TZ=…`), and if so whether it is UTC.
pub(super) fn zone_behind(text: &str, words: &[Range<usize>]) -> Option<bool> {
    let [_, _, _, _, _, last] = words else { return None };
    let word = text.get(last.clone())?;
    if let Some(utc) = zone(word) {
        return Some(utc);
    }
    let letters = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_-+".contains(&b))
    };
    let mut parts = word.split('/');
    let place = parts.clone().count() > 1 && parts.all(letters);
    let short = [
        "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "cet", "cest", "bst", "ist",
    ];
    let known = is_utc(word) || short.contains(&word.to_ascii_lowercase().as_str());
    (place || known).then(|| is_utc(word))
}

fn is_utc(zone: &str) -> bool {
    ["utc", "etc/utc", "gmt", "etc/gmt", "z", "zulu"].contains(&zone.to_ascii_lowercase().as_str())
}

/// Names with five fields that mean exactly the same. The first seven come from Vixie cron, the rest from Go
/// libraries.
const MACROS: [(&str, &str); 12] = [
    ("yearly", "0 0 1 1 *"),
    ("annually", "0 0 1 1 *"),
    ("monthly", "0 0 1 * *"),
    ("weekly", "0 0 * * 0"),
    ("daily", "0 0 * * *"),
    ("midnight", "0 0 * * *"),
    ("hourly", "0 * * * *"),
    ("always", "* * * * *"),
    ("5minutes", "*/5 * * * *"),
    ("10minutes", "*/10 * * * *"),
    ("15minutes", "*/15 * * * *"),
    ("30minutes", "*/30 * * * *"),
];

/// What a whole text is that starts with `@` and a word, or is a macro's name without it, or stands in `cron(…)`.
pub(super) fn macro_kind(body: &str) -> Option<Kind> {
    if let Some(inner) = body.strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')')) {
        return Some(Kind::Wrapped {
            equivalent: unwrapped(inner),
        });
    }
    let name = body
        .strip_prefix('@')
        .filter(|name| name.starts_with(char::is_alphanumeric));
    let word = name.unwrap_or(body).to_ascii_lowercase();
    if let Some((_, equivalent)) = MACROS.iter().find(|(known, _)| *known == word) {
        return Some(Kind::Macro { equivalent });
    }
    name?;
    if let Some(pace) = word
        .strip_prefix("every")
        .filter(|pace| !pace.starts_with(char::is_alphabetic))
    {
        return Some(Kind::Every {
            equivalent: every(pace.trim()),
        });
    }
    if word == "reboot" {
        return Some(Kind::Reboot);
    }
    let nearest = Policy::SCHEDULES.nearest(&word, MACROS.iter().map(|(known, _)| *known));
    let found = nearest.and_then(|near| MACROS.iter().find(|(known, _)| *known == near));
    Some(Kind::UnknownMacro {
        nearest: found.copied(),
    })
}

/// Five fields that mean the same as what stands in `cron(…)`.
fn unwrapped(inner: &str) -> Option<String> {
    let words: Vec<&str> = inner.split_ascii_whitespace().collect();
    let ([fields @ .., "*"], 6) = (words.as_slice(), words.len()) else {
        return None;
    };
    // Weekdays by number are others there.
    let weekday = fields.last()?;
    if inner.contains('(') || weekday.contains(|c: char| c.is_ascii_digit() || c == 'L') {
        return None;
    }
    let five = fields.join(" ").replace('?', "*");
    parse(&five).is_ok().then_some(five)
}

fn field_count(text: &str, body: Range<usize>, errors: &mut Vec<CronError>) {
    let words = split(&text[body.clone()]);
    let found = words.len();
    let word = |index: usize| {
        words
            .get(index)
            .map(|range| range.start + body.start..range.end + body.start)
    };
    // A sixth field that is no weekday is more likely a year.
    let is_year = |range: Range<usize>| text[range].parse::<u32>().is_ok_and(|number| number > 7);
    let zero_seconds = found == 6
        && word(0).is_some_and(|range| text[range].bytes().all(|byte| byte == b'0'))
        && !word(5).is_some_and(is_year);
    let range = match word(if zero_seconds { 0 } else { 5 }) {
        Some(extra) if zero_seconds => extra,
        Some(extra) => extra.start..body.end,
        None => body.clone(),
    };
    // An odd space that splits a field explains the wrong number.
    if !errors
        .iter()
        .any(|error| matches!(error.kind, Kind::OddSpace { .. }))
    {
        errors.push(CronError::new(Kind::FieldCount { found, zero_seconds }, range));
    }
}
