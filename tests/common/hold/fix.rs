//! Fixing does good and nothing else: what it makes of any text is no less YAML, is not fixed again, and has
//! everything that no edit touches.

use std::collections::HashMap;

use amplint::diagnostic::Diagnostic;
use amplint::fix::{Applicability, Edit, Fix, apply};
use amplint::source::{Source, Span};
use amplint::yaml::{self, Document, Kind, NodeId};
use amplint::{Fixed, Options, check, fix};

use super::check::read;
use super::{Outcome, built, ensure};

fn source(text: &str) -> Source {
    Source::new("amp.yaml", text.as_bytes().to_vec()).unwrap()
}

fn fixed(text: &str, risky: bool) -> Fixed {
    fix(&source(text), &Options::default(), risky).unwrap()
}

fn broken(document: &Document<'_>) -> usize {
    let typo = |problem: &&yaml::Problem| problem.is_typo();
    document.problems().iter().filter(typo).count()
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

/// What is true of any bytes; behind a null byte stands what a manifest is built of.
pub fn holds(bytes: &[u8]) -> Outcome {
    let bytes = match bytes.split_first() {
        Some((0, rest)) => built::text(rest).into_bytes(),
        _ => bytes.to_vec(),
    };
    let source = Source::new("amp.yaml", bytes).map_err(|error| error.to_string())?;
    for risky in [false, true] {
        let fixed = fix(&source, &Options::default(), risky);
        ensure!(
            fixed.is_ok() == source.is_text(),
            "of {} it is {fixed:?}",
            source.is_text()
        );
        if let Ok(fixed) = fixed {
            harmless(source.text(), &fixed, risky)?;
        }
    }
    Ok(())
}

/// `fixed` is what its edits make of `text`, is not fixed again, and is no less YAML; what no edit touches means
/// what it meant.
fn harmless(text: &str, fixed: &Fixed, risky: bool) -> Outcome {
    let new = fixed.text.as_str();
    let all = Fix::safe("", fixed.edits.clone());
    ensure!(
        apply(text, [&all]) == (new.to_owned(), 1),
        "the edits don't lead to the text"
    );
    let again = self::fixed(new, risky);
    ensure!(
        again.edits.is_empty(),
        "fixing again changes it: {:?}\n{new}",
        again.edits
    );
    let (old_source, new_source) = (source(text), source(new));
    let (old, now) = (read(&old_source), read(&new_source));
    ensure!(
        broken(&now) <= broken(&old),
        "it is less YAML than before:\n{new}"
    );
    if broken(&old) == 0 {
        values(&old, &now, &fixed.edits)?;
    }
    // What the platform reads is what counts to it, however it is meant; an unsafe fix may say that it is meant otherwise.
    // Bytes that are no text it never reads.
    let is_text = old_source.faults().is_empty();
    if let Some(old) = old.as_platform().filter(|_| is_text) {
        let Some(now) = now.as_platform() else {
            return Err(format!("the platform read it, and refuses it now:\n{new}"));
        };
        if !risky {
            values(&old, &now, &fixed.edits)?;
        }
    }
    Ok(())
}

/// What is true besides where the mistakes are such as people make.
pub fn thorough(text: &str, risky: bool) -> Result<Fixed, String> {
    let fixed = fixed(text, risky);
    harmless(text, &fixed, risky)?;
    let new = fixed.text.as_str();
    if let Some(refused) = fixed.refused.iter().find(|refused| refused.fault) {
        return Err(format!("{refused:?}"));
    }
    let left = check("amp.yaml", new.into(), &Options::default())
        .map_err(|error| error.to_string())?
        .findings;
    if let Some(left) = left.iter().find(|finding| fixable(finding, risky)) {
        let known = fixed.refused.iter().any(|refused| refused.rule == left.rule);
        ensure!(known, "left: {} {}", left.rule, left.message);
    }
    looks(text, new)?;
    comments(text, &read(&source(text)), new, &fixed.edits)?;
    Ok(fixed)
}

/// Line ends, the byte-order mark and the end of the file are as they were; no spaces are left behind.
fn looks(old: &str, new: &str) -> Outcome {
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
        return Err("spaces are left at the end of a line".to_owned());
    }
    let space = |line: &str| line.trim().is_empty();
    if count(new, space) > count(old, space) {
        return Err("there are new blank lines".to_owned());
    }
    Ok(())
}

/// Every comment is still there, but suppressions, and what stood behind an entry that is gone.
fn comments(text: &str, old: &Document<'_>, new: &str, edits: &[Edit]) -> Outcome {
    // A character that ends a line unseen may become a space.
    let spaced = |text: &str| text.replace(['\u{85}', '\u{2028}', '\u{2029}'], " ");
    let new = &spaced(new);
    let mut wanted: HashMap<&str, usize> = HashMap::new();
    for &comment in old.comments() {
        let before = text[..comment.start as usize].rsplit(['\n', '\r']).next();
        let text = text[comment.range()].trim_end();
        // A comment that begins with `//` may be given a `#`.
        let text = text.strip_prefix("//").unwrap_or(text);
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
        if new.matches(&spaced(text)).count() < count {
            return Err(format!("a comment is lost: {text}"));
        }
    }
    Ok(())
}

/// Every key and value that no edit touches is still there, under the same key, but for keys that are written
/// between the two.
fn values(old: &Document<'_>, new: &Document<'_>, edits: &[Edit]) -> Outcome {
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
