//! Which key of a mapping people mean who write a word of their own for it.

use super::keys::Shape;

/// Words, in small letters, that people use for a key. A key counts where the mapping has it.
const WORDS: &[(&str, &[&str])] = &[
    ("name", &["id", "identifier", "slug", "key"]),
    ("displayName", &["title", "label", "caption"]),
    (
        "provider",
        &[
            "connector",
            "connection",
            "service",
            "vendor",
            "system",
            "app",
            "source",
            "crm",
        ],
    ),
    ("module", &["submodule", "product", "edition", "suite"]),
    (
        "read",
        &[
            "reads", "reading", "pull", "fetch", "import", "ingest", "sync", "extract", "poll",
        ],
    ),
    ("write", &["writes", "writing", "push", "export", "upsert"]),
    (
        "subscribe",
        &[
            "subscription",
            "subscriptions",
            "event",
            "events",
            "webhook",
            "webhooks",
            "trigger",
            "triggers",
            "listen",
        ],
    ),
    ("proxy", &["passthrough", "proxied", "forward"]),
    ("watchSchema", &["schema", "metadata"]),
    (
        "objects",
        &[
            "entities",
            "resources",
            "tables",
            "items",
            "models",
            "streams",
            "collections",
        ],
    ),
    (
        "objectName",
        &[
            "entity",
            "resource",
            "table",
            "type",
            "model",
            "stream",
            "collection",
            "id",
        ],
    ),
    (
        "destination",
        &[
            "webhook", "url", "uri", "endpoint", "target", "sink", "dest", "callback", "address", "topic",
            "queue", "output", "to",
        ],
    ),
    (
        "schedule",
        &[
            "interval",
            "frequency",
            "every",
            "cadence",
            "crontab",
            "poll",
            "polling",
            "refresh",
            "when",
            "sync",
        ],
    ),
    (
        "enabled",
        &["enable", "active", "always", "status", "state", "on"],
    ),
    (
        "mapToName",
        &["alias", "rename", "as", "map", "mapping", "target", "to"],
    ),
    ("mapToDisplayName", &["label", "title", "caption", "display"]),
    (
        "requiredFields",
        &[
            "fields",
            "field",
            "required",
            "mandatory",
            "columns",
            "attributes",
            "properties",
            "select",
            "include",
        ],
    ),
    (
        "optionalFields",
        &[
            "fields",
            "field",
            "optional",
            "columns",
            "attributes",
            "properties",
        ],
    ),
    ("optionalFieldsAuto", &["auto", "all", "everything"]),
    (
        "backfill",
        &[
            "history",
            "historical",
            "initial",
            "lookback",
            "past",
            "since",
            "start",
            "from",
        ],
    ),
    ("delivery", &["deliver", "pagination", "paging", "batch"]),
    (
        "fieldName",
        &["column", "attribute", "property", "path", "source"],
    ),
    (
        "prompt",
        &[
            "description",
            "hint",
            "help",
            "tooltip",
            "question",
            "text",
            "note",
        ],
    ),
    ("default", &["fallback", "value"]),
    (
        "defaultPeriod",
        &["period", "duration", "lookback", "range", "window"],
    ),
    ("days", &["day", "weeks", "months", "years", "count", "number"]),
    ("fullHistory", &["full", "all", "everything", "history"]),
    ("mode", &["type", "kind", "trigger", "method"]),
    ("pageSize", &["size", "batch", "limit", "page", "max", "count"]),
    ("inheritMapping", &["inherit", "mapping", "mappings", "map"]),
    ("valueDefaults", &["defaults", "default", "values"]),
    ("allowAnyFields", &["any", "all", "allow"]),
    (
        "inheritFieldsAndMapping",
        &["inherit", "fields", "mapping", "mappings"],
    ),
    (
        "createEvent",
        &[
            "create", "created", "creates", "creation", "new", "insert", "inserted", "add", "added", "event",
            "events", "trigger", "triggers", "on",
        ],
    ),
    (
        "updateEvent",
        &[
            "update", "updated", "updates", "change", "changed", "changes", "modify", "modified", "edit",
            "event", "events", "trigger", "triggers", "on",
        ],
    ),
    (
        "deleteEvent",
        &[
            "delete", "deleted", "deletes", "deletion", "remove", "removed", "archive", "archived", "event",
            "events", "trigger", "triggers", "on",
        ],
    ),
    (
        "associationChangeEvent",
        &[
            "association",
            "associations",
            "link",
            "links",
            "relation",
            "relations",
        ],
    ),
    ("otherEvents", &["raw", "custom", "other"]),
    ("watchFieldsAuto", &["auto", "all"]),
    (
        "requiredWatchFields",
        &["fields", "watch", "watched", "properties"],
    ),
    ("includeFullRecords", &["full", "record", "records"]),
    ("useModule", &["module"]),
    ("allObjects", &["all", "events", "objects"]),
    ("fieldCreated", &["create", "created", "new", "add", "added"]),
    ("fieldDeleted", &["delete", "deleted", "remove", "removed"]),
    (
        "fieldChanged",
        &["change", "changed", "update", "updated", "type"],
    ),
];

