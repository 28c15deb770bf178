//! Every rule has a folder in `fixtures/rules`, every folder a rule, and each does what its files say:
//!
//! * `bad*.yaml`: the rule finds something; what it finds is in the snapshot beside it.
//! * `good*.yaml`: the rule finds nothing, and no other rule an error.
//! * `fixed*.yaml`: what the rule's fixes make of the `bad*.yaml` of the same name.
//!
//! The same with `.json`. A `manifest.yaml` is the one that the API documents in the folder belong to. A first
//! line such as `# amplint.toml: destinations = ["contactWebhook"]` gives the destinations that are configured.
//!
//! Which errors other rules find in the `bad*.yaml`, as those of one mistake should be one, stands in `fixtures/errors-of-others.snap`.
//!
//! The examples in the rules' documentation are run the same way. Of a rule about API documents, one that is
//! a manifest is what those after it belong to.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use amplint::api::Reads;
use amplint::diagnostic::{Diagnostic, Level};
use amplint::rule::{Applicability, Fixes, Group, Rule};
use amplint::source::{Source, Span};
use amplint::{Options, check, fix, rules};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules")
}

fn files(rule: &Rule, prefix: &str) -> Vec<PathBuf> {
    let folder = fixtures().join(rule.id);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with(prefix) && (name.ends_with(".yaml") || name.ends_with(".json"))
        })
        .collect();
    files.sort();
    files
}

fn options(text: &[u8], manifest: Option<&Arc<Reads>>) -> Options {
    let mut options = Options::default();
    options.manifest = manifest.cloned();
    options.destinations = destinations(text);
    options
}

fn findings(name: &str, text: &[u8], manifest: Option<&Arc<Reads>>) -> (Source, Vec<Diagnostic>) {
    let checked = check(name, text.to_vec(), &options(text, manifest)).unwrap();
    (checked.source, checked.findings)
}

fn reads(text: &[u8]) -> Arc<Reads> {
    Arc::new(Reads::of(Arc::new(
        Source::new("manifest.yaml", text.to_vec()).unwrap(),
    )))
}

/// The manifest that the fixtures of a rule belong to.
fn manifest(rule: &Rule) -> Option<Arc<Reads>> {
    let text = std::fs::read(fixtures().join(rule.id).join("manifest.yaml")).ok()?;
    Some(reads(&text))
}

fn file_name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// The destinations that the first line says are configured.
fn destinations(text: &[u8]) -> Option<Vec<String>> {
    let first = std::str::from_utf8(text).ok()?.lines().next()?;
    let list = first.strip_prefix("# amplint.toml: destinations = ")?;
    Some(serde_json::from_str(list).expect("a list of texts"))
}

fn place(source: &Source, span: Span) -> String {
    let (start, end) = (source.position(span.start), source.position(span.end));
    let shown = source.slice(span).escape_debug().to_string();
    format!(
        "{}:{}-{}:{} `{shown}`",
        start.line, start.column, end.line, end.column
    )
}

fn render(source: &Source, findings: &[Diagnostic]) -> String {
    let mut out = String::new();
    for finding in findings {
        let suppressed = if finding.suppressed { "suppressed " } else { "" };
        let _ = writeln!(
            out,
            "{suppressed}{}[{}] {}",
            finding.level.name(),
            finding.rule,
            finding.message
        );
        let _ = writeln!(out, "  at {} {}", place(source, finding.span), finding.path);
        if let Some(label) = &finding.label {
            let _ = writeln!(out, "  label: {label}");
        }
        for label in &finding.labels {
            let (file, source) = match &label.source {
                Some(other) => (format!("{} ", other.name()), &**other),
                None => (String::new(), source),
            };
            let _ = writeln!(
                out,
                "  also {file}{}: {}",
                place(source, label.span),
                label.message
            );
        }
        if let Some(help) = &finding.help {
            let _ = writeln!(out, "  help: {help}");
        }
        for fix in &finding.fixes {
            let _ = writeln!(out, "  {} fix: {}", fix.applicability.name(), fix.message);
            for edit in &fix.edits {
                let _ = writeln!(
                    out,
                    "    {} -> `{}`",
                    place(source, edit.span),
                    edit.text.escape_debug()
                );
            }
        }
    }
    out
}

/// Is it clean, as a good example must be? What other rules say that is no error may stay.
fn unclean(rule: &Rule, name: &str, text: &[u8], manifest: Option<&Arc<Reads>>) -> Option<String> {
    let (source, mut findings) = findings(name, text, manifest);
    findings.retain(|finding| finding.rule == rule.id || finding.level == Level::Error);
    findings.retain(|finding| !finding.suppressed);
    (!findings.is_empty()).then(|| render(&source, &findings))
}

