//! Schedules against simulation, against another cron crate and against arbitrary text.

mod grammar;
mod model;
mod other;

use std::collections::HashMap;

use amplint::schedule::{self, Cron, Moment, StepKind};
use model::{Date, Schedule};
use proptest::prelude::*;
use proptest::test_runner::Config;

const START: Moment = Moment {
    year: 2000,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
};

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

fn gaps_of(cron: &Cron) -> Option<(u64, u64)> {
    let (small, large) = (cron.smallest_gap(), cron.largest_gap());
    assert_eq!(
        small.is_none(),
        large.is_none(),
        "`{}`: only one of the gaps is there",
        cron.text()
    );
    let exact = small.as_ref().map_or(0, |gap| gap.minutes);
    for limit in [10, 60, 1440, 1500, exact, exact + 1] {
        let below = small.clone().filter(|gap| gap.minutes < limit);
        assert_eq!(
            cron.gap_below(limit),
            below,
            "`{}`: gap below {limit}",
            cron.text()
        );
    }
    for gap in [&small, &large].into_iter().flatten() {
        let minute = |time: schedule::Time| u32::from(time.hour) * 60 + u32::from(time.minute);
        assert_eq!(
            gap.days * 1440 + minute(gap.second) - minute(gap.first),
            gap.minutes,
            "`{}`: the two firings do not show the gap: {gap:?}",
            cron.text()
        );
        let field = cron.range(gap.field);
        assert!(
            field.start <= gap.range.start && gap.range.end <= field.end,
            "`{}`: {gap:?}",
            cron.text()
        );
        if let Some((from, to)) = gap.dates {
            assert_eq!(
                cron.firings(from).next(),
                Some(to),
                "`{}`: not consecutive: {gap:?}",
                cron.text()
            );
        }
    }
    Some((u64::from(small?.minutes), u64::from(large?.minutes)))
}

