//! Clients that do what they should not: each thing costs an answer at most, and what follows is as if it had not been.

use serde_json::{Value, json};

use super::client::{Client, able};

const URI: &str = "file:///w/amp.yaml";
const TEXT: &str = "specVersion: 1.0.0\nintegrations:\n  - name: crm\n    provider: hubspot\n    proxy:\n      enabled: true\n";

fn code(answer: Result<Value, Value>) -> i64 {
    answer.unwrap_err()["code"].as_i64().unwrap()
}

/// The server still knows what stands there.
fn is_well(client: &mut Client) {
    let hover = client.at("textDocument/hover", URI, 3, 16);
    assert!(
        hover["contents"]["value"].as_str().unwrap().contains("HubSpot"),
        "{hover}"
    );
}

#[test]
fn every_request_about_nothing_is_an_error() {
    let mut client = Client::start(able());
    client.open(URI, TEXT);
    let methods = [
        "completion",
        "hover",
        "codeAction",
        "documentSymbol",
        "definition",
        "references",
        "documentHighlight",
        "prepareRename",
        "rename",
        "inlayHint",
        "foldingRange",
        "selectionRange",
        "documentLink",
        "diagnostic",
    ];
    for method in methods {
        let method = format!("textDocument/{method}");
        for params in [
            json!(null),
            json!([]),
            json!(7),
            json!({ "textDocument": 7 }),
            json!({ "textDocument": { "uri": 7 } }),
            json!({ "textDocument": { "uri": "file:///other.yaml" }, "position": { "line": 0, "character": 0 } }),
        ] {
            assert_eq!(
                code(client.request(&method, params.clone())),
                -32602,
                "{method} {params}"
            );
        }
        // Of an open document, with the rest missing or odd: some answer.
        for position in [
            json!(null),
            json!({ "line": -1, "character": 0 }),
            json!({ "line": 1.5, "character": "x" }),
            json!({ "line": u32::MAX, "character": u32::MAX }),
            json!({ "line": u64::MAX, "character": u64::MAX }),
        ] {
            let range = json!({ "start": position, "end": { "line": 0, "character": 0 } });
            let params = json!({
                "textDocument": { "uri": URI }, "position": position, "positions": [position], "range": range,
                "context": 7, "newName": 7,
            });
            if let Err(error) = client.request(&method, params) {
                let code = error["code"].as_i64().unwrap();
                assert!([-32602, -32803].contains(&code), "{method}: {error}");
            }
        }
    }
    is_well(&mut client);
}

#[test]
fn notifications_that_make_no_sense_change_nothing() {
    let mut client = Client::start(able());
    client.open(URI, TEXT);
    for (method, params) in [
        ("textDocument/didOpen", json!({})),
        ("textDocument/didOpen", json!({ "textDocument": { "uri": URI } })),
        (
            "textDocument/didChange",
            json!({ "textDocument": { "uri": "file:///other.yaml", "version": 2 }, "contentChanges": [{ "text": "" }] }),
        ),
        (
            "textDocument/didChange",
            json!({ "textDocument": { "uri": URI }, "contentChanges": [{ "text": "" }] }),
        ),
        (
            "textDocument/didChange",
            json!({ "textDocument": { "uri": URI, "version": 2 }, "contentChanges": "x" }),
        ),
        (
            "textDocument/didClose",
            json!({ "textDocument": { "uri": "file:///other.yaml" } }),
        ),
        ("textDocument/didClose", json!(null)),
        ("textDocument/didSave", json!(null)),
        ("workspace/didChangeWatchedFiles", json!({ "changes": [{}] })),
        (
            "workspace/didChangeWorkspaceFolders",
            json!({ "event": { "added": [{ "uri": "untitled:x" }], "removed": 7 } }),
        ),
        ("$/cancelRequest", json!({ "id": [] })),
        ("$/cancelRequest", json!({ "id": 4711 })),
        ("$/setTrace", json!(7)),
        ("no/such", json!(null)),
        ("initialized", json!(null)),
    ] {
        client.notify(method, params);
    }
    is_well(&mut client);
}

#[test]
fn ranges_that_lie_outside_or_backwards_are_clipped() {
    let mut client = Client::start(able());
    client.open(URI, TEXT);
    let end = json!({ "line": u32::MAX, "character": u32::MAX });
    client.change(
        URI,
        json!([{ "range": { "start": end, "end": end }, "text": "# at the end\n" }]),
    );
    // Backwards: what is written goes where the range begins.
    let (from, to) = (
        json!({ "line": 3, "character": 9 }),
        json!({ "line": 1, "character": 0 }),
    );
    client.change(
        URI,
        json!([{ "range": { "start": from, "end": to }, "text": "" }]),
    );
    is_well(&mut client);
    client.change(URI, json!([{ "text": "specVersion: 1.0.0\n" }]));
    let found = client.diagnostics(URI);
    assert!(
        found.as_array().unwrap().iter().any(|it| it["severity"] == 1),
        "{found}"
    );
}

