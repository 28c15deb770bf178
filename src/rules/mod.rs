//! The rules, one file each.

use crate::rule::Rule;

mod duplicate_key;
mod malformed_suppression;
mod required_field;
mod schedule_minimum_interval;
mod suppressed_error;
mod unknown_suppression;
mod unused_suppression;
mod wrong_type;

/// Every rule, in the order of the rule table.
pub static ALL: &[&Rule] = &[
    &duplicate_key::RULE,
    &required_field::RULE,
    &wrong_type::RULE,
    &schedule_minimum_interval::RULE,
    &unused_suppression::RULE,
    &unknown_suppression::RULE,
    &malformed_suppression::RULE,
    &suppressed_error::RULE,
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
