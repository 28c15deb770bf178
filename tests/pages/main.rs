//! What README.md and `docs` show is what the program says. `cargo xtask generate` writes the generated parts anew.

#[path = "../common/update.rs"]
mod update;

mod anchors;
mod changes;
mod commands;
mod install;
mod links;
mod parts;
mod rules;
mod settings;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Standard output of amplint, run in the project's folder.
fn output(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_amplint"))
        .args(arguments)
        .current_dir(root())
        .env_clear()
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// README.md and all pages of `docs`, as paths from the project's root.
fn pages() -> Vec<String> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    let mut found: Vec<PathBuf> = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    walk(&root().join("docs"), &mut found);
    found.sort();
    let name = |path: &PathBuf| {
        let path = path.strip_prefix(root()).unwrap().to_str().unwrap();
        path.replace('\\', "/")
    };
    found.iter().map(name).collect()
}

/// The code spans of a text, blocks of code left out.
fn spans(text: &str) -> Vec<&str> {
    let mut code = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        } else if !code {
            found.extend(line.split('`').skip(1).step_by(2));
        }
    }
    found
}

/// What GitHub makes of a heading to link to it.
fn slug(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// The anchors of a page: its headings, and the `id`s that it sets itself.
fn anchors(text: &str) -> Vec<String> {
    let mut code = false;
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        } else if !code && line.starts_with('#') {
            let heading = slug(line.trim_start_matches('#').trim());
            let again = found.iter().filter(|&other| *other == heading).count();
            found.push(match again {
                0 => heading,
                _ => format!("{heading}-{again}"),
            });
        } else if !code {
            let ids = line.split("<a id=\"").skip(1);
            found.extend(ids.filter_map(|rest| rest.split('"').next().map(str::to_owned)));
        }
    }
    found
}
