//! What holds of every manifest: an editor's fix is the one of `--fix`, and a new name changes nothing but the name.

use std::collections::BTreeMap;

use amplint::source::Source;
use amplint::{Options, check, fix_but};
use serde_json::{Value, json};

use super::client::{Client, able, edited, edits_of};
use super::common::manifests;

const URI: &str = "file:///w/amp.yaml";

fn source(text: &str) -> Source {
    Source::new("/w/amp.yaml", text.as_bytes().to_vec()).unwrap()
}

/// The texts of all manifests at hand.
fn texts() -> Vec<(String, String)> {
    let all = manifests().into_iter();
    let texts = all.filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)));
    let small = texts.filter(|(_, text)| text.len() < 20_000);
    small
        .filter(|(_, text)| text.contains("specVersion") && !text.contains('\u{FEFF}'))
        .collect()
}

/// Which of `count` things are tried: all where `AMPLINT_ALL` is set, else about `most`.
fn step(count: usize, most: usize) -> usize {
    if std::env::var_os("AMPLINT_ALL").is_some() {
        1
    } else {
        count.div_ceil(most).max(1)
    }
}

#[test]
fn a_quick_fix_is_the_one_of_fix() {
    let mut client = Client::start(able());
    let texts = texts();
    let (mut same, mut refused) = (0, 0);
    for (name, text) in texts.iter().step_by(step(texts.len(), 120)) {
        let source = source(text);
        let checked = check("/w/amp.yaml", text.clone().into_bytes(), &Options::default()).unwrap();
        client.open(URI, text);
        client.diagnostics(URI);
        for finding in checked
            .findings
            .iter()
            .filter(|it| !it.suppressed && it.fixes.len() == 1)
        {
            let mine = (finding.rule, finding.span.start);
            let at = |offset| {
                let (line, character) = source.line_column(offset, amplint::source::Unit::Utf16);
                json!({ "line": line, "character": character })
            };
            let range = json!({ "start": at(finding.span.start), "end": at(finding.span.end) });
            let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [], "only": ["quickfix"] } });
            let actions = client.request("textDocument/codeAction", params).unwrap();
            let message = finding.fixes[0].message.to_lowercase();
            let offered = actions.as_array().unwrap().iter().find(|it| {
                let of = &it["diagnostics"][0];
                of["code"] == finding.rule
                    && of["range"] == range
                    && it["title"].as_str().unwrap().to_lowercase().starts_with(&message)
            });
            // Everything else stays as it is.
            let others: Vec<_> = checked
                .findings
                .iter()
                .map(|it| (it.rule, it.span.start))
                .filter(|it| *it != mine)
                .collect();
            if others.len() + 1 != checked.findings.len() {
                continue;
            }
            let fixed = fix_but(&source, &Options::default(), true, &others).unwrap();
            match offered {
                // What comes to light afterwards is another matter.
                Some(action) if fixed.fixed == 1 => {
                    same += 1;
                    let after = edited(text, edits_of(&action["edit"], URI));
                    assert_eq!(after, fixed.text, "{name}: {} at {range}", finding.rule);
                }
                Some(_) => assert_ne!(
                    fixed.fixed, 0,
                    "{name}: {} at {range} is refused by --fix",
                    finding.rule
                ),
                None => {
                    refused += 1;
                    assert_eq!(fixed.fixed, 0, "{name}: {} at {range}: {actions}", finding.rule);
                }
            }
        }
        client.close(URI);
    }
    eprintln!("{same} fixes are those of --fix, {refused} refused by both");
    assert!(same > 30, "{same}");
}

/// What a manifest says, by where: keys and values.
fn sense(text: &str) -> BTreeMap<String, String> {
    let source = source(text);
    let document = amplint::yaml::parse(&source);
    let scalars = document.nodes().filter(|&node| {
        matches!(document.kind(node), amplint::yaml::Kind::Scalar(_)) && !document.is_key(node)
    });
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (i, node) in scalars.enumerate() {
        seen.insert(format!("{i}"), document.text_of(node).to_owned());
    }
    seen
}

