//! The JSON of comparisons against its published schema, and against what was found.

use amplint::report::changes::{ChangeFormat, Comparison};
use amplint::{Acceptance, Compared, Format, Look, Options, accept, changes, compare};
use serde_json::Value;

use super::{examples, folder, source};

/// What is written for `files`, held to the schema.
fn written(files: Vec<Compared>, unused: Vec<Acceptance>, schema: &jsonschema::Validator) -> Value {
    let comparison = Comparison {
        files,
        revision: None,
        unused,
    };
    let mut bytes = Vec::new();
    let format = ChangeFormat::Findings(Format::Json);
    format.write(&comparison, Look::default(), &mut bytes).unwrap();
    let value: Value = serde_json::from_slice(&bytes).unwrap();
    let wrong: Vec<String> = schema
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{}\n{value:#}", wrong.join("\n"));
    value
}

#[test]
fn the_schema_holds() {
    let text = include_str!("../../schemas/compare.schema.json");
    let schema = jsonschema::draft202012::new(&serde_json::from_str(text).unwrap()).unwrap();
    let entry = |change: &str, at: &str, until: Option<&str>| Acceptance {
        change: change.to_owned(),
        at: at.to_owned(),
        reason: "as it should be".to_owned(),
        until: until.map(str::to_owned),
    };
    let options = Options::default();
    for change in changes::ALL {
        let read = |name: &str| std::fs::read_to_string(folder().join(change.id).join(name)).unwrap();
        let (old, new) = (read("old.yaml"), read("new.yaml"));
        let mut compared = compare(source("old.yaml", &old), source("a b/ü.yaml", &new), &options);
        let list = [
            entry(change.id, &compared.differences[0].at, Some("v2")),
            entry(change.id, "integrations[nobody]", None),
        ];
        let mut used = [false; 2];
        accept(&mut compared.differences, &list, &mut used);
        let plain = compare(source("c.yaml", &new), source("d.yaml", &old), &options);
        let found = (compared.differences.clone(), plain.differences.len());
        let value = written(vec![compared, plain], vec![list[1].clone()], &schema);

        let told = value["changes"].as_array().unwrap();
        assert_eq!(told.len(), found.0.len() + found.1, "{}", change.id);
        let (first, is) = (&told[0], &found.0[0]);
        assert_eq!(first["change"], change.id);
        assert_eq!(first["class"], is.class.name());
        assert_eq!(first["level"], is.level.name());
        assert_eq!(first["certainty"], is.certainty.name());
        assert_eq!(first["accepted"]["until"], "v2", "{}", change.id);
        assert_eq!(value["summary"]["accepted"], 1, "{}", change.id);
        assert_eq!(value["unused"][0]["at"], "integrations[nobody]");
        for (side, spot, text) in [("old", &is.old, &old), ("new", &is.new, &new)] {
            let Some(spot) = spot else {
                assert!(first[side].is_null(), "{}", change.id);
                continue;
            };
            let line = text[..spot.span.start as usize].matches('\n').count() + 1;
            assert_eq!(first[side]["span"]["start"]["line"], line, "{}", change.id);
            assert_eq!(first[side]["text"], *spot.text, "{}", change.id);
        }
    }
    // Files that are new or gone, and what can't be read.
    let [text, _] = examples(changes::ALL[0]);
    for (old, new) in [
        (None, Some(text.as_str())),
        (Some(text.as_str()), None),
        (Some(text.as_str()), Some("")),
        (Some("a: [\n"), Some(text.as_str())),
        (Some("integrations: 7\n"), Some("\u{1}")),
        (
            Some(text.as_str()),
            Some("specVersion: 1.0.0\nintegrations:\n  - name: ''\n    provider: [\n"),
        ),
    ] {
        let side = |name, text: Option<&str>| text.and_then(|text| source(name, text));
        let compared = compare(side("old.yaml", old), side("new.yaml", new), &options);
        let gaps = compared.gaps.len();
        let value = written(vec![compared], Vec::new(), &schema);
        assert_eq!(
            value["notCompared"].as_array().unwrap().len(),
            gaps,
            "{old:?} {new:?}"
        );
    }
}
