//! Mending does good and nothing else, whatever is wrong with a manifest.

mod common;

use std::collections::HashMap;

use amplint::diagnostic::Diagnostic;
use amplint::fix::{Applicability, Edit, Fix, apply};
use amplint::source::{Source, Span};
use amplint::yaml::{self, Document, Kind, NodeId, ProblemKind};
use amplint::{Mended, Options, check, manifest, mend};
use proptest::prelude::*;

fn source(text: &str) -> Source {
    Source::new("amp.yaml", text.as_bytes().to_vec()).unwrap()
}

fn mended(text: &str, risky: bool) -> Mended {
    mend(&source(text), &Options::default(), risky).unwrap()
}

fn document(source: &Source) -> Document<'_> {
    let guide = yaml::Guide {
        faults: &|document| manifest::read(document).problems.len(),
        above: &manifest::Shape::above,
        lists: &manifest::Shape::lists,
        together: &manifest::Shape::together,
    };
    yaml::parse_for(source, &guide)
}

fn broken(document: &Document<'_>) -> usize {
    let syntax = |problem: &&yaml::Problem| matches!(problem.kind, ProblemKind::Syntax(_));
    document.problems().iter().filter(syntax).count()
}

fn fixable(finding: &Diagnostic, risky: bool) -> bool {
    let allowed = |fix: &Fix| risky || fix.applicability == Applicability::Safe;
    !finding.suppressed && finding.fixes.iter().any(allowed)
}

/// How the lines of a text end: `\n`, `\r\n`, `\r`.
fn line_ends(text: &str) -> [bool; 3] {
    let lf = text.replace("\r\n", "").contains('\n');
    let cr = text.replace("\r\n", "").contains('\r');
    [lf, text.contains("\r\n"), cr]
}

/// How many lines are `such`.
fn count(text: &str, such: impl Fn(&str) -> bool) -> usize {
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    text.split(['\n', '\r']).filter(|line| such(line)).count()
}

/// What must be true of `text` mended.
fn holds(text: &str, risky: bool) -> Result<Mended, String> {
    let mended = mended(text, risky);
    let new = mended.text.as_str();
    let all = Fix::safe("", mended.edits.clone());
    if apply(text, [&all]) != (new.to_owned(), 1) {
        return Err("the edits don't lead to the text".to_owned());
    }
    if let Some(refused) = mended.refused.iter().find(|refused| refused.fault) {
        return Err(format!("{refused:?}"));
    }
    let left = check("amp.yaml", new.into(), &Options::default())
        .unwrap()
        .findings;
    if let Some(left) = left.iter().find(|finding| fixable(finding, risky)) {
        let known = mended.refused.iter().any(|refused| refused.rule == left.rule);
        if !known {
            return Err(format!("left: {} {}", left.rule, left.message));
        }
    }
    let again = self::mended(new, risky);
    // Two guesses at what is not YAML may each undo the other.
    let undoes = |refused: &amplint::Refused| refused.why.contains("undoes");
    if !again.edits.is_empty() && !mended.refused.iter().any(undoes) {
        return Err(format!("mending again changes it: {:?}", again.edits));
    }
    let (old_source, new_source) = (source(text), source(new));
    let (old, now) = (document(&old_source), document(&new_source));
    if broken(&now) > broken(&old) {
        return Err("it is less YAML than before".to_owned());
    }
    looks(text, new)?;
    comments(text, &old, new, &mended.edits)?;
    if broken(&old) == 0 {
        values(&old, &now, &mended.edits)?;
    }
    Ok(mended)
}

/// Line ends, the byte-order mark and the end of the file are as they were; no blanks are left behind.
fn looks(old: &str, new: &str) -> Result<(), String> {
    if old == new {
        return Ok(());
    }
    let had = line_ends(old);
    let strange = line_ends(new).iter().zip(had).any(|(now, had)| *now && !had);
    if strange && had.contains(&true) {
        return Err("a line ends in another way".to_owned());
    }
    let ends = |text: &str| text.ends_with(['\n', '\r']);
    let is_empty = new.trim_start_matches('\u{FEFF}').is_empty();
    if !is_empty && ends(old) != ends(new) {
        return Err("the end of the file is not as it was".to_owned());
    }
    if old.starts_with('\u{FEFF}') != new.starts_with('\u{FEFF}') {
        return Err("the byte-order mark is not as it was".to_owned());
    }
    let trailing = |line: &str| line.ends_with([' ', '\t']);
    if count(new, trailing) > count(old, trailing) {
        return Err("blanks are left at the end of a line".to_owned());
    }
    let blank = |line: &str| line.trim().is_empty();
    if count(new, blank) > count(old, blank) {
        return Err("there are new blank lines".to_owned());
    }
    Ok(())
}

