//! Repairs that no reader could disagree with: the same schedule, said in five fields.

use std::ops::Range;

use super::error::{CronError, CronErrorKind as Kind};
use super::field::CronField;
use super::parse::{is_odd_space, macro_kind, parse, split, zone, zone_behind};

impl CronError {
    /// What to write instead, where a text with exactly the same meaning exists: the range to replace (always
    /// the whole of `text`) and its replacement, which parses.
    ///
    /// There is one for a macro or `cron(…)` with five fields of the same meaning, a seconds field of 0, a line break or
    /// odd space around or between fields, a UTC prefix and names written out. It repairs all of these at
    /// once, so every such mistake in a text offers the same; none is offered while other mistakes remain.
    #[must_use]
    pub fn fix(&self, text: &str) -> Option<(Range<usize>, String)> {
        let exact = matches!(
            self.kind,
            Kind::Macro { .. }
                | Kind::Wrapped { .. }
                | Kind::FieldCount { .. }
                | Kind::LineBreak { .. }
                | Kind::OddSpace { .. }
                | Kind::TimeZone { utc: true }
                | Kind::LongName { .. }
        );
        if !exact {
            return None;
        }
        repaired(text).map(|repaired| (0..text.len(), repaired))
    }
}

impl CronError {
    /// What is most likely meant by words and paces that have no five fields of exactly the same meaning for every
    /// reader, and whether hardly anything else can be.
    #[must_use]
    pub fn meant(&self) -> Option<(String, bool)> {
        match &self.kind {
            Kind::Words { said } => Some((said.fields()?, said.is_plain_pace())),
            Kind::Every { equivalent } => Some((equivalent.clone()?, false)),
            Kind::UnknownMacro { nearest } => nearest.map(|(_, fields)| (fields.to_owned(), false)),
            _ => None,
        }
    }
}

/// The text with everything repaired that has one obvious meaning; none if that is not enough.
fn repaired(text: &str) -> Option<String> {
    // An odd space is a space, unless it hides inside a field.
    let spaces: String = text
        .chars()
        .map(|char| if is_odd_space(char) { ' ' } else { char })
        .collect();
    let hidden = || {
        five_fields(
            &text
                .chars()
                .filter(|&char| !is_odd_space(char))
                .collect::<String>(),
        )
    };
    five_fields(&spaces)
        .or_else(hidden)
        .filter(|repaired| repaired != text)
}

fn five_fields(text: &str) -> Option<String> {
    let mut words = split(text);
    if words
        .first()
        .is_some_and(|word| zone(&text[word.clone()]) == Some(true))
    {
        words.remove(0);
    } else if zone_behind(text, &words) == Some(true) {
        words.pop();
    }
    let body = &text[words.first()?.start..words.last()?.end];
    match macro_kind(body) {
        Some(Kind::Macro { equivalent }) => return Some(equivalent.to_owned()),
        Some(Kind::Wrapped { equivalent }) => return equivalent,
        _ => {}
    }
    let words: Vec<&str> = body.split_ascii_whitespace().collect();
    let candidate = match words.len() {
        5 => short_names(&words).unwrap_or_else(|| body.to_owned()),
        6 | 7 => {
            let kept = without_seconds(&words)?;
            short_names(kept).unwrap_or_else(|| kept.join(" "))
        }
        _ => return None,
    };
    parse(&candidate).is_ok().then_some(candidate)
}

/// The five fields among six or seven whose others say nothing: seconds of 0 in front, any year behind.
fn without_seconds<'a, 'b>(words: &'a [&'b str]) -> Option<&'a [&'b str]> {
    let is_any = |word: &&str| matches!(*word, "*" | "?");
    let zero = |word: &&str| word.bytes().all(|byte| byte == b'0');
    let kept = match words {
        [first, _, _, _, _, _] if zero(first) => &words[1..],
        [first, _, _, _, _, _, year] if zero(first) && is_any(year) => &words[1..6],
        _ => return None,
    };
    let [minute, hour, _, month, weekday] = kept else {
        return None;
    };
    // Where `?` stands outside the day fields, the first field was no seconds field.
    if [minute, hour, month].iter().any(|field| field.contains('?')) {
        return None;
    }
    // `?` and years belong to crons that count weekdays from Sunday as 1.
    let counts_from_one = words.len() == 7 || words.iter().any(|word| word.contains('?'));
    if counts_from_one && weekday.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(kept)
}

/// The fields with `monday` and `sept` cut to three letters; none when there is nothing to cut.
fn short_names(words: &[&str]) -> Option<String> {
    let mut changed = false;
    let fields: Vec<String> = CronField::ALL
        .into_iter()
        .zip(words)
        .map(|(field, word)| {
            let mut text = String::with_capacity(word.len());
            for piece in word.split_inclusive(|char: char| !char.is_ascii_alphabetic()) {
                let name = piece.trim_end_matches(|char: char| !char.is_ascii_alphabetic());
                match field.place_of_long(name) {
                    Some(place) => {
                        changed = true;
                        text.push_str(field.short_name(place));
                        text.push_str(&piece[name.len()..]);
                    }
                    None => text.push_str(piece),
                }
            }
            text
        })
        .collect();
    changed.then(|| fields.join(" "))
}
