//! Places where editors ask for completion, and what is proposed there.

use amplint::assist::complete::{Known, complete};
use amplint::source::Source;

const HEAD: &str = "specVersion: 1.0.0\nintegrations:\n  - name: crm\n    provider: hubspot\n";
const READ: &str = "    read:\n      objects:\n        - objectName: contacts\n          destination: hook\n";

/// The labels at the `|` of a text.
fn labels(text: &str) -> Vec<String> {
    let at = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    let source = Source::new("amp.yaml", text.into_bytes()).unwrap();
    let found = complete(&source, u32::try_from(at).unwrap(), Known::default());
    found.into_iter().map(|it| it.label).collect()
}

#[test]
fn something_is_proposed_wherever_something_may_stand() {
    let head = HEAD;
    let read = format!("{HEAD}{READ}");
    let cases = [
        ("|".to_owned(), "specVersion"),
        ("spec|".to_owned(), "specVersion"),
        ("specVersion: 1.0.0\n|".to_owned(), "integrations"),
        ("specVersion: 1.0.0\nintegrations:\n  |".to_owned(), "- name"),
        ("specVersion: 1.0.0\nintegrations:\n  - |".to_owned(), "name"),
        ("specVersion: 1.0.0\nintegrations:\n  -|".to_owned(), "name"),
        (format!("{head}    |"), "read"),
        (format!("{head}    wri|"), "write"),
        (format!("{head}|"), "read"),
        (format!("{head}   |"), "- name"),
        (format!("{head}    module: |"), "crm"),
        (format!("{head}    read:\n      |"), "objects"),
        (
            format!("{head}    read:\n      objects:\n        |"),
            "- objectName",
        ),
        (
            format!("{head}    read:\n      objects:\n      - |"),
            "objectName",
        ),
        (format!("{read}          |"), "schedule"),
        (format!("{read}          schedule: |"), "0 * * * *"),
        (format!("{read}          schedule: \"|\""), "0 * * * *"),
        (format!("{read}          schedule:|"), "0 * * * *"),
        (
            format!("{read}          requiredFields:\n            |"),
            "- fieldName",
        ),
        (
            format!("{read}          requiredFields:\n            - fieldName: em|"),
            "email",
        ),
        (
            format!("{read}          requiredFields: [{{fieldName: |}}]"),
            "email",
        ),
        (format!("{read}          requiredFields: [|]"), "fieldName"),
        (format!("{read}          delivery: {{|}}"), "mode"),
        (
            format!("{read}          delivery:\n            mode: |"),
            "onRequest",
        ),
        (format!("{read}    proxy:\n      enabled: |"), "true"),
        (
            format!("{head}    write:\n      objects:\n        - objectName: |"),
            "contacts",
        ),
        (
            read.replace("hook\n", "hook # amp:ignore[|]\n"),
            "schedule-missing",
        ),
    ];
    for (text, wanted) in &cases {
        let found = labels(text);
        assert!(
            found.iter().any(|it| it == wanted),
            "{text}\n{wanted} is not among {found:?}"
        );
    }
}

#[test]
fn nothing_is_proposed_where_nothing_may_stand() {
    for text in [
        format!("{HEAD}# a note |"),
        format!("{HEAD}    displayName: \"a\" |"),
        format!("{HEAD}    x-notes: |"),
        format!("{HEAD}    read: |\n      objects: []\n"),
    ] {
        assert_eq!(labels(&text), Vec::<String>::new(), "{text}");
    }
}
