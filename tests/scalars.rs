//! `fixtures/scalars.json` holds what the platform's own decoder makes of one scalar in a text, an integer and
//! a boolean field, as measured: the value it reads (null: as if the key were absent), or no entry where it
//! refuses the whole file. We read every one of them the same way, by itself and in a manifest.

use amplint::manifest::scalar::{self, Scalar};
use amplint::manifest::{self, Slot, Spanned, Text, ViolationKind};
use amplint::source::Source;
use amplint::yaml::{self, Kind, ProblemKind, Style};
use serde_json::{Map, Value, json};

/// The text, and by `text`, `integer` and `boolean` what is read in such a field.
fn readings() -> Vec<(String, Map<String, Value>)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/scalars.json");
    let text = std::fs::read_to_string(path).unwrap();
    let table: Map<String, Value> = serde_json::from_str(&text).unwrap();
    table
        .into_iter()
        .map(|(text, readings)| (text, readings.as_object().unwrap().clone()))
        .collect()
}

/// What is read: `None` when the file is refused.
type Reading = Option<Value>;

/// A null counts as absent, which leaves an empty text.
fn text_reading(scalar: Scalar, written: &str) -> Reading {
    match scalar {
        Scalar::Refused => None,
        Scalar::Null => Some(json!("")),
        scalar => Some(json!(scalar.as_text().unwrap_or_else(|| written.to_owned()))),
    }
}

#[test]
fn every_scalar_by_itself() {
    let mut scalars = 0;
    for (text, readings) in readings() {
        let source = Source::new("amp.yaml", format!("key: {text}\n").into()).unwrap();
        let document = yaml::parse(&source);
        let syntax = document
            .problems()
            .iter()
            .any(|problem| matches!(problem.kind, ProblemKind::Syntax(_)));
        let (_, value) = document.pairs(document.root().unwrap()).next().unwrap();
        let Kind::Scalar(style) = document.kind(value) else {
            assert!(
                readings.is_empty(),
                "`{text}` is no scalar to us, but read: {readings:?}"
            );
            continue;
        };
        if syntax {
            assert!(
                readings.is_empty(),
                "`{text}` is no YAML to us, but read: {readings:?}"
            );
            continue;
        }
        scalars += 1;
        let written = document.text_of(value);
        let scalar = scalar::resolve(written, style == Style::Plain, document.tag(value));
        let null = (scalar == Scalar::Null).then_some(Value::Null);
        assert_eq!(
            text_reading(scalar, written).as_ref(),
            readings.get("text"),
            "`{text}` in a text field"
        );
        let integer = scalar.as_int().map(Value::from).or(null.clone());
        assert_eq!(
            integer.as_ref(),
            readings.get("integer"),
            "`{text}` in an integer field"
        );
        let boolean = scalar.as_bool().map(Value::from).or(null);
        assert_eq!(
            boolean.as_ref(),
            readings.get("boolean"),
            "`{text}` in a boolean field"
        );
    }
    assert!(scalars > 130, "only {scalars} were looked at");
}

