//! One edit of a clean manifest: few findings, the first of them at the edit, and fixes that change no value but those the
//! edit touched, as an independent parser reads them.

mod common;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use amplint::diagnostic::{Diagnostic, Level};
use amplint::source::Source;
use amplint::{Options, check, fix};
use common::plain;

/// Each is made in one of so many manifests.
const STEP: usize = 6;

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
    let mut options = plain::options();
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

/// The values of a text by what leads to them, each with how often it is there: keys, but not the places of items, so that a
/// value may move within its list. `None` where another parser finds no YAML.
fn values(text: &str) -> Option<BTreeMap<String, usize>> {
    let value = serde_yaml::from_str(text).ok().or_else(|| twice(text))?;
    let mut found = BTreeMap::new();
    let mut rest = vec![(String::new(), &value)];
    while let Some((path, value)) = rest.pop() {
        match value {
            serde_yaml::Value::Mapping(mapping) => {
                rest.extend(mapping.iter().map(|(key, value)| {
                    let key = key.as_str().map_or_else(|| format!("{key:?}"), str::to_owned);
                    (format!("{path}.{key}"), value)
                }));
            }
            serde_yaml::Value::Sequence(items) => {
                rest.extend(items.iter().map(|item| (format!("{path}[]"), item)));
            }
            scalar => *found.entry(format!("{path}: {scalar:?}")).or_insert(0) += 1,
        }
    }
    Some(found)
}

/// The same of a text with a key that stands twice, of which the other parser reads nothing.
fn twice(text: &str) -> Option<serde_yaml::Value> {
    let source = Source::new("amp.yaml", text.into()).unwrap();
    let json = common::platform::json(&amplint::yaml::parse(&source)).ok()?;
    serde_yaml::to_value(json).ok()
}

/// The values of `before` that `after` has not.
fn missing(before: &BTreeMap<String, usize>, after: &BTreeMap<String, usize>) -> Vec<String> {
    let lost = before
        .iter()
        .filter(|(value, count)| after.get(*value).is_none_or(|now| now < count));
    lost.map(|(value, _)| value.clone()).collect()
}

/// What fixes change beside the edit: values of the clean manifest that an edit of line `edited` leaves alone and that the
/// fixed text has not. Those it takes from the line that is gone may be gone too, and all below a line that was deleted with
/// the key or dash they hang from.
fn harm(clean: &[&str], edited: usize, broken: &str, fixed: &str) -> Vec<String> {
    if fixed == broken {
        return Vec::new();
    }
    let all = values(&(clean.join("\n") + "\n")).expect("what is clean is YAML");
    let Some(now) = values(fixed) else {
        return vec!["the fixed text is no YAML".to_owned()];
    };
    let rest: Vec<&str> = (0..clean.len())
        .filter(|&i| i != edited)
        .map(|i| clean[i])
        .collect();
    let kept = values(&(rest.join("\n") + "\n"));
    // What reads otherwise without the line is what the edit touched.
    let untouched = kept.map_or_else(
        || all.clone(),
        |kept| {
            all.iter()
                .filter(|(value, _)| kept.contains_key(*value))
                .map(|(value, &count)| (value.clone(), count.min(kept[value])))
                .collect()
        },
    );
    let own = pair(clean[edited]).map_or("", |(_, value)| value.trim_matches(['"', '\'']));
    let mut lost = missing(&untouched, &now);
    lost.retain(|value| own.is_empty() || !value.contains(own));
    lost
}

/// The lines, counted from 0 without line `deleted` of `clean`, of the smallest item or mapping that held it.
fn holder(clean: &[&str], deleted: usize) -> RangeInclusive<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(clean[deleted]);
    let first = (0..deleted).rev().find(|&i| indent(clean[i]) < own).unwrap_or(0);
    let after = (deleted + 1..clean.len()).find(|&i| indent(clean[i]) < own);
    // The line after it is where a mapping is seen to end.
    first..=after.unwrap_or(clean.len())
}

struct Case {
    what: String,
    clean: String,
    edited: usize,
    broken: String,
    /// Where the first finding may be.
    near: RangeInclusive<usize>,
    /// Whether there must be one.
    breaks: bool,
}