/// Every comment is still there, but suppressions, and what stood behind an entry that is gone.
fn comments(text: &str, old: &Document<'_>, new: &str, edits: &[Edit]) -> Result<(), String> {
    let mut wanted: HashMap<&str, usize> = HashMap::new();
    for &comment in old.comments() {
        let before = text[..comment.start as usize].rsplit(['\n', '\r']).next();
        let text = text[comment.range()].trim_end();
        let entry = before.unwrap_or_default().trim_matches([' ', '\t', '-']);
        let gone = !entry.is_empty()
            && edits
                .iter()
                .any(|edit| edit.span.contains(comment) && !edit.text.contains(text));
        if !text.contains("amp:ignore") && !gone {
            *wanted.entry(text).or_default() += 1;
        }
    }
    for (text, count) in wanted {
        if new.matches(text).count() < count {
            return Err(format!("a comment is lost: {text}"));
        }
    }
    Ok(())
}

/// Every key and value that no edit touches is still there, under the same key, but for keys that are written
/// between the two.
fn values(old: &Document<'_>, new: &Document<'_>, edits: &[Edit]) -> Result<(), String> {
    let touched = |span: Span| {
        let after = edits.partition_point(|edit| edit.span.end < span.start);
        edits.get(after).is_some_and(|edit| edit.span.start <= span.end)
    };
    let moved = |offset: u32| {
        let before = edits.iter().take_while(|edit| edit.span.end <= offset);
        let growth = |edit: &Edit| i64::try_from(edit.text.len()).unwrap() - i64::from(edit.span.len());
        u32::try_from(i64::from(offset) + before.map(growth).sum::<i64>()).unwrap()
    };
    let scalars: HashMap<(u32, bool), NodeId> = new
        .nodes()
        .filter(|&node| matches!(new.kind(node), Kind::Scalar(_)))
        .map(|node| ((new.span(node).start, new.is_key(node)), node))
        .collect();
    let is_written = |key: NodeId| {
        let start = new.span(key).start;
        edits.iter().any(|edit| {
            let end = moved(edit.span.end);
            (end - u32::try_from(edit.text.len()).unwrap()..end).contains(&start)
        })
    };
    let kept = |node: NodeId| -> Option<Option<NodeId>> {
        let span = old.span(node);
        let scalar = matches!(old.kind(node), Kind::Scalar(_)) && !span.is_empty();
        (scalar && !touched(span)).then(|| {
            let there = scalars.get(&(moved(span.start), old.is_key(node))).copied();
            there.filter(|&there| {
                same(old.text_of(node), new.text_of(there)) && new.tag(there) == old.tag(node)
            })
        })
    };
    for node in old.nodes() {
        let Some(now) = kept(node) else { continue };
        let what = old.text_of(node);
        let Some(now) = now else {
            return Err(format!("{what:?} at {} is lost", old.path(node)));
        };
        let Some(above) = key_above(old, node) else {
            continue;
        };
        let Some(above_now) = kept(above) else { continue };
        let mut keys = std::iter::successors(key_above(new, now), |&key| key_above(new, key));
        if keys.find(|&key| Some(key) == above_now || !is_written(key)) != above_now {
            return Err(format!(
                "{what:?} at {} is now at {}",
                old.path(node),
                new.path(now)
            ));
        }
    }
    Ok(())
}

/// Line breaks at the end of a block text depend on the comments behind it.
fn same(old: &str, new: &str) -> bool {
    old.trim_end() == new.trim_end()
}

/// The nearest key that `node` is under.
fn key_above(document: &Document<'_>, node: NodeId) -> Option<NodeId> {
    let mut at = node;
    if document.is_key(at) {
        at = document.parent(at)?;
    }
    loop {
        match document.key_of(at) {
            Some(key) => return Some(key),
            None => at = document.parent(at)?,
        }
    }
}

/// What may happen to a manifest.
#[derive(Clone, Copy, Debug)]
enum Mishap {
    Delete,
    Repeat,
    Swap,
    RenameKey,
    CaseOfKey,
    OtherKey,
    Quote,
    Unquote,
    Indent,
    Dedent,
    Tab,
    Value,
    Blanks,
    Comment,
    Suppress,
    Letter,
    Crlf,
    Cr,
    Bom,
    NoFinalLineEnd,
}

