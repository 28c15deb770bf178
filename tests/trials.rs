//! Small manifests on which other readers are wrong, with what is to be found in each (`fixtures/trials.json`): warnings
//! and errors by rule and line, what the safe fixes leave of them, and what all fixes leave. Where a fix has no row it changes
//! nothing. What is left without errors is a file that the platform reads.
//!
//! The manifests lie where `AMPLINT_SHARED` says, else beside the project; without them the test says that it skips.

mod common;

use std::path::{Path, PathBuf};

use amplint::diagnostic::Level;
use amplint::source::Source;
use amplint::{check, fix};
use common::{plain, platform};
use serde_json::Value;

fn folder() -> Option<PathBuf> {
    let shared = match std::env::var_os("AMPLINT_SHARED") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
    };
    let folder = shared.join("trials");
    if folder.is_dir() {
        return Some(folder);
    }
    println!(
        "skipped: there are no trials at {} (AMPLINT_SHARED says where)",
        folder.display()
    );
    None
}

/// Warnings and errors that stand, as the table has them.
fn found(text: &str) -> Vec<String> {
    let checked = check("amp.yaml", text.as_bytes().to_vec(), &plain::options()).unwrap();
    let stand = checked
        .findings
        .iter()
        .filter(|finding| !finding.suppressed && finding.level >= Level::Warning);
    stand
        .map(|finding| {
            let line = checked.source.position(finding.span.start).line;
            let level = format!("{:?}", finding.level).to_lowercase();
            format!("{level} {} line {line}", finding.rule)
        })
        .collect()
}

/// Characters that no fix takes away.
fn expected_kept(expected: &Value) -> &str {
    expected.get("keeps").and_then(Value::as_str).unwrap_or_default()
}

#[test]
fn each_has_its_value() {
    let Some(folder) = folder() else { return };
    let table =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/trials.json")).unwrap();
    let table: serde_json::Map<String, Value> = serde_json::from_str(&table).unwrap();
    let mut wrong = Vec::new();
    for (name, expected) in &table {
        let path = folder.join(format!("{name}.amp.yaml"));
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let found = found(&text);
        if serde_json::json!(found) != expected["findings"] {
            wrong.push(format!("{name}: {found:?}, not {}", expected["findings"]));
        }
        let source = Source::new("amp.yaml", text.clone().into_bytes()).unwrap();
        for (name_of_fixes, risky) in [("safe", false), ("all", true)] {
            let mut options = plain::options();
            options.min_level = Some(Level::Warning);
            let fixed = fix(&source, &options, risky).unwrap().text;
            let left = self::found(&fixed);
            let expected = match expected.get(name_of_fixes) {
                Some(left) => left,
                None if fixed == text => continue,
                None if risky && expected.get("safe").is_some() => &expected["safe"],
                None => &Value::Null,
            };
            let errors = left.iter().any(|finding| finding.starts_with("error"));
            if serde_json::json!(left) != *expected || !(errors || platform::reads(&fixed)) {
                wrong.push(format!(
                    "{name}: {name_of_fixes} fixes leave {left:?}, not {expected}, in\n{fixed}"
                ));
            }
            let kept = expected_kept(&table[name]);
            if !fixed.contains(kept) {
                wrong.push(format!(
                    "{name}: {name_of_fixes} fixes don't keep {kept:?} in\n{fixed}"
                ));
            }
        }
    }
    let mut untold: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            Some(
                entry
                    .unwrap()
                    .file_name()
                    .to_str()?
                    .strip_suffix(".amp.yaml")?
                    .to_owned(),
            )
        })
        .collect();
    untold.retain(|name| !table.contains_key(name));
    assert!(untold.is_empty(), "these trials have no value: {untold:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