#[test]
fn every_folder_is_a_rule() {
    for entry in std::fs::read_dir(fixtures()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            rules::find(&name).is_some(),
            "fixtures/rules/{name} belongs to no rule"
        );
    }
}

#[test]
fn ids_and_aliases_are_well_formed_and_unique() {
    let mut ids: Vec<&str> = rules::ALL.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    assert!(
        ids.windows(2).all(|pair| pair[0] != pair[1]),
        "two rules share an id: {ids:?}"
    );
    for rule in rules::ALL {
        let names = std::iter::once(&rule.id).chain(rule.aliases);
        for name in names {
            let kebab = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            assert!(kebab && !name.starts_with('-'), "`{name}` is no kebab-case name");
        }
    }
}

#[test]
fn good_files_are_clean() {
    for rule in rules::ALL {
        let (good, manifest) = (files(rule, "good"), manifest(rule));
        assert!(!good.is_empty(), "{} has no good.yaml", rule.id);
        for path in good {
            let text = std::fs::read(&path).unwrap();
            if let Some(found) = unclean(rule, file_name(&path), &text, manifest.as_ref()) {
                panic!("{} should be clean:\n{found}", path.display());
            }
        }
    }
}

#[test]
fn bad_files_are_found() {
    let mut others = String::new();
    for rule in rules::ALL {
        let (bad, manifest) = (files(rule, "bad"), manifest(rule));
        assert!(!bad.is_empty(), "{} has no bad.yaml", rule.id);
        for path in bad {
            let text = std::fs::read(&path).unwrap();
            let (source, findings) = findings(file_name(&path), &text, manifest.as_ref());
            let (own, foreign): (Vec<_>, Vec<_>) =
                findings.into_iter().partition(|finding| finding.rule == rule.id);
            let errors = foreign.iter().filter(|finding| finding.level == Level::Error);
            for (other, count) in counted(errors.map(|finding| finding.rule)) {
                let _ = writeln!(others, "{}/{}: {other} {count}", rule.id, file_name(&path));
            }
            assert!(!own.is_empty(), "{} finds nothing in {}", rule.id, path.display());
            let milder = own.iter().any(|finding| finding.level < rule.level);
            assert!(
                !milder || rule.milder,
                "{} has milder findings than it declares",
                rule.id
            );
            for finding in &own {
                for fix in &finding.fixes {
                    let declared = rule.fixes.allow(fix.applicability);
                    assert!(
                        declared,
                        "{} offers a fix it doesn't declare: {}",
                        rule.id, fix.message
                    );
                }
            }
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(path.parent().unwrap());
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            let name = file_name(&path).trim_end_matches(".yaml").to_owned();
            settings.bind(|| insta::assert_snapshot!(name, render(&source, &own)));
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(fixtures().parent().unwrap());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("errors-of-others", others));
}

/// How often each stands there.
fn counted<'r>(rules: impl Iterator<Item = &'r str>) -> BTreeMap<&'r str, usize> {
    let mut counts = BTreeMap::new();
    rules.for_each(|rule| *counts.entry(rule).or_default() += 1);
    counts
}

/// Every fix that a rule declares is shown in its bad files, and fixing them by this rule alone comes to the same.
#[test]
fn declared_fixes_are_shown_and_do_good() {
    let mut missing = Vec::new();
    for rule in rules::ALL.iter().filter(|rule| rule.fixes != Fixes::Never) {
        let (mut shown, manifest) = (BTreeSet::new(), manifest(rule));
        for path in files(rule, "bad") {
            let text = std::fs::read(&path).unwrap();
            let (source, findings) = findings(file_name(&path), &text, manifest.as_ref());
            let own = findings.iter().filter(|finding| finding.rule == rule.id);
            shown.extend(own.flat_map(|finding| finding.fixes.iter().map(|fix| fix.applicability)));
            let fixed = path.with_file_name(file_name(&path).replacen("bad", "fixed", 1));
            let Ok(fixed) = std::fs::read_to_string(fixed) else {
                continue;
            };
            let mut options = options(&text, manifest.as_ref());
            options.select(rule.id).unwrap();
            let after = fix(&source, &options, true).unwrap();
            assert_eq!(after.refused, [], "{}", path.display());
            assert_eq!(after.text, fixed, "{}", path.display());
        }
        for applicability in [Applicability::Safe, Applicability::Unsafe] {
            if shown.contains(&applicability) != rule.fixes.allow(applicability) {
                missing.push((rule.id, applicability.name()));
            }
        }
    }
    assert_eq!(missing, [], "fixes that no bad file shows");
}

