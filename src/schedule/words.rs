//! What users are told about a mistake: the value and its price, why here, what to type.

use super::error::{CronError, CronErrorKind as Kind};
use super::field::CronField;
use super::pace::every;
use crate::words::count;

/// A schedule every example can use.
const EXAMPLE: &str = "*/10 * * * *";
/// Most characters of the user's text that are repeated in a message.
const QUOTED: usize = 40;

impl CronError {
    /// What is wrong, with the value named. `text` is the text that was parsed.
    #[must_use]
    pub fn message(&self, text: &str) -> String {
        let quoted = quote(text.get(self.range.clone()).unwrap_or_default());
        match &self.kind {
            Kind::Empty => "the schedule is only whitespace; Ampersand wants five fields".into(),
            Kind::FieldCount { found, zero_seconds } => {
                let whole = quote(text.trim());
                let extra = if *zero_seconds { ", without seconds" } else { "" };
                format!(
                    "{whole} has {}; Ampersand takes exactly five{extra}",
                    count(*found, "field")
                )
            }
            Kind::Macro { .. }
            | Kind::Wrapped { .. }
            | Kind::Every { .. }
            | Kind::Reboot
            | Kind::UnknownMacro { .. } => {
                format!("Ampersand does not know {quoted}; it takes five fields only")
            }
            Kind::Words { .. } => format!("{quoted} is in words; Ampersand takes five cron fields only"),
            Kind::TimeZone { .. } => {
                format!("Ampersand refuses the time zone {quoted}: schedules run in UTC")
            }
            Kind::LineBreak { trailing } => {
                let place = if *trailing { "ends" } else { "begins" };
                format!("the schedule {place} with a line break, which Ampersand refuses")
            }
            Kind::OddSpace { char } => format!(
                "the schedule holds the hidden character U+{:04X}; only spaces and tabs separate fields",
                u32::from(*char)
            ),
            Kind::EmptyItem { field } => {
                format!(
                    "the {} list has a comma too many: a value is missing beside it",
                    field.name()
                )
            }
            Kind::OutOfRange { field, .. } => {
                format!("there is no {} {quoted}: {}", field.name(), bounds(*field))
            }
            Kind::ReversedRange { .. } => {
                format!("the range {quoted} runs backwards; Ampersand takes only first to last")
            }
            Kind::BadRange { .. } => format!("{quoted} is no range: a range is two values with one dash"),
            Kind::ZeroStep { field } => {
                format!(
                    "a step of 0 never gets to the next {}; Ampersand takes 1 and more",
                    field.name()
                )
            }
            Kind::BadStep { .. } => match text.get(self.range.clone()) {
                Some(step) if step.ends_with('/') => {
                    format!("{quoted} has no step: a number belongs after the slash")
                }
                _ => format!("the step {quoted} is not a number Ampersand can read: it takes 1 and more"),
            },
            Kind::StepAlone { .. } => {
                format!("{quoted} has nothing before the slash; Ampersand wants `*` or a range there")
            }
            Kind::StepNotAllowed { .. } => {
                format!("{quoted} has a step, which only `*`, numbers and ranges can take")
            }
            Kind::LongName { field, .. } | Kind::Misspelled { field, .. } => {
                format!(
                    "{quoted} is no {} Ampersand knows: names have three letters",
                    field.name()
                )
            }
            Kind::MisplacedName { field, belongs } => format!(
                "{quoted} is a {}, but stands in the {} field, where {}",
                belongs.name(),
                field.name(),
                bounds(*field)
            ),
            Kind::MisplacedSpecial { field } => match field {
                CronField::Weekday => format!("{quoted} means nothing among weekdays: `L` goes after one"),
                CronField::Day => {
                    format!("{quoted} means nothing among days of the month, which know `L` and `15W`")
                }
                _ => format!(
                    "{quoted} means nothing in the {} field, where {}",
                    field.name(),
                    bounds(*field)
                ),
            },
            Kind::LastWorkday => {
                format!("{quoted} is more than Ampersand knows: among days of the month, `L` and `15W`")
            }
            Kind::PastSaturday => format!("{quoted} never fires: from 7 on, no weekday is left to step to"),
            Kind::BadOrdinal => {
                format!("{quoted} names no weekday of a month: `#` stands between a weekday and 1 to 5")
            }
            Kind::NotAValue { field } => format!("{quoted} is no {}: {}", field.name(), bounds(*field)),
        }
    }

