//! `schemas/manifest.schema.json`, our own reading of manifests and our rules accept and refuse the same
//! documents; the schema and the tables of keys list the same keys.

#[path = "../common/mod.rs"]
mod common;
mod model;
mod yaml;

use std::sync::LazyLock;

use amplint::diagnostic::Level;
use amplint::manifest::{self, Shape, Violation, ViolationKind};
use amplint::source::Source;
use amplint::{Options, api::kind, catalog, check, rules};
use common::generate;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Map, Value};

static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../schemas/manifest.schema.json")).unwrap());

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| jsonschema::draft202012::new(&SCHEMA).unwrap());

/// The rules whose findings are problems of the model, each an error or a warning.
const SHAPE_RULES: &[&str] = &[
    "duplicate-key",
    "empty-value",
    "field-entry",
    "implicit-typing",
    "integration-structure",
    "invalid-value",
    "key-case",
    "legacy-key",
    "misplaced-key",
    "misspelled-key",
    "null-section",
    "read-objects",
    "required-field",
    "spec-version",
    "subscribe-objects",
    "surrounding-blanks",
    "typographic-quotes",
    "unknown-key",
    "update-event-enabled",
    "write-objects",
    "wrong-type",
    "yaml-typo",
];

/// What the schema says against `manifest`.
fn schema_refuses(manifest: &Value) -> Option<String> {
    VALIDATOR
        .validate(manifest)
        .err()
        .map(|error| format!("{error} at {}", error.instance_path()))
}

/// Compares schema, model and rules on one text; whether it could be compared.
fn compare(text: &str) -> Result<bool, String> {
    let source = Source::new("amp.yaml", text.into()).unwrap();
    let document = amplint::parse::parse(&source);
    // What is no YAML, or stands twice, is not for a schema to judge.
    if !document.problems().is_empty() || !source.faults().is_empty() {
        return Ok(false);
    }
    let Some(manifest) = yaml::read(&document, &SCHEMA) else {
        return Ok(false);
    };
    let manifest = &manifest;
    let model = manifest::read(&document);
    // To a schema a placeholder is a text like any other.
    let placeholder = |problem: &Violation| matches!(problem.kind, ViolationKind::Placeholder { .. });
    if model.violations.iter().any(placeholder) {
        return Ok(false);
    }
    let shape: Vec<_> = model
        .violations
        .iter()
        .map(|problem| &problem.kind)
        .filter(|kind| model::is_shape(kind))
        .collect();
    let by_rules = model::refused(&model);
    match schema_refuses(manifest) {
        None if !shape.is_empty() || !by_rules.is_empty() => {
            return Err(format!(
                "only the schema accepts it; the model: {shape:?} {by_rules:?}"
            ));
        }
        Some(reason) if shape.is_empty() && by_rules.is_empty() => {
            return Err(format!("only the schema refuses it: {reason}"));
        }
        _ => {}
    }
    let findings = check("amp.yaml", text.into(), &Options::default())
        .unwrap()
        .findings;
    let found = |id: &str| {
        findings
            .iter()
            .any(|finding| finding.rule == id && finding.level > Level::Info)
    };
    let misshapen = !shape.is_empty() || by_rules.contains(&"spec-version");
    if SHAPE_RULES.iter().any(|id| found(id)) != misshapen {
        return Err(format!(
            "the rules do not say what the model does: {shape:?}, {findings:#?}"
        ));
    }
    // What stands on broken ground isn't judged by rules.
    for &id in model::RULES.iter().filter(|_| shape.is_empty()) {
        // A provider that can't be subscribed to needs no `read` for it.
        let moot = (id == "subscribe-requires-read" && found("provider-capability-subscribe"))
            // Of a `read` with nothing under it the graver thing is said.
            || (id == "watch-schema-events" && found("subscribe-requires-read"));
        if found(id) != by_rules.contains(&id) && !moot {
            return Err(format!(
                "`{id}` and what the specification says disagree: {by_rules:?}, {findings:#?}"
            ));
        }
    }
    Ok(true)
}

#[test]
fn the_rules_compared_exist() {
    for id in SHAPE_RULES.iter().chain(model::RULES) {
        assert!(rules::find(id).is_some(), "there is no rule `{id}`");
    }
}

#[test]
fn the_schema_is_one() {
    jsonschema::draft202012::meta::validate(&SCHEMA).unwrap();
}

proptest! {
    #![proptest_config(common::cases(600))]

    #[test]
    fn sound_manifests_are_accepted(manifest in generate::sound()) {
        let refused = schema_refuses(&manifest);
        prop_assert!(refused.is_none(), "{}\n{}", refused.unwrap(), generate::write(&manifest));
        let text = generate::write(&manifest);
        prop_assert_eq!(compare(&text), Ok(true), "{}", text);
    }

    #[test]
    fn broken_manifests_are_judged_alike(manifest in generate::broken()) {
        let text = generate::write(&manifest);
        prop_assert_eq!(compare(&text), Ok(true), "{}", text);
    }
}

