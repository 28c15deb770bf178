//! The rules, one file each.

use crate::rule::Rule;
use crate::suggest;

mod always_enabled_fields;
mod association_change_provider;
mod backfill_config;
mod backfill_limit;
mod backfill_progress_runs;
mod backfill_status;
mod backfill_window;
mod both_days_restricted;
mod delivery_deprecated;
mod delivery_mode;
mod destination_not_found;
mod destination_typo;
mod display_name_length;
mod duplicate_field;
mod duplicate_integration;
mod duplicate_key;
mod duplicate_read_object;
mod duplicate_subscribe_object;
mod duplicate_write_object;
mod empty_value;
mod encoding;
mod excessive_aliasing;
mod extra_document;
mod field_entry;
mod field_exists;
mod field_label;
mod field_limit;
mod field_mapping_unique;
mod field_name_case;
mod field_never_returned;
mod field_path;
mod frequent_schedule_risk;
mod identity_mapping;
mod ignored_prompt;
mod implicit_typing;
mod inherit_mapping_unmatched;
mod integration_name;
mod integration_structure;
mod invalid_value;
mod json_syntax;
mod key_case;
mod large_backfill_risk;
mod legacy_key;
mod malformed_suppression;
mod mapping_reserved_name;
mod mapping_shadows_field;
mod mapping_without_label;
mod merge_overrides;
mod misplaced_key;
mod misspelled_key;
mod module_implicit;
mod module_needed;
mod no_fields;
mod not_a_manifest;
mod null_section;
mod object_action;
mod object_exists;
mod object_mapping_unique;
mod object_name_case;
mod object_unreadable;
mod operation_progress;
mod operation_status;
mod optional_fields_unsupported;
mod other_events_ignored;
mod page_size;
mod problem_status;
mod progress_counts;
mod progress_estimate;
mod progress_object;
mod progress_times;
mod provider_capability_proxy;
mod provider_capability_read;
mod provider_capability_subscribe;
mod provider_capability_write;
mod provider_module;
mod provider_not_supported;
mod read_objects;
mod redundant_optional_fields;
mod required_field;
mod sandbox_provider;
mod schedule_comment;
mod schedule_minimum_interval;
mod schedule_missing;
mod schedule_never_fires;
mod schedule_nonstandard;
mod schedule_step_range;
mod schedule_syntax;
mod schedule_uneven;
mod schedule_with_subscribe;
pub mod shared;
mod spec_version;
mod subscribe_event_unsupported;
mod subscribe_inherit_fields;
mod subscribe_limit;
mod subscribe_minimum_events;
mod subscribe_objects;
mod subscribe_read_object;
mod subscribe_requires_read;
mod suppressed_error;
mod surrounding_blanks;
mod typographic_quotes;
mod unfilled_placeholder;
mod unknown_key;
mod unknown_suppression;
mod unused_suppression;
mod update_event_enabled;
mod update_event_watch_fields;
mod watch_field_unknown;
mod watch_fields_no_nesting;
mod watch_schema_events;
mod watch_schema_interval;
mod write_objects;
mod wrong_type;
mod yaml_directive;
mod yaml_portability;
mod yaml_syntax;
mod yaml_typo;

/// Every rule, in the order of the rule table.
pub static ALL: &[&Rule] = &[
    &not_a_manifest::RULE,
    &yaml_syntax::RULE,
    &json_syntax::RULE,
    &encoding::RULE,
    &duplicate_key::RULE,
    &extra_document::RULE,
    &yaml_directive::RULE,
    &yaml_typo::RULE,
    &yaml_portability::RULE,
    &merge_overrides::RULE,
    &excessive_aliasing::RULE,
    &implicit_typing::RULE,
    &key_case::RULE,
    &spec_version::RULE,
    &integration_structure::RULE,
    &required_field::RULE,
    &empty_value::RULE,
    &wrong_type::RULE,
    &invalid_value::RULE,
    &misspelled_key::RULE,
    &misplaced_key::RULE,
    &legacy_key::RULE,
    &unknown_key::RULE,
    &null_section::RULE,
    &read_objects::RULE,
    &write_objects::RULE,
    &subscribe_objects::RULE,
    &field_entry::RULE,
    &surrounding_blanks::RULE,
    &unfilled_placeholder::RULE,
    &typographic_quotes::RULE,
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
    &both_days_restricted::RULE,
    &schedule_nonstandard::RULE,
    &schedule_missing::RULE,
    &frequent_schedule_risk::RULE,
    &schedule_with_subscribe::RULE,
    &schedule_comment::RULE,
    &delivery_mode::RULE,
    &page_size::RULE,
    &delivery_deprecated::RULE,
    &backfill_config::RULE,
    &backfill_limit::RULE,
    &large_backfill_risk::RULE,
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
    &other_events_ignored::RULE,
    &subscribe_limit::RULE,
    &provider_not_supported::RULE,
    &provider_module::RULE,
    &module_implicit::RULE,
    &module_needed::RULE,
    &provider_capability_read::RULE,
    &provider_capability_write::RULE,
    &provider_capability_subscribe::RULE,
    &provider_capability_proxy::RULE,
    &sandbox_provider::RULE,
    &object_exists::RULE,
    &object_action::RULE,
    &object_unreadable::RULE,
    &optional_fields_unsupported::RULE,
    &object_name_case::RULE,
    &field_name_case::RULE,
    &field_exists::RULE,
    &field_label::RULE,
    &field_never_returned::RULE,
    &field_limit::RULE,
    &destination_not_found::RULE,
    &destination_typo::RULE,
    &watch_schema_events::RULE,
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

/// The rule that `name` is most likely meant for.
#[must_use]
pub fn nearest_rule(name: &str) -> Option<&'static str> {
    let names = ALL
        .iter()
        .flat_map(|rule| std::iter::once(&rule.id).chain(rule.aliases));
    suggest::nearest(name, names.clone().copied()).or_else(|| {
        // Half of a name that is the beginning of no other.
        let mut begun = names.filter(|rule| name.len() >= rule.len() / 2 && rule.starts_with(name));
        match (begun.next(), begun.next()) {
            (Some(&only), None) => Some(only),
            _ => None,
        }
    })
}
