//! JSON files: the tree is what `serde_json` reads, with exact characters, and whatever that refuses is named.

use amplint::api::{JsonScalar, scalar};
use amplint::parse;
use amplint::source::Source;
use amplint::yaml::{Document, JsonFault, Kind, NodeId, ProblemKind};
use proptest::prelude::*;
use serde_json::Value;

fn source(text: &str) -> Source {
    Source::new("any.json", text.into()).unwrap()
}

fn faults(document: &Document<'_>) -> Vec<JsonFault> {
    let faults = document
        .problems()
        .iter()
        .filter_map(|problem| match problem.kind {
            ProblemKind::Json(fault) => Some(fault),
            _ => None,
        });
    faults.collect()
}

/// The value at `node`; every scalar's characters must be what it was read from.
fn value(document: &Document<'_>, node: NodeId) -> Value {
    let written = document.slice(document.span(node));
    match document.kind(node) {
        Kind::Sequence => {
            assert!(written.starts_with('[') && written.ends_with(']'), "{written}");
            document
                .children(node)
                .map(|item| value(document, item))
                .collect()
        }
        Kind::Mapping => {
            assert!(written.starts_with('{') && written.ends_with('}'), "{written}");
            let pairs = document.pairs(node);
            let pairs = pairs.map(|(key, item)| {
                let name: String = serde_json::from_str(document.slice(document.span(key))).unwrap();
                assert_eq!(name, document.text_of(key));
                (name, value(document, item))
            });
            pairs.collect()
        }
        _ => {
            let read: Value = serde_json::from_str(written).unwrap();
            match (scalar(document, node).unwrap(), &read) {
                (JsonScalar::Text, Value::String(text)) => {
                    assert_eq!(text, document.text_of(node));
                    characters(document, node);
                }
                (JsonScalar::Bool(a), Value::Bool(b)) => assert_eq!(a, *b),
                (JsonScalar::Whole(whole), Value::Number(number)) => {
                    let same = number.to_string() == whole.to_string();
                    #[allow(clippy::cast_precision_loss)]
                    let close = number.as_f64() == Some(whole as f64);
                    assert!(same || close, "{whole} and {number}");
                }
                (JsonScalar::Number(a), Value::Number(b)) => assert_eq!(Some(a), b.as_f64()),
                (JsonScalar::Null, Value::Null) => {}
                (scalar, read) => panic!("{scalar:?} is not {read:?}"),
            }
            read
        }
    }
}

