//! The rules, one file each.

use crate::rule::Rule;

mod duplicate_key;
mod required_field;
mod schedule_minimum_interval;
mod wrong_type;

/// Every rule, in the order of the rule table.
pub static ALL: &[&Rule] = &[
    &duplicate_key::RULE,
    &required_field::RULE,
    &wrong_type::RULE,
    &schedule_minimum_interval::RULE,
];

/// The rule with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}

/// The rules with this id or alias.
#[must_use]
pub fn named(name: &str) -> Vec<&'static Rule> {
    ALL.iter().copied().filter(|rule| rule.id == name || rule.aliases.contains(&name)).collect()
}
