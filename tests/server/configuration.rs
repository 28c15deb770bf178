//! `amplint.toml`: found as `check` finds it, watched, wrong, put right; and files that are something by it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::{Client, able};

const WRONG: &str = "specVersion: 1.0.0\nintegrations:\n  - name: crm\n    provider: hubspot\n    read:\n      objects:\n        - objectName: comapnies\n          destination: hook\n          schedule: \"*/30 * * * *\"\n          optionalFieldsAuto: all\n";

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn rules(found: &Value) -> Vec<&str> {
    let all = found.as_array().unwrap().iter();
    all.map(|it| it["code"].as_str().unwrap()).collect()
}

#[test]
fn settings_are_found_watched_and_the_last_good_ones_stay() {
    for (watches, pulls) in [(true, false), (false, false), (true, true)] {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("amplint.toml");
        let manifest = uri(&folder.path().join("amp.yaml"));
        fs::write(&config, "[rules]\nobject-exists = \"off\"\n").unwrap();
        let mut able = able();
        able["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"] = watches.into();
        if pulls {
            able["textDocument"]["diagnostic"] = json!({});
        }
        let folders = json!([{ "uri": uri(folder.path()), "name": "w" }]);
        let mut client = Client::start_in(able, folders);
        client.open(&manifest, WRONG);
        let found = client.diagnostics(&manifest);
        assert!(!rules(&found).contains(&"object-exists"), "{found}");

        let write = |client: &mut Client, text: &str| {
            fs::write(&config, text).unwrap();
            if watches {
                let change = json!({ "uri": uri(&config), "type": 2 });
                client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
            } else {
                client.notify(
                    "textDocument/didSave",
                    json!({ "textDocument": { "uri": manifest } }),
                );
            }
            // A change of nothing, so that the diagnostics are those of after.
            client.change(&manifest, json!([{ "text": WRONG }]));
            client.diagnostics(&manifest)
        };
        let found = write(&mut client, "[rules]\nobject-exists = \"error\"\n");
        let first = found
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["code"] == "object-exists");
        assert_eq!(first.unwrap()["severity"], 1, "{found}");
        let found = write(&mut client, "[rules\nobject-exists = \"off\"\n# is broken\n");
        assert!(
            rules(&found).contains(&"object-exists"),
            "the last good settings stay: {found}"
        );
        let told = client.comes(|client| {
            if pulls {
                return client.heard.iter().any(|it| it["method"] == "window/showMessage");
            }
            let published = client.published.get(&uri(&config));
            published.is_some_and(|(_, items)| items != &json!([]))
        });
        assert!(told, "a broken configuration is told of");
        let found = write(&mut client, "[rules]\nobject-exists = \"off\"\n\n");
        assert!(!rules(&found).contains(&"object-exists"), "{found}");
        if !pulls {
            let right = |client: &Client| client.published[&uri(&config)].1 == json!([]);
            assert!(client.comes(right), "it is right again");
        }
    }
}

#[test]
fn a_configuration_has_diagnostics_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let config = uri(&folder.path().join("amplint.toml"));
    let mut client = Client::start(able());
    client.open(&config, "[rules]\nobject-exist = \"off\"\n");
    let found = client.diagnostics(&config);
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found[0]["range"]["start"], json!({ "line": 1, "character": 0 }));
}

#[test]
fn files_that_are_included_or_excluded() {
    let folder = tempfile::tempdir().unwrap();
    let config = "include = [\"payloads/*.json\", \"crm.yaml\"]\nexclude = [\"old/**\"]\n";
    fs::write(folder.path().join("amplint.toml"), config).unwrap();
    let mut client = Client::start(able());
    let mut found = |name: &str, text: &str| {
        let uri = uri(&folder.path().join(name));
        client.open(&uri, text);
        client.diagnostics(&uri)
    };
    assert!(rules(&found("crm.yaml", WRONG)).contains(&"object-exists"));
    assert_eq!(found("old/amp.yaml", WRONG), json!([]));
    assert_eq!(found("other.txt", "oops: [\n"), json!([]));
    let payload = "{\"groupRef\": \"g\", \"consumerRef\": 7}";
    let of_payload = found("payloads/update.json", payload);
    let checked = amplint::check(
        "payloads/update.json",
        payload.into(),
        &amplint::Options::default(),
    )
    .unwrap();
    assert_eq!(
        of_payload.as_array().unwrap().len(),
        checked.findings.len(),
        "{of_payload}"
    );
}

