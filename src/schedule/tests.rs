//! Meaning and edge cases; what the arithmetic promises is tested from outside, against simulation.

mod words;

use super::*;

fn cron(text: &str) -> Cron {
    parse(text).unwrap_or_else(|errors| panic!("`{text}` should be accepted: {errors:?}"))
}

fn errors(text: &str) -> Vec<CronError> {
    parse(text)
        .err()
        .unwrap_or_else(|| panic!("`{text}` should be refused"))
}

#[test]
fn schedules_are_described() {
    for (text, expected) in [
        ("* * * * *", "every minute"),
        ("*/10 * * * *", "every 10 minutes"),
        ("5/10 * * * *", "every 10 minutes from minute 5 of the hour"),
        ("0,30 * * * *", "every 30 minutes"),
        ("*/7 * * * *", "at every 7th minute from 0 to 56 of every hour"),
        ("*/45 * * * *", "at minutes 0 and 45 of every hour"),
        ("0 * * * *", "every hour"),
        ("5 * * * *", "at minute 5 of every hour"),
        ("0 */6 * * *", "every 6 hours from 00:00"),
        ("0 0,12 * * *", "at 00:00 and 12:00"),
        ("*/10 * * * 1-5", "every 10 minutes on weekdays"),
        ("30 1/6 * * *", "every 6 hours from 01:30"),
        ("0 9,17 * * 1-5", "at 09:00 and 17:00 on weekdays"),
        (
            "*/10 9-17 * * 1-5",
            "every 10 minutes from 09:00 to 17:50 on weekdays",
        ),
        ("* 3 * * *", "every minute from 03:00 to 03:59"),
        ("* 3,5 * * *", "every minute of hours 3 and 5"),
        ("1,2,5,9 3,5 * * *", "at minutes 1, 2, 5 and 9 of hours 3 and 5"),
        ("0 0 1 * *", "at 00:00 on day 1 of every month"),
        (
            "0 0 1,15 jan,jul *",
            "at 00:00 on days 1 and 15 of January and July",
        ),
        ("0 0 L * *", "at 00:00 on the last day of every month"),
        (
            "0 0 L,15W * *",
            "at 00:00 on the last day and the day from Monday to Friday nearest day 15 of every month",
        ),
        ("0 0 * * 5L", "at 00:00 on the last Friday of every month"),
        (
            "0 0 * * 1#2,0",
            "at 00:00 on Sundays and on the second Monday of every month",
        ),
        ("0 0 * * 6,7", "at 00:00 on weekends"),
        ("0 0 1 * mon", "at 00:00 on day 1 of every month and on Mondays"),
        (
            "0 0 1 3 mon",
            "at 00:00 on day 1 of March and on Mondays in March",
        ),
        ("0 0 1-31 * mon", "at 00:00"),
        ("0 0 * 6-8 *", "at 00:00 on every day of June to August"),
        ("0 0 30 2 *", "never: no such day exists"),
    ] {
        assert_eq!(cron(text).describe(), expected, "description of `{text}`");
    }
}

#[test]
fn gaps_name_two_firings_and_the_culprit() {
    for (text, minutes, first, second, days, culprit) in [
        ("*/10 * * * *", 10, "00:00", "00:10", 0, "*/10"),
        ("0,55 * * * *", 5, "00:55", "01:00", 0, "0,55"),
        ("*/45 * * * *", 15, "00:45", "01:00", 0, "*/45"),
        ("*/7 * * * *", 4, "00:56", "01:00", 0, "*/7"),
        ("0 * * * *", 60, "00:00", "01:00", 0, "*"),
        ("30 8,9,20 * * *", 60, "08:30", "09:30", 0, "8,9,20"),
        ("0 0,23 * * *", 60, "23:00", "00:00", 1, "0,23"),
        ("0,58 0,23 * * *", 2, "23:58", "00:00", 1, "0,58"),
        ("5,10-20/2,30 * * * *", 2, "00:10", "00:12", 0, "10-20/2"),
        ("0 0 * * 1", 10_080, "00:00", "00:00", 7, "1"),
        ("0 0 1 * *", 40_320, "00:00", "00:00", 28, "1"),
    ] {
        let gap = cron(text)
            .smallest_gap()
            .unwrap_or_else(|| panic!("`{text}` fires"));
        let found = (
            gap.minutes,
            gap.first.to_string(),
            gap.second.to_string(),
            gap.days,
            &text[gap.range],
        );
        assert_eq!(
            found,
            (minutes, first.into(), second.into(), days, culprit),
            "smallest gap of `{text}`"
        );
    }
}

