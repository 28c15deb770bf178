//! Cases name the rules they are about; so here is what no configuration and no option means: all of them run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use amplint::rules;
use serde_json::Value;

use super::{Folder, text};

/// In the folders of all rules, each finds what is bad for it, at the level of its declaration or a milder one.
#[test]
fn every_rule_runs() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    let folder = Folder::new("defaults");
    let mut left: BTreeMap<&str, &str> = BTreeMap::new();
    for rule in rules::ALL {
        let Ok(bad) = fs::read(fixtures.join(rule.id).join("bad.yaml")) else {
            continue;
        };
        // Destinations are asked about only where they are configured.
        let configured =
            bad.starts_with(b"# amplint.toml: ") || fixtures.join(rule.id).join("manifest.yaml").exists();
        if !configured {
            folder.file(format!("{}.amp.yaml", rule.id), bad);
            left.insert(rule.id, rule.level.name());
        }
    }
    assert!(left.len() > 60, "{left:?}");
    let mut command = folder.amplint();
    command.args(["check", "--min-level", "info", "--format", "json"]);
    // What is no manifest is passed over unless it is named.
    command.args(left.keys().map(|rule| format!("{rule}.amp.yaml")));
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_str(text(&output.stdout)).unwrap();
    for finding in report["findings"].as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap();
        if finding["file"] == format!("{rule}.amp.yaml")
            && left.get(rule).is_some_and(|level| finding["level"] == *level)
        {
            left.remove(rule);
        }
    }
    assert!(
        left.is_empty(),
        "rules that find nothing where nothing is configured: {left:?}"
    );
}
