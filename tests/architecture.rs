//! One way through: each stage knows only what lies before it, and no file knows one that knows it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Every file and folder of `src`, in the order in which a text goes through them. Each knows only those above it.
const STAGES: &[&str] = &[
    "source",
    "calendar",
    "escape",
    "words",
    "fix",
    "diagnostic",
    "suggest",
    "yaml",
    "json",
    "parse",
    "catalog",
    "schedule",
    "manifest",
    "api",
    "project",
    "rule",
    "rules",
    "change",
    "changes",
    "options",
    "suppress",
    "check",
    "compare",
    "baseline",
    "config",
    "fixer",
    "overview",
    "report",
    "assist",
    "workspace",
    "lib",
    "server",
    "cli",
    "main",
];

/// A file of `src` by its path in the crate; `rule/mod.rs` is `["rule"]`.
type Module = Vec<String>;

/// What a file brings in: by each name its full path.
type Names = BTreeMap<String, Module>;

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

/// All files of `src`, without comments, texts and unit tests.
fn modules() -> BTreeMap<Module, String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let module = |file: &Path| -> Module {
        let path = file.strip_prefix(&src).unwrap().with_extension("");
        let mut parts: Module = path
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        parts.pop_if(|last| last == "mod");
        parts
    };
    let read = |file: &Path| code(&std::fs::read_to_string(file).unwrap());
    let files = files
        .iter()
        .filter(|file| !file.ends_with("tests.rs") && !file.iter().any(|part| part == "tests"));
    files.map(|file| (module(file), read(file))).collect()
}

/// `text` without comments, texts and unit tests.
fn code(text: &str) -> String {
    let text = text.replace("#[cfg(test)]\nmod tests;", "");
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut code = String::new();
    let mut in_text = false;
    for line in text.lines() {
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\\' if in_text => _ = chars.next(),
                '\'' if !in_text && chars.peek() == Some(&'"') => _ = chars.next(),
                '"' => in_text = !in_text,
                '/' if !in_text && chars.peek() == Some(&'/') => break,
                _ if in_text => {}
                c => code.push(c),
            }
        }
        code.push('\n');
    }
    code
}

/// The paths of a tree as `use` has it: `a::{b, c::{self, d}}`.
fn paths(tree: &str) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let Some((before, inside)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        return vec![path.split("::").map(|part| part.trim().to_owned()).collect()];
    };
    let before: Vec<String> = before
        .split("::")
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    let inside = inside.trim_end().strip_suffix('}').unwrap_or(inside);
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    for (i, c) in inside.char_indices().chain([(inside.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                let item = inside[start..i].trim();
                start = (i + 1).min(inside.len());
                if !item.is_empty() {
                    found.extend(
                        paths(item)
                            .into_iter()
                            .map(|rest| [before.clone(), rest].concat()),
                    );
                }
            }
            _ => {}
        }
    }
    found
}

/// The full path that `path` stands for in the file `here`; `None` for what is not ours.
fn full(path: &[String], here: &Module, all: &BTreeMap<Module, String>) -> Option<Module> {
    let first = path.first()?.as_str();
    let mut full = match first {
        "crate" | "amplint" => path[1..].to_vec(),
        "self" => [here.as_slice(), &path[1..]].concat(),
        "super" => {
            let ups = path.iter().take_while(|part| *part == "super").count();
            [&here[..here.len().saturating_sub(ups)], &path[ups..]].concat()
        }
        _ => {
            let is_root = matches!(here.as_slice(), [root] if root == "lib" || root == "main");
            let here = if is_root { &[] } else { here.as_slice() };
            let child = [here, &path[..1]].concat();
            all.contains_key(&child).then(|| [here, path].concat())?
        }
    };
    full.pop_if(|last| last == "self" || last == "*");
    Some(full)
}

