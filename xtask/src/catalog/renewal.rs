//! Renewal of the facts from made-up sources of the shapes that the real ones have.
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Catalog, FOLDER, SCHEMA, TABLES, data::Data, inputs::Inputs, run_in};

/// A project and a checkout, removed in the end.
struct Place(PathBuf);

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Place {
    fn new(name: &str) -> Self {
        let place = std::env::temp_dir().join(format!("amplint-catalog-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&place);
        let place = Self(place);
        let schema = fs::read_to_string(crate::root().join(SCHEMA)).unwrap();
        place.write(&format!("project/{SCHEMA}"), &schema);
        place.write("project/src/catalog/catalog.bin", "");
        for (file, value) in [
            (
                "connectors/revision.json",
                json!({"revision": "r0", "date": "2026-01-01"}),
            ),
            ("connectors/providers.json", json!({})),
            (
                "overlay/providers.json",
                json!({"source": "by hand", "acmeCrm": {"doubtful": ["write"]}}),
            ),
            (
                "overlay/objects/acmeCrm.json",
                json!({
                    "source": "the guide",
                    "modules": {"root": {
                        "enforcement": {"read": "code", "write": "none"},
                        "objects": {"deals": {"incremental": true}, "gone": null, "notes": {"write": true}}
                    }}
                }),
            ),
            (
                "overlay/fields/acmeCrm.root.json",
                json!({
                    "source": "its definitions", "provider": "acmeCrm", "module": "root", "confidence": "high",
                    "objects": {"deals": {"fields": {"id": "str", "closes_on": "date"}, "labels": {"closes_on": "Close Date"}}}
                }),
            ),
            (
                "overlay/limits.json",
                json!({
                    "source": "by hand", "associationChange": [], "backfill": [], "fields": [], "lowerCaseFields": [],
                    "noMetadata": [], "records": [], "reservedMappings": [], "subscribe": [], "unreadable": []
                }),
            ),
            ("verdicts.json", json!({"providers": {}})),
        ] {
            place.write(&format!("project/{FOLDER}/{file}"), &value.to_string());
        }
        let support = json!({"read": true, "write": false, "subscribe": false, "proxy": true});
        let catalog = json!({"timestamp": "now", "catalog": {
            "acmeCrm": {"name": "acmeCrm", "displayName": "Acme CRM", "support": support, "labels": {"experimental": "true"}},
            "manyParts": {
                "displayName": "Many Parts", "support": support, "defaultModule": "one",
                "modules": {"one": {"displayName": "One", "support": support}, "root": {"support": support}}
            }
        }});
        place.write("checkout/internal/generated/catalog.json", &catalog.to_string());
        // Fields as labels, and fields with types.
        place.write(
            "checkout/providers/acmecrm/metadata/schemas.json",
            &json!({"modules": {"root": {"id": "root", "path": "/v1", "objects": {
                "deals": {"displayName": "Deals", "path": "/deals", "responseKey": "data", "fields": {"id": "ID", "name": "Name"}},
                "gone": {"displayName": "Gone", "path": "/gone", "fields": {"id": "id"}},
                "people": {"displayName": "People", "path": "/people", "fields": {
                    "age": {"displayName": "age", "valueType": "int", "providerType": "integer"},
                    "tags": {"displayName": "tags", "valueType": "multiSelect"},
                    "when": {"displayName": "when", "valueType": "datetime"},
                    "what": {"displayName": "what"}
                }}
            }}}})
            .to_string(),
        );
        place.write(
            "checkout/providers/manyparts/graphql/query_boards.graphql",
            "query { boards(first: {{.First}}) { nodes { id owner { id } } pageInfo { hasNextPage } } }",
        );
        place.write(
            "checkout/providers/manyparts/graphql/mutation_boardCreate.graphql",
            "mutation { a { id } }",
        );
        place.write("checkout/providers/nobody/schemas.json", "{\"modules\": {}}");
        place
    }

    fn write(&self, file: &str, text: &str) {
        let file = self.0.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn project(&self) -> PathBuf {
        self.0.join("project")
    }

    /// Runs the command: what it says, and whether it went well.
    fn run(&self, change: impl FnOnce(&mut Catalog)) -> (String, Result<(), String>) {
        let mut args = Catalog {
            connectors: None,
            revision: None,
            date: None,
            verdicts: None,
            accept_errors: false,
            check: false,
        };
        change(&mut args);
        let mut out = Vec::new();
        let result = run_in(&self.project(), &args, &mut out);
        (String::from_utf8(out).unwrap(), result)
    }

    fn renew(&self, change: impl FnOnce(&mut Catalog)) -> (String, Result<(), String>) {
        self.run(|args| {
            args.connectors = Some(self.0.join("checkout"));
            args.revision = Some("r1".to_owned());
            args.date = Some("2026-02-02".to_owned());
            change(args);
        })
    }

    fn data(&self) -> Data {
        super::load(&self.project()).unwrap()
    }
}

fn bytes(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            bytes(&path, found);
        } else {
            found.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
}

#[test]
fn what_is_regular_is_read() {
    let place = Place::new("read");
    let (said, result) = place.renew(|_| {});
    result.unwrap();
    assert!(
        said.contains("passed over: providers/nobody/schemas.json: of no provider"),
        "{said}"
    );
    assert!(said.contains("names that are known now"), "{said}");
    let data = place.data();
    let acme = &data.providers["acmeCrm"];
    assert_eq!(
        (acme.display_name.as_str(), acme.flags.as_slice()),
        ("Acme CRM", &["experimental".to_owned()][..])
    );
    assert_eq!(
        (acme.actions.join(" "), acme.doubtful.join(" ")),
        ("read proxy".into(), "write".into())
    );
    let parts = &data.providers["manyParts"];
    assert_eq!(parts.default_module.as_deref(), Some("one"));
    assert_eq!(parts.modules.keys().collect::<Vec<_>>(), ["one"]);
    let objects = &data.module("acmeCrm", "root").unwrap().objects;
    assert_eq!(objects.keys().collect::<Vec<_>>(), ["deals", "notes", "people"]);
    let fields = |name: &str| {
        let fields = objects[name].fields.iter().flatten();
        fields
            .map(|(name, kind)| format!("{name}:{kind}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(fields("deals"), "closes_on:date id:str name:any");
    assert_eq!(fields("people"), "age:int tags:enums what:any when:time");
    assert_eq!(objects["deals"].incremental, Some(true));
    let boards = &data.module("manyParts", "one").unwrap().objects["boards"];
    let fields: Vec<_> = boards
        .fields
        .iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(boards.fields_complete && fields == ["id", "owner"], "{fields:?}");
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    let place = Place::new("same");
    place.renew(|_| {}).1.unwrap();
    let (mut first, mut second) = (Vec::new(), Vec::new());
    bytes(&place.project(), &mut first);
    let (said, result) = place.renew(|_| {});
    result.unwrap();
    assert!(!said.contains("wrote"), "{said}");
    bytes(&place.project(), &mut second);
    assert_eq!(first, second);
    place.renew(|args| args.check = true).1.unwrap();
    place.run(|args| args.check = true).1.unwrap();
    // Where they aren't the same, a check fails and writes nothing.
    let text = fs::read_to_string(place.0.join("checkout/internal/generated/catalog.json")).unwrap();
    place.write(
        "checkout/internal/generated/catalog.json",
        &text.replace("Acme CRM", "Acme"),
    );
    let (said, result) = place.renew(|args| args.check = true);
    assert!(
        result.is_err() && said.contains("stale: schemas/catalog/connectors/providers.json"),
        "{said}"
    );
    let mut third = Vec::new();
    bytes(&place.project(), &mut third);
    assert_eq!(first, third);
}

#[test]
fn new_errors_come_first_and_must_be_accepted() {
    let place = Place::new("errors");
    place.renew(|_| {}).1.unwrap();
    let table = json!({"revision": "r2", "date": "2026-03-03", "providers": {"acmeCrm": {"root": {
        "unknown": {"read": "refused", "write": "sent"},
        "objects": {
            "deals": {"read": "sent", "write": "untested"},
            "people": {"read": "refused"},
            "tasks": {"read": "sent", "write": "refused"}
        }
    }}}});
    place.write("table.json", &table.to_string());
    let file = place.0.join("table.json");
    let (said, result) = place.run(|args| args.verdicts = Some(file.clone()));
    assert!(result.unwrap_err().contains("--accept-errors"));
    assert!(said.starts_with("new errors ("), "{said}");
    let at = |text: &str| {
        said.find(text)
            .unwrap_or_else(|| panic!("no `{text}` in:\n{said}"))
    };
    assert!(at("acmeCrm/root: read of people") < at("names that are known now"));
    assert!(at("names that are known now") < at("acmeCrm/root: tasks"));
    assert_eq!(
        place.data().module("acmeCrm", "root").unwrap().unlisted.read,
        None,
        "nothing was written"
    );
    place
        .run(|args| (args.verdicts, args.accept_errors) = (Some(file), true))
        .1
        .unwrap();
    let data = place.data();
    let objects = &data.module("acmeCrm", "root").unwrap().objects;
    assert_eq!(
        (objects["people"].read, objects["tasks"].write),
        (Some(false), Some(false))
    );
    let inputs = Inputs::load(&place.project().join(FOLDER)).unwrap();
    let sources: Vec<_> = inputs
        .sources()
        .into_iter()
        .map(|(what, it)| (what, it.date))
        .collect();
    assert_eq!(
        sources,
        [
            ("connectors", "2026-02-02".to_owned()),
            ("verdicts", "2026-03-03".to_owned())
        ]
    );
    assert!(!fs::read(place.project().join(TABLES)).unwrap().is_empty());
}

#[test]
fn faults_are_told() {
    let place = Place::new("faults");
    place.renew(|_| {}).1.unwrap();
    let told = |file: &str, text: &str, expected: &str| {
        let before = fs::read_to_string(place.0.join(file)).unwrap();
        place.write(file, text);
        let error = place.renew(|_| {}).1.unwrap_err();
        assert!(error.contains(expected), "{file}: {error}");
        place.write(file, &before);
    };
    told("checkout/internal/generated/catalog.json", "{", "catalog.json");
    told("checkout/internal/generated/catalog.json", "{}", "no `catalog`");
    told(
        "checkout/providers/acmecrm/metadata/schemas.json",
        "{}",
        "no `modules`",
    );
    let overlay = format!("project/{FOLDER}/overlay/objects/acmeCrm.json");
    told(&overlay, "{\"modules\": {}}", "no `source`");
    let wrong: Value = json!({"source": "x", "modules": {"root": {"objects": {"deals": {"red": true}}}}});
    told(&overlay, &wrong.to_string(), "deals");
    let none = json!({"providers": {"nobody": {"root": {"objects": {}}}}});
    place.write("table.json", &none.to_string());
    let table = place.0.join("table.json");
    let error = place.run(|args| args.verdicts = Some(table)).1.unwrap_err();
    assert!(error.contains("nobody: no such provider"), "{error}");
    place.renew(|_| {}).1.unwrap();
}

#[test]
fn what_is_gone_leaves_a_word() {
    let place = Place::new("gone");
    place.renew(|_| {}).1.unwrap();
    let patch = json!({"source": "x", "modules": {"root": {"objects": {
        "deals": {"fieldsOpen": true}, "people": {"fieldsOpen": true}
    }}}});
    place.write(
        &format!("project/{FOLDER}/overlay/objects/acmeCrm.json"),
        &patch.to_string(),
    );
    let providers = json!({
        "source": "x", "manyParts": {"modules": {"one": {"flags": ["demo"]}, "two": {"flags": ["test"]}}}, "zebra": {"flags": ["test"]}
    });
    place.write(
        &format!("project/{FOLDER}/overlay/providers.json"),
        &providers.to_string(),
    );
    let file = place.0.join("checkout/providers/acmecrm/metadata/schemas.json");
    let mut schemas: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    schemas["modules"]["root"]["objects"]
        .as_object_mut()
        .unwrap()
        .remove("people");
    fs::write(&file, schemas.to_string()).unwrap();
    let (said, result) = place.renew(|args| args.accept_errors = true);
    result.unwrap();
    let idle: Vec<_> = said
        .lines()
        .filter_map(|line| line.strip_prefix("without effect in overlay: "))
        .collect();
    assert_eq!(
        idle,
        [
            "manyParts: no such module any more: two",
            "zebra: no such provider any more",
            "acmeCrm/root: people: its fields are known no more",
        ]
    );
    assert!(!place.data().module("acmeCrm", "root").unwrap().objects["people"].fields_open);
}
