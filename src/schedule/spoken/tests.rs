//! What is understood, and what isn't.

use super::Spoken;
use crate::schedule::parse;

#[test]
fn words_for_five_fields() {
    for (text, fields) in [
        ("every 15 minutes", "*/15 * * * *"),
        ("Every 15 Minutes.", "*/15 * * * *"),
        ("30m", "*/30 * * * *"),
        ("rate(1 day)", "0 0 * * *"),
        ("every hour", "0 * * * *"),
        ("hourly", "0 * * * *"),
        ("once an hour", "0 * * * *"),
        ("every other hour", "0 */2 * * *"),
        ("every 2 hours", "0 */2 * * *"),
        ("every hour at :30", "30 * * * *"),
        ("every hour at minute 5", "5 * * * *"),
        ("every day", "0 0 * * *"),
        ("daily", "0 0 * * *"),
        ("twice a day", "0 */12 * * *"),
        ("4 times per day", "0 */6 * * *"),
        ("every day at 9", "0 9 * * *"),
        ("every day at 9am", "0 9 * * *"),
        ("every day at 12 am", "0 0 * * *"),
        ("daily at 9:30pm UTC", "30 21 * * *"),
        ("every day at noon and midnight", "0 0,12 * * *"),
        ("at 9, 12 and 17", "0 9,12,17 * * *"),
        ("09:30", "30 9 * * *"),
        ("every monday at 9", "0 9 * * 1"),
        ("Mondays at 09:15", "15 9 * * 1"),
        ("every monday and thursday at 6am", "0 6 * * 1,4"),
        ("mon, wed, fri at 8", "0 8 * * 1,3,5"),
        ("monday to friday at 8", "0 8 * * 1-5"),
        ("mon-fri at 8", "0 8 * * 1-5"),
        ("every weekday at 17:00", "0 17 * * 1-5"),
        ("weekends at noon", "0 12 * * 0,6"),
        ("every 15 minutes on weekdays", "*/15 * * * 1-5"),
        ("weekly", "0 0 * * 0"),
        ("every week on tuesday at 4", "0 4 * * 2"),
        ("monthly", "0 0 1 * *"),
        ("on the 15th of every month at 3:00", "0 3 15 * *"),
        ("first day of the month", "0 0 1 * *"),
        ("yearly", "0 0 1 1 *"),
    ] {
        let said = Spoken::read(text).unwrap_or_else(|| panic!("{text} is not understood"));
        assert_eq!(said.fields().as_deref(), Some(fields), "{text}");
        assert!(parse(fields).is_ok(), "{fields}");
    }
}

#[test]
fn what_cron_can_not_say() {
    for text in [
        "every 45 seconds",
        "every 45 minutes",
        "every 2 days",
        "every day at 9 est",
        "every day at 9 America/New_York",
        "every day at 9:00 and 10:30",
        "first day of the month on monday",
    ] {
        let said = Spoken::read(text).unwrap_or_else(|| panic!("{text} is not understood"));
        assert_eq!(said.fields(), None, "{text}");
    }
}

#[test]
fn other_texts() {
    for text in [
        "",
        "the",
        "at",
        "0 9 * * *",
        "0 0 1 1 1",
        "0 9 * * mon-fri",
        "9 of 10",
        "every",
        "every nice day",
        "reads contacts every 10 minutes",
        "at 25",
        "0 times a day",
        "every hour every day every week",
        "\u{e9}very day",
    ] {
        assert_eq!(Spoken::read(text), None, "{text}");
    }
}
