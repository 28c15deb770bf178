//! One field's text: items, ranges, steps, numbers and names.

use std::ops::Range;

use super::error::{CronError, CronErrorKind as Kind, MAX_ERRORS};
use super::field::{Base, CronField, CronItem, FieldSpec, Step, Values};
use crate::suggest::Policy;

/// A part of a schedule's text that knows where it stands.
#[derive(Clone, Copy)]
struct Part<'a> {
    text: &'a str,
    start: usize,
}

impl<'a> Part<'a> {
    fn range(self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Before and after the first `separator`.
    fn split(self, separator: char) -> Option<(Part<'a>, Part<'a>)> {
        let (before, after) = self.text.split_once(separator)?;
        let start = self.start + before.len() + separator.len_utf8();
        Some((Part { text: before, ..self }, Part { text: after, start }))
    }

    fn is_number(self) -> bool {
        !self.text.is_empty() && self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn error<T>(self, kind: Kind) -> Read<T> {
        Err(CronError::new(kind, self.range()))
    }
}

type Read<T> = Result<T, CronError>;

pub(super) fn read_field(
    text: &str,
    field: CronField,
    range: Range<usize>,
    errors: &mut Vec<CronError>,
) -> FieldSpec {
    let mut items = Vec::with_capacity(1);
    let mut start = range.start;
    for text in text[range.clone()].split(',') {
        let part = Part { text, start };
        start += text.len() + 1;
        let read = if text.is_empty() {
            // Nothing can be underlined where nothing stands: take a comma beside it.
            let comma = if part.start > range.start {
                part.start - 1
            } else {
                part.start
            };
            Err(CronError::new(Kind::EmptyItem { field }, comma..comma + 1))
        } else {
            read_item(field, part)
        };
        match read {
            Ok(item) => items.push(item),
            Err(_) if errors.len() >= MAX_ERRORS => break,
            Err(error) => errors.push(error),
        }
    }
    let values = items.iter().fold(Values::EMPTY, |all, item| all | item.values);
    let restricted = !items.iter().any(CronItem::is_unrestricted);
    let starred = text[range.clone()].starts_with(['*', '?']);
    if !items.is_empty() && items.iter().all(|item| item.is_past_saturday(field)) && errors.len() < MAX_ERRORS
    {
        errors.push(CronError::new(Kind::PastSaturday, range.clone()));
    }
    FieldSpec {
        field,
        range,
        items,
        values,
        restricted,
        starred,
    }
}

fn read_item(field: CronField, part: Part<'_>) -> Read<CronItem> {
    let (base, step) = match part.split('/') {
        Some((before, _)) if before.text.is_empty() => return part.error(Kind::StepAlone { field }),
        // What stands before the slash is read first, so that of two mistakes the left one is told.
        Some((before, step)) => (read_base(field, before)?, Some(read_step(field, part, step)?)),
        None => (read_base(field, part)?, None),
    };
    if step.is_some() && !matches!(base, Base::Any | Base::Value(_) | Base::Range(..)) {
        return part.error(Kind::StepNotAllowed { field });
    }
    let mut item = CronItem {
        base,
        step,
        range: part.range(),
        values: Values::EMPTY,
    };
    if let Some((first, last)) = item.bounds(field) {
        item.values = Values::stepped(first, last, item.step_value());
        if item.is_past_saturday(field) {
            item.values = Values::EMPTY;
        } else if field == CronField::Weekday && last == 7 {
            // Sunday is 7 as well as 0.
            item.values = item.values.iter().map(|day| day % 7).collect();
        }
    }
    Ok(item)
}

fn read_step(field: CronField, item: Part<'_>, step: Part<'_>) -> Read<Step> {
    let value = if step.is_number() {
        step.text.parse().ok()
    } else {
        None
    };
    match value {
        Some(0) => step.error(Kind::ZeroStep { field }),
        Some(value) => Ok(Step {
            value,
            range: step.range(),
        }),
        // `*/` has no step to point at.
        None if step.text.is_empty() => item.error(Kind::BadStep { field }),
        None => step.error(Kind::BadStep { field }),
    }
}

fn read_base(field: CronField, part: Part<'_>) -> Read<Base> {
    match part.text {
        "*" => return Ok(Base::Any),
        "?" => return Ok(Base::Unspecified),
        _ => {}
    }
    if let Some(special) = read_special(field, part) {
        return special;
    }
    let Some((start, end)) = part.split('-') else {
        return read_value(field, part).map(Base::Value);
    };
    let is_no_value = |end: Part<'_>| end.text.is_empty() || end.text.contains(['-', '*', '?']);
    if is_no_value(start) || is_no_value(end) {
        return part.error(Kind::BadRange { field });
    }
    let named = !(start.is_number() || end.is_number());
    let (start, end) = (read_value(field, start)?, read_value(field, end)?);
    if start > end {
        return part.error(Kind::ReversedRange {
            field,
            start,
            end,
            named,
        });
    }
    Ok(Base::Range(start, end))
}

/// `L`, `15W`, `5L` and `5#2`, in any case, and `LW`, which the platform refuses. None when the text is none of them in any field.
fn read_special(field: CronField, part: Part<'_>) -> Option<Read<Base>> {
    let is = |word: &str| part.text.eq_ignore_ascii_case(word);
    let misplaced = || Some(part.error(Kind::MisplacedSpecial { field }));
    if is("L") || is("LW") || is("W") {
        return match field {
            CronField::Day if is("L") => Some(Ok(Base::LastDay)),
            CronField::Day if is("LW") => Some(part.error(Kind::LastWorkday)),
            _ => misplaced(),
        };
    }
    if let Some((weekday, nth)) = part.split('#') {
        if field != CronField::Weekday {
            return misplaced();
        }
        if weekday.text.is_empty() {
            return Some(part.error(Kind::BadOrdinal));
        }
        return Some(read_value(field, weekday).and_then(|weekday| match nth.text {
            "1" | "2" | "3" | "4" | "5" => Ok(Base::NthWeekday(weekday, nth.text.as_bytes()[0] - b'0')),
            _ => part.error(Kind::BadOrdinal),
        }));
    }
    let last = part.text.chars().next_back()?;
    let before = Part {
        text: &part.text[..part.text.len() - last.len_utf8()],
        ..part
    };
    // `friL` is the last Friday, but `jul` a month and `l` no weekday.
    let is_weekday = field == CronField::Weekday && field.place_of_short(before.text).is_some();
    match (last.to_ascii_uppercase(), field) {
        ('W', CronField::Day) if before.is_number() => {
            Some(read_value(field, before).map(Base::NearestWorkday))
        }
        ('L', CronField::Weekday) if before.is_number() || is_weekday => {
            Some(read_value(field, before).map(Base::LastWeekday))
        }
        ('W' | 'L', _) if before.is_number() => misplaced(),
        _ => None,
    }
}

/// A number within the field's bounds, or a three-letter name.
fn read_value(field: CronField, part: Part<'_>) -> Read<u8> {
    let word = part.text;
    if part.is_number() {
        return match word.parse::<u8>() {
            Ok(value) if (field.lowest()..=field.highest()).contains(&value) => Ok(value),
            _ => part.error(Kind::OutOfRange {
                field,
                value: word.parse().ok(),
            }),
        };
    }
    if let Some(place) = field.place_of_short(word) {
        return Ok(field.number_of(place));
    }
    if let Some(place) = field.place_of_long(word) {
        return part.error(Kind::LongName {
            field,
            short: field.short_name(place),
        });
    }
    for belongs in [CronField::Month, CronField::Weekday] {
        if belongs
            .place_of_short(word)
            .or_else(|| belongs.place_of_long(word))
            .is_some()
        {
            return part.error(Kind::MisplacedName { field, belongs });
        }
    }
    if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        let names = field.long_names();
        let short = (0..names.len()).map(|place| field.short_name(place));
        if let Some(near) =
            Policy::SCHEDULES.nearest(&word.to_ascii_lowercase(), short.chain(names.iter().copied()))
        {
            return part.error(Kind::Misspelled {
                field,
                nearest: near.get(..3).unwrap_or(near),
            });
        }
    }
    part.error(Kind::NotAValue { field })
}