/// `code` in two: its `use` declarations (what stands between `use` and `;`), and the rest.
fn parted(code: &str) -> (Vec<&str>, String) {
    let (mut trees, mut rest, mut from) = (Vec::new(), String::new(), 0);
    for (at, _) in code.match_indices("use ") {
        let before = code[..at].chars().next_back();
        let begins = before.is_none_or(|c| c.is_whitespace() || c == ')');
        if at >= from
            && begins
            && let Some((tree, _)) = code[at + 4..].split_once(';')
        {
            rest.push_str(&code[from..at]);
            trees.push(tree);
            from = at + 4 + tree.len();
        }
    }
    rest.push_str(&code[from..]);
    (trees, rest)
}

/// The paths that `code` brings in with `use`.
fn brought_in(code: &str) -> Vec<Vec<String>> {
    parted(code).0.into_iter().flat_map(paths).collect()
}

/// All paths that `code` names: those it brings in, and those it writes out, be it from the crate's root or from a
/// child module on.
fn named(code: &str) -> Vec<Vec<String>> {
    let (trees, rest) = parted(code);
    // Whom an item is open to is no knowledge of theirs.
    let open_to = |part: &str| part.split_once(')').map_or("", |(_, rest)| rest).to_owned();
    let mut parts = rest.split("pub(in ");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(open_to).fold(first, |all, part| all + " " + &part);
    let mut found: Vec<Vec<String>> = trees.into_iter().flat_map(paths).collect();
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for path in rest.split(|c| !is_path(c)) {
        // A path before a turbofish ends in colons; one colon is a type's, and begins another word.
        for path in path.trim_end_matches(':').replace("::", "/").split(':') {
            if path.contains('/') && !path.starts_with('/') {
                found.push(path.split('/').map(str::to_owned).collect());
            }
        }
    }
    found
}

/// The file in which what `path` names is declared, through what files pass on.
fn home(
    path: &Module,
    all: &BTreeMap<Module, String>,
    passed: &BTreeMap<&Module, Names>,
    depth: usize,
) -> Option<Module> {
    // What is no module is what the crate's root passes on.
    let root = || vec!["lib".to_owned()];
    let of = (1..=path.len())
        .rev()
        .map(|n| path[..n].to_vec())
        .find(|start| all.contains_key(start));
    let Some(of) = of else {
        let on = passed.get(&root())?.get(path.first()?)?;
        let rest = &path[1..];
        return (depth < 8 && on != path)
            .then(|| home(&[on.as_slice(), rest].concat(), all, passed, depth + 1))?;
    };
    if depth < 8
        && let Some(name) = path.get(of.len())
        && let Some(on) = passed[&of].get(name)
        && on != path
    {
        let rest = &path[of.len() + 1..];
        return home(&[on.as_slice(), rest].concat(), all, passed, depth + 1);
    }
    Some(of)
}

/// Which files each file knows.
fn knows() -> BTreeMap<Module, BTreeSet<Module>> {
    let all = modules();
    let brought = |here: &Module, code: &str| -> Names {
        let full = brought_in(code)
            .into_iter()
            .filter_map(|path| full(&path, here, &all));
        full.filter_map(|path| Some((path.last()?.clone(), path)))
            .collect()
    };
    let passed: BTreeMap<&Module, Names> = all
        .iter()
        .map(|(here, code)| (here, brought(here, code)))
        .collect();
    let known = |here: &Module, code: &str| -> BTreeSet<Module> {
        let full = named(code).into_iter().filter_map(|path| full(&path, here, &all));
        let homes = full.filter_map(|path| home(&path, &all, &passed, 0));
        homes.filter(|home| home != here).collect()
    };
    all.iter()
        .map(|(here, code)| (here.clone(), known(here, code)))
        .collect()
}

