//! Every change on its own: fixtures with snapshots, the examples of its documentation, and its mirror image.
//!
//! `fixtures/changes/<id>/{old,new}.yaml` differ in one edit; `found.snap` beside them shows what it brings.

#[path = "../common/mod.rs"]
mod common;

mod edits;
mod git;
mod history;
mod json;
mod keys;
mod same;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use amplint::change::{Change, Class, Difference};
use amplint::source::Source;
use amplint::{Compared, Options, changes, check, compare};
use common::{cases, generate, update};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/changes")
}

fn source(name: &str, text: &str) -> Option<Arc<Source>> {
    Some(Arc::new(Source::new(name, text.into()).unwrap()))
}

fn compared(old: &str, new: &str) -> Compared {
    compare(
        source("old.yaml", old),
        source("new.yaml", new),
        &Options::default(),
    )
}

/// Class, id and name path of each.
fn told(found: &[Difference]) -> Vec<String> {
    found
        .iter()
        .map(|found| format!("{}[{}] {}", found.class.name(), found.change, found.at))
        .collect()
}

fn render(compared: &Compared) -> String {
    let mut out = String::new();
    for found in &compared.differences {
        let _ = writeln!(
            out,
            "{}[{}] {}: {}",
            found.class.name(),
            found.change,
            found.level.name(),
            found.message
        );
        let _ = writeln!(out, "  at {} ({})", found.at, found.certainty.name());
        let sides = [
            ("old", &compared.old, &found.old),
            ("new", &compared.new, &found.new),
        ];
        for (name, source, spot) in sides {
            if let (Some(source), Some(spot)) = (source, spot) {
                let place = source.position(spot.span.start);
                let text = spot.text.lines().next().unwrap_or_default();
                let _ = writeln!(out, "  {name} {}:{} {text}", place.line, place.column);
            }
        }
        if let Some(help) = &found.help {
            let _ = writeln!(out, "  help: {help}");
        }
    }
    for gap in &compared.gaps {
        let _ = writeln!(out, "not compared: {}: {}", gap.at, gap.why);
    }
    out
}

#[test]
fn fixtures() {
    let mut faults = Vec::new();
    insta::with_settings!({snapshot_path => "../../fixtures/changes", prepend_module_to_snapshot => false, omit_expression => true}, {
        for change in changes::ALL {
            let text = |name: &str| {
                let path = folder().join(change.id).join(name);
                std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
            };
            let found = compared(&text("old.yaml"), &text("new.yaml"));
            let ids: Vec<&str> = found.differences.iter().map(|found| found.change).collect();
            if ids != [change.id] || !found.gaps.is_empty() {
                faults.push(format!("{}: {:?} {:?}", change.id, told(&found.differences), found.gaps));
            }
            insta::with_settings!({snapshot_path => format!("../../fixtures/changes/{}", change.id)}, {
                insta::assert_snapshot!("found", render(&found));
            });
        }
    });
    assert!(
        faults.is_empty(),
        "one edit is one change:\n{}",
        faults.join("\n")
    );
}

#[test]
fn no_fixture_is_left_over() {
    let known: BTreeSet<String> = changes::ALL.iter().map(|change| change.id.to_owned()).collect();
    let folders = std::fs::read_dir(folder()).unwrap();
    let folders: BTreeSet<String> = folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(folders, known);
}

/// The blocks of YAML under "Before" and "After".
fn examples(change: &Change) -> [String; 2] {
    let body = change.body();
    ["Before", "After"].map(|heading| {
        let (_, rest) = body
            .split_once(&format!("## {heading}\n\n```yaml\n"))
            .unwrap_or_else(|| panic!("{} has no example under {heading}", change.id));
        rest.split_once("```\n").unwrap().0.to_owned()
    })
}