const MISHAPS: [Mishap; 20] = [
    Mishap::Delete,
    Mishap::Repeat,
    Mishap::Swap,
    Mishap::RenameKey,
    Mishap::CaseOfKey,
    Mishap::OtherKey,
    Mishap::Quote,
    Mishap::Unquote,
    Mishap::Indent,
    Mishap::Dedent,
    Mishap::Tab,
    Mishap::Value,
    Mishap::Blanks,
    Mishap::Comment,
    Mishap::Suppress,
    Mishap::Letter,
    Mishap::Crlf,
    Mishap::Cr,
    Mishap::Bom,
    Mishap::NoFinalLineEnd,
];

const VALUES: &[&str] = &[
    "no",
    "yes",
    "On",
    "'true'",
    "\"30\"",
    "0o17",
    "1_000",
    "30.0",
    "1e2",
    "~",
    "",
    "-5",
    "\"*/5 * * * *\"",
    "*/15 * * * *",
    "\"@hourly\"",
    "\"0 */5 * * * *\"",
    "\"*/90 * * * *\"",
    "HubSpot",
    "hubspt",
    "salesforce",
    "Contacts",
    "contact",
    "Always",
    "alway",
    "ALL",
    "onrequest",
    "1.0",
    "v1.0.0",
    "[a, b]",
    "{fieldName: a, prompt: b}",
    "- email",
    "|",
    "> # folded",
    "a: b",
    "\"unclosed",
    "$['a']['b']",
    "$.a.b",
    "99999",
];

const KEYS: &[&str] = &[
    "specVersion",
    "name",
    "provider",
    "module",
    "read",
    "write",
    "subscribe",
    "objects",
    "objectName",
    "destination",
    "schedule",
    "backfill",
    "defaultPeriod",
    "days",
    "fullHistory",
    "delivery",
    "mode",
    "pageSize",
    "requiredFields",
    "optionalFields",
    "fieldName",
    "mapToName",
    "mapToDisplayName",
    "prompt",
    "default",
    "enabled",
    "inheritFieldsAndMapping",
    "updateEvent",
    "watchFieldsAuto",
    "watchFields",
    "api",
    "standardObjects",
    "proxy",
];

/// A line's indentation with any dash, its key, and what follows the colon.
fn parts(line: &str) -> Option<(&str, &str, &str)> {
    let (key, value) = line.split_once(':')?;
    let begin = key.len() - key.trim_start_matches([' ', '-']).len();
    Some((&line[..begin], &line[begin..key.len()], value))
}

/// Lets it happen at line `at`; `with` chooses among several ways.
fn happen(lines: &mut Vec<String>, mishap: Mishap, at: usize, with: usize) {
    if lines.is_empty() {
        return;
    }
    let at = at % lines.len();
    let line = lines[at].clone();
    let key = |make: &dyn Fn(&str) -> String| {
        parts(&line).map(|(begin, key, value)| format!("{begin}{}:{value}", make(key)))
    };
    let value = |make: &dyn Fn(&str) -> String| {
        parts(&line).map(|(begin, key, value)| format!("{begin}{key}: {}", make(value.trim())))
    };
    let new = match mishap {
        Mishap::Delete => {
            lines.remove(at);
            return;
        }
        Mishap::Repeat => {
            lines.insert(at, line);
            return;
        }
        Mishap::Swap => {
            let other = with % lines.len();
            lines.swap(at, other);
            return;
        }
        Mishap::Comment => {
            lines.insert(at, format!("{}# note {with}", " ".repeat(with % 12)));
            return;
        }
        Mishap::Suppress => {
            let ids = ["", "[wrong-type]", "[unknown-key, page-size]", "[unknow-key]"];
            let begin: String = line.chars().take_while(|c| *c == ' ').collect();
            lines.insert(
                at,
                format!("{begin}# amp:ignore{} for now", ids[with % ids.len()]),
            );
            return;
        }
        Mishap::RenameKey => key(&|key| {
            let mut chars: Vec<char> = key.chars().collect();
            let i = with % chars.len().max(1);
            match with % 3 {
                0 if chars.len() > 2 => drop(chars.remove(i)),
                1 if i + 1 < chars.len() => chars.swap(i, i + 1),
                _ => chars.insert(i, 'e'),
            }
            chars.into_iter().collect()
        }),
        Mishap::CaseOfKey => key(&|key| match with % 3 {
            0 => key.to_lowercase(),
            1 => key.to_uppercase(),
            _ => key.replacen(char::is_lowercase, "X", 0),
        }),
        Mishap::OtherKey => key(&|_| KEYS[with % KEYS.len()].to_owned()),
        Mishap::Quote => value(&|value| match with % 2 {
            0 => format!("'{value}'"),
            _ => format!("\"{value}\""),
        }),
        Mishap::Unquote => Some(line.replace(['"', '\''], "")),
        Mishap::Indent => Some(format!("{}{line}", " ".repeat(1 + with % 4))),
        Mishap::Dedent => {
            let most = line.len() - line.trim_start_matches(' ').len();
            Some(line[(1 + with % 4).min(most)..].to_owned())
        }
        Mishap::Tab => Some(line.replacen("  ", "\t", 1 + with % 3)),
        Mishap::Value => value(&|_| VALUES[with % VALUES.len()].to_owned()),
        Mishap::Blanks => value(&|value| format!("'  {value} '")),
        Mishap::Letter => {
            let mut chars: Vec<char> = line.chars().collect();
            let letters = [':', '-', '#', '"', '\'', '[', '}', '&', '*', ',', 'é', ' '];
            let i = with % (chars.len() + 1);
            chars.insert(i, letters[with % letters.len()]);
            Some(chars.into_iter().collect())
        }
        Mishap::Crlf | Mishap::Cr | Mishap::Bom | Mishap::NoFinalLineEnd => None,
    };
    if let Some(new) = new {
        lines[at] = new;
    }
}