/// The keys of a mapping of this shape that `word` most likely means: those with most of its parts among their words
/// (`onCreate`, `contact_created`: `createEvent`).
#[must_use]
pub fn meant(shape: Shape, word: &str) -> Vec<&'static str> {
    let whole = squash(word);
    let here = || WORDS.iter().filter(|(key, _)| shape.has(key));
    let exact: Vec<&'static str> = here()
        .filter(|(_, words)| words.contains(&whole.as_str()))
        .map(|&(key, _)| key)
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    let parts = parts(word);
    let count = |words: &[&str]| parts.iter().filter(|part| words.contains(&part.as_str())).count();
    // A word for any of several says less than one for one of them.
    let several = |part: &str| here().filter(|(_, words)| words.contains(&part)).count() > 1;
    let single = |words: &[&str]| {
        let mut own = parts.iter().filter(|part| words.contains(&part.as_str()));
        own.any(|part| !several(part))
    };
    let most = here().map(|(_, words)| (count(words), single(words))).max();
    let Some(most) = most.filter(|&(count, _)| count > 0) else {
        return Vec::new();
    };
    here()
        .filter(|(_, words)| (count(words), single(words)) == most)
        .map(|&(key, _)| key)
        .collect()
}

/// The words that a name is made of, in small letters: `onContactCreate` has three.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut before_lower = false;
    for c in name.chars().take(64) {
        if !c.is_alphanumeric() {
            parts.push(String::new());
            before_lower = false;
            continue;
        }
        if c.is_uppercase() && before_lower {
            parts.push(String::new());
        }
        before_lower = c.is_lowercase();
        if let Some(part) = parts.last_mut() {
            part.extend(c.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn squash(name: &str) -> String {
    parts(name).concat()
}

#[cfg(test)]
mod tests {
    use super::{Shape, WORDS, meant};

    #[test]
    fn words_are_for_keys() {
        for (key, words) in WORDS {
            assert!(Shape::known(key), "{key}");
            for word in *words {
                assert_eq!(word.to_lowercase(), **word, "{key}");
                assert_ne!(word, key, "{key} means itself");
            }
        }
    }

    #[test]
    fn people_mean_keys() {
        for (shape, word, keys) in [
            (Shape::SubscribeObject, "onCreate", &["createEvent"][..]),
            (Shape::SubscribeObject, "created", &["createEvent"]),
            (Shape::SubscribeObject, "contact_deleted", &["deleteEvent"]),
            (Shape::SubscribeObject, "onUpdateEvent", &["updateEvent"]),
            (
                Shape::SubscribeObject,
                "events",
                &["createEvent", "updateEvent", "deleteEvent"],
            ),
            (Shape::SubscribeObject, "rawEvents", &["otherEvents"]),
            (Shape::SubscribeObject, "webhook", &["destination"]),
            (Shape::SubscribeObject, "filter", &[]),
            (Shape::ReadObject, "fields", &["requiredFields", "optionalFields"]),
            (Shape::ReadObject, "webhookUrl", &["destination"]),
            (Shape::ReadObject, "syncInterval", &["schedule"]),
            (Shape::ReadObject, "filter", &[]),
            (Shape::Field, "label", &["mapToDisplayName"]),
            (Shape::Field, "description", &["prompt"]),
            (Shape::Integration, "connector", &["provider"]),
            (Shape::Integration, "webhooks", &["subscribe"]),
            (Shape::Integration, "description", &[]),
            (Shape::DefaultPeriod, "months", &["days"]),
            (Shape::Manifest, "\u{e9}", &[]),
        ] {
            assert_eq!(meant(shape, word), keys, "{word}");
        }
    }
}