#[test]
fn the_largest_gap_has_dates() {
    let gap = cron("0 12 29 2 *").largest_gap().unwrap();
    let (from, to) = gap.dates.unwrap();
    assert_eq!(
        (from.to_string(), to.to_string()),
        ("2096-02-29 12:00".into(), "2104-02-29 12:00".into())
    );
    assert_eq!(
        (gap.minutes, gap.days, gap.field),
        (2921 * 1440, 2921, CronField::Day)
    );
}

#[test]
fn slower_schedules_keep_the_authors_way() {
    for (text, minutes, expected) in [
        ("*/5 * * * *", 10, Some("*/10 * * * *")),
        ("* * * * *", 10, Some("*/10 * * * *")),
        ("0,55 * * * *", 10, Some("0,50 * * * *")),
        ("*/7  1-5 * * mon", 10, Some("*/10  1-5 * * mon")),
        ("*/13 * * * *", 10, Some("*/15 * * * *")),
        ("*/45 * * * *", 10, None),
        ("*/45 * * * *", 60, Some("0 * * * *")),
        ("*/30 * * * *", 60, Some("0 * * * *")),
        ("15,45 * * * *", 60, Some("15 * * * *")),
        ("0,5,10 * * * *", 10, Some("0,10,20 * * * *")),
        ("50,55 * * * *", 10, Some("45,55 * * * *")),
        ("0-10,30 * * * *", 10, Some("0,10,30 * * * *")),
        (
            "0,5,10,15,20,25,30,35,40,45,50,55 * * * *",
            10,
            Some("*/10 * * * *"),
        ),
        (
            "1,6,11,16,21,26,31,36,41,46,51,56 * * * *",
            10,
            Some("1,11,21,31,41,51 * * * *"),
        ),
        ("0,9,18,27,36,45,54 * * * *", 10, Some("*/10 * * * *")),
        ("*/15,7 * * * *", 10, Some("0,10,20,30,45 * * * *")),
        ("2/5 * * * *", 10, Some("2/10 * * * *")),
        ("10-40/5 * * * *", 10, Some("10-40/10 * * * *")),
        ("0-59 * * * *", 10, Some("0-59/10 * * * *")),
        ("0-5 * * * *", 10, Some("0 * * * *")),
        ("* * * * *", 120, Some("0 */2 * * *")),
        ("0 0,23 * * *", 120, Some("0 0,22 * * *")),
        ("0 0 * * *", 10_000, None),
        ("* * 30 2 *", 10, None),
    ] {
        assert_eq!(
            cron(text).at_least(minutes).as_deref(),
            expected,
            "`{text}` at least {minutes} apart"
        );
    }
}

#[test]
fn odd_steps_are_found() {
    let note = |text: &str| -> Vec<(String, String)> {
        let told = |note: StepNote| {
            let kind = match note.kind {
                StepKind::Wider { plain } => format!("= {plain}"),
                StepKind::Uneven {
                    gaps: [usual, turn],
                    last,
                    first,
                } => {
                    format!("{usual} then {turn} from {last} to {first}")
                }
            };
            (text[note.range].to_owned(), kind)
        };
        cron(text).steps().into_iter().map(told).collect()
    };
    for (text, expected) in [
        ("*/60 * * * *", vec![("60", "= 0")]),
        (
            "*/90 */24 */31 */12 */7",
            // The stars of two day fields that both restrict say that a day must match both.
            vec![("90", "= 0"), ("24", "= 0"), ("12", "= 1")],
        ),
        ("0 0 */31 * *", vec![("31", "= 1")]),
        ("0 0 * * */7", vec![("7", "= 0")]),
        ("*/59 * * * *", vec![("59", "59 then 1 from 59 to 0")]),
        ("30/30,5 * * * *", vec![("30", "= 30")]),
        ("10-40/31 * * * *", vec![("31", "= 10")]),
        ("10-40/7 * * * *", vec![]),
        ("*/45 * * * *", vec![("45", "45 then 15 from 45 to 0")]),
        ("*/7 * * * *", vec![("7", "7 then 4 from 56 to 0")]),
        ("3/7 * * * *", vec![("7", "7 then 4 from 59 to 3")]),
        ("*/7 9 * * *", vec![]),
        ("*/7 0,23 * * *", vec![("7", "7 then 4 from 56 to 0")]),
        ("0 */7 * * *", vec![("7", "7 then 3 from 21 to 0")]),
        ("0 */7 1 * *", vec![]),
        ("*/10 */6 */2 */5 */3", vec![]),
        ("* * */1 * */1", vec![]),
    ] {
        let expected: Vec<(String, String)> = expected
            .into_iter()
            .map(|(step, kind)| (step.to_owned(), kind.to_owned()))
            .collect();
        assert_eq!(note(text), expected, "steps of `{text}`");
    }
}

