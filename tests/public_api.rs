//! The public face, as it stands in the sources: what `src/lib.rs` shows, with fields, variants and methods. A line
//! that changes here is a change for those who build on the library.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

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

/// The text of the module at `path`, such as `manifest::model`.
fn module(path: &str) -> String {
    let base = src().join(path.replace("::", "/"));
    std::fs::read_to_string(base.with_extension("rs"))
        .or_else(|_| std::fs::read_to_string(base.join("mod.rs")))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Statements of `text`, each on one line with what is said of it before.
fn statements(text: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    let mut hidden = false;
    let mut open = String::new();
    for line in text.lines() {
        if open.is_empty() && line.starts_with("#[") {
            hidden |= line.contains("doc(hidden)");
        } else if !open.is_empty() || line.starts_with("pub use ") || line.starts_with("pub mod ") {
            open.push_str(line.trim());
            if line.ends_with(';') {
                found.push((std::mem::take(&mut hidden), std::mem::take(&mut open)));
            }
        } else if !line.starts_with("//") {
            hidden = false;
        }
    }
    found
}

/// The items that the module at `path` shows, as paths from the crate's root.
fn shown(path: &str, text: &str) -> Vec<(String, String)> {
    let mut items = Vec::new();
    let inside = |name: &str| match name.strip_prefix("crate::") {
        Some(name) => name.to_owned(),
        None if path.is_empty() => name.to_owned(),
        None => format!("{path}::{name}"),
    };
    for (hidden, statement) in statements(text) {
        if hidden {
            continue;
        }
        if let Some(name) = statement.strip_prefix("pub mod ") {
            let name = inside(name.trim_end_matches(';'));
            items.extend(shown(&name, &module(&name)));
        } else if let Some(tree) = statement.strip_prefix("pub use ") {
            let (from, names) = tree.trim_end_matches(';').rsplit_once("::").unwrap();
            let from = inside(from);
            let names = names.trim_matches(['{', '}']).split(',').map(str::trim);
            for name in names.filter(|name| !name.is_empty()) {
                if name == "*" {
                    let text = module(&from);
                    let public = text.lines().filter(|line| line.starts_with("pub "));
                    items.extend(public.filter_map(|line| Some((from.clone(), named(line)?.to_owned()))));
                } else {
                    items.push((from.clone(), name.to_owned()));
                }
            }
        }
    }
    items
}

/// The name of the item that a line declares.
fn named(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub ")?;
    let rest = rest.strip_prefix("const ").unwrap_or(rest);
    let kinds = ["struct ", "enum ", "fn ", "type ", "static ", "trait "];
    let rest = kinds
        .iter()
        .find_map(|kind| rest.strip_prefix(kind))
        .unwrap_or(rest);
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

/// The lines of `text` with what spans several (as `rustfmt` breaks it) on one.
fn joined(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut deep = 0;
    for line in text.lines() {
        let open = |text: &str| text.matches(['(', '<']).count();
        let close = |text: &str| {
            text.matches([')', '>']).count() - text.matches("->").count() - text.matches("=>").count()
        };
        let part = line.trim().starts_with("pub fn") || line.trim().starts_with("pub const fn");
        if deep > 0 {
            let last = lines.last_mut().unwrap();
            let gap = if last.ends_with(['(', '<']) || line.trim().starts_with([')', '>']) {
                ""
            } else {
                " "
            };
            *last = format!("{last}{gap}{}", line.trim());
            deep = (deep + open(line)).saturating_sub(close(line));
        } else {
            lines.push(line.to_owned());
            deep = if part {
                open(line).saturating_sub(close(line))
            } else {
                0
            };
        }
    }
    lines
}

/// Writes the declaration of `name` in `text`: with public fields, or variants.
fn declaration(text: &str, name: &str, out: &mut String) -> bool {
    let lines = joined(text);
    let Some(at) = lines
        .iter()
        .position(|line| line.starts_with("pub ") && named(line) == Some(name))
    else {
        return false;
    };
    let attributes = lines[..at]
        .iter()
        .rev()
        .take_while(|line| line.starts_with("#[") || line.starts_with("///"));
    let mut attributes: Vec<&String> = attributes
        .filter(|line| line.starts_with("#[derive") || line.starts_with("#[non_exhaustive"))
        .collect();
    attributes.reverse();
    for attribute in attributes {
        let _ = writeln!(out, "{attribute}");
    }
    let head = &lines[at];
    let _ = writeln!(out, "{}", head.trim_end_matches('{').trim_end());
    if head.ends_with('{') && !head.contains(" fn ") {
        let is_enum = head.contains(" enum ");
        let mut hidden = false;
        for line in lines[at + 1..].iter().take_while(|line| *line != "}") {
            let text = line.trim();
            if text == "#[doc(hidden)]" {
                hidden = true;
                continue;
            }
            let comment = text.starts_with("//") || text.starts_with('#') || text.is_empty();
            if !comment
                && !std::mem::take(&mut hidden)
                && (is_enum || text.starts_with("pub "))
                && !text.starts_with("pub(")
            {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    true
}

/// What implementations in `text` give to types called as in `names`, but for the traits in `own`.
fn implementations(
    text: &str,
    names: &BTreeSet<&str>,
    own: &BTreeSet<String>,
    found: &mut BTreeMap<String, BTreeSet<String>>,
) {
    let mut of: Option<(String, bool)> = None;
    let mut hidden = false;
    for line in joined(text) {
        if let Some(head) = line.strip_prefix("impl") {
            hidden = false;
            let head = head.trim_end_matches('{').trim_end();
            let target = head.rsplit(" for ").next().unwrap_or_default();
            let target = target
                .trim_start_matches(|c: char| !c.is_alphabetic())
                .trim_start();
            let target = if head.starts_with('<') && !head.contains(" for ") {
                head.split_once("> ").map_or(target, |(_, target)| target)
            } else {
                target
            };
            let name = target
                .split(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or_default();
            let is_trait = head.contains(" for ");
            of = names.contains(name).then(|| (name.to_owned(), is_trait));
            // Nobody outside can name a trait of the crate's own.
            let hidden = head.contains("From<") && head.contains("crate")
                || own
                    .iter()
                    .any(|own| head.trim().starts_with(&format!("{own} for ")));
            if let (Some((name, true)), false) = (&of, hidden) {
                let entry = found.entry(name.clone()).or_default();
                entry.insert(format!("impl{head}"));
            }
        } else if line == "}" {
            of = None;
        } else if line.trim().starts_with("#[doc(hidden)]") {
            hidden = true;
        } else if let Some((name, false)) = &of
            && (line.starts_with("    pub fn ") || line.starts_with("    pub const "))
            && !std::mem::take(&mut hidden)
        {
            let line = line.trim().trim_end_matches('{').trim_end();
            found
                .entry(name.clone())
                .or_default()
                .insert(format!("    {line}"));
        } else if !line.trim().starts_with(['#', '/']) {
            // What was hidden is something else than a method.
            hidden = false;
        }
    }
}

#[test]
fn the_public_face_is_what_it_was() {
    let lib = module("lib");
    let items = shown("", &lib);
    assert!(items.len() > 30, "{items:?}");
    let names: BTreeSet<&str> = items.iter().map(|(_, name)| name.as_str()).collect();
    let mut files = Vec::new();
    sources(&src(), &mut files);
    let mut methods: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut texts = BTreeMap::new();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        let text = text.replace("#[cfg(test)]\nmod tests;", "");
        let text = text
            .split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or_default()
            .to_owned();
        texts.insert(file.clone(), text);
    }
    let declared = texts.values().flat_map(|text| text.lines());
    let traits: BTreeSet<String> = declared
        .filter_map(|line| line.strip_prefix("pub(crate) trait "))
        .filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next())
        .map(str::to_owned)
        .collect();
    let mut out = String::new();
    for (from, name) in &items {
        // Where the module only passes it on, one of its own files declares it.
        let folder = src().join(from.replace("::", "/"));
        let mut near: Vec<&String> = texts
            .iter()
            .filter(|(file, _)| file.starts_with(&folder) || **file == folder.with_extension("rs"))
            .map(|(_, text)| text)
            .collect();
        near.sort_by_key(|text| text.len());
        let declared = near.iter().any(|text| declaration(text, name, &mut out));
        assert!(declared, "{from}::{name} is declared nowhere");
        let own: BTreeSet<&str> = [name.as_str()].into();
        let top = from.split("::").next().unwrap_or_default();
        for (file, text) in &texts {
            let part = file.strip_prefix(src()).unwrap().with_extension("");
            let inside = part.starts_with(top)
                || ["fixer", "check", "report"]
                    .iter()
                    .any(|part_| part.starts_with(part_));
            if inside {
                implementations(text, &own, &traits, &mut methods);
            }
        }
        for line in methods.remove(name).unwrap_or_default() {
            let _ = writeln!(out, "{line}");
        }
        out.push('\n');
    }
    assert_eq!(names.len(), items.len(), "two items share a name");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("public-api", out));
}
