//! The rules, one file each.

use crate::rule::Rule;

mod backfill_config;
mod backfill_limit;
mod delivery_deprecated;
mod delivery_mode;
mod display_name_length;
mod duplicate_integration;
mod duplicate_key;
mod duplicate_read_object;
mod duplicate_subscribe_object;
mod duplicate_write_object;
mod frequent_schedule_risk;
mod integration_name;
mod large_backfill_risk;
mod malformed_suppression;
mod object_mapping_unique;
mod page_size;
mod required_field;
mod schedule_minimum_interval;
mod schedule_missing;
mod schedule_never_fires;
mod schedule_nonstandard;
mod schedule_step_range;
mod schedule_syntax;
mod schedule_uneven;
mod schedule_with_subscribe;
mod suppressed_error;
mod unknown_suppression;
mod unused_suppression;
mod watch_schema_interval;
mod wrong_type;

/// Every rule, in the order of the rule table.
pub static ALL: &[&Rule] = &[
    &duplicate_key::RULE,
    &required_field::RULE,
    &wrong_type::RULE,
    &integration_name::RULE,
    &duplicate_integration::RULE,
    &display_name_length::RULE,
    &duplicate_read_object::RULE,
    &duplicate_write_object::RULE,
    &duplicate_subscribe_object::RULE,
    &object_mapping_unique::RULE,
    &schedule_syntax::RULE,
    &schedule_minimum_interval::RULE,
    &watch_schema_interval::RULE,
    &schedule_never_fires::RULE,
    &schedule_step_range::RULE,
    &schedule_uneven::RULE,
    &schedule_nonstandard::RULE,
    &schedule_missing::RULE,
    &frequent_schedule_risk::RULE,
    &schedule_with_subscribe::RULE,
    &delivery_mode::RULE,
    &page_size::RULE,
    &delivery_deprecated::RULE,
    &backfill_config::RULE,
    &backfill_limit::RULE,
    &large_backfill_risk::RULE,
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
