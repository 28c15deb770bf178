//! What several tests share: our fixtures, the corpus, the number of random cases.
#![allow(dead_code, reason = "no test needs all of it")]

pub mod folder;
pub mod generate;
pub mod hold;
pub mod mishap;
pub mod plain;
pub mod platform;
pub mod respell;
pub mod sound;
pub mod update;
pub mod yaml;

use std::path::{Path, PathBuf};

use proptest::test_runner::Config;

/// The folder of real manifests and the YAML test suite, which is no part of the project: the environment
/// variable `AMPLINT_CORPUS`, else `../shared/corpus` beside it. A test that needs it and finds none passes.
pub fn corpus() -> Option<PathBuf> {
    let folder = match std::env::var_os("AMPLINT_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"),
    };
    if folder.is_dir() {
        return Some(folder);
    }
    println!(
        "skipped: there is no corpus at {} (AMPLINT_CORPUS says where it is)",
        folder.display()
    );
    None
}

/// All YAML files of the project's fixtures and of the corpus, with their names.
pub fn manifests() -> Vec<(String, Vec<u8>)> {
    let mut paths = Vec::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"),
        &mut paths,
    );
    if let Some(corpus) = corpus() {
        walk(&corpus, &mut paths);
    }
    paths.sort();
    let read = |path: PathBuf| {
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path.display().to_string(), bytes)
    };
    paths.into_iter().map(read).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml" || extension == "yml")
        {
            found.push(path);
        }
    }
}

/// One case of the YAML test suite.
pub struct SuiteCase {
    pub id: String,
    pub yaml: String,
    /// Whether it must be refused.
    pub fail: bool,
    /// The expected events, one a line.
    pub tree: String,
}

/// The YAML test suite; empty where there is no corpus.
pub fn suite() -> Vec<SuiteCase> {
    let Some(corpus) = corpus() else { return Vec::new() };
    let text = std::fs::read_to_string(corpus.join("yaml-test-suite.json")).unwrap();
    let cases: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let text = |case: &serde_json::Value, key: &str| case[key].as_str().unwrap().to_owned();
    cases
        .iter()
        .map(|case| SuiteCase {
            id: text(case, "id"),
            yaml: text(case, "yaml"),
            fail: case["fail"].as_bool().unwrap(),
            tree: text(case, "tree"),
        })
        .collect()
}

/// Random cases: as many as asked for, or as `PROPTEST_CASES` says.
pub fn cases(cases: u32) -> Config {
    let asked = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|number| number.parse().ok());
    Config {
        cases: asked.unwrap_or(cases),
        failure_persistence: None,
        ..Config::default()
    }
}