/// What two manifests of one project have in common is shown in both, with both places, and follows the texts in the
/// editor and the files on disk.
#[test]
fn manifests_of_one_project() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = |name: &str| {
        format!(
            "specVersion: 1.0.0\nintegrations:\n  - name: {name}\n    provider: gong\n    proxy:\n      enabled: true\n"
        )
    };
    let path = |name: &str| folder.path().join(name).join("amp.yaml");
    fs::write(
        folder.path().join("amplint.toml"),
        "select = [\"duplicate-integration\"]\n[[projects]]\nname = \"p\"\nfiles = [\"**\"]\n",
    )
    .unwrap();
    for name in ["a", "b"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(path(name), manifest("crm")).unwrap();
    }
    let (a, b) = (uri(&path("a")), uri(&path("b")));
    let mut client = Client::start(able());
    client.open(&a, &manifest("crm"));
    let found = client.diagnostics(&a);
    assert_eq!(rules(&found), ["duplicate-integration"], "{found}");
    let places = found[0]["relatedInformation"].as_array().unwrap();
    assert!(
        places.iter().any(|it| it["location"]["uri"] == b.as_str()),
        "{found}"
    );
    // In the other, too; and its text counts, not its file.
    client.open(&b, &manifest("crm"));
    assert_eq!(rules(&client.diagnostics(&b)), ["duplicate-integration"]);
    client.change(&b, json!([{ "text": manifest("other") }]));
    assert_eq!(client.diagnostics(&b), json!([]));
    assert!(client.published_as(&a, 1, |items| *items == json!([])));
    client.close(&b);
    assert!(client.published_as(&a, 1, |items| rules(items) == ["duplicate-integration"]));
    fs::write(path("b"), manifest("third")).unwrap();
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": b, "type": 2 }] }),
    );
    assert!(client.published_as(&a, 1, |items| *items == json!([])));
}

/// Objects and destinations that the configuration lists: told of where the mouse rests, and of destinations no
/// others are proposed.
#[test]
fn what_is_listed_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let own = "destinations = [\"hook\"]\n[[catalog.objects]]\nprovider = \"hubspot\"\nname = \"widgets\"\nfields = [\"color\"]\n";
    fs::write(folder.path().join("amplint.toml"), own).unwrap();
    let manifest = uri(&folder.path().join("amp.yaml"));
    let text = WRONG
        .replace("comapnies", "widgets")
        .replace("optionalFieldsAuto: all", "requiredFields: [{fieldName: color}]")
        + "        - objectName: contacts\n          destination: elsewhere\n          destination: \n";
    let mut client = Client::start_in(able(), json!([{ "uri": uri(folder.path()), "name": "w" }]));
    client.open(&manifest, &text);
    let mut ask = |method: &str, line: usize, character: usize| {
        let at = json!({ "line": line, "character": character });
        let params = json!({ "textDocument": { "uri": manifest }, "position": at });
        client.request(&format!("textDocument/{method}"), params).unwrap()
    };
    for (line, character, words) in [(6, 25, "**widgets** of HubSpot"), (9, 40, "`color` of `widgets`")] {
        let hover = ask("hover", line, character).to_string();
        assert!(
            hover.contains(words) && hover.contains("listed in amplint.toml"),
            "{hover}"
        );
    }
    let proposed = ask("completion", 12, 23);
    let labels: Vec<&str> = proposed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels, ["hook"]);
}
