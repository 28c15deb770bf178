//! The rules, one file each.

use crate::rule::Rule;

mod backfill_progress_runs;
mod backfill_status;
mod backfill_window;
mod duplicate_key;
mod json_syntax;
mod malformed_suppression;
mod operation_progress;
mod operation_status;
mod problem_status;
mod progress_counts;
mod progress_estimate;
mod progress_object;
mod progress_times;
mod required_field;
mod schedule_minimum_interval;
mod suppressed_error;
mod unknown_suppression;
mod unused_suppression;
mod wrong_type;

/// Every rule, in the order of the rule table.
pub static ALL: &[&Rule] = &[
    &json_syntax::RULE,
    &duplicate_key::RULE,
    &required_field::RULE,
    &wrong_type::RULE,
    &schedule_minimum_interval::RULE,
    &unused_suppression::RULE,
    &unknown_suppression::RULE,
    &malformed_suppression::RULE,
    &suppressed_error::RULE,
    &progress_counts::RULE,
    &progress_times::RULE,
    &progress_estimate::RULE,
    &progress_object::RULE,
    &operation_status::RULE,
    &operation_progress::RULE,
    &problem_status::RULE,
    &backfill_status::RULE,
    &backfill_window::RULE,
    &backfill_progress_runs::RULE,
];

/// The rule with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}

/// The rules with this id or alias.
#[must_use]
pub fn named(name: &str) -> Vec<&'static Rule> {
    ALL.iter()
        .copied()
        .filter(|rule| rule.id == name || rule.aliases.contains(&name))
        .collect()
}
