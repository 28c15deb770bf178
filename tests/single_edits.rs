//! One typo in a clean manifest: few findings, the first of them at the typo, and fixes that keep to it.

use std::path::Path;

use amplint::diagnostic::{Diagnostic, Level};
use amplint::source::Source;
use amplint::{Options, check, fix};

/// Of so many cases each; a fixed number, so that a case costs the same whoever adds fixtures.
const CASES: usize = 10;

/// What is done to a line; `None` where that makes no sense.
type Edit = fn(&str) -> Option<String>;

/// The edits, each of which breaks the syntax or a key's spelling.
const EDITS: [(&str, Edit); 12] = [
    ("colon deleted", |line| {
        pair(line).map(|(key, value)| format!("{key} {value}"))
    }),
    ("space after the colon deleted", |line| {
        pair(line).map(|(key, value)| format!("{key}:{value}"))
    }),
    ("equals sign", |line| {
        pair(line).map(|(key, value)| format!("{key} = {value}"))
    }),
    ("dash without its space", |line| {
        line.contains("- ").then(|| line.replacen("- ", "-", 1))
    }),
    ("star for a dash", |line| {
        line.contains("- ").then(|| line.replacen("- ", "* ", 1))
    }),
    ("quote not closed", |line| {
        line.ends_with('"').then(|| line[..line.len() - 1].to_owned())
    }),
    ("one space more", |line| pair(line).map(|_| format!(" {line}"))),
    ("tab", |line| {
        let rest = line.strip_prefix("  ")?;
        Some(format!("\t{rest}"))
    }),
    ("comma at the end", |line| {
        pair(line)
            .filter(|(_, value)| !value.contains(' '))
            .map(|_| format!("{line},"))
    }),
    ("letters swapped", |line| {
        let (key, value) = pair(line)?;
        let (head, name) = key.split_at(key.len() - key.trim_start_matches([' ', '-']).len());
        let mut letters: Vec<char> = name.chars().collect();
        (letters.len() > 4 && letters[1] != letters[2]).then(|| letters.swap(1, 2))?;
        Some(format!(
            "{head}{}: {value}",
            letters.into_iter().collect::<String>()
        ))
    }),
    ("mark before the key", |line| {
        let (key, value) = pair(line)?;
        let (head, name) = key.split_at(key.len() - key.trim_start_matches([' ', '-']).len());
        Some(format!("{head}@{name}: {value}"))
    }),
    ("second colon", |line| {
        pair(line)
            .filter(|(_, value)| !value.contains(' '))
            .map(|_| format!("{line}:"))
    }),
];

fn pair(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(": ")?;
    let name = key.trim_start_matches([' ', '-']);
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
    (plain && !value.starts_with(['|', '>', '&', '*', '#', '['])).then_some((key, value))
}

fn options() -> Options {
    let mut options = Options::default();
    options.min_level = Some(Level::Warning);
    options
}

fn findings(text: &str) -> Vec<Diagnostic> {
    check("amp.yaml", text.into(), &options()).unwrap().findings
}

/// The good examples of the rules that have nothing to be told of.
fn manifests() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("good.yaml"))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    let texts = files.iter().map(|file| std::fs::read_to_string(file).unwrap());
    texts
        .filter(|text| text.contains("integrations:") && !text.contains(['\r', '\t', '|', '\u{FEFF}']))
        .filter(|text| (8..60).contains(&text.lines().count()) && findings(text).is_empty())
        .collect()
}

/// How many lines of `clean` but line `edited` are not in `fixed` any more, however they are indented.
fn lost(clean: &[&str], edited: usize, fixed: &str) -> usize {
    let mut left: Vec<&str> = fixed.lines().map(str::trim).collect();
    let others = clean.iter().enumerate().filter(|&(i, _)| i != edited);
    others
        .filter(|(_, line)| {
            let at = left.iter().position(|other| *other == line.trim());
            at.map(|at| left.swap_remove(at)).is_none()
        })
        .count()
}

#[test]
fn one_typo_is_one_finding_where_it_is() {
    let manifests = manifests();
    let (mut cases, mut few, mut near) = (0, 0, 0);
    let (mut harmed_safely, mut harmed) = (Vec::new(), Vec::new());
    let mut bad = Vec::new();
    for (n, (name, edit)) in EDITS.iter().enumerate() {
        let places = manifests.iter().enumerate().filter_map(|(m, text)| {
            let lines: Vec<&str> = text.lines().collect();
            // Another line in each manifest, and in each for another edit.
            let from = (m * 7 + n * 3) % lines.len();
            let edited = (0..lines.len())
                .map(|i| (from + i) % lines.len())
                .find_map(|i| edit(lines[i]).map(|line| (i, line)));
            edited.map(|(i, line)| (lines, i, line))
        });
        let step = manifests.len().div_ceil(CASES).max(1);
        for (lines, at, line) in places.step_by(step) {
            let mut broken = lines.clone();
            broken[at] = &line;
            let text = broken.join("\n") + "\n";
            let found = findings(&text);
            cases += 1;
            let is_few = found.len() <= 2;
            let source = Source::new("amp.yaml", text.clone().into()).unwrap();
            let first = found
                .first()
                .map(|finding| source.line_of(finding.span.start) as usize - 1);
            let is_near = first.is_some_and(|first| first.abs_diff(at) <= 1);
            few += usize::from(is_few);
            near += usize::from(is_near);
            let case = || {
                format!(
                    "{name}: line {} `{line}`: {} findings, first in line {first:?}",
                    at + 1,
                    found.len()
                )
            };
            if !(is_few && is_near) {
                bad.push(case());
            }
            for (risky, harmed) in [(false, &mut harmed_safely), (true, &mut harmed)] {
                let fixed = fix(&source, &options(), risky).unwrap().text;
                if lost(&lines, at, &fixed) > 0 {
                    harmed.push(case());
                }
            }
        }
    }
    assert!(cases >= 80, "only {cases} cases");
    let share = |part: usize| 100 * part >= 97 * cases;
    let told = format!(
        "of {cases} cases {few} have at most two findings, {near} the first at the typo; safe fixes change other lines \
         in {}, unsafe ones in {}\n{}\n{}",
        harmed_safely.len(),
        harmed.len(),
        bad.join("\n"),
        harmed.join("\n")
    );
    assert!(share(few), "{told}");
    assert!(100 * near >= 99 * cases, "{told}");
    assert!(harmed_safely.is_empty(), "{told}");
    assert!(200 * harmed.len() <= cases, "{told}");
}
