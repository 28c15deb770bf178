//! What a schedule means, in plain English.

use super::cron::Cron;
use super::field::{Base, CronField, FieldSpec, Values};
use super::gap::Time;

/// Most clock times listed one by one.
const MOST_TIMES: u32 = 6;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
const ORDINALS: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];

impl Cron {
    /// What it means, for example `every 10 minutes` or `at 09:00 and 17:00 on weekdays`. Times are in UTC.
    #[must_use]
    pub fn describe(&self) -> String {
        if self.never_fires() {
            return "never: no such day exists".into();
        }
        match self.describe_days() {
            Some(days) => format!("{} {days}", self.describe_times()),
            None => self.describe_times(),
        }
    }

    /// Why it never fires, for example `February has no day 30`. None when it does fire.
    #[must_use]
    pub fn never_words(&self) -> Option<String> {
        if !self.never_fires() {
            return None;
        }
        let mut days = self.days();
        for item in &self.field(CronField::Day).items {
            if let Base::NearestWorkday(day) = item.base {
                days = days | Values::stepped(day, day, 1);
            }
        }
        let months = self.months();
        let have = if months.len() == 1 { "has" } else { "have" };
        Some(format!(
            "{} {have} no {}",
            month_list(months),
            numbers(days, "day")
        ))
    }

    fn describe_times(&self) -> String {
        let (minutes, hours) = (self.minutes(), self.hours());
        let all_hours = hours == CronField::Hour.full();
        let first_minute = minutes.first().unwrap_or_default();
        let first_hour = hours.first().unwrap_or_default();
        let pace = even_step(minutes, CronField::Minute);

        if all_hours {
            return match pace {
                Some(1) => "every minute".into(),
                Some(step) if first_minute == 0 => format!("every {step} minutes"),
                Some(step) => format!("every {step} minutes from minute {first_minute} of the hour"),
                None if minutes.len() == 1 && first_minute == 0 => "every hour".into(),
                None => format!("at {} of every hour", minute_list(minutes)),
            };
        }
        if let (1, 3.., Some(step)) = (minutes.len(), hours.len(), even_step(hours, CronField::Hour)) {
            let start = Time {
                hour: first_hour,
                minute: first_minute,
            };
            return format!("every {step} hours from {start}");
        }
        if minutes.len() * hours.len() <= MOST_TIMES {
            let times = hours
                .iter()
                .flat_map(|hour| minutes.iter().map(move |minute| Time { hour, minute }));
            return format!("at {}", join(times.map(|time| time.to_string()).collect()));
        }
        let one_run = hours.progression() == Some(1);
        if let (Some(step), true) = (pace, one_run || hours.len() == 1) {
            let start = Time {
                hour: first_hour,
                minute: first_minute,
            };
            let end = Time {
                hour: hours.last().unwrap_or(first_hour),
                minute: minutes.last().unwrap_or_default(),
            };
            let pace = if step == 1 {
                "minute".to_owned()
            } else {
                format!("{step} minutes")
            };
            return format!("every {pace} from {start} to {end}");
        }
        let hours = numbers(hours, "hour");
        match pace {
            Some(1) => format!("every minute of {hours}"),
            _ => format!("at {} of {hours}", minute_list(minutes)),
        }
    }

    /// None when it fires on every day.
    fn describe_days(&self) -> Option<String> {
        let (day, weekday) = (self.field(CronField::Day), self.field(CronField::Weekday));
        let every_day = |spec: &FieldSpec| !spec.restricted || spec.values == spec.field.full();
        let months = self.months();
        let all_months = months == CronField::Month.full();
        let both = day.starred || weekday.starred;
        // Where either field may match, one that holds every day decides alone; an unrestricted one has no say.
        let days = match (day.restricted, weekday.restricted) {
            (true, true) if !both && (every_day(day) || every_day(weekday)) => None,
            (true, true) => Some((true, true)),
            (true, false) if !every_day(day) => Some((true, false)),
            (false, true) if !every_day(weekday) => Some((false, true)),
            _ => None,
        };
        let Some((by_day, by_weekday)) = days else {
            return (!all_months).then(|| format!("on every day of {}", month_list(months)));
        };
        let of = if all_months {
            "every month".to_owned()
        } else {
            month_list(months)
        };
        let mut parts = Vec::new();
        if by_day {
            parts.push(format!("on {} of {of}", join(days_of_month(day))));
        }
        if by_weekday {
            let (plain, placed) = weekdays_of_month(weekday);
            if let Some(plain) = plain {
                let within = if all_months {
                    String::new()
                } else {
                    format!(" in {of}")
                };
                parts.push(format!("on {plain}{within}"));
            }
            if !placed.is_empty() {
                parts.push(format!("on {} of {of}", join(placed)));
            }
        }
        Some(join(parts))
    }
}