/// The findings of a text, with the name before and after taken out of them.
fn found(text: &str, names: [&str; 2]) -> Vec<(String, String)> {
    let checked = check("/w/amp.yaml", text.as_bytes().to_vec(), &Options::default()).unwrap();
    let mut all: Vec<_> = checked
        .findings
        .iter()
        // What these make of how alike names are is another matter.
        .filter(|it| !it.suppressed && !["destination-typo", "field-exists"].contains(&it.rule))
        .map(|it| {
            (
                it.rule.to_owned(),
                it.message.replace(names[0], "…").replace(names[1], "…"),
            )
        })
        .collect();
    all.sort();
    all
}

#[test]
fn renaming_changes_a_name_everywhere_and_nothing_else() {
    const NEW: &str = "renamed-here";
    let mut client = Client::start(able());
    let texts: Vec<_> = texts()
        .into_iter()
        .filter(|(name, _)| name.contains("good") || name.contains("manifests"))
        // What silences a finding about a name may have nothing to silence then.
        .filter(|(_, text)| !text.contains("amp:ignore"))
        .collect();
    let mut renamed = 0;
    for (name, text) in texts.iter().step_by(step(texts.len(), 60)) {
        client.open(URI, text);
        let source = source(text);
        let document = amplint::yaml::parse(&source);
        let nodes: Vec<_> = document
            .nodes()
            .filter(|&node| {
                matches!(document.kind(node), amplint::yaml::Kind::Scalar(_)) && !document.is_key(node)
            })
            .collect();
        for &node in nodes.iter().step_by(step(nodes.len(), 25)) {
            let (line, character) =
                source.line_column(document.span(node).start + 1, amplint::source::Unit::Utf16);
            let at = json!({ "line": line, "character": character });
            let place = json!({ "textDocument": { "uri": URI }, "position": at });
            let Ok(prepared) = client.request("textDocument/prepareRename", place) else {
                continue;
            };
            if prepared.is_null() {
                continue;
            }
            let old = prepared["placeholder"].as_str().unwrap().to_owned();
            let params = json!({ "textDocument": { "uri": URI }, "position": at, "newName": NEW });
            let Ok(edit) = client.request("textDocument/rename", params) else {
                continue;
            };
            let after = edited(text, edits_of(&edit, URI));
            renamed += 1;
            let (was, is) = (sense(text), sense(&after));
            assert_eq!(was.len(), is.len(), "{name}: {old}");
            for ((place, was), is) in was.iter().zip(is.values()) {
                assert!(
                    was == is || (*was == old && is == NEW),
                    "{name}: {old}: {place} {was} {is}"
                );
            }
            let names = [old.as_str(), NEW];
            assert_eq!(
                found(text, names),
                found(&after, names),
                "{name}: {old} at {line}:{character}\n{after}"
            );
        }
        client.close(URI);
    }
    eprintln!("{renamed} names were changed");
    assert!(renamed > 60, "{renamed}");
}

/// What a proposal of the server gives is not left to its own judgement: accepted in an editor, it is a text that says
/// what it should.
#[test]
fn what_is_completed_is_put_where_the_editor_says() {
    for (adjusts, encoding) in [(false, "utf-16"), (true, "utf-16"), (false, "utf-8")] {
        let mut able = able();
        able["general"]["positionEncodings"] = json!([encoding]);
        able["textDocument"]["completion"] = if adjusts {
            json!({ "insertTextMode": 2, "completionItem": { "snippetSupport": true } })
        } else {
            json!({ "completionItem": {} })
        };
        let mut client = Client::start(able);
        let text = "specVersion: 1.0.0\nintegrations:\n  - name: \"é😀\"\n    provider: hubspot\n    \n";
        client.open(URI, text);
        let items = client.at("textDocument/completion", URI, 4, 4);
        let read = items["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["label"] == "read")
            .unwrap();
        let new = read["textEdit"]["newText"]
            .as_str()
            .unwrap()
            .replace("$1", "")
            .replace("$2", "");
        // An editor that adjusts puts the indentation of the line before each further line.
        let new = if adjusts { new.replace('\n', "\n    ") } else { new };
        let after = edited(
            text,
            &json!([{ "range": read["textEdit"]["range"], "newText": new }]),
        );
        let expected = "    read:\n      objects:\n        - objectName: ";
        assert!(after.contains(expected), "{after}");
        let _: Value = items;
    }
}
