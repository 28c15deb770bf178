//! One way through: each stage knows only what lies before it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Each part of the crate and what it may use of the others.
const MAY_USE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("suggest", &[]),
    ("escape", &[]),
    ("yaml", &["source", "fix"]),
    ("manifest", &["source", "yaml", "suggest"]),
    ("api", &["source", "yaml", "manifest", "suggest"]),
    ("catalog", &["suggest"]),
    ("schedule", &["suggest"]),
    ("fix", &["source"]),
    ("diagnostic", &["source", "fix"]),
    (
        "rule",
        &[
            "source",
            "escape",
            "yaml",
            "manifest",
            "api",
            "catalog",
            "schedule",
            "suggest",
            "fix",
            "diagnostic",
            "suppress",
            "rules",
        ],
    ),
    ("rules", &["manifest", "api", "catalog", "schedule", "rule"]),
    ("options", &["escape", "api", "diagnostic", "rule", "rules"]),
    (
        "suppress",
        &["source", "yaml", "diagnostic", "options", "rule", "rules"],
    ),
    (
        "check",
        &[
            "source",
            "yaml",
            "manifest",
            "api",
            "schedule",
            "diagnostic",
            "options",
            "rule",
            "rules",
            "suppress",
        ],
    ),
    (
        "report",
        &["source", "escape", "fix", "diagnostic", "rules", "check"],
    ),
    (
        "fixer",
        &["source", "fix", "diagnostic", "options", "rule", "rules", "check"],
    ),
    ("baseline", &["source", "escape", "diagnostic"]),
    (
        "assist",
        &[
            "source",
            "escape",
            "suggest",
            "yaml",
            "catalog",
            "schedule",
            "manifest",
            "api",
            "diagnostic",
            "options",
            "rule",
            "rules",
            "check",
        ],
    ),
    (
        "workspace",
        &["source", "escape", "diagnostic", "rule", "check", "config"],
    ),
    (
        "server",
        &[
            "source",
            "escape",
            "fix",
            "diagnostic",
            "yaml",
            "catalog",
            "schedule",
            "manifest",
            "rule",
            "rules",
            "options",
            "config",
            "check",
            "fixer",
            "report",
            "assist",
            "workspace",
        ],
    ),
    (
        "config",
        &[
            "source",
            "suggest",
            "fix",
            "diagnostic",
            "options",
            "rule",
            "rules",
        ],
    ),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The parts that `text` uses: what follows `crate::`, alone or in braces.
fn used(text: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = code.collect::<Vec<_>>().join("\n");
    for after in code.split("crate::").skip(1) {
        let word = |text: &str| -> String {
            text.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        };
        if let Some(list) = after.strip_prefix('{') {
            let list = list.split("};").next().unwrap_or_default();
            let mut depth = 0;
            for part in list.split_inclusive([',', '{', '}']) {
                if depth == 0 {
                    used.insert(word(part.trim()));
                }
                depth += part.matches('{').count();
                depth -= part.matches('}').count().min(depth);
            }
        } else {
            used.insert(word(after));
        }
    }
    used.remove("");
    used
}

#[test]
fn stages_know_only_what_lies_before_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let parts: BTreeSet<&str> = MAY_USE.iter().map(|(part, _)| *part).collect();
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let relative = file
            .strip_prefix(&src)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        let part = relative.split('/').next().unwrap().trim_end_matches(".rs");
        if relative == "rules/mod.rs" {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == part) else {
            continue;
        };
        for other in used(&std::fs::read_to_string(&file).unwrap()) {
            if parts.contains(other.as_str()) && other != part && !allowed.contains(&other.as_str()) {
                wrong.push(format!("src/{relative} uses crate::{other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "a stage reaches ahead:\n{}", wrong.join("\n"));
}

#[test]
fn the_check_above_sees_what_it_looks_for() {
    let text = "use crate::yaml::{Document, Kind};\n// crate::cli\nfn f() { crate::suggest::nearest() }\nuse crate::{rules, schedule::{self, Cron}, fix};\n";
    let used = used(text);
    let expected = ["fix", "rules", "schedule", "suggest", "yaml"];
    assert_eq!(used.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn a_rule_is_one_file_in_the_registry() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut files: Vec<String> = std::fs::read_dir(rules)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".rs").map(|stem| stem.replace('_', "-")))
        .filter(|name| name != "mod")
        .collect();
    files.sort();
    let mut ids: Vec<&str> = amplint::rules::ALL.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    assert_eq!(files, ids, "files in src/rules and rules in the registry differ");
}

/// What is built is what stands in `src`: no code of ours runs during a build, none is unsafe, and every dependency
/// is one.
#[test]
fn the_build_holds_no_surprise() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
    let manifest = read("Cargo.toml");
    assert!(!root.join("build.rs").exists());
    assert!(!manifest.contains("\nbuild = ") && !manifest.contains("[build-dependencies]"));
    assert!(manifest.contains("unsafe_code = \"forbid\""));
    for name in ["src/lib.rs", "src/main.rs"] {
        assert!(read(name).contains("\n#![forbid(unsafe_code)]\n"), "{name}");
    }
    let mut paths = Vec::new();
    sources(&root.join("src"), &mut paths);
    let code: String = paths
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let section = manifest.split("\n[dependencies]\n").nth(1).unwrap();
    let section = section.split("\n[").next().unwrap();
    for line in section.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, _)) = line.split_once(" = ") else {
            continue;
        };
        let path = format!("{}::", name.replace('-', "_"));
        assert!(code.contains(&path), "{name} is used nowhere");
    }
}