#[test]
fn opened_twice_and_versions_out_of_order() {
    for pulls in [false, true] {
        let mut able = able();
        if pulls {
            able["textDocument"]["diagnostic"] = json!({});
        }
        let mut client = Client::start(able);
        let errors = |found: &Value| {
            found
                .as_array()
                .unwrap()
                .iter()
                .filter(|it| it["severity"] == 1)
                .count()
        };
        client.open(URI, "specVersion: 1.0.0\n");
        client.open(URI, TEXT);
        // The version is the same: it is the text that counts.
        is_well(&mut client);
        let wrong = TEXT.replace("enabled: true", "enabled: maybe");
        for (version, text) in [(9, wrong.as_str()), (3, TEXT), (3, wrong.as_str())] {
            let document = json!({ "uri": URI, "version": version });
            client.notify(
                "textDocument/didChange",
                json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
            );
            let expected = usize::from(text == wrong);
            if pulls {
                let found = client.diagnostics(URI);
                assert_eq!(errors(&found), expected, "{found}");
            } else {
                let found = client.published_as(URI, version, |items| errors(items) == expected);
                assert!(found, "version {version}");
            }
        }
        client.close(URI);
        client.open(URI, TEXT);
        is_well(&mut client);
    }
}

#[test]
fn what_was_found_before_is_not_passed_off_as_unchanged() {
    let mut able = able();
    able["textDocument"]["diagnostic"] = json!({});
    let mut client = Client::start(able);
    client.open(URI, TEXT);
    let pull = |client: &mut Client, previous: &Value| {
        let params = json!({ "textDocument": { "uri": URI }, "previousResultId": previous });
        client.request("textDocument/diagnostic", params).unwrap()
    };
    let first = pull(&mut client, &Value::Null);
    assert_eq!(first["kind"], "full");
    assert_eq!(pull(&mut client, &first["resultId"])["kind"], "unchanged");
    client.close(URI);
    client.open(URI, "specVersion: 1.0.0\n");
    let again = pull(&mut client, &first["resultId"]);
    assert_eq!(again["kind"], "full", "another text with the same version");
}

#[test]
fn a_cancelled_request_is_answered_at_once() {
    let mut client = Client::start(able());
    let mut text = String::from("specVersion: 1.0.0\nintegrations:\n");
    while text.len() < 300_000 {
        text.push_str("  - name: crm\n    provider: hubspot\n    proxy:\n      enabled: true\n");
    }
    text.push_str("oops\n");
    client.open(URI, &text);
    let at = json!({ "textDocument": { "uri": URI }, "position": { "line": 3, "character": 14 } });
    let ids: Vec<i64> = (0..20)
        .map(|_| client.begin("textDocument/completion", at.clone()))
        .collect();
    for id in &ids {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    let answers = ids.iter().map(|&id| client.finish(id));
    let cancelled = answers
        .filter(|it| it.as_ref().is_err_and(|error| error["code"] == -32800))
        .count();
    assert!(cancelled >= 18, "{cancelled}");
}

/// A fix in a large text is looked at when it is chosen, by clients that ask then.
#[test]
fn a_fix_of_a_large_text_is_made_when_it_is_chosen() {
    let mut able = able();
    able["textDocument"]["codeAction"]["resolveSupport"] = json!({ "properties": ["edit"] });
    able["textDocument"]["codeAction"]["dataSupport"] = json!(true);
    let mut client = Client::start(able);
    let mut text = String::from(
        "specVersion: 1.0.0\nintegrations:\n  - name: a\n    provider: HubSpot\n    proxy:\n      enabled: true\n",
    );
    let mut number = 0;
    while text.len() < 250_000 {
        text.push_str(&format!(
            "  - name: crm-{number}\n    provider: hubspot\n    proxy:\n      enabled: true\n"
        ));
        number += 1;
    }
    client.open(URI, &text);
    let at = json!({ "line": 3, "character": 16 });
    let params = json!({ "textDocument": { "uri": URI }, "range": { "start": at, "end": at }, "context": { "diagnostics": [] } });
    let actions = client.request("textDocument/codeAction", params).unwrap();
    let action = actions[0].clone();
    assert!(
        action.get("edit").is_none() && action.get("data").is_some(),
        "{action}"
    );
    let resolved = client.request("codeAction/resolve", action.clone()).unwrap();
    let after = super::client::edited(&text, super::client::edits_of(&resolved["edit"], URI));
    assert_eq!(after, text.replace("HubSpot", "hubspot"));
    let all = actions.as_array().unwrap().iter();
    let is_silence = |it: &&Value| it["title"].as_str().unwrap().starts_with("Silence ");
    let silence = all.clone().find(is_silence).unwrap().clone();
    assert!(silence.get("edit").is_none(), "{silence}");
    let silence = client.request("codeAction/resolve", silence).unwrap();
    let after = super::client::edited(&text, super::client::edits_of(&silence["edit"], URI));
    assert!(
        after.contains("# amp:ignore[provider-not-supported]"),
        "{silence}"
    );
    client.change(URI, json!([{ "range": { "start": at, "end": at }, "text": "x" }]));
    assert_eq!(
        code(client.request("codeAction/resolve", action)),
        -32801,
        "the text is another by now"
    );
}
