//! What is known of a finding goes on holding after edits elsewhere: fingerprints and baselines.

use amplint::baseline::Baseline;
use amplint::report::{Format, Look, Report};
use amplint::{Checked, Options, check};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use super::common::cases;

/// An object with its mistakes, as YAML.
#[derive(Clone, Debug)]
struct Object {
    name: String,
    mistakes: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Integration {
    name: String,
    mistakes: Vec<usize>,
    objects: Vec<Object>,
}

/// Lines of an object that something is wrong with, whatever stands around them.
const MISTAKES: [&str; 5] = [
    "schedule: \"*/3 * * * *\"",
    "extra: 1",
    "backfill: {defaultPeriod: {days: -4}}",
    "enabled: sometimes",
    "requiredFields: [{fieldName: a, prompt: 3}]",
];

fn manifest(integrations: &[Integration], comments: bool) -> String {
    let mut text = "specVersion: 1.0.0\nintegrations:\n".to_owned();
    let comment = if comments { "  # new\n\n" } else { "" };
    for it in integrations {
        text += &format!("{comment}  - name: {}\n    provider: gong\n", it.name);
        for mistake in &it.mistakes {
            text += ["    team: x\n", "    displayName: [a]\n"][mistake % 2];
        }
        text += "    read:\n      objects:\n";
        for object in &it.objects {
            text += &format!(
                "{comment}        - objectName: {}\n          destination: hook\n          optionalFieldsAuto: all\n",
                object.name
            );
            for mistake in &object.mistakes {
                text += &format!("          {}\n", MISTAKES[mistake % MISTAKES.len()]);
            }
        }
    }
    text
}

/// An edit that leaves every object as it is.
#[derive(Clone, Debug)]
enum Edit {
    NewIntegration(Index),
    NewObject(Index, Index),
    MoveIntegration(Index, Index),
    MoveObject(Index, Index, Index),
    Comments,
    Rename,
}

fn moved<T>(list: &mut Vec<T>, from: Index, to: Index) {
    let item = list.remove(from.index(list.len()));
    list.insert(to.index(list.len() + 1), item);
}

fn edited(integrations: &mut Vec<Integration>, edit: &Edit, number: usize) {
    let fresh = |kind: &str| Object {
        name: format!("{kind}{number}"),
        mistakes: vec![0, 1, 2],
    };
    match edit {
        Edit::NewIntegration(at) => integrations.insert(
            at.index(integrations.len() + 1),
            Integration {
                name: format!("fresh{number}"),
                mistakes: vec![0, 1],
                objects: vec![fresh("other")],
            },
        ),
        Edit::NewObject(integration, at) => {
            let it = integration.index(integrations.len());
            let objects = &mut integrations[it].objects;
            objects.insert(at.index(objects.len() + 1), fresh("new"));
        }
        Edit::MoveIntegration(from, to) => moved(integrations, *from, *to),
        Edit::MoveObject(integration, from, to) => {
            let it = integration.index(integrations.len());
            moved(&mut integrations[it].objects, *from, *to);
        }
        Edit::Comments | Edit::Rename => {}
    }
}

fn looked(name: &str, text: &str) -> Checked {
    check(name, text.as_bytes().to_vec(), &Options::default()).unwrap()
}

/// The fingerprints of the second kind.
fn fingerprints(checked: Checked) -> Vec<String> {
    let mut report = Report::default();
    report.add(checked);
    let mut out = Vec::new();
    Format::Sarif.write(&report, Look::default(), &mut out).unwrap();
    let sarif: Value = serde_json::from_slice(&out).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let of = |result: &Value| {
        result["partialFingerprints"]["amplint/v2"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let mut all: Vec<String> = results.iter().map(of).collect();
    all.sort();
    all
}

fn mistakes(most: usize) -> impl Strategy<Value = Vec<usize>> {
    prop::collection::btree_set(0..most, 0..=most).prop_map(|all| all.into_iter().collect())
}

fn integrations() -> impl Strategy<Value = Vec<Integration>> {
    let object = mistakes(MISTAKES.len());
    let integration = (mistakes(2), prop::collection::vec(object, 1..4));
    prop::collection::vec(integration, 1..4).prop_map(|all| {
        let integration = |(i, (mistakes, objects)): (usize, (Vec<usize>, Vec<Vec<usize>>))| Integration {
            name: format!("it{i}"),
            mistakes,
            objects: objects
                .into_iter()
                .enumerate()
                .map(|(j, mistakes)| Object {
                    name: format!("calls{j}"),
                    mistakes,
                })
                .collect(),
        };
        all.into_iter().enumerate().map(integration).collect()
    })
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let at = any::<Index>;
    let edit = prop_oneof![
        at().prop_map(Edit::NewIntegration),
        (at(), at()).prop_map(|(a, b)| Edit::NewObject(a, b)),
        (at(), at()).prop_map(|(a, b)| Edit::MoveIntegration(a, b)),
        (at(), at(), at()).prop_map(|(a, b, c)| Edit::MoveObject(a, b, c)),
        Just(Edit::Comments),
        Just(Edit::Rename),
    ];
    prop::collection::vec(edit, 1..5)
}

proptest! {
    #![proptest_config(cases(80))]

    /// Items that are inserted and moved, comments and another name of the file: what was there is known.
    #[test]
    fn what_was_there_is_known(old in integrations(), edits in edits()) {
        let before = manifest(&old, false);
        let mut new = old;
        for (number, edit) in edits.iter().enumerate() {
            edited(&mut new, edit, number);
        }
        let comments = edits.iter().any(|edit| matches!(edit, Edit::Comments));
        let renamed = edits.iter().any(|edit| matches!(edit, Edit::Rename));
        let name = if renamed { "other/amp.yaml" } else { "amp.yaml" };
        let after = manifest(&new, comments);

        let (first, mut then) = (looked("amp.yaml", &before), looked(name, &after));
        let mut baseline = Baseline::default();
        baseline.add("amp.yaml", &first.findings);
        let mut baseline = Baseline::read(baseline.text().as_bytes()).unwrap();
        let there = first.findings.len();
        prop_assert_eq!(baseline.len(), there);

        let known = fingerprints(first);
        let now = fingerprints(looked(name, &after));
        let mut rest = now.iter();
        for fingerprint in &known {
            prop_assert!(rest.any(|it| it == fingerprint), "{} is not in {:?}\n{}\n{}", fingerprint, now, before, after);
        }

        let all = then.findings.len();
        let hidden = if renamed {
            baseline.set_gone(|_| true);
            baseline.hide_moved(&mut then.findings)
        } else {
            let (hidden, stale) = baseline.hide(name, &mut then.findings);
            prop_assert_eq!(stale, []);
            hidden
        };
        prop_assert_eq!((hidden, then.findings.len()), (there, all - there), "{}\n{}", before, after);
    }
}