/// The files that `start` knows directly or through others.
fn reached(start: &Module, knows: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(module) = open.pop() {
        for next in knows.get(module).into_iter().flatten() {
            if reached.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    reached
}

#[test]
fn stages_know_only_what_lies_before_them() {
    let stage = |module: &Module| {
        STAGES
            .iter()
            .position(|stage| module.first().is_some_and(|part| part == stage))
    };
    let mut wrong = Vec::new();
    for (module, others) in knows() {
        let here = stage(&module);
        if here.is_none() && !module.is_empty() {
            wrong.push(format!("src/{} is no stage", module.join("/")));
        }
        // The crate's root passes on what is declared elsewhere.
        let others = others.iter().filter(|other| !other.is_empty());
        for other in others.filter(|other| stage(other) > here) {
            wrong.push(format!("src/{} knows {}", module.join("/"), other.join("::")));
        }
    }
    assert!(wrong.is_empty(), "a stage reaches ahead:\n{}", wrong.join("\n"));
}

/// The shortest way from `start` back to itself.
fn circle(start: &Module, knows: &BTreeMap<Module, BTreeSet<Module>>) -> Option<Vec<Module>> {
    let mut ways = vec![vec![start.clone()]];
    let mut met = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for next in knows.get(way.last()?).into_iter().flatten() {
                let way = [way.as_slice(), std::slice::from_ref(next)].concat();
                if next == start {
                    return Some(way);
                }
                if met.insert(next.clone()) {
                    longer.push(way);
                }
            }
        }
        ways = longer;
    }
    None
}

#[test]
fn no_file_knows_one_that_knows_it() {
    let knows = knows();
    let shown = |way: Vec<Module>| {
        let names: Vec<String> = way.iter().map(|module| module.join("/")).collect();
        names.join(" → ")
    };
    let circles: Vec<String> = knows
        .keys()
        .filter_map(|module| circle(module, &knows))
        .map(shown)
        .collect();
    assert!(
        circles.is_empty(),
        "these files of src know each other:\n{}",
        circles.join("\n")
    );
}

#[test]
fn the_checks_above_see_what_they_look_for() {
    let text = "use crate::yaml::{Document, edit::{self, Move}};\n// crate::cli\nmod child;\nfn f() -> child::Some {} pub(in crate::server) fn g() { crate::suggest::nearest::<u8>(\"crate::cli\") }\npub(crate) use super::rules;\n#[cfg(test)]\nmod tests { use crate::main; }";
    let mut named: Vec<String> = named(&code(text)).iter().map(|path| path.join("::")).collect();
    named.sort();
    let expected = [
        "child::Some",
        "crate::suggest::nearest",
        "crate::yaml::Document",
        "crate::yaml::edit::Move",
        "crate::yaml::edit::self",
        "super::rules",
    ];
    assert_eq!(named, expected);
    let knows = knows();
    let module = |path: &str| -> Module { path.split('/').map(str::to_owned).collect() };
    // What the crate's root passes on is known where it is declared.
    let all = modules();
    let full = |path: &str| full(&module(path), &module("yaml"), &all);
    assert_eq!(full("crate/Checked"), Some(module("Checked")));
    let passed = Names::from([("Checked".to_owned(), module("check/Checked"))]);
    let passed_on = Names::from([("Checked".to_owned(), module("check/checked/Checked"))]);
    let (lib, check) = (module("lib"), module("check"));
    let none = Names::new();
    let mut by_file: BTreeMap<&Module, Names> = all.keys().map(|file| (file, none.clone())).collect();
    by_file.insert(&lib, passed);
    by_file.insert(&check, passed_on);
    assert_eq!(
        home(&module("Checked"), &all, &by_file, 0),
        Some(module("check/checked"))
    );
    // A child needs no `use`.
    assert!(knows[&module("yaml")].contains(&module("yaml/recover")));
    // What a folder passes on is declared in one of its files.
    assert!(knows[&module("rules/page_size")].contains(&module("rule/context")));
    assert!(knows[&module("check/run")].contains(&module("rules")));
    assert!(reached(&module("check"), &knows).contains(&module("yaml/tree")));
    assert!(!reached(&module("yaml/tree"), &knows).contains(&module("check")));
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
        // Only there to hold its version for another.
        if name == "textwrap" {
            continue;
        }
        let path = format!("{}::", name.replace('-', "_"));
        assert!(code.contains(&path), "{name} is used nowhere");
    }
}
