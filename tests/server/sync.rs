//! The server's text is the client's, and its diagnostics are those of a check.

use amplint::source::{Source, Unit};
use amplint::{Options, check};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::client::{Client, able};

const URI: &str = "untitled:Untitled-1";

/// A change: where it begins and ends, in thousandths of the text, and what is written there.
type Change = (u16, u16, String);

fn changes() -> impl Strategy<Value = Vec<Vec<Change>>> {
    let piece = prop_oneof![
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just("  - name: é😀\n".to_owned()),
        Just("\u{FEFF}".to_owned()),
        Just("\t# amp:ignore[key-case]\n".to_owned()),
        Just("    provider: hubspot\n".to_owned()),
        Just("oops".to_owned()),
        Just("\"".to_owned()),
        Just(String::new()),
        "[a-z:{} \\-]{0,12}",
    ];
    let change = (0..1000_u16, 0..30_u16, piece);
    prop::collection::vec(prop::collection::vec(change, 1..4), 1..8)
}

fn check_all(
    encoding: &str,
    unit: Unit,
    pulls: bool,
    start: &str,
    steps: &[Vec<Change>],
) -> Result<(), TestCaseError> {
    let mut able = able();
    able["general"]["positionEncodings"] = json!([encoding]);
    if pulls {
        able["textDocument"]["diagnostic"] = json!({});
    }
    let mut client = Client::start(able);
    prop_assert_eq!(&client.capabilities["positionEncoding"], encoding);
    let mut text = start.to_owned();
    client.open(URI, &text);
    for step in steps {
        let mut sent = Vec::new();
        for (from, length, new) in step {
            let at = |part: usize| text.floor_char_boundary(text.len() * part / 1000);
            let (start, end) = (at(usize::from(*from)), at(usize::from(from + length).min(1000)));
            let source = Source::new("", text.clone().into_bytes()).unwrap();
            let place = |at: usize| {
                let (line, character) = source.line_column(u32::try_from(at).unwrap(), unit);
                // The protocol has no place between the two characters of a line break.
                let back = source.offset_of(line, character, unit) as usize;
                (back, json!({ "line": line, "character": character }))
            };
            let ((start, from), (end, to)) = (place(start), place(end));
            sent.push(json!({ "range": { "start": from, "end": to }, "text": new }));
            text.replace_range(start..end.max(start), new);
        }
        client.change(URI, Value::from(sent));
    }
    let found = client.diagnostics(URI);
    // Else thousands of cases leave their threads behind.
    client.stop();
    let looks = text.lines().take(200).any(|line| {
        let line = line.trim_start_matches('\u{FEFF}');
        line.starts_with("specVersion:") || line.starts_with("integrations:")
    });
    if !looks {
        return Ok(());
    }
    let checked = check(URI, text.clone().into_bytes(), &Options::default()).unwrap();
    let place = |at: u32| {
        let (line, character) = checked.source.line_column(at, unit);
        json!({ "line": line, "character": character })
    };
    let expected: Vec<Value> = checked
        .findings
        .iter()
        .filter(|finding| !finding.suppressed)
        .map(|it| json!([it.rule, { "start": place(it.span.start), "end": place(it.span.end) }]))
        .collect();
    let found: Vec<Value> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|it| json!([it["code"], it["range"]]))
        .collect();
    prop_assert_eq!(found, expected, "{:?}", text);
    Ok(())
}

proptest! {
    #![proptest_config(super::common::cases(60))]

    #[test]
    fn after_any_edits(steps in changes(), which in 0..3_usize, pulls: bool) {
        let start = "\u{FEFF}specVersion: 1.0.0\r\nintegrations:\n  - name: crm # 😀 é\n    provider: hubspot\r    read:\n      objects:\n        - objectName: contacts\n          destination: hook\n";
        let (encoding, unit) = [("utf-8", Unit::Byte), ("utf-16", Unit::Utf16), ("utf-32", Unit::Char)][which];
        check_all(encoding, unit, pulls, start, &steps)?;
    }
}