/// A manifest with `value` in one place, and what our model makes of it there.
fn read(key: &str, value: &str) -> Reading {
    let put = |here: &str, other: &str| {
        if here == key {
            format!("{here}: {value}")
        } else {
            format!("{here}: {other}")
        }
    };
    let manifest = format!(
        "specVersion: 1.0.0\nintegrations:\n  - {}\n    provider: hubspot\n    {}\n    read:\n      objects:\n        - \
         objectName: contacts\n          destination: hook\n          {}\n          requiredFields:\n            - {}\n          \
         backfill:\n            defaultPeriod:\n              {}\n          delivery:\n            {}\n    write:\n      \
         objects:\n        - objectName: contacts\n          {}\n    proxy:\n      {}\n",
        put("name", "contacts"),
        put("displayName", "Contacts"),
        put("schedule", "'*/30 * * * *'"),
        put("fieldName", "email"),
        put("days", "30"),
        put("pageSize", "100"),
        put("inheritMapping", "true"),
        put("enabled", "true"),
    );
    let source = Source::new("amp.yaml", manifest.into()).unwrap();
    let document = yaml::parse(&source);
    let json = |problem: &&yaml::Problem| matches!(problem.kind, yaml::ProblemKind::NoJson { .. });
    let syntax = document
        .problems()
        .iter()
        .filter(|problem| !json(problem))
        .count();
    let model = manifest::read(&document);
    if syntax > 0 {
        assert_eq!(
            syntax,
            1,
            "`{key}: {value}` has several problems: {:?}",
            document.problems()
        );
        let place = document.slice(document.problems()[0].span);
        assert!(
            value.contains(place),
            "`{key}: {value}`: the problem is at `{place}`"
        );
        return None;
    }
    let line = |problem: &&manifest::Violation| {
        let span = problem.at.span(&document);
        source.line_text(source.line_of(span.start)).contains(key)
    };
    let mut problems: Vec<&ViolationKind> = model
        .violations
        .iter()
        .filter(line)
        .map(|problem| &problem.kind)
        .collect();
    // A field without a name is no field, and a required key needs a value; both say that it is absent.
    problems.retain(|kind| {
        !matches!(
            kind,
            ViolationKind::NotAField { .. } | ViolationKind::NoValue { .. }
        )
    });
    let [integration] = model.integrations() else {
        panic!("`{key}: {value}` costs the integration")
    };
    let [object] = integration.read_objects() else {
        panic!("`{key}: {value}` costs the object")
    };
    let [write] = integration.write_objects() else {
        panic!("`{key}: {value}` costs the object")
    };
    let slot = match key {
        "name" => text(&integration.name),
        "displayName" => text(&integration.display_name),
        "schedule" => text(&object.schedule),
        "fieldName" => text(&object.required_fields.get().unwrap().value[0].field_name),
        "days" => plain(&object.backfill.get().unwrap().default_period.get().unwrap().days),
        "pageSize" => plain(&object.delivery.get().unwrap().page_size),
        "inheritMapping" => plain(&write.inherit_mapping),
        "enabled" => plain(&integration.proxy.get().unwrap().enabled),
        _ => panic!("there is no place for `{key}`"),
    };
    match (slot, problems.as_slice()) {
        (Slot::Value(read), []) => Some(read),
        (Slot::Value(read), [ViolationKind::ImplicitSpelling { plain, .. }]) => {
            assert_eq!(read.to_string(), *plain, "`{key}: {value}`");
            assert_ne!(read.to_string(), value, "`{key}: {value}` is plain already");
            Some(read)
        }
        (Slot::Unusable, [ViolationKind::ImplicitText { reads, untouched }]) => {
            // An entry of a field stays a number even where it looks the same as text.
            assert!(*untouched || reads != value, "`{key}: {value}` is what it reads");
            Some(json!(reads))
        }
        // Of no use as a name, but that is what it is.
        (Slot::Unusable, [ViolationKind::Empty]) => Some(json!("")),
        // As absent, which is worth a word.
        (Slot::Missing, [ViolationKind::Empty]) => Some(json!("")),
        (Slot::Unusable, [ViolationKind::WrongType { .. }]) => None,
        (Slot::Missing, [] | [ViolationKind::NullSection { .. }]) => Some(Value::Null),
        (slot, problems) => panic!("`{key}: {value}` gives {slot:?} and {problems:?}"),
    }
}

fn text(slot: &Slot<Text<'_>>) -> Slot<Value> {
    match slot {
        Slot::Missing => Slot::Missing,
        Slot::Unusable => Slot::Unusable,
        Slot::Value(text) => Slot::Value(json!(text.as_str())),
    }
}

fn plain<T: Copy + Into<Value>>(slot: &Slot<Spanned<T>>) -> Slot<Value> {
    match slot {
        Slot::Missing => Slot::Missing,
        Slot::Unusable => Slot::Unusable,
        Slot::Value(value) => Slot::Value(value.value.into()),
    }
}

#[test]
fn every_scalar_in_a_manifest() {
    for (scalar, readings) in readings() {
        for key in ["name", "displayName", "schedule", "fieldName"] {
            let read = read(key, &scalar).map(|read| if read.is_null() { json!("") } else { read });
            assert_eq!(read.as_ref(), readings.get("text"), "`{key}: {scalar}`");
        }
        for key in ["days", "pageSize"] {
            assert_eq!(
                read(key, &scalar).as_ref(),
                readings.get("integer"),
                "`{key}: {scalar}`"
            );
        }
        for key in ["inheritMapping", "enabled"] {
            assert_eq!(
                read(key, &scalar).as_ref(),
                readings.get("boolean"),
                "`{key}: {scalar}`"
            );
        }
    }
}
