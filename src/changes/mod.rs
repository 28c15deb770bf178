//! What can change between two versions of a manifest, one file each.

use crate::change::Change;

mod action_added;
mod action_removed;
mod always_enabled_added;
mod always_enabled_removed;
mod backfill_changed;
mod customer_mapping_added;
mod customer_mapping_removed;
mod customer_mapping_renamed;
mod default_changed;
mod delivery_changed;
mod destination_changed;
mod display_name_changed;
mod event_records_changed;
mod field_mapping_changed;
mod field_optional_to_required;
mod field_removed;
mod field_required_to_optional;
mod inherit_mapping_changed;
mod integration_added;
mod integration_removed;
mod integration_renamed;
mod label_changed;
mod module_changed;
mod object_mapping_changed;
mod optional_field_added;
mod optional_fields_auto_added;
mod prompt_changed;
mod provider_changed;
mod proxy_disabled;
mod proxy_module_changed;
mod read_object_added;
mod read_object_removed;
mod read_object_renamed;
mod required_field_added;
mod required_mapping_added;
mod schedule_changed;
mod subscribe_event_added;
mod subscribe_event_removed;
mod subscribe_object_added;
mod subscribe_object_removed;
mod subscribe_object_renamed;
mod value_defaults_changed;
mod watch_fields_changed;
mod watch_schema_added;
mod watch_schema_changed;
mod watch_schema_removed;
mod write_object_added;
mod write_object_removed;
mod write_object_renamed;

/// Every change, in the order of the table.
pub static ALL: &[&Change] = &[
    &integration_renamed::CHANGE,
    &integration_removed::CHANGE,
    &integration_added::CHANGE,
    &provider_changed::CHANGE,
    &module_changed::CHANGE,
    &action_removed::CHANGE,
    &action_added::CHANGE,
    &read_object_removed::CHANGE,
    &read_object_renamed::CHANGE,
    &write_object_renamed::CHANGE,
    &subscribe_object_renamed::CHANGE,
    &write_object_removed::CHANGE,
    &subscribe_object_removed::CHANGE,
    &write_object_added::CHANGE,
    &subscribe_object_added::CHANGE,
    &read_object_added::CHANGE,
    &always_enabled_added::CHANGE,
    &always_enabled_removed::CHANGE,
    &required_field_added::CHANGE,
    &required_mapping_added::CHANGE,
    &field_removed::CHANGE,
    &field_optional_to_required::CHANGE,
    &field_required_to_optional::CHANGE,
    &optional_field_added::CHANGE,
    &optional_fields_auto_added::CHANGE,
    &customer_mapping_added::CHANGE,
    &customer_mapping_removed::CHANGE,
    &customer_mapping_renamed::CHANGE,
    &field_mapping_changed::CHANGE,
    &object_mapping_changed::CHANGE,
    &destination_changed::CHANGE,
    &schedule_changed::CHANGE,
    &backfill_changed::CHANGE,
    &delivery_changed::CHANGE,
    &subscribe_event_removed::CHANGE,
    &subscribe_event_added::CHANGE,
    &watch_fields_changed::CHANGE,
    &inherit_mapping_changed::CHANGE,
    &value_defaults_changed::CHANGE,
    &event_records_changed::CHANGE,
    &proxy_disabled::CHANGE,
    &proxy_module_changed::CHANGE,
    &watch_schema_added::CHANGE,
    &watch_schema_changed::CHANGE,
    &watch_schema_removed::CHANGE,
    &display_name_changed::CHANGE,
    &prompt_changed::CHANGE,
    &label_changed::CHANGE,
    &default_changed::CHANGE,
];

/// The change with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Change> {
    ALL.iter().copied().find(|change| change.id == id)
}

/// The change that `name` is most likely meant for.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    crate::suggest::nearest(name, ALL.iter().map(|change| change.id))
}
