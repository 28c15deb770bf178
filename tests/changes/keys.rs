//! Every key of a manifest is one change when it comes and one when it goes, or none, for a reason.

use amplint::manifest::Shape;

use super::{compared, told};

/// The manifest that keys are put into, at the marks.
const BASE: &str = "\
specVersion: 1.0.0
integrations:
  - name: crm
    provider: salesforce
    @integration
    read:
      objects:
        - objectName: contact
          destination: hook
          @readobject
          requiredFields:
            - fieldName: email
              @fixed
            - mapToName: owner
              @field
        - objectName: other
          destination: hook
    write:
      objects:
        - objectName: contact
          @writeobject
    subscribe:
      objects:
        - objectName: contact
          destination: hook
          inheritFieldsAndMapping: true
          associationChangeEvent:
            enabled: always
            @associationchangeevent
          @subscribeobject
    proxy:
      enabled: true
      @proxy
    watchSchema:
      destination: hook
      @watchschema
      allObjects:
        fieldDeleted: {enabled: always}
        @allobjects
";

/// Shape, key, mark, text, and the changes when it comes and goes.
const CHANGES: &[(&str, &str, &str, &str, &str, &str)] = &[
    (
        "Integration",
        "displayName",
        "integration",
        "displayName: CRM",
        "display-name-changed",
        "display-name-changed",
    ),
    (
        "Integration",
        "module",
        "integration",
        "module: account-engagement",
        "module-changed",
        "module-changed",
    ),
    (
        "ReadObject",
        "schedule",
        "readobject",
        "schedule: 0 * * * *",
        "schedule-changed",
        "schedule-changed",
    ),
    (
        "ReadObject",
        "enabled",
        "readobject",
        "enabled: always",
        "always-enabled-added",
        "always-enabled-removed",
    ),
    (
        "ReadObject",
        "mapToName",
        "readobject",
        "mapToName: person",
        "object-mapping-changed",
        "object-mapping-changed",
    ),
    (
        "ReadObject",
        "mapToDisplayName",
        "readobject",
        "mapToDisplayName: Person",
        "label-changed",
        "label-changed",
    ),
    (
        "ReadObject",
        "optionalFields",
        "readobject",
        "optionalFields: [{fieldName: a}]",
        "optional-field-added",
        "field-removed",
    ),
    (
        "ReadObject",
        "optionalFieldsAuto",
        "readobject",
        "optionalFieldsAuto: all",
        "optional-fields-auto-added",
        "field-removed",
    ),
    (
        "ReadObject",
        "backfill",
        "readobject",
        "backfill: {defaultPeriod: {days: 3}}",
        "backfill-changed",
        "backfill-changed",
    ),
    (
        "Backfill",
        "defaultPeriod",
        "readobject",
        "backfill: {defaultPeriod: {days: 3}}",
        "backfill-changed",
        "backfill-changed",
    ),
    (
        "DefaultPeriod",
        "days",
        "readobject",
        "backfill: {defaultPeriod: {days: 3}}",
        "backfill-changed",
        "backfill-changed",
    ),
    (
        "DefaultPeriod",
        "fullHistory",
        "readobject",
        "backfill: {defaultPeriod: {fullHistory: true}}",
        "backfill-changed",
        "backfill-changed",
    ),
    (
        "ReadObject",
        "delivery",
        "readobject",
        "delivery: {mode: onRequest, pageSize: 50}",
        "delivery-changed",
        "delivery-changed",
    ),
    (
        "Delivery",
        "mode",
        "readobject",
        "delivery: {mode: onRequest}",
        "delivery-changed",
        "delivery-changed",
    ),
    (
        "Field",
        "mapToName",
        "fixed",
        "mapToName: mail",
        "field-mapping-changed",
        "field-mapping-changed",
    ),
    (
        "Field",
        "mapToDisplayName",
        "field",
        "mapToDisplayName: Owner",
        "label-changed",
        "label-changed",
    ),
    (
        "Field",
        "prompt",
        "field",
        "prompt: Who?",
        "prompt-changed",
        "prompt-changed",
    ),
    (
        "Field",
        "default",
        "field",
        "default: ownerid",
        "default-changed",
        "default-changed",
    ),
    (
        "WriteObject",
        "inheritMapping",
        "writeobject",
        "inheritMapping: true",
        "inherit-mapping-changed",
        "inherit-mapping-changed",
    ),
    (
        "WriteObject",
        "valueDefaults",
        "writeobject",
        "valueDefaults: {allowAnyFields: true}",
        "value-defaults-changed",
        "value-defaults-changed",
    ),
    (
        "ValueDefaults",
        "allowAnyFields",
        "writeobject",
        "valueDefaults: {allowAnyFields: true}",
        "value-defaults-changed",
        "value-defaults-changed",
    ),
    (
        "SubscribeObject",
        "createEvent",
        "subscribeobject",
        "createEvent: {enabled: always}",
        "subscribe-event-added",
        "subscribe-event-removed",
    ),
    (
        "SubscribeObject",
        "updateEvent",
        "subscribeobject",
        "updateEvent: {enabled: always, watchFieldsAuto: all}",
        "subscribe-event-added",
        "subscribe-event-removed",
    ),
    (
        "SubscribeObject",
        "deleteEvent",
        "subscribeobject",
        "deleteEvent: {enabled: always}",
        "subscribe-event-added",
        "subscribe-event-removed",
    ),
    (
        "SubscribeObject",
        "otherEvents",
        "subscribeobject",
        "otherEvents: [x]",
        "subscribe-event-added",
        "subscribe-event-removed",
    ),
    (
        "AssociationChangeEvent",
        "includeFullRecords",
        "associationchangeevent",
        "includeFullRecords: true",
        "event-records-changed",
        "event-records-changed",
    ),
    (
        "Proxy",
        "useModule",
        "proxy",
        "useModule: true",
        "proxy-module-changed",
        "proxy-module-changed",
    ),
    (
        "WatchSchema",
        "schedule",
        "watchschema",
        "schedule: 0 * * * *",
        "watch-schema-changed",
        "watch-schema-changed",
    ),
    (
        "AllObjects",
        "fieldCreated",
        "allobjects",
        "fieldCreated: {enabled: always}",
        "watch-schema-changed",
        "watch-schema-changed",
    ),
    (
        "AllObjects",
        "fieldChanged",
        "allobjects",
        "fieldChanged: {enabled: always}",
        "watch-schema-changed",
        "watch-schema-changed",
    ),
];

