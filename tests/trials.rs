//! Small manifests on which other readers are wrong, with what is to be found in each (`fixtures/trials.json`): warnings
//! and errors by rule and line, and whether the safe fixes leave nothing of them and a file that the platform reads.
//!
//! The manifests lie where `AMPLINT_SHARED` says, else beside the project; without them the test says that it skips.

mod common;

use std::path::{Path, PathBuf};

use amplint::diagnostic::Level;
use amplint::source::Source;
use amplint::{Options, check, fix};
use common::platform;
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
    let checked = check("amp.yaml", text.as_bytes().to_vec(), &Options::default()).unwrap();
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
        if expected.get("safe").is_some() {
            let source = Source::new("amp.yaml", text.into_bytes()).unwrap();
            let fixed = fix(&source, &Options::default(), false).unwrap();
            let left = self::found(&fixed.text);
            if !left.is_empty() || !platform::reads(&fixed.text) {
                wrong.push(format!(
                    "{name}: its safe fixes leave {left:?} in\n{}",
                    fixed.text
                ));
            }
        }
    }
    assert!(table.len() > 35, "only {} trials", table.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