    /// A few words to stand at the place itself.
    #[must_use]
    pub fn label(&self) -> String {
        match &self.kind {
            Kind::Empty => "nothing here".into(),
            Kind::FieldCount {
                zero_seconds: true, ..
            } => "a field for seconds".into(),
            Kind::FieldCount { found, .. } if *found < 5 => {
                let missing = 5 - *found;
                format!("{} missing", count(missing, "field"))
            }
            Kind::FieldCount { found, .. } => format!("{} too many", count(found.saturating_sub(5), "field")),
            Kind::Macro { .. }
            | Kind::Wrapped { .. }
            | Kind::Every { .. }
            | Kind::Reboot
            | Kind::UnknownMacro { .. } => "not five fields".into(),
            Kind::Words { .. } => "words, not fields".into(),
            Kind::TimeZone { .. } => "time zone".into(),
            Kind::LineBreak { .. } => "line break".into(),
            Kind::OddSpace { .. } => "hidden character here".into(),
            Kind::EmptyItem { .. } => "no value beside this comma".into(),
            Kind::OutOfRange {
                field,
                value: Some(value),
            } if *value < u32::from(field.lowest()) => {
                format!("less than {}", field.lowest())
            }
            Kind::OutOfRange { field, .. } => format!("more than {}", field.highest()),
            Kind::ReversedRange {
                field,
                start,
                end,
                named,
            } => format!(
                "{} comes after {}",
                shown(*field, *start, *named),
                shown(*field, *end, *named)
            ),
            Kind::BadRange { .. } => "not first-last".into(),
            Kind::ZeroStep { .. } => "never moves on".into(),
            Kind::BadStep { .. } => "a number belongs here".into(),
            Kind::StepAlone { .. } => "`*` is missing before the slash".into(),
            Kind::StepNotAllowed { .. } => "takes no step".into(),
            Kind::LongName { .. } => "longer than three letters".into(),
            Kind::Misspelled { .. } => "not a name".into(),
            Kind::MisplacedName { belongs, .. } => format!("belongs in the {} field", belongs.name()),
            Kind::MisplacedSpecial { field } => format!("no {}", field.name()),
            Kind::LastWorkday => "no day of the month".into(),
            Kind::PastSaturday => "no weekday".into(),
            Kind::BadOrdinal => "not a weekday and its number".into(),
            Kind::NotAValue { field } => format!("no {}", field.name()),
        }
    }

    /// What to write instead. `text` is the text that was parsed.
    #[expect(clippy::too_many_lines, reason = "a table")]
    #[must_use]
    pub fn help(&self, text: &str) -> String {
        if let Some((_, repaired)) = self.fix(text) {
            return match self.kind {
                Kind::LineBreak { .. } => {
                    format!("write `{repaired}` in quotes on one line, without `|` or `>`")
                }
                _ => format!("write `{repaired}`, which means the same"),
            };
        }
        if let (Kind::FieldCount { found: 1, .. }, Some(same)) = (&self.kind, of_minutes(text.trim())) {
            return format!("if every {} minutes is meant, write `{same}`", text.trim());
        }
        match &self.kind {
            Kind::Empty => {
                format!("write five fields, for example `{EXAMPLE}`, or leave the schedule out")
            }
            Kind::FieldCount { .. } | Kind::Reboot | Kind::UnknownMacro { nearest: None } => {
                format!("write minute, hour, day, month and weekday, for example `{EXAMPLE}`")
            }
            Kind::Macro { equivalent } => format!("write `{equivalent}`"),
            Kind::Wrapped { .. } => {
                "write minute, hour, day, month and weekday alone, without a year; weekdays count from 0, Sunday".into()
            }
            Kind::Every {
                equivalent: Some(equivalent),
            } => format!("write `{equivalent}`, the same pace"),
            Kind::Every { equivalent: None } => {
                format!("cron cannot keep this pace; choose one that divides the hour or day, as `{EXAMPLE}`")
            }
            Kind::UnknownMacro {
                nearest: Some((name, fields)),
            } => {
                format!("if `@{name}` is meant, write `{fields}`")
            }
            Kind::Words { said } => match said.fields() {
                Some(fields) => match slower(&fields) {
                    Some(slower) => format!("write `{slower}`: Ampersand allows every 10 minutes at most"),
                    None => format!("write `{fields}`, which runs {}", described(&fields)),
                },
                None if !said.is_utc() => {
                    "write minute, hour, day, month and weekday, with the hours in UTC".to_owned()
                }
                None if said.pace.is_some_and(|pace| pace < 600) => {
                    format!("write `{EXAMPLE}`: Ampersand allows every 10 minutes at most")
                }
                None if said.pace.is_some() && said.times.is_empty() && said.month_days.is_empty() => format!(
                    "cron can't keep this pace; choose one that divides the hour or day, as `{EXAMPLE}`"
                ),
                None => format!("write minute, hour, day, month and weekday, for example `{EXAMPLE}`"),
            },
            Kind::TimeZone { utc: true } => "leave it out: UTC is what applies".into(),
            Kind::TimeZone { utc: false } => "leave it out and write the hours in UTC".into(),
            Kind::LineBreak { .. } => "write it in quotes on one line, without `|` or `>`".into(),
            Kind::OddSpace { .. } => "type a plain space in its place".into(),
            Kind::EmptyItem { .. } => "remove the comma, or add the value".into(),
            Kind::OutOfRange {
                field: CronField::Weekday,
                ..
            } => "write 0 (Sunday) to 6, 7 for Sunday as well, or a name from sun to sat".into(),
            Kind::OutOfRange {
                field: CronField::Minute,
                value: Some(60),
            } => "write 0 for the full hour".into(),
            Kind::OutOfRange {
                field: CronField::Hour,
                value: Some(24),
            } => "write 0 for midnight".into(),
            Kind::ReversedRange {
                field,
                start,
                end,
                named,
            } => reversed(*field, *start, *end, *named),
            Kind::BadRange { field } => format!("write it as {}", example_range(*field)),
            Kind::ZeroStep { .. } | Kind::BadStep { .. } => {
                "write a step of 1 or more, for example `*/10`".into()
            }
            Kind::StepAlone { .. } => {
                let step = text.get(self.range.clone()).unwrap_or_default();
                format!("write `*{}`", cut(step))
            }
            Kind::StepNotAllowed { .. } => "leave the step out".into(),
            Kind::LongName { short, .. } => format!("write `{short}`"),
            Kind::Misspelled { nearest, .. } => format!("if `{nearest}` is meant, write that"),
            Kind::MisplacedName {
                belongs: CronField::Month,
                ..
            } => "months go fourth: minute hour day month weekday".into(),
            Kind::MisplacedName { .. } => "weekdays go last: minute hour day month weekday".into(),
            Kind::MisplacedSpecial {
                field: CronField::Weekday,
            } => "write `5L` for the month's last Friday, or `6` for Saturdays".into(),
            Kind::MisplacedSpecial { field: CronField::Day } => {
                "weekdays of the month (`5L`, `5#2`) go in the last field".into()
            }
            Kind::LastWorkday => "write `L` for the last day of the month, or `28W` for the day from Monday to Friday nearest the 28th".into(),
            Kind::PastSaturday => "write `7` for Sundays, or `0/2` for every second day from Sunday on".into(),
            Kind::BadOrdinal => "write `5#2` for the second Friday, `5L` for the last".into(),
            Kind::OutOfRange { field, .. } | Kind::MisplacedSpecial { field } | Kind::NotAValue { field } => {
                format!(
                    "write a number, `*`, a range as {} or a list of them",
                    example_range(*field)
                )
            }
        }
    }
}

