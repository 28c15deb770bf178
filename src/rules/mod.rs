//! The rules, one file each.

use crate::rule::Rule;

mod always_enabled_fields;
mod association_change_provider;
mod duplicate_field;
mod duplicate_key;
mod field_mapping_unique;
mod field_path;
mod identity_mapping;
mod ignored_prompt;
mod inherit_mapping_unmatched;
mod mapping_reserved_name;
mod mapping_shadows_field;
mod mapping_without_label;
mod no_fields;
mod redundant_optional_fields;
mod required_field;
mod schedule_minimum_interval;
mod subscribe_event_unsupported;
mod subscribe_inherit_fields;
mod subscribe_limit;
mod subscribe_minimum_events;
mod subscribe_read_object;
mod subscribe_requires_read;
mod update_event_enabled;
mod update_event_watch_fields;
mod watch_field_unknown;
mod watch_fields_no_nesting;
mod wrong_type;

/// Every rule, in the order of the rule table.
pub static ALL: &[&Rule] = &[
    &duplicate_key::RULE,
    &required_field::RULE,
    &wrong_type::RULE,
    &schedule_minimum_interval::RULE,
    &field_path::RULE,
    &field_mapping_unique::RULE,
    &mapping_shadows_field::RULE,
    &mapping_reserved_name::RULE,
    &duplicate_field::RULE,
    &mapping_without_label::RULE,
    &ignored_prompt::RULE,
    &identity_mapping::RULE,
    &no_fields::RULE,
    &redundant_optional_fields::RULE,
    &always_enabled_fields::RULE,
    &inherit_mapping_unmatched::RULE,
    &subscribe_requires_read::RULE,
    &subscribe_read_object::RULE,
    &subscribe_inherit_fields::RULE,
    &update_event_enabled::RULE,
    &update_event_watch_fields::RULE,
    &watch_fields_no_nesting::RULE,
    &watch_field_unknown::RULE,
    &subscribe_minimum_events::RULE,
    &association_change_provider::RULE,
    &subscribe_event_unsupported::RULE,
    &subscribe_limit::RULE,
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