/// A number that depends on the text alone (FNV-1a), so that a manifest that is added changes no case of another.
fn pick(text: &str) -> usize {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash as usize
}

/// Each edit in some of the manifests, each in another line.
fn cases() -> Vec<Case> {
    let manifests = manifests();
    let mut cases = Vec::new();
    for (n, (name, edit)) in EDITS.iter().enumerate() {
        let chosen = manifests.iter().filter(|text| pick(text) % STEP == n % STEP);
        for text in chosen {
            let lines: Vec<&str> = text.lines().collect();
            let from = (pick(text) / STEP + n * 3) % lines.len();
            let mut places = (0..lines.len()).map(|i| (from + i) % lines.len());
            let Some((edited, line)) = places.find_map(|i| edit(lines[i]).map(|line| (i, line))) else {
                continue;
            };
            let mut broken = lines.clone();
            broken[edited] = &line;
            let broken = broken.join("\n") + "\n";
            // A value alone in its mapping may stand a space further to the right.
            if serde_yaml::from_str::<serde_yaml::Value>(&broken)
                .is_ok_and(|_| values(&broken) == values(text))
            {
                continue;
            }
            cases.push(Case {
                what: format!("{name}: line {} `{line}`", edited + 1),
                broken,
                clean: text.clone(),
                edited,
                near: edited.saturating_sub(1)..=edited + 1,
                breaks: true,
            });
        }
    }
    for text in &manifests {
        let lines: Vec<&str> = text.lines().collect();
        let edited = pick(text) % lines.len();
        // Whole lines: of a key or an item.
        let own = lines[edited].trim_start_matches([' ', '-']);
        if !own.starts_with(char::is_alphanumeric) || !(own.contains(':') || lines[edited].contains("- ")) {
            continue;
        }
        let mut broken = lines.clone();
        broken.remove(edited);
        cases.push(Case {
            what: format!("line {} `{}` deleted", edited + 1, lines[edited]),
            broken: broken.join("\n") + "\n",
            near: holder(&lines, edited),
            clean: text.clone(),
            edited,
            breaks: false,
        });
    }
    cases
}

#[test]
fn one_edit_is_one_finding_where_it_is() {
    let cases = cases();
    let (mut few, mut near) = (0, 0);
    let (mut harmed_safely, mut harmed) = (Vec::new(), Vec::new());
    let mut bad = Vec::new();
    for case in &cases {
        let found = findings(&case.broken);
        let source = Source::new("amp.yaml", case.broken.clone().into()).unwrap();
        let line = |at: u32| source.line_of(at) as usize - 1;
        let is_few = found.len() <= 2;
        // Where the line that is gone was, a label may show.
        let is_near = found.first().map_or(!case.breaks, |first| {
            let labels = first
                .labels
                .iter()
                .filter(|_| !case.breaks)
                .map(|label| label.span);
            let mut places = std::iter::once(first.span).chain(labels);
            places.any(|span| case.near.contains(&line(span.start)))
        });
        few += usize::from(is_few);
        near += usize::from(is_near);
        let told = || {
            let first = found.first().map(|first| line(first.span.start) + 1);
            format!("{}: {} findings, first in line {first:?}", case.what, found.len())
        };
        if !(is_few && is_near) {
            bad.push(told());
        }
        let lines: Vec<&str> = case.clean.lines().collect();
        for (risky, harmed) in [(false, &mut harmed_safely), (true, &mut harmed)] {
            let fixed = fix(&source, &options(), risky).unwrap().text;
            let lost = harm(&lines, case.edited, &case.broken, &fixed);
            if !lost.is_empty() {
                harmed.push(format!("{}: {}", told(), lost.join(", ")));
            }
        }
    }
    let all = cases.len();
    assert!(all >= 150, "only {all} cases");
    let told = format!(
        "of {all} cases {few} have at most two findings, {near} the first at the edit; safe fixes change other values in {}, \
         unsafe ones in {}\n{}\n{}",
        harmed_safely.len(),
        harmed.len(),
        bad.join("\n"),
        harmed.join("\n")
    );
    println!("{told}");
    assert!(100 * few >= 97 * all, "{told}");
    assert!(100 * near >= 99 * all, "{told}");
    assert!(harmed_safely.is_empty(), "{told}");
    assert!(200 * harmed.len() <= all, "{told}");
}
