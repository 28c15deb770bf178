//! A case speaks of some rules only. What another one finds changes nothing in it, so that a new rule changes no case.

use std::fs;

use super::{Folder, files, run, text};

/// Lines in which one rule finds something, with the rule and its group. They stand in for a rule that is new: the
/// first that a case does not name.
const STRAYS: [(&str, &str, &str); 4] = [
    (
        "unknown-suppression",
        "suppression",
        "# amp:ignore[no-rule-of-that-name]",
    ),
    ("malformed-suppression", "suppression", "# amp:ignore[what,"),
    ("unused-suppression", "suppression", "# amp:ignore[duplicate-key]"),
    ("unknown-key", "shape", "keyOfNobody: 1"),
];

const PLAIN: &str = "specVersion: 1.0.0\nintegrations:\n  - name: plain\n    provider: hubspot\n    proxy:\n      enabled: true\n";

/// A file with `stray` after it, when it is a manifest.
pub fn with(file: &str, stray: &str) -> String {
    match stray {
        "" => file.to_owned(),
        // JSON has no comments.
        _ if !file.contains("integrations:") => file.to_owned(),
        _ if file.ends_with('\n') => format!("{file}{stray}\n"),
        _ => format!("{file}\n{stray}\n"),
    }
}

/// A case without what `stray` itself adds to files and differences between them.
fn without(case: &str, stray: &str) -> String {
    let lines = case.lines().filter(|line| !line.contains(stray));
    let lines = lines.map(|line| if line.contains("@@ ") { "@@" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_strays_are_found() {
    let folder = Folder::new("strays");
    for (rule, _, stray) in STRAYS {
        folder.file("amp.yaml", with(PLAIN, stray));
        let output = folder
            .amplint()
            .args(["check", "--format", "concise"])
            .output()
            .unwrap();
        let said = text(&output.stdout);
        assert!(
            said.lines()
                .any(|line| line.contains(&format!("warning[{rule}]"))),
            "{stray} stands in for a new warning, and should be one of {rule}: {said}"
        );
    }
}

#[test]
#[cfg_attr(not(unix), ignore = "the cases make symbolic links")]
fn cases_are_about_the_rules_they_name() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for path in files() {
        let case = fs::read_to_string(&path).unwrap();
        let words = case.split(|c: char| !c.is_ascii_lowercase() && c != '-');
        let names = |name: &str| words.clone().any(|word| word == name);
        let mut free = STRAYS
            .iter()
            .filter(|(rule, group, _)| !names(rule) && !names(group));
        let Some((_, _, stray)) = free.next() else {
            panic!("{}: no rule is left to stand in for a new one", path.display());
        };
        if with(&case, stray) == case {
            continue;
        }
        tried += 1;
        let name = path.file_stem().unwrap().to_string_lossy();
        let told = run(&format!("{name}-stray"), &case, stray);
        if without(&told, stray) != without(&case, stray) {
            wrong.push(format!("{name}.txt"));
        }
    }
    assert!(tried > 100, "only {tried} cases have manifests");
    assert!(
        wrong.is_empty(),
        "these cases would change with a new rule: give them an `amplint.toml` with the rules they are about, such as \
         `select = [\"wrong-type\"]`, or write `--select wrong-type`: {wrong:#?}"
    );
}