/// Five fields that run less often, where these run oftener than any read may.
fn slower(fields: &str) -> Option<String> {
    super::parse(fields).ok()?.at_least(10)
}

/// When five fields run, in words.
fn described(fields: &str) -> String {
    super::parse(fields).map_or_else(
        |_| String::new(),
        |cron| {
            let zone = if cron.hours().len() < 24 { ", in UTC" } else { "" };
            format!("{}{zone}", cron.describe())
        },
    )
}

/// Five fields for a number alone, as one would say minutes.
fn of_minutes(text: &str) -> Option<String> {
    let number: u32 = text.parse().ok().filter(|number| (10..1000).contains(number))?;
    every(&format!("{number}m"))
}

/// What a field takes, as the rest of a sentence.
fn bounds(field: CronField) -> &'static str {
    match field {
        CronField::Minute => "minutes run from 0 to 59",
        CronField::Hour => "hours run from 0 to 23",
        CronField::Day => "days run from 1 to 31",
        CronField::Month => "months run from 1 to 12, or jan to dec",
        CronField::Weekday => "weekdays run from 0 (Sunday) to 7, or sun to sat",
    }
}

fn example_range(field: CronField) -> &'static str {
    match field {
        CronField::Minute => "`0-30`",
        CronField::Hour => "`9-17`",
        CronField::Day => "`1-15`",
        CronField::Month => "`1-6`",
        CronField::Weekday => "`1-5`",
    }
}

/// A backward range may be a typo or go over the turn on purpose.
fn reversed(field: CronField, start: u8, end: u8, named: bool) -> String {
    let run = |first: u8, last: u8| {
        if first == last {
            shown(field, first, named)
        } else {
            format!("{}-{}", shown(field, first, named), shown(field, last, named))
        }
    };
    if field == CronField::Weekday && end == 0 {
        return if named {
            format!("write `{},sun`: the week begins with sun", run(start, 6))
        } else {
            format!("write `{start}-7`: Sunday is also 7")
        };
    }
    if field == CronField::Weekday && start == 7 {
        return format!("write `{}`: Sunday is also 0", run(0, end));
    }
    let around = format!("{},{}", run(start, field.last()), run(field.lowest(), end));
    format!("write `{}`, or `{around}` to go over the turn", run(end, start))
}

/// A value, by its name where the author uses names.
fn shown(field: CronField, value: u8, named: bool) -> String {
    let place = usize::from(value.saturating_sub(field.lowest()));
    match field.short_name(place) {
        name if named && !name.is_empty() => name.to_owned(),
        _ => value.to_string(),
    }
}

fn quote(text: &str) -> String {
    format!("`{}`", cut(text))
}

/// At most [`QUOTED`] characters, with control characters made visible.
fn cut(text: &str) -> String {
    let mut short = String::new();
    for (index, char) in text.chars().enumerate() {
        if index == QUOTED {
            short.push('…');
            break;
        }
        if char.is_control() || super::parse::is_odd_space(char) {
            short.extend(char.escape_unicode());
        } else {
            short.push(char);
        }
    }
    short
}