#[test]
fn fixes_give_the_fixed_files() {
    for rule in rules::ALL {
        let (fixed, manifest) = (files(rule, "fixed"), manifest(rule));
        let declares = rule.fixes != Fixes::Never;
        assert_eq!(
            !fixed.is_empty(),
            declares,
            "{}: fixed.yaml and the declared fixes disagree",
            rule.id
        );
        for path in fixed {
            let name = path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .replacen("fixed", "bad", 1);
            let bad = path.with_file_name(name);
            let mut text =
                std::fs::read_to_string(&bad).unwrap_or_else(|error| panic!("{}: {error}", bad.display()));
            for _ in 0..10 {
                let (_, findings) = findings(file_name(&bad), text.as_bytes(), manifest.as_ref());
                let fixes = findings
                    .iter()
                    .filter(|finding| finding.rule == rule.id)
                    .filter_map(|f| f.fixes.first());
                let (next, applied) = fix::apply(&text, fixes);
                text = next;
                if applied == 0 {
                    break;
                }
            }
            let expected = std::fs::read_to_string(&path).unwrap();
            assert_eq!(
                text,
                expected,
                "fixing {} does not give {}",
                bad.display(),
                path.display()
            );
            let (source, findings) = findings(file_name(&path), text.as_bytes(), manifest.as_ref());
            let errors: Vec<_> = findings
                .into_iter()
                .filter(|finding| finding.level == Level::Error)
                .collect();
            assert!(
                errors.is_empty(),
                "{} has errors:\n{}",
                path.display(),
                render(&source, &errors)
            );
        }
    }
}

struct Example {
    name: String,
    text: String,
    manifest: Option<Arc<Reads>>,
}

/// The examples under the heading `## {heading}`.
fn examples(rule: &Rule, heading: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut manifest = None;
    let mut section = "";
    let mut block: Option<(&str, String)> = None;
    for line in rule.docs.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        match &mut block {
            Some((language, text)) if line == "```" => {
                if section == heading && rule.group == Group::Payload && text.contains("integrations:") {
                    manifest = Some(reads(text.as_bytes()));
                } else if section == heading {
                    let name = format!("{heading}.{language}").to_lowercase();
                    let (text, manifest) = (std::mem::take(text), manifest.clone());
                    examples.push(Example { name, text, manifest });
                }
                block = None;
            }
            Some((_, text)) => {
                text.push_str(line);
                text.push('\n');
            }
            None if line == "```yaml" => block = Some(("yaml", String::new())),
            None if line == "```json" => block = Some(("json", String::new())),
            None => {
                if let Some(title) = line.strip_prefix("## ") {
                    section = title;
                }
            }
        }
    }
    examples
}

#[test]
fn documentation_is_complete_and_its_examples_are_true() {
    for rule in rules::ALL {
        let id = rule.id;
        let summary = rule.summary();
        assert!(
            (10..=120).contains(&summary.len()),
            "{id}: the summary should be one short line: {summary}"
        );
        assert!(
            summary.ends_with('.'),
            "{id}: the summary should be a sentence: {summary}"
        );
        assert!(rule.docs.contains("\n ## Why\n"), "{id}: no heading `## Why`");
        let (bad, good) = (examples(rule, "Bad"), examples(rule, "Good"));
        assert!(
            !bad.is_empty() && !good.is_empty(),
            "{id}: needs an example under `## Bad` and under `## Good`"
        );
        for Example { name, text, manifest } in bad {
            let (source, findings) = findings(&name, text.as_bytes(), manifest.as_ref());
            let found = findings.iter().any(|finding| finding.rule == id);
            assert!(
                found,
                "{id} finds nothing in its bad example, but:\n{}",
                render(&source, &findings)
            );
            // What the example itself names, in a suppression, belongs to it.
            let other = |finding: &Diagnostic| {
                finding.rule != id
                    && finding.level == Level::Error
                    && !text.contains(&format!("ignore[{}]", finding.rule))
            };
            let others: Vec<_> = findings.into_iter().filter(other).collect();
            assert!(
                others.is_empty(),
                "{id}: its bad example has other mistakes:\n{}",
                render(&source, &others)
            );
        }
        for Example { name, text, manifest } in good {
            if let Some(found) = unclean(rule, &name, text.as_bytes(), manifest.as_ref()) {
                panic!("{id}: its good example is not clean:\n{found}");
            }
        }
    }
}