/// `text` after `mishaps`.
fn spoiled(text: &str, mishaps: &[(usize, usize, usize)]) -> String {
    let mut bom = text.starts_with('\u{FEFF}');
    let text = text.trim_start_matches('\u{FEFF}');
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let (mut end, mut last) = ("\n", true);
    for &(mishap, at, with) in mishaps {
        match MISHAPS[mishap % MISHAPS.len()] {
            Mishap::Crlf => end = "\r\n",
            Mishap::Cr => end = "\r",
            Mishap::Bom => bom = true,
            Mishap::NoFinalLineEnd => last = false,
            mishap => happen(&mut lines, mishap, at, with),
        }
    }
    let mut text = lines.join(end);
    if last {
        text.push_str(end);
    }
    if bom {
        text.insert(0, '\u{FEFF}');
    }
    text
}

/// Our own manifests, in the order of their names.
fn manifests() -> Vec<(String, String)> {
    let own = env!("CARGO_MANIFEST_DIR");
    let ours = common::manifests()
        .into_iter()
        .filter(|(name, _)| name.starts_with(own) && !name.contains("/../"));
    let texts = ours.filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)));
    // Hundreds of lines take long and show nothing that few don't.
    texts.filter(|(_, text)| text.lines().count() < 200).collect()
}

#[test]
fn every_manifest_is_mended() {
    let mut wrong = Vec::new();
    for (name, bytes) in common::manifests() {
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        if name.contains("yaml-test-suite") {
            continue;
        }
        for risky in [false, true] {
            for text in [
                text.clone(),
                text.replace('\n', "\r\n"),
                text.trim_end().to_owned(),
            ] {
                if let Err(why) = holds(&text, risky) {
                    wrong.push(format!("{name} (unsafe fixes: {risky}): {why}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whatever_happens_is_mended() {
    let manifests = manifests();
    assert!(manifests.len() > 50);
    let mishaps = prop::collection::vec((0..MISHAPS.len(), 0..200_usize, 0..1000_usize), 1..7);
    let strategy = (0..manifests.len(), mishaps, any::<bool>());
    let mut runner = proptest::test_runner::TestRunner::new(common::cases(300));
    let outcome = runner.run(&strategy, |(file, mishaps, risky)| {
        let text = spoiled(&manifests[file].1, &mishaps);
        holds(&text, risky)
            .map_err(|why| TestCaseError::fail(format!("{why}\n{}\n{text}\n", manifests[file].0)))?;
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// What random cases have found.
#[test]
fn what_went_wrong_once() {
    let object = "        - objectName: on\n          destination: a\n          optionalFieldsAuto: all\n";
    let head = "specVersion: 1.0.0\nintegrations:\n  - name: a\n    provider: hubspot\n";
    // A name that could not be read stands twice.
    let twice = format!("{head}    read:\n      objects:\n{object}{object}");
    assert_eq!(holds(&twice, false).unwrap().fixed, 2);
    // The missing line is to end as the others do, though the last ends with the file.
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("{head}      enabled: true\n").replace('\n', end);
        let whole = format!("{head}    proxy:\n      enabled: true\n").replace('\n', end);
        assert_eq!(holds(&text, true).unwrap().text, whole);
    }
    // Without `mapToName` the slip above would be taken for it.
    let fields = "          requiredFields:\n            - fieldName: b\n              m:apToName: c\n              mapToName: b\n";
    let slip = format!(
        "{head}    read:\n      objects:\n        - objectName: contacts\n          destination: a\n{fields}"
    );
    assert_eq!(holds(&slip, false).unwrap().fixed, 0);
    // Nothing but a byte-order mark is left.
    holds("\u{FEFF}# amp:ignore for now\n", false).unwrap();
}
