//! What each request answers.

use serde_json::{Value, json};

use super::client::{Client, able, edited, edits_of};
use super::common::plain;

const URI: &str = "file:///w/amp.yaml";

const TEXT: &str = "\
specVersion: 1.0.0
integrations:
  - name: crm
    provider: hubspot
    read:
      objects:
        - objectName: contacts
          destination: crmWebhook
          schedule: \"*/30 * * * *\"
          requiredFields:
            - fieldName: email
            - fieldName: phone
              mapToName: mobile
        - objectName: companies
          destination: crmWebhook
          optionalFieldsAuto: all
    subscribe:
      objects:
        - objectName: contacts
          destination: crmWebhook
          inheritFieldsAndMapping: true
          updateEvent:
            enabled: always
            requiredWatchFields:
              - mobile
              - email
";

fn opened(text: &str) -> Client {
    let mut client = Client::start(able());
    client.open(URI, text);
    client
}

fn labels(items: &Value) -> Vec<&str> {
    let items = items["items"].as_array().unwrap();
    items.iter().map(|item| item["label"].as_str().unwrap()).collect()
}

/// The diagnostics that are no hints, nor what every manifest gets.
fn serious(found: &Value) -> Vec<&Value> {
    let all = found.as_array().unwrap().iter();
    let common = |it: &Value| plain::common().iter().any(|rule| it["code"] == *rule);
    all.filter(|it| it["severity"] != 4 && !common(it)).collect()
}

#[test]
fn a_clean_manifest_has_no_diagnostics_and_the_server_ends_in_order() {
    let mut client = opened(TEXT);
    assert!(serious(&client.diagnostics(URI)).is_empty());
    assert_eq!(client.stop(), amplint::server::End::Orderly);
}

#[test]
fn a_finding_is_a_diagnostic_with_all_there_is_to_it() {
    let mut client = opened(&TEXT.replace("*/30", "*/7"));
    let found = client.diagnostics(URI);
    let first = serious(&found)[0];
    assert_eq!(first["code"], "schedule-minimum-interval", "{found}");
    assert_eq!(first["severity"], 1);
    assert_eq!(first["source"], "amplint");
    assert!(first["message"].as_str().unwrap().contains("\nhelp: "), "{first}");
    assert!(
        first["codeDescription"]["href"]
            .as_str()
            .unwrap()
            .contains("schedule-minimum-interval")
    );
    assert_eq!(first["range"]["start"], json!({ "line": 8, "character": 21 }));
    client.close(URI);
    client
        .request("workspace/symbol", json!({ "query": "" }))
        .unwrap();
    assert_eq!(client.published[URI].1, json!([]), "closing clears them");
}

#[test]
fn completion_of_keys_and_values() {
    let text = TEXT.replace("          optionalFieldsAuto: all\n", "          \n");
    let mut client = opened(&text);
    let keys = client.at("textDocument/completion", URI, 15, 10);
    assert_eq!(labels(&keys)[0], "schedule", "{:?}", labels(&keys));
    assert!(!labels(&keys).contains(&"objectName"));
    let values = client.at("textDocument/completion", URI, 3, 14);
    assert!(labels(&values).contains(&"salesforce"));
    let objects = client.at("textDocument/completion", URI, 13, 22);
    assert!(labels(&objects).contains(&"deals") && !labels(&objects).contains(&"contacts"));
    let events = client.at("textDocument/completion", URI, 24, 16);
    assert!(labels(&events).contains(&"mobile"), "{:?}", labels(&events));
}