#[test]
fn documentation() {
    for change in changes::ALL {
        let body = change.body();
        let headings: Vec<&str> = body.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(
            headings,
            ["Why", "Before", "After", "What to do"],
            "{}",
            change.id
        );
        assert!(change.summary().ends_with('.'), "{}", change.id);
        let [before, after] = examples(change);
        let found = compared(&before, &after);
        let ids: Vec<&str> = found.differences.iter().map(|found| found.change).collect();
        assert_eq!(ids, [change.id], "the examples of {}", change.id);
        for text in [before, after] {
            let checked = check("amp.yaml", text.clone().into(), &Options::default()).unwrap();
            let errors: Vec<_> = checked
                .findings
                .iter()
                .filter(|finding| finding.level == amplint::diagnostic::Level::Error)
                .collect();
            assert!(
                errors.is_empty(),
                "the examples of {}: {errors:?}\n{text}",
                change.id
            );
        }
    }
}

#[test]
fn ids_are_in_kebab_case_and_no_rule_has_one() {
    let mut seen = BTreeSet::new();
    for change in changes::ALL {
        assert!(
            change.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
            "{}",
            change.id
        );
        assert!(seen.insert(change.id), "{} twice", change.id);
        assert!(
            amplint::rules::named(change.id).is_empty(),
            "{} is a rule, too",
            change.id
        );
        let file = format!("src/changes/{}.rs", change.id.replace('-', "_"));
        assert!(
            Path::new(env!("CARGO_MANIFEST_DIR")).join(&file).is_file(),
            "{file}"
        );
    }
}

/// What the same edit brings the other way round.
fn mirrors(id: &str) -> &'static [&'static str] {
    match id {
        "integration-added" => &["integration-removed"],
        "integration-removed" => &["integration-added"],
        "action-added" => &["action-removed", "proxy-disabled"],
        "action-removed" => &["action-added", "always-enabled-added"],
        "proxy-disabled" => &["action-added"],
        "read-object-added" => &["read-object-removed"],
        "read-object-removed" => &["read-object-added", "always-enabled-added"],
        "write-object-added" => &["write-object-removed"],
        "write-object-removed" => &["write-object-added"],
        "subscribe-object-added" => &["subscribe-object-removed"],
        "subscribe-object-removed" => &["subscribe-object-added"],
        "always-enabled-added" => &["always-enabled-removed", "read-object-removed", "action-removed"],
        "always-enabled-removed" => &["always-enabled-added"],
        "required-field-added" | "optional-field-added" | "optional-fields-auto-added" => &["field-removed"],
        "field-removed" => &[
            "required-field-added",
            "optional-field-added",
            "optional-fields-auto-added",
        ],
        "required-mapping-added" | "customer-mapping-added" => &["customer-mapping-removed"],
        "customer-mapping-removed" => &["required-mapping-added", "customer-mapping-added"],
        "field-optional-to-required" => &["field-required-to-optional"],
        "field-required-to-optional" => &["field-optional-to-required"],
        "subscribe-event-added" => &["subscribe-event-removed"],
        "subscribe-event-removed" => &["subscribe-event-added"],
        "watch-schema-added" => &["watch-schema-removed"],
        "watch-schema-removed" => &["watch-schema-added"],
        other => changes::find(other).map_or(&[], |change| std::slice::from_ref(&change.id)),
    }
}

#[test]
fn mirror_images() {
    for change in changes::ALL {
        let [before, after] = examples(change);
        let found = compared(&after, &before);
        let ids: Vec<&str> = found.differences.iter().map(|found| found.change).collect();
        assert!(
            ids.len() == 1 && mirrors(change.id).contains(&ids[0]),
            "{} the other way round is {ids:?}",
            change.id
        );
    }
}

#[test]
fn the_classes_that_the_table_shows() {
    for change in changes::ALL {
        let [before, after] = examples(change);
        let found = compared(&before, &after);
        assert_eq!(found.differences[0].class, change.class, "{}", change.id);
        assert_eq!(found.differences[0].certainty, change.certainty, "{}", change.id);
        assert!(
            change
                .or
                .is_none_or(|or| or != change.class && or != Class::Breaking),
            "{}",
            change.id
        );
    }
}
