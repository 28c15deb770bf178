//! Every place that names the version of the program. `Cargo.toml` is the one to go by.

use std::fs;

use crate::{Result, root};

/// A file, and what stands before the version in it. A place that is there must be right; the files may come and go.
const PLACES: &[(&str, &[&str])] = &[
    ("Cargo.toml", &["\nname = \"amplint\"\nversion = \""]),
    ("Cargo.lock", &["\nname = \"amplint\"\nversion = \""]),
    ("fuzz/Cargo.lock", &["\nname = \"amplint\"\nversion = \""]),
    ("pyproject.toml", &["\nversion = \"", "amplint=="]),
    ("packaging/install.sh", &["\nVERSION="]),
    (
        "npm/amplint/package.json",
        &["\"version\": \"", "-x64\": \"", "-arm64\": \""],
    ),
    ("editors/vscode/package.json", &["\n  \"version\": \""]),
    (
        "editors/vscode/package-lock.json",
        &[
            "\"name\": \"amplint\",\n  \"version\": \"",
            "\"name\": \"amplint\",\n      \"version\": \"",
        ],
    ),
    ("README.md", SNIPPETS),
    ("docs/ci.md", SNIPPETS),
    ("docs/editors.md", SNIPPETS),
    ("docs/configuration.md", SNIPPETS),
];

/// How settings that people copy name it.
const SNIPPETS: &[&str] = &[
    "rev: v",
    "amplint@v",
    "AMPLINT: v",
    "amplint==",
    "amplint@",
    "amplint:v",
];

/// The version of the program, as `Cargo.toml` has it.
pub(crate) fn current() -> Result<String> {
    let found = found("Cargo.toml", PLACES[0].1)?;
    found
        .first()
        .cloned()
        .ok_or_else(|| "Cargo.toml has no version".to_owned())
}

/// The places that name another version than `version`, as `file: version`.
pub(crate) fn drifted(version: &str) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for (file, before) in PLACES {
        let others = found(file, before)?.into_iter().filter(|found| found != version);
        wrong.extend(others.map(|found| format!("{file}: {found}")));
    }
    Ok(wrong)
}

/// Makes all places name `version`.
pub(crate) fn set(version: &str) -> Result {
    for (file, before) in PLACES {
        let path = root().join(file);
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let mut fresh = text.clone();
        for before in *before {
            fresh = replaced(&fresh, before, version);
        }
        if fresh != text {
            fs::write(&path, fresh).map_err(|error| format!("{file}: {error}"))?;
        }
    }
    Ok(())
}

fn found(file: &str, before: &[&str]) -> Result<Vec<String>> {
    let text = match fs::read_to_string(root().join(file)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(format!("{file}: {error}")),
    };
    let mut found = Vec::new();
    for before in before {
        let rests = text.split(before).skip(1);
        found.extend(rests.filter_map(|rest| version(rest).map(str::to_owned)));
    }
    Ok(found)
}

fn replaced(text: &str, before: &str, new: &str) -> String {
    let mut parts = text.split(before);
    let mut fresh = parts.next().unwrap_or_default().to_owned();
    for rest in parts {
        fresh += before;
        match version(rest) {
            Some(old) => {
                fresh += new;
                fresh += &rest[old.len()..];
            }
            None => fresh += rest,
        }
    }
    fresh
}

/// The version that `text` begins with.
pub(crate) fn version(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || ".-+".contains(c)));
    let word = text[..end.unwrap_or(text.len())].trim_end_matches('.');
    let core = word.split(['-', '+']).next()?;
    let numbers: Vec<&str> = core.split('.').collect();
    let fits = numbers.len() == 3
        && numbers
            .iter()
            .all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    fits.then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_version() {
        let version = current().unwrap();
        assert_eq!(
            drifted(&version).unwrap(),
            [""; 0],
            "Cargo.toml says {version}: `cargo xtask release {version}`"
        );
    }

    #[test]
    fn the_changelog_has_it() {
        let version = current().unwrap();
        let log = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
        let heading = log.lines().find(|line| line.starts_with("## ")).unwrap();
        let fits = heading == "## Unreleased" || heading.starts_with(&format!("## {version}"));
        assert!(
            fits,
            "the newest section of CHANGELOG.md is `{heading}`, the version {version}"
        );
    }

    #[test]
    fn versions_are_told_from_other_words() {
        for (text, expected) in [
            ("1.2.3\"", Some("1.2.3")),
            ("1.2.3-rc.1 x", Some("1.2.3-rc.1")),
            ("1.2.3.", Some("1.2.3")),
            ("1.2\"", None),
            ("v1.2.3", None),
            ("4", None),
        ] {
            assert_eq!(version(text), expected, "{text}");
        }
    }

    #[test]
    fn only_versions_are_replaced() {
        let text = "rev: v1.0.0\nrev: vNext\n- rev: v1.0.0-rc.1 # ok\n";
        assert_eq!(
            replaced(text, "rev: v", "2.0.0"),
            "rev: v2.0.0\nrev: vNext\n- rev: v2.0.0 # ok\n"
        );
    }
}