#[test]
fn files_are_judged_alike() {
    let mut compared = 0;
    for (name, bytes) in common::manifests() {
        let text = String::from_utf8_lossy(&bytes);
        let source = Source::new("amp.yaml", bytes.clone()).unwrap();
        if kind::payloads(&amplint::parse::parse(&source), None).is_some() {
            continue;
        }
        // What is no manifest is judged as that, not by what it lacks.
        if name.contains("/not-a-manifest/") {
            continue;
        }
        let same = compare(&text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        compared += usize::from(same);
    }
    assert!(compared > 10, "only {compared} files were compared");
}

/// The schema of what `schema` refers to.
fn resolve(schema: &'static Value) -> &'static Value {
    match schema["$ref"].as_str() {
        Some(reference) => SCHEMA.pointer(reference.strip_prefix('#').unwrap()).unwrap(),
        None => schema,
    }
}

fn mapping_schema(shape: Shape) -> &'static Value {
    if shape == Shape::Manifest {
        return &SCHEMA;
    }
    let name = format!("{shape:?}");
    let name = format!("/$defs/{}{}", name[..1].to_lowercase(), &name[1..]);
    SCHEMA
        .pointer(&name)
        .unwrap_or_else(|| panic!("there is no {name}"))
}

#[test]
fn the_tables_of_keys_say_the_same() {
    for &shape in Shape::ALL {
        let schema = mapping_schema(shape);
        let properties = schema["properties"].as_object().unwrap();
        let mut theirs: Vec<&str> = properties.keys().map(String::as_str).collect();
        let mut ours: Vec<&str> = shape.keys().iter().map(|key| key.name).collect();
        theirs.sort_unstable();
        ours.sort_unstable();
        assert_eq!(theirs, ours, "{shape:?}");
        let required: Vec<&str> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|key| key.as_str().unwrap())
            .collect();
        let ours: Vec<&str> = shape
            .keys()
            .iter()
            .filter(|key| key.required)
            .map(|key| key.name)
            .collect();
        assert_eq!(required, ours, "{shape:?}");
        assert_eq!(schema["additionalProperties"], false, "{shape:?}");
        assert_eq!(
            schema["patternProperties"],
            serde_json::json!({"^x-": true}),
            "{shape:?}"
        );
        for (key, property) in properties {
            let below = shape
                .below()
                .iter()
                .find(|(name, _)| name == key)
                .map(|&(_, below)| mapping_schema(below));
            let property = resolve(property);
            let is_mapping = |schema: &Value| schema["type"] == "object";
            match below {
                Some(below) if property["type"] == "array" => {
                    assert_eq!(resolve(&property["items"]), below, "{key}");
                }
                Some(below) => assert_eq!(property, below, "{key}"),
                None => assert!(
                    !is_mapping(property) && !is_mapping(resolve(&property["items"])),
                    "{key}"
                ),
            }
        }
    }
    let mappings = SCHEMA["$defs"]
        .as_object()
        .unwrap()
        .values()
        .filter(|schema| schema["type"] == "object")
        .count();
    assert_eq!(
        mappings + 1,
        Shape::ALL.len(),
        "a mapping of the schema is in no table"
    );
}

#[test]
fn everything_is_described_and_examples_are_right() {
    fn walk(schema: &Value, here: &str) {
        match schema {
            Value::Object(entries) => {
                for (key, inner) in entries {
                    walk(inner, &format!("{here}/{key}"));
                }
                for key in ["examples", "default"] {
                    let Some(values) = entries.get(key).filter(|_| !here.ends_with("/properties")) else {
                        continue;
                    };
                    let values = if key == "default" {
                        std::slice::from_ref(values)
                    } else {
                        values.as_array().unwrap()
                    };
                    let mut alone: Map<String, Value> = entries.clone();
                    alone.insert("$defs".to_owned(), SCHEMA["$defs"].clone());
                    let validator = jsonschema::draft202012::new(&Value::Object(alone)).unwrap();
                    for value in values {
                        assert!(
                            validator.is_valid(value),
                            "the {key} {value} at {here} is refused"
                        );
                    }
                }
            }
            Value::Array(list) => list.iter().for_each(|inner| walk(inner, here)),
            _ => {}
        }
    }
    walk(&SCHEMA, "");
    for &shape in Shape::ALL {
        let schema = mapping_schema(shape);
        assert!(
            schema["title"].is_string() && schema["description"].is_string(),
            "{shape:?} is not described"
        );
        for (key, property) in schema["properties"].as_object().unwrap() {
            let description = property["description"]
                .as_str()
                .or(resolve(property)["description"].as_str());
            assert!(
                description.is_some_and(|text| text.ends_with('.')),
                "`{key}` of {shape:?} is not described"
            );
        }
    }
}

/// A list of proposals for editors; other providers are not for the schema to refuse.
#[test]
fn the_schema_proposes_all_providers() {
    let proposed: Vec<&str> = SCHEMA["$defs"]["integration"]["properties"]["provider"]["anyOf"][0]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key.as_str().unwrap())
        .collect();
    let mut known: Vec<&str> = catalog::providers().map(catalog::Provider::key).collect();
    known.sort_unstable();
    assert_eq!(proposed, known);
}