#[test]
fn hover_says_what_things_are() {
    let mut client = opened(TEXT);
    let mut at = |line, character| {
        let hover = client.at("textDocument/hover", URI, line, character);
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    assert!(at(3, 6).contains("catalogue"), "{}", at(3, 6));
    assert!(at(3, 16).contains("HubSpot"));
    assert!(at(6, 24).contains("incremental"), "{}", at(6, 24));
    assert!(at(8, 23).contains("every 30 minutes") && at(8, 23).contains("next runs"));
    assert!(at(10, 26).contains("email"));
}

#[test]
fn hover_tells_what_the_finding_is_about_and_is_plain_where_it_must_be() {
    let text = TEXT.replace("schedule:", "shedule:");
    let words = |hover: &Value| hover["contents"]["value"].as_str().unwrap_or_default().to_owned();
    let mut client = opened(&text);
    let hover = words(&client.at("textDocument/hover", URI, 8, 12));
    assert!(hover.contains("**misspelled-key** (error)"), "{hover}");
    let mut able = able();
    able["textDocument"]["hover"] = Value::Null;
    let mut client = Client::start(able);
    client.open(URI, &text);
    let hover = client.at("textDocument/hover", URI, 3, 16);
    assert_eq!(hover["contents"]["kind"], "plaintext");
    let hover = words(&hover);
    assert!(
        hover.contains("HubSpot (`hubspot`)") && !hover.contains("**") && !hover.contains("]("),
        "{hover}"
    );
}

#[test]
fn outline_links_hints_folds() {
    let mut client = opened(TEXT);
    let document = json!({ "textDocument": { "uri": URI } });
    let outline = client
        .request("textDocument/documentSymbol", document.clone())
        .unwrap();
    assert_eq!(outline[0]["name"], "crm");
    assert_eq!(
        outline[0]["children"][0]["children"][0]["children"][1]["name"],
        "phone"
    );
    let found = client
        .request("workspace/symbol", json!({ "query": "comp" }))
        .unwrap();
    assert_eq!(found[0]["name"], "companies");
    let links = client
        .request("textDocument/documentLink", document.clone())
        .unwrap();
    assert!(
        links[0]["target"].as_str().unwrap().ends_with("/hubspot"),
        "{links}"
    );
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let hints = json!({ "textDocument": { "uri": URI }, "range": whole });
    let hints = client.request("textDocument/inlayHint", hints).unwrap();
    assert_eq!(hints[0]["label"], "every 30 minutes");
    let folds = client.request("textDocument/foldingRange", document).unwrap();
    assert!(
        folds
            .as_array()
            .unwrap()
            .contains(&json!({ "startLine": 4, "endLine": 15 })),
        "{folds}"
    );
    let selection = json!({ "textDocument": { "uri": URI }, "positions": [{ "line": 3, "character": 16 }] });
    let selection = client.request("textDocument/selectionRange", selection).unwrap();
    assert_eq!(selection[0]["range"]["start"]["character"], 14);
    assert!(selection[0]["parent"]["parent"].is_object());
}

#[test]
fn what_names_the_same_is_found_and_renamed_together() {
    let mut client = opened(TEXT);
    let lines = |found: &Value| -> Vec<u64> {
        let found = found.as_array().unwrap().iter();
        found
            .map(|it| it["range"]["start"]["line"].as_u64().unwrap())
            .collect()
    };
    // The object that is subscribed to is defined where it is read.
    assert_eq!(lines(&client.at("textDocument/definition", URI, 18, 24)), [6]);
    assert_eq!(lines(&client.at("textDocument/definition", URI, 25, 18)), [10]);
    assert_eq!(lines(&client.at("textDocument/definition", URI, 24, 18)), [12]);
    assert_eq!(
        lines(&client.at("textDocument/documentHighlight", URI, 7, 25)),
        [7, 14, 19]
    );
    let mut rename = |line, character, name: &str| {
        let position = json!({ "line": line, "character": character });
        client.request(
            "textDocument/rename",
            json!({ "textDocument": { "uri": URI }, "position": position, "newName": name }),
        )
    };
    let edit = rename(12, 27, "cell").unwrap();
    let after = edited(TEXT, edits_of(&edit, URI));
    assert_eq!(after, TEXT.replace("mobile", "cell"));
    let edit = rename(7, 25, "hook: 1").unwrap();
    assert_eq!(
        edited(TEXT, edits_of(&edit, URI)),
        TEXT.replace("crmWebhook", "\"hook: 1\"")
    );
    assert!(
        rename(6, 24, "people").is_err(),
        "an object belongs to the provider"
    );
    assert!(rename(12, 27, "email").is_err(), "that is another field");
}

#[test]
fn fixes_silencing_and_fixing_all() {
    let text = TEXT
        .replace("1.0.0", "\"1.0\"")
        .replace("provider: hubspot", "provider: HubSpot");
    let mut client = opened(&text);
    client.diagnostics(URI);
    let mut actions = |range: Value, only: Value| {
        let context = json!({ "diagnostics": [], "only": only });
        let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": context });
        client.request("textDocument/codeAction", params).unwrap()
    };
    let at = |line: u32| json!({ "start": { "line": line, "character": 14 }, "end": { "line": line, "character": 16 } });
    let found = actions(at(3), json!(["quickfix"]));
    assert_eq!(found[0]["kind"], "quickfix", "{found}");
    assert!(edited(&text, edits_of(&found[0]["edit"], URI)).contains("provider: hubspot"));
    let all = actions(at(0), json!(["source.fixAll"]));
    assert_eq!(all.as_array().unwrap().len(), 1, "{all}");
    let after = edited(&text, edits_of(&all[0]["edit"], URI));
    let source = amplint::source::Source::new("amp.yaml", text.into_bytes()).unwrap();
    let mut options = amplint::Options::default();
    options.min_level = Some(amplint::diagnostic::Level::Warning);
    assert_eq!(after, amplint::fix(&source, &options, false).unwrap().text);

    let text = TEXT.replace(
        "          schedule: \"*/30 * * * *\"\n",
        "          schedule: \"*/7 0 * * *\"\n",
    );
    let text = text.replace("*/7 0", "0 3-23/5");
    let mut client = opened(&text);
    let found = client.diagnostics(URI);
    let found = found.as_array().unwrap();
    let milder = found
        .iter()
        .find(|it| it["severity"] != 1)
        .unwrap_or_else(|| panic!("{found:?}"));
    let params =
        json!({ "textDocument": { "uri": URI }, "range": milder["range"], "context": { "diagnostics": [] } });
    let actions = client.request("textDocument/codeAction", params).unwrap();
    let silence = actions
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["title"].as_str().unwrap().starts_with("Silence"));
    let after = edited(&text, edits_of(&silence.unwrap()["edit"], URI));
    client.change(URI, json!([{ "text": after }]));
    assert_eq!(
        client.diagnostics(URI).as_array().unwrap().len(),
        found.len() - 1,
        "{after}"
    );
}

#[test]
fn rude_requests_are_answered() {
    let mut client = Client::start(able());
    let code = |answer: Result<Value, Value>| answer.unwrap_err()["code"].as_i64().unwrap();
    assert_eq!(code(client.request("textDocument/hover", json!({}))), -32602);
    assert_eq!(code(client.request("no/such", json!({}))), -32601);
    assert_eq!(code(client.request("initialize", json!({}))), -32600);
    client.open(URI, TEXT);
    let beyond = client.at("textDocument/hover", URI, 9999, 9999);
    assert_eq!(beyond, Value::Null);
    client.notify("textDocument/didChange", json!({ "oops": 1 }));
    client.notify("$/whatever", json!([]));
    assert!(serious(&client.diagnostics(URI)).is_empty());
    client.request("shutdown", Value::Null).unwrap();
    assert_eq!(code(client.request("textDocument/hover", json!({}))), -32600);
}
