//! Which findings are shown, fail and are fixed by their level. A case in `fixtures/cli` can't tell, as it names its
//! rules, and what is selected is shown at any level: so these ask for one rule's findings among all.

use std::process::Output;

use super::{BAD, Folder, text};

const WARNED: &str = "# amp:ignore[no-such-rule]\nspecVersion: 1.0.0\nintegrations:\n  - name: warned\n    provider: hubspot\n    proxy:\n      enabled: true\n";
const ADVISED: &str = "specVersion: 1.0.0\nintegrations:\n  - name: contacts\n    provider: salesforce\n    read:\n      objects:\n        - objectName: Contact\n          destination: contactWebhook\n          schedule: \"0 * * * *\"\n          requiredFields:\n            - fieldName: Email\n";

/// What a check of `manifest` says, one line a finding, and what it leaves of it.
fn checked(name: &str, manifest: &str, arguments: &[&str]) -> (Output, String) {
    let folder = Folder::new(name);
    folder.file("amp.yaml", manifest);
    let mut command = folder.amplint();
    command.args(["check", "--format", "concise"]).args(arguments);
    let output = command.output().unwrap();
    let left = String::from_utf8(folder.files().remove("amp.yaml").unwrap()).unwrap();
    (output, left)
}

/// How often a check finds something of `rule`, and its exit code.
fn found(rule: &str, manifest: &str, arguments: &[&str]) -> (usize, Option<i32>) {
    let (output, _) = checked("levels", manifest, arguments);
    let count = text(&output.stdout).matches(&format!("[{rule}]")).count();
    (count, output.status.code())
}

#[test]
fn advice_is_shown_when_it_is_asked_for() {
    let advice = ["--level", "wrong-type=info"];
    let with = |more: &[&'static str]| found("wrong-type", BAD, &[&advice[..], more].concat());
    assert_eq!(with(&[]), (0, Some(0)), "advice is hidden");
    assert_eq!(with(&["--min-level", "info"]), (1, Some(0)), "it is asked for");
    assert_eq!(with(&["--select", "wrong-type"]), (1, Some(0)), "it is selected");
    assert_eq!(with(&["--fail-on", "info"]), (1, Some(1)), "what fails is shown");
}

#[test]
fn warnings_are_shown_unless_only_errors_are_asked_for() {
    let with = |arguments: &[&str]| found("unknown-suppression", WARNED, arguments);
    assert_eq!(with(&[]), (1, Some(0)));
    assert_eq!(with(&["--min-level", "error"]), (0, Some(0)));
    assert_eq!(with(&["--strict"]), (1, Some(1)));
    let failing = with(&["--min-level", "error", "--strict"]);
    assert_eq!(
        failing,
        (1, Some(1)),
        "what fails is shown, whatever --min-level says"
    );
}

#[test]
fn advice_is_taken_where_it_is_shown() {
    let fixed = |arguments: &[&str]| {
        let (output, left) = checked("advice", ADVISED, arguments);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        left
    };
    let hidden = fixed(&["--fix", "--unsafe-fixes"]);
    assert!(hidden.contains("fieldName: Email"), "{hidden}");
    assert!(!hidden.contains("module: crm"), "{hidden}");
    let safe = fixed(&["--fix", "--min-level", "info"]);
    assert!(safe.contains("fieldName: email"), "{safe}");
    assert!(!safe.contains("module: crm"), "{safe}");
    let all = fixed(&["--fix", "--unsafe-fixes", "--min-level", "info"]);
    assert!(all.contains("module: crm"), "{all}");
}
