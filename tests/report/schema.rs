//! The JSON report and `schemas/report.schema.json` describe each other.

use amplint::report::{Format, Look, Report};
use serde_json::{Value, json};

use super::common::hold::report::{SCHEMA, VALIDATOR, accepted};
use super::{checked, written};

/// A real report with labels, help and fixes.
fn sample() -> Value {
    let text = b"specVersion: 1.0.0\nintegrations:\n  - name: a\n    provider: hubspot\n    read:\n      objects:\n        - objectName: contact\n          destination: hook\n          schedule: '0,55 * * * *'\n    proxy:\n      enabled: 'true'\n      enabled: 'true'\n";
    let text = written(
        &checked("a/amp.yaml", text).unwrap(),
        Format::Json,
        Look::default(),
    );
    accepted(&text).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_schema_is_one() {
    assert!(jsonschema::draft202012::meta::is_valid(&SCHEMA));
}

#[test]
fn real_reports_are_accepted() {
    let sample = sample();
    let some = |key: &str| {
        sample["findings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|finding| finding[key] != json!([]))
    };
    assert!(
        some("labels") && some("fixes"),
        "the sample should show everything: {sample}"
    );
    accepted(&written(
        &checked("amp.yaml", b"").unwrap(),
        Format::Json,
        Look::default(),
    ))
    .unwrap();
    accepted(&written(&Report::default(), Format::Json, Look::default())).unwrap();
}

/// Places in a JSON value: keys and indices from the top.
fn places(value: &Value, here: &str, found: &mut Vec<String>) {
    let mut go = |key: &str, inner: &Value| {
        let place = format!("{here}/{key}");
        places(inner, &place, found);
        found.push(place);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| go(key, inner)),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(i, inner)| go(&i.to_string(), inner)),
        _ => {}
    }
}

#[test]
fn changed_reports_are_refused() {
    let sample = sample();
    let mut all = Vec::new();
    places(&sample, "", &mut all);
    assert!(all.len() > 100);
    let refused = |changed: Value, what: &str| assert!(!VALIDATOR.is_valid(&changed), "{what} is accepted");
    for place in &all {
        let (parent, key) = place.rsplit_once('/').unwrap();
        // Every value of another type.
        let mut changed = sample.clone();
        let value = changed.pointer_mut(place).unwrap();
        *value = if value.is_boolean() {
            json!("true")
        } else {
            json!(true)
        };
        refused(changed, &format!("{place} = true"));
        // Every key missing.
        let mut changed = sample.clone();
        if let Some(map) = changed.pointer_mut(parent).unwrap().as_object_mut() {
            map.remove(key);
            refused(changed, &format!("no {place}"));
        }
        // Every object with a key more; lists hold nothing foreign.
        let mut changed = sample.clone();
        match changed.pointer_mut(place).unwrap() {
            Value::Object(map) => drop(map.insert("more".to_owned(), json!(1))),
            Value::Array(list) => list.push(json!({})),
            Value::Number(number) => {
                let below = if ["line", "column", "version"].contains(&key) {
                    0
                } else {
                    -1
                };
                assert!(number.is_u64());
                *changed.pointer_mut(place).unwrap() = json!(below);
            }
            _ => continue,
        }
        refused(changed, &format!("{place} with something foreign"));
    }
    for (place, value) in [
        ("/version", json!(2)),
        ("/tool/name", json!("other")),
        ("/findings/0/level", json!("fatal")),
        ("/findings/0/rule", json!("Not An Id")),
        ("/findings/0/message", json!("")),
        ("/findings/0/file", json!("")),
        ("/findings/0/path", json!("integrations")),
        ("/findings/0/span/start/offset", json!(1.5)),
        ("/findings/0/url", json!("not a url")),
    ] {
        let mut changed = sample.clone();
        *changed.pointer_mut(place).unwrap() = value.clone();
        refused(changed, &format!("{place} = {value}"));
    }
}
