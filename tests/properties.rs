//! What is true of every manifest, sound, broken or half written: places are exact, line ends make no difference,
//! a check is repeatable, and a fix does what it says.

mod common;

use std::collections::HashMap;
use std::process::Command;

use amplint::diagnostic::{Diagnostic, Level};
use amplint::fix::{Applicability, apply};
use amplint::{Options, check};
use common::hold::{Outcome, check as any, lines};
use common::mishap::{MISHAPS, spoiled};
use common::{cases, generate};
use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};

fn findings(text: &str) -> Vec<Diagnostic> {
    check("amp.yaml", text.into(), &Options::default())
        .unwrap()
        .findings
}

/// Places are exact, and a second look sees the same.
fn places(text: &str) -> Outcome {
    any::holds(text.as_bytes())
}

/// Each safe fix, applied alone, removes its finding and brings no error.
fn fixes(text: &str) -> Outcome {
    let before = findings(text);
    let standing = before.iter().filter(|finding| !finding.suppressed);
    for finding in standing {
        for fix in finding
            .fixes
            .iter()
            .filter(|fix| fix.applicability == Applicability::Safe)
        {
            let (new, applied) = apply(text, [fix]);
            let of = |what: &str| {
                format!(
                    "{} [{}] {} {what}:\n{new}",
                    fix.message, finding.rule, finding.message
                )
            };
            if applied != 1 {
                return Err(of("can't be applied"));
            }
            let after = findings(&new);
            let same = |found: &&Diagnostic| found.rule == finding.rule && found.message == finding.message;
            if after.iter().filter(same).count() >= before.iter().filter(same).count() {
                return Err(of("is still found"));
            }
            // Behind what is an error nothing is looked at: what is found there was there before.
            if finding.level < Level::Error {
                let (old, new) = (errors(&before), errors(&after));
                if let Some(rule) = new
                    .keys()
                    .find(|rule| new[*rule] > old.get(*rule).copied().unwrap_or(0))
                {
                    return Err(of(&format!("brings `{rule}`")));
                }
            }
        }
    }
    Ok(())
}

fn errors(findings: &[Diagnostic]) -> HashMap<&'static str, usize> {
    let mut errors = HashMap::new();
    for finding in findings.iter().filter(|finding| finding.level == Level::Error) {
        *errors.entry(finding.rule).or_default() += 1;
    }
    errors
}

/// Our own manifests that are text and not long.
fn fixtures() -> Vec<(String, String)> {
    let ours = common::manifests()
        .into_iter()
        .filter(|(name, _)| !name.contains("/../"));
    let texts = ours.filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)));
    texts.filter(|(_, text)| text.lines().count() < 200).collect()
}

fn each_fixture(holds: impl Fn(&str) -> Outcome) {
    let mut wrong = Vec::new();
    for (name, text) in fixtures() {
        wrong.extend(holds(&text).err().map(|why| format!("{name}: {why}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Random manifests, each as it is, and after accidents in an editor.
fn each_manifest(number: u32, holds: impl Fn(&str) -> Outcome) {
    let mishaps = prop::collection::vec((0..MISHAPS.len(), 0..200_usize, 0..1000_usize), 0..4);
    let fixtures = fixtures();
    let written = prop_oneof![
        1 => generate::sound().prop_map(|manifest| generate::write(&manifest)),
        3 => generate::broken().prop_map(|manifest| generate::write(&manifest)),
        4 => (0..fixtures.len()).prop_map(|i| fixtures[i].1.clone()),
    ];
    let strategy = (written, mishaps).prop_map(|(text, mishaps)| spoiled(&text, &mishaps));
    let outcome =
        TestRunner::new(cases(number)).run(&strategy, |text| holds(&text).map_err(TestCaseError::fail));
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(why, text)) => panic!("{why}\nin\n{text}"),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn places_are_exact() {
    each_fixture(places);
    each_manifest(150, places);
}

#[test]
fn line_ends_make_no_difference() {
    each_fixture(lines::alike);
    each_manifest(150, lines::alike);
}

#[test]
fn safe_fixes_alone_do_what_they_say() {
    each_fixture(fixes);
    each_manifest(200, fixes);
}

/// In threads at once, in whatever order.
#[test]
fn threads_find_the_same() {
    let files = common::manifests();
    let found = |turn: usize| {
        let mut all: Vec<(usize, String)> = (0..files.len())
            .map(|i| (i * 7919 + turn) % files.len())
            .map(|i| {
                let checked = check("amp.yaml", files[i].1.clone(), &Options::default()).unwrap();
                (i, format!("{:?} {:?}", checked.findings, checked.omitted))
            })
            .collect();
        all.sort();
        all.dedup();
        all
    };
    let all = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3).map(|turn| scope.spawn(move || found(turn))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect::<Vec<_>>()
    });
    for (one, other) in all[0].iter().zip(&all[1]).chain(all[0].iter().zip(&all[2])) {
        assert_eq!(one, other, "{}", files[one.0].0);
    }
}

/// Each run hashes in its own way.
#[test]
fn runs_print_the_same() {
    let files: Vec<String> = fixtures().into_iter().map(|(name, _)| name).collect();
    let run = |format: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_amplint"))
            .args(["check", "--no-config", "--min-level", "info", "--format", format])
            .args(&files)
            .env_clear()
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.len() > 10_000);
        (output.stdout, output.stderr)
    };
    for format in ["json", "full", "sarif"] {
        let first = run(format);
        for _ in 0..2 {
            assert!(run(format) == first, "{format}");
        }
    }
}