/// Keys whose value changes, or whose whole entry comes and goes: shape, key, old text, new text, and the changes there
/// and back.
const EDITS: &[(&str, &str, &str, &str, &str, &str)] = &[
    (
        "Integration",
        "name",
        "name: crm",
        "name: sales",
        "integration-renamed",
        "integration-renamed",
    ),
    (
        "Integration",
        "provider",
        "provider: salesforce",
        "provider: salesforceSandbox",
        "provider-changed",
        "provider-changed",
    ),
    (
        "Integration",
        "read",
        "    read:\n",
        "    x-read:\n",
        "action-removed",
        "action-added",
    ),
    (
        "Integration",
        "write",
        "    write:\n",
        "    x-write:\n",
        "action-removed",
        "action-added",
    ),
    (
        "Integration",
        "subscribe",
        "    subscribe:\n",
        "    x-subscribe:\n",
        "action-removed",
        "action-added",
    ),
    (
        "Integration",
        "proxy",
        "    proxy:\n",
        "    x-proxy:\n",
        "action-removed",
        "action-added",
    ),
    (
        "Integration",
        "watchSchema",
        "    watchSchema:\n",
        "    x-watch:\n",
        "watch-schema-removed",
        "watch-schema-added",
    ),
    (
        "Read",
        "objects",
        "        - objectName: other\n          destination: hook\n",
        "",
        "read-object-removed",
        "read-object-added",
    ),
    (
        "ReadObject",
        "objectName",
        "objectName: contact\n          destination: hook\n\n",
        "objectName: lead\n          destination: hook\n\n",
        "read-object-renamed",
        "read-object-renamed",
    ),
    (
        "ReadObject",
        "destination",
        "destination: hook\n    write",
        "destination: other\n    write",
        "destination-changed",
        "destination-changed",
    ),
    (
        "ReadObject",
        "requiredFields",
        "            - fieldName: email\n",
        "",
        "field-removed",
        "required-field-added",
    ),
    (
        "Field",
        "fieldName",
        "            - fieldName: email\n",
        "",
        "field-removed",
        "required-field-added",
    ),
    (
        "Write",
        "objects",
        "write:\n      objects:\n        - objectName: contact\n",
        "write:\n      objects:\n        - objectName: contact\n        - objectName: more\n",
        "write-object-added",
        "write-object-removed",
    ),
    (
        "WriteObject",
        "objectName",
        "write:\n      objects:\n        - objectName: contact\n",
        "write:\n      objects:\n        - objectName: lead\n",
        "write-object-renamed",
        "write-object-renamed",
    ),
    (
        "Subscribe",
        "objects",
        "subscribe:\n      objects:\n",
        "subscribe:\n      objects:\n        - {objectName: other, destination: hook}\n",
        "subscribe-object-added",
        "subscribe-object-removed",
    ),
    (
        "SubscribeObject",
        "objectName",
        "        - objectName: contact\n          destination: hook\n          inherit",
        "        - objectName: other\n          destination: hook\n          inherit",
        "subscribe-object-renamed",
        "subscribe-object-renamed",
    ),
    (
        "SubscribeObject",
        "destination",
        "destination: hook\n          inherit",
        "destination: new\n          inherit",
        "destination-changed",
        "destination-changed",
    ),
    (
        "SubscribeObject",
        "associationChangeEvent",
        "          associationChangeEvent:\n",
        "          x-event:\n",
        "subscribe-event-removed",
        "subscribe-event-added",
    ),
    (
        "Proxy",
        "enabled",
        "proxy:\n      enabled: true",
        "proxy:\n      enabled: false",
        "proxy-disabled",
        "action-added",
    ),
    (
        "WatchSchema",
        "destination",
        "watchSchema:\n      destination: hook",
        "watchSchema:\n      destination: new",
        "watch-schema-changed",
        "watch-schema-changed",
    ),
    (
        "AllObjects",
        "fieldDeleted",
        "        fieldDeleted: {enabled: always}\n",
        "        fieldChanged: {enabled: always}\n",
        "watch-schema-changed",
        "watch-schema-changed",
    ),
    (
        "Delivery",
        "pageSize",
        "",
        "",
        "delivery-changed",
        "delivery-changed",
    ),
    (
        "UpdateEvent",
        "watchFieldsAuto",
        "",
        "",
        "watch-fields-changed",
        "watch-fields-changed",
    ),
    (
        "UpdateEvent",
        "requiredWatchFields",
        "",
        "",
        "watch-fields-changed",
        "watch-fields-changed",
    ),
];

