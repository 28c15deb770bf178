//! What users are told about mistakes.

use super::errors;
use crate::schedule::CronError;

/// Message, label, help and underlined text of every mistake.
fn words(text: &str) -> Vec<[String; 4]> {
    let told = |error: &CronError| {
        let at = text[error.range.clone()].to_owned();
        [error.message(text), error.label(), error.help(text), at]
    };
    errors(text).iter().map(told).collect()
}

#[track_caller]
fn one(text: &str, expected: [&str; 4]) {
    let words = words(text);
    assert_eq!(words, [expected.map(str::to_owned)], "words for {text:?}");
}

#[test]
fn plain_words_get_their_fields() {
    for (text, help) in [
        ("30", "if every 30 minutes is meant, write `*/30 * * * *`"),
        ("30m", "write `*/30 * * * *`, which runs every 30 minutes"),
        (
            "Every 2 hours",
            "write `0 */2 * * *`, which runs every 2 hours from 00:00, in UTC",
        ),
        ("rate(1 day)", "write `0 0 * * *`, which runs at 00:00, in UTC"),
        ("09:30", "write `30 9 * * *`, which runs at 09:30, in UTC"),
        (
            "5m",
            "write `*/10 * * * *`: Ampersand allows every 10 minutes at most",
        ),
        (
            "7 hours",
            "cron can't keep this pace; choose one that divides the hour or day, as `*/10 * * * *`",
        ),
        (
            "every 30 seconds",
            "write `*/10 * * * *`: Ampersand allows every 10 minutes at most",
        ),
        (
            "first monday of the month",
            "write minute, hour, day, month and weekday, for example `*/10 * * * *`",
        ),
        (
            "at 9 est",
            "write minute, hour, day, month and weekday, with the hours in UTC",
        ),
    ] {
        let errors = crate::schedule::parse(text).unwrap_err();
        assert_eq!(errors[0].help(text), help, "{text}");
    }
    for text in ["25:00", "x:y", "999999999999", "every", "* *"] {
        let errors = crate::schedule::parse(text).unwrap_err();
        assert!(errors[0].help(text).starts_with("write minute, hour"), "{text}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn every_mistake_has_its_words() {
    one(
        "",
        [
            "the schedule is only whitespace; Ampersand wants five fields",
            "nothing here",
            "write five fields, for example `*/10 * * * *`, or leave the schedule out",
            "",
        ],
    );
    one(
        "*/10 * * *",
        [
            "`*/10 * * *` has 4 fields; Ampersand takes exactly five",
            "1 field missing",
            "write minute, hour, day, month and weekday, for example `*/10 * * * *`",
            "*/10 * * *",
        ],
    );
    one(
        "0 0 12 * * *",
        [
            "`0 0 12 * * *` has 6 fields; Ampersand takes exactly five, without seconds",
            "a field for seconds",
            "write `0 12 * * *`, which means the same",
            "0",
        ],
    );
    one(
        "1 2 3 4 5 6 7",
        [
            "`1 2 3 4 5 6 7` has 7 fields; Ampersand takes exactly five",
            "2 fields too many",
            "write minute, hour, day, month and weekday, for example `*/10 * * * *`",
            "6 7",
        ],
    );
    one(
        "@hourly",
        [
            "Ampersand does not know `@hourly`; it takes five fields only",
            "not five fields",
            "write `0 * * * *`, which means the same",
            "@hourly",
        ],
    );
    one(
        "@every 30m",
        [
            "Ampersand does not know `@every 30m`; it takes five fields only",
            "not five fields",
            "write `*/30 * * * *`, the same pace",
            "@every 30m",
        ],
    );
    one(
        "@every 7m",
        [
            "Ampersand does not know `@every 7m`; it takes five fields only",
            "not five fields",
            "cron cannot keep this pace; choose one that divides the hour or day, as `*/10 * * * *`",
            "@every 7m",
        ],
    );
    one(
        "@houry",
        [
            "Ampersand does not know `@houry`; it takes five fields only",
            "not five fields",
            "if `@hourly` is meant, write `0 * * * *`",
            "@houry",
        ],
    );
    one(
        "CRON_TZ=Europe/Rome 0 9 * * *",
        [
            "Ampersand refuses the time zone `CRON_TZ=Europe/Rome`: schedules run in UTC",
            "time zone",
            "leave it out and write the hours in UTC",
            "CRON_TZ=Europe/Rome",
        ],
    );
    one(
        "TZ=UTC 0 9 * * *",
        [
            "Ampersand refuses the time zone `TZ=UTC`: schedules run in UTC",
            "time zone",
            "write `0 9 * * *`, which means the same",
            "TZ=UTC",
        ],
    );
    one(
        "0 9 * * *\n",
        [
            "the schedule ends with a line break, which Ampersand refuses",
            "line break",
            "write `0 9 * * *` in quotes on one line, without `|` or `>`",
            "\n",
        ],
    );
    one(
        "0\u{a0}9 * * *",
        [
            "the schedule holds the hidden character U+00A0; only spaces and tabs separate fields",
            "hidden character here",
            "write `0 9 * * *`, which means the same",
            "\u{a0}",
        ],
    );
    one(
        "0,,5 9 * * *",
        [
            "the minute list has a comma too many: a value is missing beside it",
            "no value beside this comma",
            "remove the comma, or add the value",
            ",",
        ],
    );
    one(
        "75 * * * *",
        [
            "there is no minute `75`: minutes run from 0 to 59",
            "more than 59",
            "write a number, `*`, a range as `0-30` or a list of them",
            "75",
        ],
    );
    one(
        "0 24 * * *",
        [
            "there is no hour `24`: hours run from 0 to 23",
            "more than 23",
            "write 0 for midnight",
            "24",
        ],
    );
    one(
        "0 0 0 * *",
        [
            "there is no day `0`: days run from 1 to 31",
            "less than 1",
            "write a number, `*`, a range as `1-15` or a list of them",
            "0",
        ],
    );
    one(
        "0 22-2 * * *",
        [
            "the range `22-2` runs backwards; Ampersand takes only first to last",
            "22 comes after 2",
            "write `2-22`, or `22-23,0-2` to go over the turn",
            "22-2",
        ],
    );
    one(
        "0 0 * * 5-0",
        [
            "the range `5-0` runs backwards; Ampersand takes only first to last",
            "5 comes after 0",
            "write `5-7`: Sunday is also 7",
            "5-0",
        ],
    );
    one(
        "0 0 * * fri-mon",
        [
            "the range `fri-mon` runs backwards; Ampersand takes only first to last",
            "fri comes after mon",
            "write `mon-fri`, or `fri-sat,sun-mon` to go over the turn",
            "fri-mon",
        ],
    );
    one(
        "0 0 * * fri-sun",
        [
            "the range `fri-sun` runs backwards; Ampersand takes only first to last",
            "fri comes after sun",
            "write `fri-sat,sun`: the week begins with sun",
            "fri-sun",
        ],
    );
    one(
        "1--5 * * * *",
        [
            "`1--5` is no range: a range is two values with one dash",
            "not first-last",
            "write it as `0-30`",
            "1--5",
        ],
    );
    one(
        "*/0 * * * *",
        [
            "a step of 0 never gets to the next minute; Ampersand takes 1 and more",
            "never moves on",
            "write a step of 1 or more, for example `*/10`",
            "0",
        ],
    );
    one(
        "*/ * * * *",
        [
            "`*/` has no step: a number belongs after the slash",
            "a number belongs here",
            "write a step of 1 or more, for example `*/10`",
            "*/",
        ],
    );
    one(
        "*/x * * * *",
        [
            "the step `x` is not a number Ampersand can read: it takes 1 and more",
            "a number belongs here",
            "write a step of 1 or more, for example `*/10`",
            "x",
        ],
    );
    one(
        "/10 * * * *",
        [
            "`/10` has nothing before the slash; Ampersand wants `*` or a range there",
            "`*` is missing before the slash",
            "write `*/10`",
            "/10",
        ],
    );
    one(
        "0 0 ?/2 * *",
        [
            "`?/2` has a step, which only `*`, numbers and ranges can take",
            "takes no step",
            "leave the step out",
            "?/2",
        ],
    );
    one(
        "0 0 * * monday",
        [
            "`monday` is no weekday Ampersand knows: names have three letters",
            "longer than three letters",
            "write `0 0 * * mon`, which means the same",
            "monday",
        ],
    );
    one(
        "0 0 * * mno",
        [
            "`mno` is no weekday Ampersand knows: names have three letters",
            "not a name",
            "if `mon` is meant, write that",
            "mno",
        ],
    );
    one(
        "0 0 * mon *",
        [
            "`mon` is a weekday, but stands in the month field, where months run from 1 to 12, or jan to dec",
            "belongs in the weekday field",
            "weekdays go last: minute hour day month weekday",
            "mon",
        ],
    );
    one(
        "0 0 * * L",
        [
            "`L` means nothing among weekdays: `L` goes after one",
            "no weekday",
            "write `5L` for the month's last Friday, or `6` for Saturdays",
            "L",
        ],
    );
    one(
        "0 0 * * 5#6",
        [
            "`5#6` names no weekday of a month: `#` stands between a weekday and 1 to 5",
            "not a weekday and its number",
            "write `5#2` for the second Friday, `5L` for the last",
            "5#6",
        ],
    );
    one(
        "ten * * * *",
        [
            "`ten` is no minute: minutes run from 0 to 59",
            "no minute",
            "write a number, `*`, a range as `0-30` or a list of them",
            "ten",
        ],
    );
}

#[test]
fn messages_keep_the_voice() {
    let texts = [
        "",
        "@reboot",
        "@x",
        "@every 1h30m",
        "* *",
        "a b c d e f",
        "75,80,1-0 24,9-5/0 32W L L",
        "5L 5W 5L 5W W",
        "\n* * * *",
        "-5 5- *-5 5-*/2 #",
        "x\u{0} x\u{1b}[31m * * *",
        "TZ=Mars * * * *",
    ];
    for text in texts {
        for [message, label, help, _] in words(text) {
            for line in [&message, &label, &help] {
                assert!(!line.is_empty() && !line.contains('!'), "{text:?}: {line:?}");
                assert!(!line.to_lowercase().contains("please"), "{text:?}: {line:?}");
                assert!(!line.to_lowercase().contains("invalid"), "{text:?}: {line:?}");
                assert!(!line.chars().any(char::is_control), "{text:?}: {line:?}");
            }
        }
    }
}

#[test]
fn long_text_is_cut_in_messages() {
    let text = format!("{} * * * *", "x".repeat(10_000));
    let message = errors(&text)[0].message(&text);
    assert!(
        message.chars().count() < 120 && message.contains('…'),
        "{message}"
    );
}

#[test]
fn mistakes_are_all_told_once_and_in_order() {
    let text = "75,5,80-90 24 0 mon,13 fri-mon/0";
    let at: Vec<&str> = errors(text)
        .iter()
        .map(|error| &text[error.range.clone()])
        .collect();
    assert_eq!(at, ["75", "80", "24", "0", "mon", "13", "fri-mon"]);
    assert_eq!(errors(&format!("{} * * * *", ",".repeat(5000))).len(), 64);
}

#[test]
fn words_of_other_texts_do_no_harm() {
    for error in errors("75 0 0 ÄÖ monday") {
        for other in ["", "é", "ÄÖÜ ÄÖÜ ÄÖÜ"] {
            let _ = (error.message(other), error.help(other), error.fix(other));
        }
    }
}
