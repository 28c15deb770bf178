//! What can be wrong with a schedule's text.

use std::ops::Range;

use super::field::CronField;
use super::spoken::Spoken;

/// Most mistakes reported for one text; a megabyte of commas is one mistake to its author.
pub(super) const MAX_ERRORS: usize = 64;

/// One mistake. Its words are made by [`CronError::message`], [`CronError::label`] and [`CronError::help`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CronError {
    /// What is wrong.
    pub kind: CronErrorKind,
    /// The part of the text that is wrong. Empty only when the text is.
    pub range: Range<usize>,
}

impl CronError {
    pub(super) fn new(kind: CronErrorKind, range: Range<usize>) -> CronError {
        CronError { kind, range }
    }
}

/// The kinds of mistakes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CronErrorKind {
    /// No text, or only spaces.
    Empty,
    /// More or fewer than five fields.
    FieldCount {
        /// How many there are; at least 1, never 5.
        found: usize,
        /// Six fields of which the first, by other crons' habit the second, is 0.
        zero_seconds: bool,
    },
    /// A macro such as `@hourly`, or its bare name.
    Macro {
        /// Five fields with exactly the same meaning.
        equivalent: &'static str,
    },
    /// `@every` with a pace. Never exactly the same as five fields, since it counts from an unknown start.
    Every {
        /// Five fields of the same pace, where cron can keep it.
        equivalent: Option<String>,
    },
    /// `cron(…)`, as AWS writes it: with a year, and weekdays counted from 1.
    Wrapped {
        /// Five fields with exactly the same meaning, where it has one.
        equivalent: Option<String>,
    },
    /// Plain words, as `every monday at 9`.
    Words {
        /// What they say.
        said: Spoken,
    },
    /// `@reboot`, which has no time at all.
    Reboot,
    /// Another word after `@`.
    UnknownMacro {
        /// The macro that was probably meant, without `@`, and its five fields.
        nearest: Option<(&'static str, &'static str)>,
    },
    /// `TZ=…` or `CRON_TZ=…` before the fields, or a zone behind them.
    TimeZone {
        /// Whether it names UTC, which applies anyway.
        utc: bool,
    },
    /// A line break before or after the fields, as a YAML block scalar adds.
    LineBreak {
        /// Whether it is (also) after them.
        trailing: bool,
    },
    /// A character that looks like a space or like nothing and separates no fields; only the first is told.
    OddSpace {
        /// The character.
        char: char,
    },
    /// Nothing between two commas, or before the first or after the last.
    EmptyItem {
        /// The field.
        field: CronField,
    },
    /// A number below [`CronField::lowest`] or above [`CronField::highest`].
    OutOfRange {
        /// The field.
        field: CronField,
        /// The number; none when it is larger than a `u32`.
        value: Option<u32>,
    },
    /// A range whose first value is above its last.
    ReversedRange {
        /// The field.
        field: CronField,
        /// The value written first; Sunday by name is 0.
        start: u8,
        /// The value written last.
        end: u8,
        /// Whether it is written in names.
        named: bool,
    },
    /// A range that lacks an end, has a third, or has `*` for one.
    BadRange {
        /// The field.
        field: CronField,
    },
    /// `/0`.
    ZeroStep {
        /// The field.
        field: CronField,
    },
    /// A step that is missing, no number, or larger than a `u32`.
    BadStep {
        /// The field.
        field: CronField,
    },
    /// `/5` with nothing before the slash.
    StepAlone {
        /// The field.
        field: CronField,
    },
    /// A step after `?`, `L`, `W` or `#`.
    StepNotAllowed {
        /// The field.
        field: CronField,
    },
    /// `monday`, `sept`: a name of more than three letters.
    LongName {
        /// The field.
        field: CronField,
        /// The three letters to write.
        short: &'static str,
    },
    /// A word one typo away from a name of the field.
    Misspelled {
        /// The field.
        field: CronField,
        /// The three letters that were probably meant.
        nearest: &'static str,
    },
    /// A month where none belongs, or a weekday.
    MisplacedName {
        /// The field it stands in.
        field: CronField,
        /// The field it belongs in.
        belongs: CronField,
    },
    /// `L`, `W` or `#` in a field or form that has no meaning.
    MisplacedSpecial {
        /// The field.
        field: CronField,
    },
    /// `LW`, which other crons take for the last day of the month from Monday to Friday.
    LastWorkday,
    /// A weekday field of nothing but `7/n`: after 7 there is no weekday, and 7 itself is not counted.
    PastSaturday,
    /// `5#6`, since no month has a sixth Friday, or `#` with a side missing.
    BadOrdinal,
    /// Anything else where a value should be.
    NotAValue {
        /// The field.
        field: CronField,
    },
}