#[test]
fn items_outside_the_standard_are_listed() {
    let text = "0/20 3/5 L,15W ? 5L,mon#2";
    let found: Vec<(&str, &str, Option<String>)> = cron(text)
        .nonstandard()
        .into_iter()
        .map(|item| (&text[item.range], item.kind.sign(), item.standard))
        .collect();
    let plain = |text: &str| Some(text.to_owned());
    assert_eq!(
        found,
        [
            ("0/20", "n/step", plain("*/20")),
            ("3/5", "n/step", plain("3-23/5")),
            ("L", "L", None),
            ("15W", "W", None),
            ("?", "?", plain("*")),
            ("5L", "L", None),
            ("mon#2", "#", None),
        ]
    );
}

#[test]
fn fixes_keep_the_meaning() {
    for (text, expected) in [
        ("@weekly", Some("0 0 * * 0")),
        ("Daily", Some("0 0 * * *")),
        ("0 */10 * * * *", Some("*/10 * * * *")),
        ("00 0 12 * * mon-friday\n", Some("0 12 * * mon-fri")),
        ("0 0 12 ? * MON-FRI *", Some("0 12 ? * MON-FRI")),
        // Crons with `?` or a year count Sunday as 1: dropping a field would move the weekday.
        ("0 0 12 ? * 2-6", None),
        ("0 0 12 * * 2 *", None),
        // A year last, not seconds first.
        ("0 12 * * ? *", None),
        ("10 0 12 * * *", None),
        ("\r\n */10\u{200b} * * * *", Some("*/10  * * * *")),
        ("TZ=Etc/UTC  @hourly", Some("0 * * * *")),
        ("TZ=Asia/Tokyo 0 * * * *", None),
        ("0 0 * sept monday,Tues", Some("0 0 * sep mon,tue")),
        ("75 0 * * monday", None),
        ("@every 10m", None),
        ("cron(0 * * * ? *)", Some("0 * * * *")),
        ("cron(0/15 8 ? * MON-FRI *)\n", Some("0/15 8 * * MON-FRI")),
        ("cron(0 8 ? * 2-6 *)", None),
        ("cron(0 8 ? * 5L *)", None),
        ("cron(0 8 1 1 ? 2027)", None),
        ("cron(cron(0 8 * * *) *)", None),
        ("cron()", None),
    ] {
        let fixes: Vec<_> = errors(text).iter().filter_map(|error| error.fix(text)).collect();
        assert_eq!(
            fixes.first().map(|(_, new)| new.as_str()),
            expected,
            "fix of {text:?}"
        );
        assert!(
            fixes.windows(2).all(|pair| pair[0] == pair[1]),
            "fixes of {text:?} differ: {fixes:?}"
        );
    }
}

#[test]
fn a_start_that_is_no_date_is_moved() {
    let odd = Moment {
        year: 2023,
        month: 2,
        day: 30,
        hour: 99,
        minute: 99,
    };
    let next = cron("0 0 * * *").firings(odd).next().unwrap();
    assert_eq!(next.to_string(), "2023-03-01 00:00");
    let end = Moment {
        year: i32::MAX,
        month: 12,
        day: 31,
        hour: 23,
        minute: 58,
    };
    assert_eq!(cron("* * * * *").firings(end).count(), 1);
    let start = Moment {
        year: i32::MIN,
        month: 0,
        day: 0,
        hour: 0,
        minute: 0,
    };
    assert_eq!(cron("0 0 29 2 *").firings(start).next().unwrap().year, i32::MIN);
}
