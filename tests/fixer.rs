//! Fixing does good and nothing else, whatever is wrong with a manifest.

mod common;

use amplint::diagnostic::Level;
use amplint::source::Source;
use amplint::{Checked, Fixed, Options, RuleLevel, check, check_and_fix};
use common::hold::fix::thorough;
use common::mishap::{MISHAPS, spoiled};
use proptest::prelude::*;

/// Our own manifests, in the order of their names.
fn manifests() -> Vec<(String, String)> {
    let own = env!("CARGO_MANIFEST_DIR");
    let ours = common::manifests()
        .into_iter()
        .filter(|(name, _)| name.starts_with(own) && !name.contains("/../"));
    let texts = ours.filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)));
    // Hundreds of lines take long and show nothing that few don't.
    texts.filter(|(_, text)| text.lines().count() < 200).collect()
}

#[test]
fn every_manifest_is_fixed() {
    let mut wrong = Vec::new();
    for (name, bytes) in common::manifests() {
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        if name.contains("yaml-test-suite") {
            continue;
        }
        for risky in [false, true] {
            for text in [
                text.clone(),
                text.replace('\n', "\r\n"),
                text.trim_end().to_owned(),
            ] {
                if let Err(why) = thorough(&text, risky) {
                    wrong.push(format!("{name} (unsafe fixes: {risky}): {why}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is said while fixing, of the old text and of the new one, is what a check says of them.
#[test]
fn checked_while_fixed() {
    let mut narrow = Options::default();
    narrow.select("schedule").unwrap();
    narrow.select("unused-suppression").unwrap();
    let mut few = Options::default();
    few.min_level = Some(Level::Error);
    few.skip("wrong-type").unwrap();
    let mut other = Options::default();
    other.set_level("unknown-key", Level::Error).unwrap();
    other.set_level("no-fields", RuleLevel::Off).unwrap();
    let all = [Options::default(), narrow, few, other];
    let said = |checked: &Checked| format!("{:#?}\n{:?}", checked.findings, checked.omitted);
    for (i, (name, bytes)) in common::manifests().into_iter().enumerate() {
        let options = &all[i % all.len()];
        let check = |bytes: Vec<u8>| check("amp.yaml", bytes, options).unwrap();
        let source = Source::new("amp.yaml", bytes.clone()).unwrap();
        let encoding = source.encoding();
        let treated = check_and_fix(source, options, true, |_| Vec::new());
        assert_eq!(
            said(&treated.before),
            said(&check(bytes.clone())),
            "{name}, before"
        );
        let text = treated
            .fixed
            .as_ref()
            .map_or(bytes, |fixed| encoding.encode(&fixed.text));
        assert_eq!(
            said(&treated.after(options).unwrap()),
            said(&check(text)),
            "{name}, after"
        );
    }
}

#[test]
fn whatever_happens_is_fixed() {
    let manifests = manifests();
    assert!(manifests.len() > 50);
    let mishaps = prop::collection::vec((0..MISHAPS.len(), 0..200_usize, 0..1000_usize), 1..7);
    let strategy = (0..manifests.len(), mishaps, any::<bool>());
    let mut runner = proptest::test_runner::TestRunner::new(common::cases(300));
    let outcome = runner.run(&strategy, |(file, mishaps, risky)| {
        let text = spoiled(&manifests[file].1, &mishaps);
        thorough(&text, risky)
            .map_err(|why| TestCaseError::fail(format!("{why}\n{}\n{text}\n", manifests[file].0)))?;
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

fn fixed(text: &str, risky: bool) -> Fixed {
    thorough(text, risky).unwrap_or_else(|why| panic!("{why}\n{text}"))
}

/// What random cases have found.
#[test]
fn what_went_wrong_once() {
    let object = "        - objectName: on\n          destination: a\n          optionalFieldsAuto: all\n";
    let head = "specVersion: 1.0.0\nintegrations:\n  - name: a\n    provider: hubspot\n";
    // A name that could not be read stands twice.
    let twice = format!("{head}    read:\n      objects:\n{object}{object}");
    assert_eq!(fixed(&twice, false).fixed, 2);
    // The missing line is to end as the others do, though the last ends with the file.
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("{head}      enabled: true\n").replace('\n', end);
        let whole = format!("{head}    proxy:\n      enabled: true\n").replace('\n', end);
        assert_eq!(fixed(&text, true).text, whole);
    }
    // Without `mapToName` the typo above would be taken for it.
    let fields = "          requiredFields:\n            - fieldName: b\n              m:apToName: c\n              mapToName: b\n";
    let typo = format!(
        "{head}    read:\n      objects:\n        - objectName: contacts\n          destination: a\n{fields}"
    );
    assert_eq!(fixed(&typo, false).fixed, 0);
    // Nothing but a byte-order mark is left.
    fixed("\u{FEFF}# amp:ignore for now\n", false);
}

/// A misspelled key hides what is wrong below it from the platform, which takes the file; it is put right when that is.
#[test]
fn what_a_misspelled_key_hides_comes_first() {
    let text = |key: &str, value: &str| {
        format!(
            "specVersion: 1.0.0\n{key}:\n  - name: a\n    provider: hubspot\n    proxy:\n      enabled: {value}\n"
        )
    };
    let hidden = text("ntegrations", "tru");
    let left = fixed(&hidden, false);
    assert_eq!(left.text, hidden);
    let [refused] = left.refused.as_slice() else {
        panic!("{left:?}");
    };
    assert_eq!(
        (refused.rule, refused.fault, refused.why.as_str()),
        (
            "misspelled-key",
            false,
            "with it the platform comes to other errors, and refuses the file"
        )
    );
    for value in ["true", "\"true\"", "[true]"] {
        let whole = text("integrations", "true");
        assert_eq!(fixed(&text("ntegrations", value), true).text, whole, "{value}");
    }
}
