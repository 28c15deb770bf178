//! The checks of the platform's own validator: comments that name them may be meant for it.

use crate::rule::Rule;

/// The ids that it documents. Those that are no rules or aliases of ours are checks of a project, which can't be
/// made from a file alone, or of values that nothing can have.
const IDS: &[&str] = &[
    "always-enabled-fields",
    "always-enabled-mapping-count",
    "backfill-config",
    "catalog-access",
    "delivery-mode",
    "destination-check-failed",
    "destination-exists",
    "destination-not-found",
    "duplicate-read-object",
    "duplicate-subscribe-object",
    "duplicate-write-object",
    "field-mapping-jsonpath",
    "field-mapping-unique",
    "frequent-schedule-risk",
    "google-calendar-backfill",
    "integration-structure",
    "large-backfill-risk",
    "object-exists",
    "provider-app-check-failed",
    "provider-app-not-configured",
    "provider-capability-proxy",
    "provider-capability-read",
    "provider-capability-subscribe",
    "provider-capability-write",
    "provider-module",
    "provider-not-supported",
    "read-objects",
    "required-field",
    "salesforce-subscribe-limit",
    "schedule-minimum-interval",
    "schedule-syntax",
    "snowflake-backfill",
    "spec-version",
    "subscribe-inherit-fields",
    "subscribe-minimum-events",
    "subscribe-objects",
    "subscribe-requires-read",
    "unknown-key",
    "update-event-enabled",
    "update-event-watch-fields",
    "watch-fields-no-nesting",
    "write-objects",
];

/// Whether the platform's validator has a check of this id.
#[must_use]
pub fn documents(id: &str) -> bool {
    IDS.binary_search(&id).is_ok()
}

/// Whether it has the check of a rule, under its id or another name of it.
#[must_use]
pub fn checks(rule: &Rule) -> bool {
    documents(rule.id) || rule.aliases.iter().any(|alias| documents(alias))
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_are_in_order() {
        assert!(super::IDS.is_sorted());
    }
}
