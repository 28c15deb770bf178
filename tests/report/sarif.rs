//! SARIF reports: as the standard wants them, with what a reader needs to show and mend a finding.

use std::collections::HashSet;
use std::sync::LazyLock;

use amplint::report::{Format, Look, Report};
use amplint::source::Span;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::common::corpus;
use super::{checked, finding, report, source, written};

/// The published schema, where there is a corpus.
static VALIDATOR: LazyLock<Option<Validator>> = LazyLock::new(|| {
    let text = std::fs::read_to_string(corpus()?.join("sarif-schema-2.1.0.json")).unwrap();
    let schema = serde_json::from_str(&text).unwrap();
    let options = jsonschema::draft4::options().should_validate_formats(true);
    Some(options.build(&schema).unwrap())
});

fn sarif(report: &Report) -> Value {
    serde_json::from_str(&written(report, Format::Sarif, Look::default())).unwrap()
}

/// Characters as SARIF counts them, for a check that is not ours.
fn text_of(text: &str, region: &Value) -> Option<String> {
    let number = |key: &str| region[key].as_u64().unwrap() as usize;
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut chars = text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable();
    while let Some(c) = chars.next() {
        line.push(c);
        if c == '\n' || (c == '\r' && chars.peek() != Some(&'\n')) {
            lines.push(std::mem::take(&mut line));
        }
    }
    lines.push(line);
    let offset = |line: usize, column: usize| -> Option<usize> {
        let before: usize = lines[..line - 1].iter().map(|line| line.chars().count()).sum();
        (column - 1 <= lines.get(line - 1)?.chars().count()).then_some(before + column - 1)
    };
    let start = offset(number("startLine"), number("startColumn"))?;
    let end = offset(number("endLine"), number("endColumn"))?;
    let all: Vec<char> = lines.concat().chars().collect();
    Some(all.get(start..end)?.iter().collect())
}

/// Whatever is in `report` comes out as SARIF that says the same.
pub fn sound(report: &Report) -> Result<(), TestCaseError> {
    let log = sarif(report);
    if let Some(validator) = &*VALIDATOR {
        let wrong: Vec<String> = validator
            .iter_errors(&log)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        prop_assert!(wrong.is_empty(), "{wrong:#?} in {log:#}");
    }
    let results = log["runs"][0]["results"].as_array().unwrap();
    let all: Vec<_> = report
        .files()
        .iter()
        .flat_map(|file| file.findings.iter().map(|finding| (&file.source, finding)))
        .collect();
    prop_assert_eq!(results.len(), all.len());
    let mut fingerprints = HashSet::new();
    for (result, (source, finding)) in results.iter().zip(all) {
        let text = result["message"]["text"].as_str().unwrap();
        let help = finding.help.as_ref().map(|help| format!("\nhelp: {help}"));
        prop_assert_eq!(text, finding.message.clone() + &help.unwrap_or_default());
        prop_assert_eq!(result["suppressions"] != json!([]), finding.suppressed);
        let rule = &log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        prop_assert_eq!(&rule["id"], finding.rule);
        let place = &result["locations"][0]["physicalLocation"];
        if !source.name().starts_with('/') {
            prop_assert_eq!(
                unencoded(place["artifactLocation"]["uri"].as_str().unwrap()),
                source.name()
            );
        }
        let (start, end) = (
            source.text().floor_char_boundary(finding.span.start as usize),
            source.text().floor_char_boundary(finding.span.end as usize),
        );
        if !source.text().starts_with('\u{feff}') {
            prop_assert_eq!(
                text_of(source.text(), &place["region"]),
                Some(source.text()[start..end].to_owned())
            );
        }
        let fingerprint = result["partialFingerprints"]["amplint/v1"].to_string();
        prop_assert!(fingerprints.insert(fingerprint));
    }
    Ok(())
}

fn unencoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

const MANIFEST: &str = "specVersion: 1.0.0\nintegrations:\n  - name: a\n    provider: hubspot\n    read:\n      objects:\n        - objectName: contact\n          destination: hook\n          schedule: '0,55 * * * *'\n    proxy:\n      enabled: 'true'\n      enabled: 'true'\n";

#[test]
fn a_real_report_says_what_a_rule_is_and_how_to_mend() {
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