/// Every character of a text has its own place, through escapes and surrogate pairs.
fn characters(document: &Document<'_>, node: NodeId) {
    let text = document.text_of(node);
    let mut end = document.span(node).start + 1;
    for (i, c) in text.char_indices() {
        let place = document.place(node, i..i + c.len_utf8());
        assert_eq!(place.start, end, "`{c}` of {text:?}");
        end = place.end;
        let quoted = format!("\"{}\"", document.slice(place));
        assert_eq!(serde_json::from_str::<String>(&quoted).unwrap(), c.to_string());
    }
    assert_eq!(end, document.span(node).end - 1);
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[ -~é😀\u{2028}\\\\\"/#:,{}\\[\\]]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-zé😀\\\\\"]{0,5}", inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// The same JSON with every character that isn't ASCII as `\u` escapes.
fn ascii(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

fn same(text: &str, expected: &Value) {
    let source = source(text);
    let document = parse::parse(&source);
    assert_eq!(document.problems(), [], "{text}");
    assert_eq!(&value(&document, document.root().unwrap()), expected, "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_reads_as_serde_reads_it(value in any_value()) {
        let compact = value.to_string();
        same(&compact, &value);
        same(&ascii(&compact), &value);
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        same(&pretty, &value);
        let mut tabs = Vec::new();
        let formatter = serde_json::ser::PrettyFormatter::with_indent(b"\t");
        serde::Serialize::serialize(&value, &mut serde_json::Serializer::with_formatter(&mut tabs, formatter)).unwrap();
        let tabs = String::from_utf8(tabs).unwrap();
        same(&format!("\u{FEFF}{}", tabs.replace('\n', "\r\n")), &value);
    }

    /// Cut, doubled or replaced anywhere: it is JSON to us exactly when it is to `serde_json`.
    #[test]
    fn what_is_not_json_is_named(
        value in any_value(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[\\[\\]{}:,\"'\\\\/#a0.e+ \n-]{0,2}"), 0..3),
    ) {
        let mut text = serde_json::to_string_pretty(&value).unwrap();
        for (from, len, with) in cuts {
            let mut start = from.index(text.len() + 1);
            while !text.is_char_boundary(start) { start -= 1; }
            let mut end = (start + len.index(4)).min(text.len());
            while !text.is_char_boundary(end) { end += 1; }
            text.replace_range(start..end, &with);
        }
        let source = source(&text);
        let document = parse::parse(&source);
        let is_yaml = faults(&document).contains(&JsonFault::NotJson);
        for node in document.nodes().filter(|_| !is_yaml) {
            let span = document.span(node);
            prop_assert!(text.get(span.range()).is_some());
            prop_assert!(document.parent(node).is_none_or(|parent| document.span(parent).contains(span)));
            let _ = document.path(node);
        }
        for problem in document.problems() {
            prop_assert!(text.get(problem.span.range()).is_some());
        }
        match serde_json::from_str::<Value>(&text) {
            Ok(_) => prop_assert_eq!(faults(&document), [], "{}", text),
            // A number may be too large for it, which is fine as JSON.
            Err(error) if error.to_string().starts_with("number out of range") => {}
            Err(error) => prop_assert_ne!(faults(&document), [], "{}: {}", error, text),
        }
    }
}

#[test]
fn large_numbers_keep_their_digits() {
    let source = source(
        "[9007199254740993, 18446744073709551616, -170141183460469231731687303715884105728, 1E3, 1.50]",
    );
    let document = parse::parse(&source);
    let items: Vec<_> = document
        .children(document.root().unwrap())
        .map(|item| scalar(&document, item).unwrap())
        .collect();
    let expected = [
        JsonScalar::Whole(9_007_199_254_740_993),
        JsonScalar::Whole(1 << 64),
        JsonScalar::Whole(i128::MIN),
        JsonScalar::Whole(1000),
        JsonScalar::Number(1.5),
    ];
    assert_eq!(items, expected);
}

#[test]
fn repeated_keys_are_found_through_escapes() {
    let source = source(r#"{"a😀": 1, "\u0061\ud83d\ude00": 2}"#);
    let document = parse::parse(&source);
    let kinds: Vec<_> = document.problems().iter().map(|problem| &problem.kind).collect();
    assert!(
        matches!(kinds[..], [ProblemKind::DuplicateKey { .. }]),
        "{kinds:?}"
    );
}

#[test]
fn depth_is_bounded() {
    for text in [
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
        format!("{}1{}", "[".repeat(200), "]".repeat(200)),
    ] {
        let source = source(&text);
        let document = parse::parse(&source);
        assert!(document.len() < 1000);
        assert!(
            document
                .problems()
                .iter()
                .any(|problem| matches!(problem.kind, ProblemKind::Syntax(_)))
        );
    }
}

#[test]
fn the_name_or_the_beginning_tells_json_from_yaml() {
    let is_json = |name: &str, text: &str| {
        let source = Source::new(name, text.into()).unwrap();
        // A trailing comma is fine in YAML.
        !faults(&parse::parse(&source)).is_empty()
    };
    assert!(is_json("a.json", "{\"a\": 1,}"));
    assert!(is_json("dir.yaml/A.JSON", "{a: 1}"));
    assert!(is_json("-", "\n {\"a\": 1,}"));
    assert!(is_json("recording", "[{\"a\": 1},]"));
    assert!(!is_json("amp.yaml", "{\"a\": 1,}"));
    assert!(!is_json("amp.yml", "[\"a\",]"));
    assert!(is_json("-", "{\"a\": 1, // one\n}"));
    // As much YAML as JSON.
    assert!(!is_json("-", "[]"));
    assert!(!is_json("-", "{a: 1,}"));
    assert!(!is_json("-", "{\"a\": one, \"b\": 'c',}"));
    // Neither: it begins as JSON does.
    assert!(is_json("-", "{\"a\": 1, \"b"));
    assert!(!is_json("-", "a: {\"b\": 1,}"));
    assert!(!is_json("a.jsonc", "{\"a\": 1, // one\n}"));
    assert!(!is_json("a.json5", "{a: 'b',}"));
    assert!(is_json("a.jsonc", "{a: 'b',}"));
}
