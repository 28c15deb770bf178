//! SARIF reports: as the standard wants them, with what a reader needs to show and fix a finding.

use std::sync::LazyLock;

use amplint::report::Report;
use amplint::source::Span;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::common::hold::report::{sarif, text_of};
use super::common::{corpus, hold};
use super::{checked, finding, report, source};

/// The published schema, where there is a corpus.
static VALIDATOR: LazyLock<Option<Validator>> = LazyLock::new(|| {
    let text = std::fs::read_to_string(corpus()?.join("sarif-schema-2.1.0.json")).unwrap();
    let schema = serde_json::from_str(&text).unwrap();
    let options = jsonschema::draft4::options().should_validate_formats(true);
    Some(options.build(&schema).unwrap())
});

/// Every format of `report` is right, and SARIF as the standard wants it.
pub fn sound(report: &Report) -> Result<(), TestCaseError> {
    hold::report::sound(report).map_err(TestCaseError::fail)?;
    let log = sarif(report);
    if let Some(validator) = &*VALIDATOR {
        let wrong: Vec<String> = validator
            .iter_errors(&log)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        prop_assert!(wrong.is_empty(), "{wrong:#?} in {log:#}");
    }
    Ok(())
}

const MANIFEST: &str = "specVersion: 1.0.0\nintegrations:\n  - name: a\n    provider: hubspot\n    read:\n      objects:\n        - objectName: contact\n          destination: hook\n          schedule: '0,55 * * * *'\n    proxy:\n      enabled: 'true'\n      enabled: 'true'\n";

#[test]
fn a_real_report_says_what_a_rule_is_and_how_to_fix() {
    let report = checked("a b/amp.yaml", MANIFEST.as_bytes()).unwrap();
    sound(&report).unwrap();
    let log = sarif(&report);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().any(|rule| rule["id"] == "wrong-type"));
    for rule in rules {
        for text in [
            "/shortDescription/text",
            "/fullDescription/text",
            "/help/text",
            "/help/markdown",
        ] {
            let text = rule.pointer(text).and_then(Value::as_str).unwrap_or_default();
            assert!(text.len() > 20, "{rule:#}");
        }
    }
    let result = run["results"]
        .as_array()
        .unwrap()
        .iter()
        .find(|result| result["ruleId"] == "wrong-type")
        .unwrap();
    assert_eq!(
        result["locations"][0]["physicalLocation"]["artifactLocation"],
        json!({"uri": "a%20b/amp.yaml", "uriBaseId": "%SRCROOT%"})
    );
    assert_eq!(
        result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
        "$.integrations[0].proxy.enabled"
    );
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "true");
    assert_eq!(
        text_of(MANIFEST, &replacement["deletedRegion"]).unwrap(),
        "'true'"
    );
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let of = |text: &str| -> Vec<Value> {
        let log = sarif(&checked("amp.yaml", text.as_bytes()).unwrap());
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        results
            .into_iter()
            .map(|result| result["partialFingerprints"].clone())
            .collect()
    };
    let before = of(MANIFEST);
    assert!(before.len() > 2);
    assert_eq!(before, of(&format!("# a line\n\n{MANIFEST}\n# another\n")));
    assert_eq!(before, of(&MANIFEST.replace("0,55", "0,58")));
}

#[test]
fn absolute_names_are_file_uris() {
    for (name, uri) in [
        ("/srv/a b.yaml", "file:///srv/a%20b.yaml"),
        ("C:/a/amp.yaml", "file:///C:/a/amp.yaml"),
        ("c:amp.yaml", "c%3Aamp.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
    ] {
        let log = sarif(&report([(
            source(name, b"a: b\n"),
            vec![finding(Span::new(0, 1), "wrong")],
        )]));
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!(place["uri"], uri);
        assert_eq!(place.get("uriBaseId").is_some(), !uri.starts_with("file:"));
    }
}
