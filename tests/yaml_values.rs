//! Values against `serde_yaml`, which reads YAML 1.2's types: the same wherever YAML 1.1 says the same.

mod common;

use amplint::manifest::scalar::{self, Scalar};
use amplint::source::Source;
use amplint::yaml::{self, Document, Kind, NodeId, ProblemKind, Style, Tag};
use common::yaml::{ANCHORS, documents};
use proptest::prelude::*;
use serde_yaml::Value;

/// Whether the two versions of YAML read this plain text differently.
fn versions_differ(text: &str) -> bool {
    let unsigned = text.trim_start_matches(['+', '-']);
    let words = ["y", "n", "yes", "no", "on", "off"];
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
        // Octal with a bare 0 in front, and digits grouped with `_`.
        || unsigned.starts_with('0') && unsigned.len() > 1 && unsigned.bytes().all(|b| b.is_ascii_digit() || b == b'_')
        || unsigned.starts_with(|c: char| c.is_ascii_digit()) && text.contains('_')
        || unsigned.starts_with("0o") || unsigned.starts_with("0b")
}

#[expect(clippy::float_cmp, reason = "the same number, to the last bit")]
fn same_scalar(document: &Document<'_>, node: NodeId, style: Style, theirs: &Value) -> bool {
    let text = document.text_of(node);
    let plain = style == Style::Plain;
    let tag = document.tag(node);
    if matches!(tag, Tag::Other | Tag::Binary | Tag::Timestamp | Tag::Merge)
        || plain && tag == Tag::None && versions_differ(text)
    {
        return true;
    }
    match (scalar::resolve(text, plain, tag), theirs) {
        (Scalar::Null, Value::Null) => true,
        (Scalar::Bool(ours), Value::Bool(theirs)) => ours == *theirs,
        (Scalar::Text, Value::String(theirs)) => text == theirs,
        (Scalar::Int(ours), Value::Number(theirs)) => theirs.to_string() == ours.to_string(),
        (Scalar::Float(ours), Value::Number(theirs)) => theirs.as_f64().is_some_and(|theirs| ours == theirs),
        _ => false,
    }
}

/// Where the two values differ; the number of scalars compared.
fn compare(document: &Document<'_>, node: NodeId, theirs: &Value) -> Result<usize, String> {
    let node = document.resolve(node);
    let theirs = match theirs {
        Value::Tagged(tagged) => &tagged.value,
        theirs => theirs,
    };
    let differ = || {
        Err(format!(
            "{}: {:?} is {theirs:?}",
            document.path(node),
            document.slice(document.span(node))
        ))
    };
    match (document.kind(node), theirs) {
        (Kind::Scalar(style), theirs) => {
            if same_scalar(document, node, style, theirs) {
                Ok(1)
            } else {
                differ()
            }
        }
        (Kind::Sequence, Value::Sequence(items)) => {
            let ours: Vec<NodeId> = document.children(node).collect();
            if ours.len() != items.len() {
                return differ();
            }
            ours.iter()
                .zip(items)
                .map(|(&ours, theirs)| compare(document, ours, theirs))
                .sum()
        }
        (Kind::Mapping, Value::Mapping(entries)) => {
            let ours: Vec<_> = document.pairs(node).collect();
            if ours.len() != entries.len() {
                return differ();
            }
            ours.iter()
                .zip(entries)
                .map(|(&(key, value), (their_key, theirs))| {
                    Ok(compare(document, key, their_key)? + compare(document, value, theirs)?)
                })
                .sum()
        }
        _ => differ(),
    }
}

/// The number of scalars compared; 0 when `serde_yaml` does not read the text.
fn check(bytes: &[u8]) -> Result<usize, String> {
    let source = Source::new("amp.yaml", bytes.to_vec()).unwrap();
    if source.fault_count() > 0 {
        return Ok(0);
    }
    let document = yaml::parse(&source);
    if document
        .problems()
        .iter()
        .any(|problem| problem.kind != ProblemKind::Directive)
    {
        return Ok(0);
    }
    // libyaml counts the mark as a column.
    let text = source.text().trim_start_matches('\u{FEFF}');
    let Ok(theirs) = serde_yaml::from_str::<Value>(text) else {
        return Ok(0);
    };
    let Some(root) = document.root() else {
        return if theirs == Value::Null {
            Ok(0)
        } else {
            Err(format!("nothing is {theirs:?}"))
        };
    };
    compare(&document, root, &theirs)
}

#[test]
fn manifests_have_the_same_values() {
    let mut compared = 0;
    for (name, bytes) in common::manifests() {
        compared += check(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    assert!(compared > 100, "only {compared} values were compared");
}

/// Cases of the suite, which is about YAML 1.2, that libyaml reads by YAML 1.1.
const OLDER: &[(&str, &str)] = &[
    (
        "652Z-0",
        "a `?` between brackets marks a key even without a space after it",
    ),
    (
        "HM87-1",
        "a `?` between brackets marks a key even without a space after it",
    ),
    (
        "JEF9-2",
        "spaces at the end of the file are a line only with a line break",
    ),
    ("L24T-1", "spaces at the end of the file are text"),
    ("Y2GN-0", "an anchor ends before a colon"),
];

#[test]
fn the_suite_has_the_same_values() {
    let mut wrong = Vec::new();
    for case in common::suite()
        .iter()
        .filter(|case| OLDER.iter().all(|(id, _)| *id != case.id))
    {
        if let Err(error) = check(case.yaml.as_bytes()) {
            wrong.push(format!("{} {:?}: {error}", case.id, case.yaml));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn random_documents_have_the_same_values() {
    let mut compared = 0;
    let mut documents_compared = 0;
    let mut runner = proptest::test_runner::TestRunner::new(common::cases(1500));
    let compared_all = std::cell::RefCell::new((&mut compared, &mut documents_compared));
    let result = runner.run(&documents(), |written| {
        // libyaml takes a `?` or `:` between brackets for a mark even without a space after it.
        if written.text.contains("?y") || written.text.contains(":z") {
            return Ok(());
        }
        // serde_yaml mixes up anchors when a name is used again.
        if ANCHORS
            .iter()
            .any(|name| written.text.matches(&format!("&{name}")).count() > 1)
        {
            return Ok(());
        }
        let count = check(written.text.as_bytes())
            .map_err(|error| TestCaseError::fail(format!("{error}\n{}", written.text)))?;
        let mut counts = compared_all.borrow_mut();
        *counts.0 += count;
        *counts.1 += usize::from(count > 0);
        Ok(())
    });
    assert!(result.is_ok(), "{}", result.unwrap_err());
    println!("{compared} values in {documents_compared} documents");
    assert!(
        documents_compared > 200,
        "only {documents_compared} documents were compared"
    );
}
