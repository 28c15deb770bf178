//! Every mistake that a syntax error is explained by has a folder in `fixtures/typos`:
//!
//! * `bad.yaml`: a manifest with that mistake and no other; the one finding is in `found.snap`.
//! * `fixed.yaml`: what the fix makes of it; where there is none, what somebody would write. Nothing is found in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use amplint::diagnostic::{Diagnostic, Level};
use amplint::rule::{Problem, ProblemKind};
use amplint::source::Source;
use amplint::{Options, check, fix, read_document};

/// No single mistake leads to these: `Other` is what no proposal explains, `GivenUp` comes after many, and a key with
/// `StrayDash` is read, so that `BeforeKey` tells of it.
const NOT_ONE: [&str; 3] = ["other", "given-up", "stray-dash"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folders() -> Vec<(String, PathBuf)> {
    let folders = std::fs::read_dir(root().join("fixtures/typos")).unwrap();
    let folders = folders.map(|entry| entry.unwrap());
    let mut folders: Vec<(String, PathBuf)> = folders
        .map(|entry| (entry.file_name().into_string().unwrap(), entry.path()))
        .collect();
    folders.sort();
    folders
}

/// `NoSpaceAfterDash { .. }` as `no-space-after-dash`.
fn kebab(variant: &str) -> String {
    let mut name = String::new();
    for c in variant.chars().take_while(char::is_ascii_alphanumeric) {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

/// The causes as they are declared.
fn causes() -> BTreeSet<String> {
    let code = std::fs::read_to_string(root().join("src/yaml/recover/cause.rs")).unwrap();
    let (_, body) = code.split_once("pub enum Cause {\n").expect("the causes");
    let variants = body.lines().take_while(|line| *line != "}");
    let variants = variants.filter_map(|line| line.strip_prefix("    "));
    let variants = variants.filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()));
    variants.map(kebab).collect()
}

fn source(path: &Path) -> Source {
    let text = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Source::new(path.file_name().unwrap().to_string_lossy(), text).unwrap()
}

/// What is found, but for remarks.
fn findings(source: &Source) -> Vec<Diagnostic> {
    let checked = check(source.name(), source.text().into(), &Options::default()).unwrap();
    let mut findings = checked.findings;
    findings.retain(|finding| finding.level > Level::Info);
    findings
}

fn shown(source: &Source, findings: &[Diagnostic]) -> String {
    let shown = findings.iter().map(|finding| {
        let place = source.position(finding.span.start);
        let mut shown = format!("{}:{} {}", place.line, place.column, finding.message);
        for (what, text) in [("label", &finding.label), ("help", &finding.help)] {
            if let Some(text) = text {
                shown.push_str(&format!("\n  {what}: {text}"));
            }
        }
        for fix in &finding.fixes {
            shown.push_str(&format!("\n  {} fix: {}", fix.applicability.name(), fix.message));
        }
        shown
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_cause_has_a_folder() {
    let named: BTreeSet<String> = folders().into_iter().map(|(name, _)| name).collect();
    let mut wanted = causes();
    assert!(wanted.len() > 40, "the causes can't be told any more");
    wanted.retain(|cause| !NOT_ONE.contains(&cause.as_str()));
    assert_eq!(named, wanted, "folders in fixtures/typos and causes differ");
}

#[test]
fn one_mistake_is_one_finding() {
    for (name, folder) in folders() {
        let bad = source(&folder.join("bad.yaml"));
        let document = read_document(&bad, &Options::default());
        let cause = |problem: &Problem| match &problem.kind {
            ProblemKind::Syntax(syntax) | ProblemKind::Misread(syntax) | ProblemKind::Typo(syntax) => {
                Some(kebab(&format!("{:?}", syntax.cause)))
            }
            _ => None,
        };
        let causes: Vec<String> = document.problems().iter().filter_map(cause).collect();
        assert_eq!(causes, [name.as_str()], "{name}");
        let found = findings(&bad);
        let shown = shown(&bad, &found);
        assert_eq!(found.len(), 1, "{name}: {shown}");
        // What a row of the words leaves to fill in is filled in.
        let open = |text: &str| {
            let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
            let mut names = names.map(|(name, _)| name);
            names.any(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase()))
        };
        assert!(!open(&shown), "{name}: {shown}");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("found", shown));
    }
}

#[test]
fn fixes_make_what_was_meant() {
    for (name, folder) in folders() {
        let (bad, fixed) = (
            source(&folder.join("bad.yaml")),
            source(&folder.join("fixed.yaml")),
        );
        let found = findings(&fixed);
        assert!(found.is_empty(), "{name}/fixed.yaml: {}", shown(&fixed, &found));
        let after = fix(&bad, &Options::default(), true).unwrap();
        let offered = findings(&bad).iter().any(|finding| !finding.fixes.is_empty());
        let expected = if offered { &fixed } else { &bad };
        assert_eq!(after.text, expected.text(), "{name}");
        assert_eq!(after.refused, [], "{name}");
    }
}
