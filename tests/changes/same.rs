//! A manifest against itself, in any spelling; and any two texts.

use amplint::change::Difference;
use proptest::prelude::*;
use proptest::sample;
use serde_json::{Map, Value};

use super::common::respell::{Tape, respelled, with_defaults};
use super::{cases, compared, folder, generate, mirrors, told};

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

/// Random manifests in random spellings, and those of the fixtures.
#[test]
fn random_spellings_are_no_change() {
    let fixtures: Vec<Value> = texts()
        .iter()
        .map(|(_, text)| serde_yaml::from_str(text).unwrap())
        .collect();
    let tape = || prop::collection::vec(any::<u8>(), 0..400);
    let manifest = prop_oneof![generate::sound(), sample::select(fixtures)];
    proptest!(cases(120), |(manifest in manifest, one in tape(), other in tape())| {
        let [old, new] = [&one, &other].map(|tape| {
            let mut tape = Tape(tape);
            let manifest = with_defaults(&manifest, &mut tape);
            respelled(&manifest, &mut tape)
        });
        let found = compared(&old, &new);
        prop_assert!(
            found.differences.is_empty() && found.gaps.is_empty(),
            "{:?} {:?}\n{old}\n{new}",
            told(&found.differences),
            found.gaps
        );
    });
}

/// Takes an entry out of a list, or a key out of an integration, an object or a field: one change, or none.
#[test]
fn one_edit_is_one_change() {
    let mut edits = 0;
    for (name, text) in texts() {
        let manifest: Value = serde_yaml::from_str(&text).unwrap();
        let mut places = Vec::new();
        parts(&manifest, String::new(), &mut places);
        for place in places {
            let mut edited = manifest.clone();
            let (above, last) = place.rsplit_once('/').unwrap();
            match edited.pointer_mut(above).unwrap() {
                Value::Object(map) => {
                    map.remove(last);
                }
                Value::Array(items) => {
                    items.remove(last.parse().unwrap());
                }
                _ => {}
            }
            let edited = serde_yaml::to_string(&edited).unwrap();
            for (old, new) in [(&text, &edited), (&edited, &text)] {
                let found = compared(old, new);
                assert!(
                    found.differences.len() <= 1,
                    "{name} without {place}: {:?}",
                    told(&found.differences)
                );
                edits += found.differences.len();
            }
        }
    }
    assert!(edits > 1_000, "only {edits} edits were changes");
}

/// Integrations, objects and fields, and the keys of each that are not what it is known by.
fn parts(value: &Value, here: String, places: &mut Vec<String>) {
    const NAMES: [&str; 5] = ["name", "objectName", "fieldName", "provider", "specVersion"];
    match value {
        Value::Object(map) => {
            // What a customer maps is known by `mapToName`; without `enabled` or `objects` the platform refuses it.
            let mapping = map.contains_key("mapToName")
                && !map.contains_key("fieldName")
                && !map.contains_key("objectName");
            for (key, value) in map {
                let place = format!("{here}/{key}");
                let named = NAMES.contains(&key.as_str()) || mapping && key == "mapToName";
                if !named && !["objects", "integrations"].contains(&key.as_str()) && !value.is_array() {
                    places.push(place.clone());
                }
                parts(value, place, places);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                let place = format!("{here}/{i}");
                places.push(place.clone());
                parts(item, place, places);
            }
        }
        _ => {}
    }
}

/// Any two manifests, sound or not: what is found one way is mirrored the other way.
#[test]
fn mirrors_of_random_pairs() {
    let manifest = || prop_oneof![generate::sound(), generate::broken()];
    proptest!(cases(120), |(one in manifest(), other in manifest())| {
        let (old, new) = (generate::write(&one), generate::write(&other));
        let (there, back) = (compared(&old, &new), compared(&new, &old));
        if let Err(why) = mirrored(&there.differences, &back.differences) {
            prop_assert!(false, "{why}\n{old}\n{new}");
        }
    });
}

/// That each of `back` is the mirror image of another one of `there`.
fn mirrored(there: &[Difference], back: &[Difference]) -> Result<(), String> {
    let mut left: Vec<&Difference> = there.iter().collect();
    // Those of one place first: what is renamed or moves to another list has two.
    let (mut here, mut apart): (Vec<&Difference>, Vec<&Difference>) = (Vec::new(), Vec::new());
    for found in back {
        let same = there.iter().any(|other| other.at == found.at);
        if same { here.push(found) } else { apart.push(found) }
    }
    for found in here.into_iter().chain(apart) {
        let is = |other: &&Difference| mirrors(other.change).contains(&found.change);
        let at = left
            .iter()
            .position(|other| is(other) && other.at == found.at)
            .or_else(|| left.iter().position(is));
        match at {
            Some(i) => _ = left.remove(i),
            None => {
                let (change, at) = (found.change, &found.at);
                return Err(format!("{change} {at} has no mirror image in {:?}", told(there)));
            }
        }
    }
    match left.first() {
        None => Ok(()),
        Some(found) => {
            let (change, at) = (found.change, &found.at);
            Err(format!("{change} {at} has no mirror image in {:?}", told(back)))
        }
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
        if let Err(why) = mirrored(&there.differences, &back.differences) {
            panic!("{why}\n{text}\n{other}");
        }
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
