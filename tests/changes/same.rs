//! A manifest against itself, in any spelling; and any two texts.

use serde_json::{Map, Value};

use super::{compared, folder, told};

fn texts() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for change in amplint::changes::ALL {
        for name in ["old.yaml", "new.yaml"] {
            let path = folder().join(change.id).join(name);
            found.push((
                path.display().to_string(),
                std::fs::read_to_string(&path).unwrap(),
            ));
        }
    }
    found
}

/// The same with the keys of every mapping the other way round, and the lists too.
fn reversed(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().rev().map(reversed).collect()),
        Value::Object(map) => Value::Object(
            map.iter()
                .rev()
                .map(|(key, value)| (key.clone(), reversed(value)))
                .collect::<Map<_, _>>(),
        ),
        other => other.clone(),
    }
}

#[test]
fn other_spellings_are_no_change() {
    for (name, text) in texts() {
        let value: Value = serde_yaml::from_str(&text).unwrap();
        let spellings = [
            text.clone(),
            text.replace('\n', "\r\n"),
            text.replace(": ", ":  # why\n              ")
                .replace("#  # why\n              ", "# "),
            serde_json::to_string(&value).unwrap(),
            serde_json::to_string_pretty(&reversed(&value)).unwrap(),
            serde_yaml::to_string(&value).unwrap(),
            format!("\u{feff}# first\n{text}\n# last\n"),
        ];
        for (i, spelling) in spellings.iter().enumerate() {
            // The third is only for manifests in which every value may stand on a line of its own.
            if i == 2 && serde_yaml::from_str::<Value>(spelling).ok().as_ref() != Some(&value) {
                continue;
            }
            for found in [compared(&text, spelling), compared(spelling, &text)] {
                assert!(
                    found.differences.is_empty() && found.gaps.is_empty(),
                    "{name}, {i}: {:?} {:?}\n{spelling}",
                    told(&found.differences),
                    found.gaps
                );
            }
        }
    }
}

#[test]
fn defaults_and_anchors_are_no_change() {
    let plain = "\
specVersion: 1.0.0
integrations:
  - name: crm
    provider: hubspot
    read:
      objects:
        - objectName: contacts
          destination: hook
          schedule: '*/10 * * * *'
          requiredFields:
            - fieldName: email
            - fieldName: phone
        - objectName: companies
          destination: hook
    write:
      objects:
        - objectName: contacts
";
    let spelled = "\
specVersion: '1.0.0'
x-fields: &fields
  - fieldName: Phone
  - {fieldName: email, mapToName: email}
integrations:
  - name: crm
    provider: hubspot
    module: crm
    proxy: {enabled: false}
    subscribe: ~
    write: {objects: [{objectName: contacts, inheritMapping: false, valueDefaults: {allowAnyFields: false}}]}
    read:
      objects:
        - &companies
          objectName: companies
          destination: hook
          backfill: {defaultPeriod: {days: 0}}
          delivery: {mode: auto}
        - <<: *companies
          backfill: {defaultPeriod: {fullHistory: false}}
          objectName: Contacts
          mapToName: Contacts
          schedule: 0,10,20,30,40,50 * * * *
          requiredFields: *fields
";
    for found in [compared(plain, spelled), compared(spelled, plain)] {
        assert!(found.differences.is_empty(), "{:?}", told(&found.differences));
        assert!(found.gaps.is_empty(), "{:?}", found.gaps);
    }
}

/// Both ways as many changes, and never a panic, whatever the texts hold.
#[test]
fn any_two_texts() {
    let texts = texts();
    for (i, (_, text)) in texts.iter().enumerate() {
        let (_, other) = &texts[(i * 7 + 3) % texts.len()];
        for part in 0..6 {
            let cut = |text: &str| -> String {
                let end = text.floor_char_boundary(text.len() * (part + 1) / 6);
                text[..end].replace(
                    if part % 2 == 0 { "name:" } else { "objects:" },
                    ["name", "- objects:"][part % 2],
                )
            };
            let _ = compared(&cut(text), other);
            let _ = compared(other, &cut(text));
            let _ = compared(&cut(text), &cut(other));
        }
        let (there, back) = (compared(text, other), compared(other, text));
        assert_eq!(there.differences.len(), back.differences.len(), "{text}\n{other}");
    }
    for (old, new) in [
        ("", ""),
        ("\0", "[]"),
        ("- a", "{{{"),
        ("a: &a [*a]", "integrations: 7"),
    ] {
        let _ = compared(old, new);
    }
}
