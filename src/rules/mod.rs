//! The rules, one file each.

use crate::rule::Rule;

mod duplicate_key;
mod empty_value;
mod encoding;
mod excessive_aliasing;
mod extra_document;
mod field_entry;
mod implicit_typing;
mod integration_structure;
mod invalid_value;
mod key_case;
mod legacy_key;
mod misplaced_key;
mod misspelled_key;
mod null_section;
mod read_objects;
mod required_field;
mod schedule_minimum_interval;
mod spec_version;
mod subscribe_objects;
mod surrounding_blanks;
mod unknown_key;
mod write_objects;
mod wrong_type;
mod yaml_directive;
mod yaml_syntax;

/// Every rule, in the order of the rule table.
pub static ALL: &[&Rule] = &[
    &yaml_syntax::RULE,
    &encoding::RULE,
    &duplicate_key::RULE,
    &extra_document::RULE,
    &yaml_directive::RULE,
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
    ALL.iter()
        .copied()
        .filter(|rule| rule.id == name || rule.aliases.contains(&name))
        .collect()
}
