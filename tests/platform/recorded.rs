//! The recorded texts and verdicts.

use std::path::Path;

use amplint::yaml::{Problem, ProblemKind};
use serde_json::Value;

use crate::common;

/// A text, and what the decoder made of it.
pub struct Recorded {
    pub id: String,
    pub yaml: String,
    pub verdict: Verdict,
}

pub enum Verdict {
    Refused,
    Json(Value),
}

/// Whether a document was not read as it stands.
pub fn is_unread(problem: &Problem) -> bool {
    !matches!(
        problem.kind,
        ProblemKind::DuplicateKey { .. }
            | ProblemKind::ExtraDocument
            | ProblemKind::Lenient(_)
            | ProblemKind::Directive
    )
}

fn data(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/platform")
        .join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

/// `text` with `count` characters from `start` on replaced.
fn edited(text: &str, start: &Value, count: &Value, with: &Value) -> String {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let chars: Vec<char> = text.chars().collect();
    let (start, count) = (number(start), number(count));
    let before = chars[..start].iter();
    let after = chars[start + count..].iter();
    let with = with.as_str().unwrap();
    before
        .copied()
        .chain(with.chars())
        .chain(after.copied())
        .collect()
}

/// The small manifests, each an edit of one of three.
pub fn texts() -> Vec<Recorded> {
    let data = data("texts.json");
    let manifest = |row: &Value| {
        let manifest = &data["manifests"][usize::try_from(row[0].as_u64().unwrap()).unwrap()];
        (manifest[0].as_str().unwrap(), manifest[1].as_str().unwrap())
    };
    let rows = data["texts"].as_array().unwrap().iter().enumerate();
    let texts = rows.map(|(i, row)| {
        let (yaml, json) = manifest(row);
        let verdict = match &row[4] {
            Value::Array(edit) => {
                let json = edited(json, &edit[0], &edit[1], &edit[2]);
                Verdict::Json(serde_json::from_str(&json).unwrap())
            }
            _ => Verdict::Refused,
        };
        Recorded {
            id: format!("#{i}"),
            yaml: edited(yaml, &row[1], &row[2], &row[3]),
            verdict,
        }
    });
    texts.collect()
}

/// The YAML test suite's texts, which are no part of the project; none where they are not to be had.
pub fn suite() -> Vec<Recorded> {
    let data = data("suite.json");
    let cases = common::suite().into_iter();
    let recorded = cases.filter_map(|case| {
        let verdict = data.get(&case.id)?;
        Some(Recorded {
            verdict: match verdict.get("json") {
                Some(json) => Verdict::Json(json.clone()),
                None => Verdict::Refused,
            },
            id: case.id,
            yaml: case.yaml,
        })
    });
    recorded.collect()
}