/// Keys that are no change, and why.
const NONE: &[(&str, &str, &str)] = &[
    (
        "Manifest",
        "specVersion",
        "there is one version, and a manifest with another is refused",
    ),
    ("Manifest", "integrations", "its items are compared"),
    (
        "SubscribeObject",
        "inheritFieldsAndMapping",
        "with a standard event it must be true, without one it does nothing",
    ),
    (
        "Event",
        "enabled",
        "it can only be `always`, and a manifest without it is refused",
    ),
    (
        "UpdateEvent",
        "enabled",
        "it can only be `always`, and a manifest without it is refused",
    ),
    (
        "AssociationChangeEvent",
        "enabled",
        "it can only be `always`, and a manifest without it is refused",
    ),
    (
        "WatchSchema",
        "allObjects",
        "a manifest without it is refused; what is in it is compared",
    ),
];

fn plain(text: &str) -> String {
    let lines = text.lines().map(|line| {
        if line.trim_start().starts_with('@') {
            ""
        } else {
            line
        }
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

fn with(mark: &str, text: &str) -> String {
    let mark = format!("@{mark}\n");
    assert!(BASE.contains(&mark), "{mark}");
    plain(&BASE.replace(&mark, &format!("{text}\n")))
}

fn one(old: &str, new: &str, id: &str, what: &str) {
    let found = compared(old, new);
    let ids: Vec<&str> = found.differences.iter().map(|found| found.change).collect();
    assert_eq!(
        ids,
        [id],
        "{what}: {:?} {:?}\n{old}\n{new}",
        told(&found.differences),
        found.gaps
    );
}

#[test]
fn every_key_has_its_change() {
    for shape in Shape::ALL {
        for key in shape.keys() {
            let shape = format!("{shape:?}");
            let is = |(known, name): (&str, &str)| known == shape && name == key.name;
            let places = CHANGES.iter().filter(|entry| is((entry.0, entry.1))).count()
                + EDITS.iter().filter(|entry| is((entry.0, entry.1))).count()
                + NONE
                    .iter()
                    .filter(|entry| is((entry.0, entry.1)) && !entry.2.is_empty())
                    .count();
            assert_eq!(places, 1, "{shape}.{} is to be in one of the lists", key.name);
        }
    }
}

#[test]
fn keys_that_come_and_go() {
    for (shape, key, mark, text, added, removed) in CHANGES {
        assert!(text.contains(key), "{shape}.{key}");
        let (without, with) = (plain(BASE), with(mark, text));
        one(&without, &with, added, &format!("{shape}.{key} comes"));
        one(&with, &without, removed, &format!("{shape}.{key} goes"));
    }
}

#[test]
fn values_that_change() {
    let base = plain(BASE);
    for (shape, key, from, to, there, back) in EDITS {
        let (old, new) = match *key {
            "pageSize" => (
                with("readobject", "delivery: {mode: onRequest, pageSize: 50}"),
                with("readobject", "delivery: {mode: onRequest, pageSize: 60}"),
            ),
            "watchFieldsAuto" => (
                with(
                    "subscribeobject",
                    "updateEvent: {enabled: always, watchFieldsAuto: all}",
                ),
                with(
                    "subscribeobject",
                    "updateEvent: {enabled: always, watchFieldsAuto: selected}",
                ),
            ),
            "requiredWatchFields" => (
                with(
                    "subscribeobject",
                    "updateEvent: {enabled: always, requiredWatchFields: [email]}",
                ),
                with(
                    "subscribeobject",
                    "updateEvent: {enabled: always, requiredWatchFields: [email, owner]}",
                ),
            ),
            _ => {
                assert!(base.contains(from), "{shape}.{key}: {from}");
                (base.clone(), base.replacen(from, to, 1))
            }
        };
        one(&old, &new, there, &format!("{shape}.{key}"));
        one(&new, &old, back, &format!("{shape}.{key}, back"));
    }
}
