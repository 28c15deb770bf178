//! Reading as the platform reads, against what its decoder was seen to make of 402 texts of the YAML test suite and
//! of 1,800 small manifests with a typo (`fixtures/platform`).

#[path = "../common/mod.rs"]
mod common;

mod recorded;
mod tabs;

use amplint::diagnostic::{Diagnostic, Level};
use amplint::source::Source;
use amplint::yaml;
use amplint::{Options, check};
use recorded::{Recorded, Verdict, suite, texts};
use serde_json::Value;

fn findings(text: &Recorded) -> Vec<Diagnostic> {
    let options = Options::default();
    check("amp.yaml", text.yaml.clone().into_bytes(), &options)
        .unwrap()
        .findings
}

fn all() -> Vec<Recorded> {
    let mut all = texts();
    all.extend(suite());
    all
}

fn shown(text: &Recorded, findings: &[Diagnostic]) -> String {
    let list: Vec<String> = findings
        .iter()
        .map(|finding| format!("  {} {}", finding.rule, finding.message))
        .collect();
    format!("{} {:?}\n{}", text.id, text.yaml, list.join("\n"))
}

#[test]
fn what_the_platform_refuses_is_an_error() {
    let mut silent = Vec::new();
    let mut refused = 0;
    for text in all() {
        if !matches!(text.verdict, Verdict::Refused) {
            continue;
        }
        refused += 1;
        let findings = findings(&text);
        if !findings.iter().any(|finding| finding.level == Level::Error) {
            silent.push(shown(&text, &findings));
        }
    }
    assert!(refused > 800, "only {refused} texts are refused");
    assert!(
        silent.is_empty(),
        "{} texts:\n{}",
        silent.len(),
        silent.join("\n")
    );
}

#[test]
fn what_the_platform_reads_is_yaml() {
    let mut wrong = Vec::new();
    let mut read = 0;
    for text in all() {
        if matches!(text.verdict, Verdict::Refused) {
            continue;
        }
        read += 1;
        let findings = findings(&text);
        if findings.iter().any(|finding| finding.rule == "yaml-syntax") {
            wrong.push(shown(&text, &findings));
        }
    }
    assert!(read > 800, "only {read} texts are read");
    assert!(wrong.is_empty(), "{} texts:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_read_has_the_platforms_values() {
    let mut wrong = Vec::new();
    let mut compared = 0;
    for text in all() {
        let Verdict::Json(expected) = &text.verdict else {
            continue;
        };
        let source = Source::new("amp.yaml", text.yaml.clone().into_bytes()).unwrap();
        let document = yaml::parse(&source);
        if document.problems().iter().any(recorded::is_unread) {
            continue;
        }
        match common::platform::json(&document) {
            Err(error) if error == "binary" => {}
            Ok(ours) if same(&ours, expected) => compared += 1,
            ours => wrong.push(format!("{} {:?}\n  {ours:?}\n  {expected}", text.id, text.yaml)),
        }
    }
    assert!(compared > 800, "only {compared} texts are compared");
    assert!(wrong.is_empty(), "{} texts:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether two values are one, `1.0` and `1` being one number.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .all(|(key, value)| theirs.get(key).is_some_and(|other| same(value, other)))
        }
        (Value::Number(ours), Value::Number(theirs)) => ours.as_f64() == theirs.as_f64(),
        _ => ours == theirs,
    }
}