/// The step of values that are equally far apart over the turn as well: 10 for 0,10,…,50.
fn even_step(values: Values, field: CronField) -> Option<u8> {
    let step = values.progression()?;
    let turn = field.width() + values.first()? - values.last()?;
    (turn == step).then_some(step)
}

/// `minute 5`, `minutes 5 and 20`, `every 7th minute from 0 to 56`.
fn minute_list(minutes: Values) -> String {
    match (minutes.progression(), minutes.first(), minutes.last()) {
        (Some(step), Some(first), Some(last)) if step > 1 && minutes.len() > MOST_TIMES => {
            format!("every {} minute from {first} to {last}", ordinal(step))
        }
        _ => numbers(minutes, "minute"),
    }
}

fn ordinal(number: u8) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// `day 1`, `days 1, 5 and 10 to 20`.
fn numbers(values: Values, thing: &str) -> String {
    let plural = if values.len() == 1 { "" } else { "s" };
    format!(
        "{thing}{plural} {}",
        join(runs(values, |value| value.to_string()))
    )
}

/// The values by name, three and more in a row as `a to b`.
fn runs(values: Values, name: impl Fn(u8) -> String) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = values.iter().peekable();
    while let Some(first) = rest.next() {
        let mut last = first;
        while let Some(next) = rest.next_if(|&next| next == last + 1) {
            last = next;
        }
        match last - first {
            0 => words.push(name(first)),
            1 => words.extend([name(first), name(last)]),
            _ => words.push(format!("{} to {}", name(first), name(last))),
        }
    }
    words
}

fn month_list(months: Values) -> String {
    join(runs(months, |month| named(&MONTHS, month.wrapping_sub(1))))
}

fn named(names: &[&str], place: u8) -> String {
    names
        .get(usize::from(place))
        .copied()
        .unwrap_or_default()
        .to_owned()
}

/// `day 15`, `the last day`, … for everything the day field says.
fn days_of_month(day: &FieldSpec) -> Vec<String> {
    let mut parts = Vec::new();
    if !day.values.is_empty() {
        parts.push(numbers(day.values, "day"));
    }
    for item in &day.items {
        parts.push(match item.base {
            Base::LastDay => "the last day".into(),
            Base::NearestWorkday(day) => format!("the day from Monday to Friday nearest day {day}"),
            _ => continue,
        });
    }
    dedup(parts)
}

/// `Mondays and Fridays`, and apart from them `the last Friday`, … for everything the weekday field says.
fn weekdays_of_month(weekday: &FieldSpec) -> (Option<String>, Vec<String>) {
    const WORKDAYS: u64 = 0b011_1110;
    const WEEKEND: u64 = 0b100_0001;
    let plain = match weekday.values.bits() {
        0 => None,
        WORKDAYS => Some("weekdays".into()),
        WEEKEND => Some("weekends".into()),
        _ => Some(join(runs(weekday.values, |day| {
            format!("{}s", named(&WEEKDAYS, day))
        }))),
    };
    let placed = weekday.items.iter().filter_map(|item| match item.base {
        Base::LastWeekday(day) => Some(format!("the last {}", named(&WEEKDAYS, day % 7))),
        Base::NthWeekday(day, nth) => {
            let nth = named(&ORDINALS, nth.wrapping_sub(1));
            Some(format!("the {nth} {}", named(&WEEKDAYS, day % 7)))
        }
        _ => None,
    });
    (plain, dedup(placed.collect()))
}

/// Without repeats, in the order they first stand.
fn dedup(parts: Vec<String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::with_capacity(parts.len());
    for part in parts {
        if !unique.contains(&part) {
            unique.push(part);
        }
    }
    unique
}

/// `a`, `a and b`, `a, b and c`.
fn join(mut parts: Vec<String>) -> String {
    let Some(last) = parts.pop() else {
        return String::new();
    };
    if parts.is_empty() {
        last
    } else {
        format!("{} and {last}", parts.join(", "))
    }
}
