//! Schedules against simulation, against another cron crate and against arbitrary text.

#[path = "../common/mod.rs"]
mod common;
mod grammar;
mod model;
mod other;

use std::collections::HashMap;

use amplint::schedule::{self, Cron, Moment};
use common::hold::schedule::{START, gaps_of, same_meaning, slower, told};
use model::{Date, Schedule};
use proptest::prelude::*;
use proptest::test_runner::Config;

fn config(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    }
}

fn accepted(text: &str) -> Cron {
    schedule::parse(text).unwrap_or_else(|errors| panic!("`{text}` should be accepted: {errors:?}"))
}

/// The smallest and largest gap in minutes over `days` days and back to their beginning.
fn simulated(schedule: &Schedule, days: u64) -> Option<(u64, u64)> {
    let minutes = schedule.minutes_of_day();
    let mut firings_seen: Option<(u64, u64)> = None;
    let mut gaps: Option<(u64, u64)> = None;
    let mut see = |from: u64, to: u64| {
        let gap = to - from;
        gaps = Some(gaps.map_or((gap, gap), |(small, large)| (small.min(gap), large.max(gap))));
    };
    for pair in minutes.windows(2) {
        see(u64::from(pair[0]), u64::from(pair[1]));
    }
    let (first, last) = (u64::from(minutes[0]), u64::from(minutes[minutes.len() - 1]));
    let mut date = Date::START;
    for number in 0..days {
        if schedule.fires_on(date) {
            if let Some((_, before)) = firings_seen {
                see(before, number * 1440 + first);
            }
            let earliest = firings_seen.map_or(number * 1440 + first, |(earliest, _)| earliest);
            firings_seen = Some((earliest, number * 1440 + last));
        }
        date = date.tomorrow();
    }
    let (earliest, latest) = firings_seen?;
    see(latest, earliest + days * 1440);
    gaps
}

proptest! {
    #![proptest_config(config(3000))]

    /// Without day fields two days tell everything.
    #[test]
    fn daily_gaps_agree_with_simulation(schedule in model::daily_schedule()) {
        let cron = accepted(&schedule.text());
        prop_assert_eq!(gaps_of(&cron).unwrap(), simulated(&schedule, 2), "gaps of `{}`", cron.text());
    }

    #[test]
    fn slower_schedules_are_slow_enough(schedule in model::daily_schedule(), least in 1..=1500_u32) {
        slower(&accepted(&schedule.text()), least).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn steps_are_said_truly(schedule in model::daily_schedule()) {
        let cron = accepted(&schedule.text());
        same_meaning(&cron).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn arbitrary_text_never_panics(text in "\\PC*") {
        told(&text).map_err(TestCaseError::fail)?;
    }

    /// Text made of what schedules are made of gets further into the parser.
    #[test]
    fn schedule_like_text_never_panics(
        text in "([0-9*?/,#LW@ \t\n-]|mon|monday|jan|TZ=|@every |é|\u{a0}|\u{200b}){0,24}",
    ) {
        told(&text).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn nearly_right_text_never_panics(schedule in model::any_schedule(), at in any::<prop::sample::Index>(), new in ".") {
        let text = schedule.text();
        let place = at.index(text.len());
        told(&format!("{}{new}{}", &text[..place], &text[place + 1..])).map_err(TestCaseError::fail)?;
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn gaps_agree_with_simulation_over_400_years(schedule in model::any_schedule()) {
        let cron = accepted(&schedule.text());
        let expected = simulated(&schedule, 146_097);
        prop_assert_eq!(gaps_of(&cron).unwrap(), expected, "gaps of `{}`", cron.text());
        prop_assert_eq!(cron.never_fires(), expected.is_none(), "`{}` never fires", cron.text());
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn firings_agree_with_the_model(schedule in model::any_schedule()) {
        let cron = accepted(&schedule.text());
        let mut date = Date::START;
        let minutes = schedule.minutes_of_day();
        // A leap year and two months of one that is none.
        let mut expected = Vec::new();
        for _ in 0..425 {
            for &minute in if schedule.fires_on(date) { minutes.as_slice() } else { &[] } {
                let small = |number: u32| u8::try_from(number).unwrap();
                expected.push(Moment {
                    year: date.year,
                    month: small(date.month),
                    day: small(date.day),
                    hour: small(minute / 60),
                    minute: small(minute % 60),
                });
            }
            date = date.tomorrow();
        }
        expected.retain(|&moment| moment > START);
        let firings: Vec<Moment> = cron.firings(START).take(expected.len()).collect();
        let difference = firings.iter().zip(&expected).find(|(ours, theirs)| ours != theirs);
        prop_assert_eq!(difference, None, "firings of `{}`", cron.text());
        prop_assert_eq!(firings.len(), expected.len(), "number of firings of `{}`", cron.text());
    }

    /// Up to 300 firings within 30 years: croner looks at every day, so rare dates take it minutes.
    #[test]
    fn firings_agree_with_croner(schedule in model::shared_schedule()) {
        let text = schedule.text();
        let cron = accepted(&text);
        let ours: Vec<Moment> = cron.firings(START).take_while(|moment| moment.year < 2030).take(300).collect();
        prop_assert_eq!(&ours, &other::firings(&text, ours.len()), "firings of `{}`", text);
    }

    #[test]
    fn slower_schedules_with_days_are_slow_enough(schedule in model::any_schedule(), least in 1..=100_u32) {
        slower(&accepted(&schedule.text()), least).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn steps_with_days_are_said_truly(schedule in model::any_schedule()) {
        let cron = accepted(&schedule.text());
        same_meaning(&cron).map_err(TestCaseError::fail)?;
    }
}

proptest! {
    #![proptest_config(config(500))]

    /// A schedule dressed up in every repairable mistake fires as it did.
    #[test]
    fn fixes_fire_identically(schedule in model::any_schedule(), dress in 0..4_u8) {
        let plain = schedule.text();
        // A `?` is the mark of another dialect, which the seconds repair leaves alone.
        let seconds = dress == 1 && !plain.contains('?');
        let text = match dress {
            _ if seconds => format!("0 {plain}"),
            2 => format!("TZ=UTC {plain}"),
            3 => plain.replacen(' ', "\u{a0}", 1),
            _ => format!("{plain}\n"),
        };
        let errors = schedule::parse(&text).err().unwrap_or_default();
        prop_assert_eq!(errors.len(), 1, "mistakes in {:?}", text);
        let fixed = errors[0].fix(&text).map(|(_, new)| new);
        prop_assert_eq!(fixed.as_deref(), Some(plain.as_str()), "fix of {:?}", text);
    }
}

proptest! {
    #![proptest_config(config(12))]

    /// Nobody checks prose against a calendar, but schedules said alike must at least fire alike.
    #[test]
    fn descriptions_tell_schedules_apart(
        schedules in prop::collection::vec(prop_oneof![model::any_schedule(), model::daily_schedule()], 300),
    ) {
        let mut said: HashMap<String, (String, Vec<Moment>)> = HashMap::new();
        for schedule in schedules {
            let cron = accepted(&schedule.text());
            let firings: Vec<Moment> = cron.firings(START).take(200).collect();
            let (text, other) = said
                .entry(cron.describe())
                .or_insert_with(|| (cron.text().to_owned(), firings.clone()));
            prop_assert!(*other == firings, "`{}` and `{}` are both {:?}", text, cron.text(), cron.describe());
        }
    }
}
