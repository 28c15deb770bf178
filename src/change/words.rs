//! Words that several changes use.

use crate::rule::code;
use crate::schedule;

/// When something runs, for people: the schedule, what it means, how often that is.
#[must_use]
pub fn runs(text: &str) -> String {
    match schedule::parse(text) {
        Ok(cron) => {
            let runs = cron.runs_a_day();
            let runs = if runs == "1" {
                "1 run a day".to_owned()
            } else {
                format!("{runs} runs a day")
            };
            format!("{} ({}, {runs})", code(text), cron.describe())
        }
        Err(_) => code(text),
    }
}

/// Whether two schedules fire at the same times; of those that can't be understood the text decides.
#[must_use]
pub fn same_runs(old: &str, new: &str) -> bool {
    old == new
        || matches!((schedule::parse(old), schedule::parse(new)), (Ok(old), Ok(new)) if old.same_firings(&new))
}

/// The API call by which the saved configuration of one installation is changed.
pub const UPDATE_ONE: &str = "the API call \"Update an installation\" (`PATCH …/integrations/{integration}/installations/{installation}`) changes it for one";
