//! `cargo xtask generate`: everything that is made from the program. The tests that hold it know how to make it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitStatus};

use crate::{Result, cargo, catalog, root};

/// Write everything generated anew: the catalogue's tables, snapshots, pages, schemas
#[derive(Default, clap::Args)]
pub(crate) struct Args {
    /// Write nothing, fail where something has drifted
    #[arg(long)]
    check: bool,
    /// Only these test targets, such as `rules` and `pages`
    #[arg(value_name = "TEST")]
    tests: Vec<String>,
}

/// How a test says that it writes files anew: snapshots, or `tests/common/update.rs`.
const WRITERS: [&str; 3] = ["insta::", "update::", "AMPLINT_UPDATE"];

pub(crate) fn run(args: &Args) -> Result {
    if args.tests.is_empty() {
        catalog::tables_from_facts(args.check)?;
    }
    let targets = match args.tests.as_slice() {
        [] => writers(&root().join("tests"))?,
        tests => tests.iter().cloned().collect(),
    };
    if !args.check {
        // What one makes another may show, so failures count only afterwards.
        test(&targets, true)?;
    }
    match test(&targets, false)?.success() {
        true => Ok(()),
        false if args.check => Err("something has drifted: `cargo xtask generate` writes it anew".to_owned()),
        false => Err("this is no matter of generated files: see the failures above".to_owned()),
    }
}

fn test(targets: &BTreeSet<String>, write: bool) -> Result<ExitStatus> {
    let mut command: Command = cargo();
    command.args(["test", "--quiet", "--locked", "--no-fail-fast"]);
    for target in targets {
        command.args(["--test", target]);
    }
    if write {
        command.env("AMPLINT_UPDATE", "1");
        command.env("INSTA_UPDATE", "always").env("INSTA_FORCE_PASS", "1");
        command
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null());
    } else {
        command.env_remove("AMPLINT_UPDATE").env("INSTA_UPDATE", "no");
    }
    command
        .status()
        .map_err(|error| format!("cargo can't be run: {error}"))
}

/// The test targets in `folder` that write files.
fn writers(folder: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for entry in entries(folder)? {
        let path = entry.path();
        let target =
            path.extension().is_some_and(|extension| extension == "rs") || path.join("main.rs").exists();
        let name = path.file_stem().and_then(|name| name.to_str());
        if let (true, Some(name), true) = (target, name, writes(&path)?) {
            found.insert(name.to_owned());
        }
    }
    Ok(found)
}

fn writes(path: &Path) -> Result<bool> {
    if path.is_dir() {
        for entry in entries(path)? {
            if writes(&entry.path())? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(WRITERS.iter().any(|word| text.contains(word)))
}

fn entries(folder: &Path) -> Result<Vec<fs::DirEntry>> {
    let list = fs::read_dir(folder).and_then(Iterator::collect);
    list.map_err(|error| format!("{}: {error}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_writers_are_found() {
        let found = writers(&root().join("tests")).unwrap();
        for target in ["rules", "cli", "pages", "docs"] {
            assert!(found.contains(target), "{found:?}");
        }
        assert!(!found.contains("common"), "{found:?}");
    }
}
