//! What is accepted, what is refused, and what never comes, one by one.

use amplint::schedule;

use crate::{START, accepted};

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn the_grammar_is_the_specified_one() {
    for text in [
        // Fields, ranges, lists, steps, names in any case, both Sundays.
        "* * * * *",
        "0 0 1 1 0",
        "59 23 31 12 7",
        "0,30 9-17 1-15/2 */3 1-5",
        "0 0 * JAN-Dec sun,MON",
        "0 0 * * 5-7",
        "0 0 1 * mon",
        "0 0 30 2 1",
        "0-59/5 * * * *",
        "00 007 * * *",
        // Not standard, but the platform takes them.
        "0 0 L * *",
        "0 0 * * 1,7/2",
        "0 0 * * 0/4",
        "0 0 * * 5-7/2",
        "0 0 15W * *",
        "0 0 * * 5L",
        "0 0 * * friL",
        "0 0 * * 5#2",
        "0 0 ? * ?",
        "? ? ? ? ?",
        "5/15 * * * *",
        "*/60 * * * *",
        "*/90 */24 * * *",
        "*/4000000000 * * * *",
        // Spaces.
        "*/10  *\t* * *",
        " */10 * * * * ",
        // Dates that never come are for another check.
        "0 0 30 2 *",
    ] {
        accepted(text);
    }
    for text in [
        "",
        " ",
        "\n",
        "*",
        "* * * *",
        "* * * * * *",
        "0 * * * * *",
        "* * * * * * *",
        "*/10****",
        "@hourly",
        "@every 10m",
        "@reboot",
        "@",
        "hourly",
        "TZ=UTC * * * * *",
        "CRON_TZ=Asia/Tokyo 0 0 * * *",
        "TZ=UTC",
        "*/0 * * * *",
        "*/-5 * * * *",
        "*/ * * * *",
        "/5 * * * *",
        "*/5/5 * * * *",
        "*/4294967296 * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * 32 * *",
        "* * * 0 *",
        "* * * 13 *",
        "* * * * 8",
        "0 0 * * 7/2",
        "0 0 * * 7/1,7/3",
        "0 0 LW * *",
        "0 0 1,lw * *",
        "99999999999999999999 * * * *",
        "-1 * * * *",
        "+5 * * * *",
        "1.5 * * * *",
        "0x5 * * * *",
        "30-10 * * * *",
        "* 22-2 * * *",
        "* * * * fri-mon",
        "* * * * fri-sun",
        "* * * * 7-2",
        "* * * nov-feb *",
        ",5 * * * *",
        "5, * * * *",
        "5,,10 * * * *",
        ", * * * *",
        "1--5 * * * *",
        "1-5-9 * * * *",
        "1- * * * *",
        "-5 * * * *",
        "*-5 * * * *",
        "** * * * *",
        "* * * * monday",
        "* * * january *",
        "* * * sept *",
        "* * * * mo",
        "* * * mon *",
        "* * * * jan",
        "jan * * * *",
        "L * * * *",
        "* * 5L * *",
        "* * * * L",
        "* * W * *",
        "* * 32W * *",
        "* * * * 5#0",
        "* * * * 5#6",
        "* * 5#2 * *",
        "* * L-3 * *",
        "* * L/2 * *",
        "?/5 * * * *",
        "* * * * 5#+2",
        "*/10 * * * *\n",
        "\n*/10 * * * *",
        "*/10 * * * *\r\n",
        "*/10\u{a0}* * * *",
        "*/1\u{200b}0 * * * *",
    ] {
        assert!(schedule::parse(text).is_err(), "{text:?} should be refused");
    }
}

#[test]
fn dates_that_never_come() {
    for (text, never) in [
        ("0 0 30 2 *", true),
        ("0 0 31 4,6,9,11 *", true),
        ("0 0 30,31 2 ?", true),
        ("0 0 30W 2 *", true),
        ("0 0 30 2 1", false),
        ("0 0 29 2 *", false),
        ("0 0 31 2,3 *", false),
        ("0 0 L 2 *", false),
        ("0 0 * 2 1#5", false),
    ] {
        assert_eq!(accepted(text).never_fires(), never, "`{text}` never fires");
        assert_eq!(
            accepted(text).firings(START).next().is_none(),
            never,
            "firings of `{text}`"
        );
    }
}