proptest! {
    #![proptest_config(config(3000))]

    /// Without day fields two days tell everything.
    #[test]
    fn daily_gaps_agree_with_simulation(schedule in model::daily_schedule()) {
        let cron = accepted(&schedule.text());
        prop_assert_eq!(gaps_of(&cron), simulated(&schedule, 2), "gaps of `{}`", cron.text());
    }

    #[test]
    fn slower_schedules_are_slow_enough(schedule in model::daily_schedule(), least in 1..=1500_u32) {
        slower(&accepted(&schedule.text()), least)?;
    }

    #[test]
    fn steps_are_said_truly(schedule in model::daily_schedule()) {
        let cron = accepted(&schedule.text());
        for note in cron.steps() {
            if let StepKind::Wider { plain } = note.kind {
                same_firings_with(&cron, note.item, &plain)?;
            }
        }
        for item in cron.nonstandard() {
            if let Some(standard) = item.standard {
                same_firings_with(&cron, item.range, &standard)?;
            }
        }
    }

    #[test]
    fn arbitrary_text_never_panics(text in "\\PC*") {
        told_properly(&text)?;
    }

    /// Text made of what schedules are made of gets further into the parser.
    #[test]
    fn schedule_like_text_never_panics(
        text in "([0-9*?/,#LW@ \t\n-]|mon|monday|jan|TZ=|@every |é|\u{a0}|\u{200b}){0,24}",
    ) {
        told_properly(&text)?;
    }

    #[test]
    fn nearly_right_text_never_panics(schedule in model::any_schedule(), at in any::<prop::sample::Index>(), new in ".") {
        let text = schedule.text();
        let place = at.index(text.len());
        told_properly(&format!("{}{new}{}", &text[..place], &text[place + 1..]))?;
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn gaps_agree_with_simulation_over_400_years(schedule in model::any_schedule()) {
        let cron = accepted(&schedule.text());
        let expected = simulated(&schedule, 146_097);
        prop_assert_eq!(gaps_of(&cron), expected, "gaps of `{}`", cron.text());
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
        slower(&accepted(&schedule.text()), least)?;
    }

    #[test]
    fn steps_with_days_are_said_truly(schedule in model::any_schedule()) {
        let cron = accepted(&schedule.text());
        for note in cron.steps() {
            if let StepKind::Wider { plain } = note.kind {
                same_firings_with(&cron, note.item, &plain)?;
            }
        }
        for item in cron.nonstandard() {
            if let Some(standard) = item.standard {
                same_firings_with(&cron, item.range, &standard)?;
            }
        }
    }
}

type Outcome = Result<(), TestCaseError>;

fn slower(cron: &Cron, least: u32) -> Outcome {
    let gap = cron.smallest_gap();
    let Some(slower) = cron.at_least(least) else {
        let needs_one = gap.is_some_and(|gap| gap.minutes < least);
        prop_assert!(
            !needs_one || least > 60,
            "`{}` has no schedule at least {} apart",
            cron.text(),
            least
        );
        return Ok(());
    };
    prop_assert!(
        gap.is_some_and(|gap| gap.minutes < least),
        "`{}` needs no slower one",
        cron.text()
    );
    let new = schedule::parse(&slower);
    let gap = new
        .as_ref()
        .ok()
        .and_then(Cron::smallest_gap)
        .map_or(0, |gap| gap.minutes);
    prop_assert!(
        gap >= least,
        "`{}` for `{}` is only {} apart, not {}",
        slower,
        cron.text(),
        gap,
        least
    );
    let untouched = if least > 60 { 2 } else { 1 };
    let rest = |text: &str| {
        text.split(' ')
            .skip(untouched)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    prop_assert_eq!(
        rest(&slower),
        rest(cron.text()),
        "`{}` changes other fields",
        slower
    );
    Ok(())
}

fn same_firings_with(cron: &Cron, range: std::ops::Range<usize>, new: &str) -> Outcome {
    let mut text = cron.text().to_owned();
    text.replace_range(range, new);
    let changed = accepted(&text);
    let firings = |cron: &Cron| cron.firings(START).take(100).collect::<Vec<_>>();
    prop_assert_eq!(
        firings(cron),
        firings(&changed),
        "`{}` and `{}` differ",
        cron.text(),
        text
    );
    Ok(())
}

/// Every range lies in the text, every mistake has words, every fix parses.
fn told_properly(text: &str) -> Outcome {
    match schedule::parse(text) {
        Ok(cron) => {
            prop_assert_eq!(cron.text(), text);
            let _ = (gaps_of(&cron), cron.describe(), cron.steps(), cron.nonstandard());
            for spec in cron.fields() {
                prop_assert!(!text[spec.range.clone()].is_empty(), "field of {:?}", text);
                for item in &spec.items {
                    prop_assert!(!text[item.range.clone()].is_empty(), "item of {:?}", text);
                }
            }
        }
        Err(errors) => {
            prop_assert!(
                !errors.is_empty() && errors.len() <= 64,
                "{} mistakes in {:?}",
                errors.len(),
                text
            );
            for pair in errors.windows(2) {
                prop_assert!(
                    pair[0].range.start <= pair[1].range.start,
                    "order in {:?}: {:?}",
                    text,
                    errors
                );
            }
            for error in errors {
                let at = text.get(error.range.clone());
                prop_assert!(
                    at.is_some_and(|at| !at.is_empty() || text.is_empty()),
                    "{:?}: {:?}",
                    text,
                    error
                );
                prop_assert!(!error.message(text).is_empty() && !error.label().is_empty());
                prop_assert!(!error.help(text).is_empty());
                if let Some((range, new)) = error.fix(text) {
                    let mut fixed = text.to_owned();
                    fixed.replace_range(range, &new);
                    prop_assert!(
                        schedule::parse(&fixed).is_ok(),
                        "fix of {:?} gives {:?}",
                        text,
                        fixed
                    );
                }
            }
        }
    }
    Ok(())
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
