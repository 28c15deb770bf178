//! What a check would object to is not proposed.

use std::collections::HashMap;

use amplint::assist::complete::{Completion, CompletionKind, Known, complete};
use amplint::assist::{Around, Stand};
use amplint::catalog::{self, Capability, Module, Provider};
use amplint::check;
use amplint::diagnostic::{Diagnostic, Level};
use amplint::fix::{Edit, Fix, apply};
use amplint::manifest;
use amplint::source::{Source, Span};
use amplint::yaml::{Kind, parse};

use super::back::{accept, manifests};
use super::common::plain;

fn source(text: &str) -> Source {
    Source::new("amp.yaml", text.as_bytes().to_vec()).unwrap()
}

/// Errors and warnings.
pub fn findings(text: &str) -> Vec<Diagnostic> {
    let mut options = plain::options();
    options.min_level = Some(Level::Warning);
    check("amp.yaml", text.as_bytes().to_vec(), &options)
        .unwrap()
        .findings
}

fn values(text: &str, offset: u32) -> Vec<Completion> {
    let found = complete(&source(text), offset, Known::default()).into_iter();
    found
        .filter(|it| {
            !matches!(
                it.kind,
                CompletionKind::Key | CompletionKind::Block | CompletionKind::Rule
            )
        })
        .collect()
}

fn all() -> bool {
    std::env::var_os("AMPLINT_ALL").is_some()
}

/// At every value of clean manifests: another one that is proposed is as good, as far as the place itself goes.
#[test]
fn values_of_clean_manifests() {
    let (step, most) = if all() { (1, 40) } else { (11, 8) };
    let (mut tried, mut count) = (0, 0);
    let mut refused: Vec<String> = Vec::new();
    for (name, text) in manifests() {
        if !findings(&text).is_empty() {
            continue;
        }
        let source = source(&text);
        let document = parse(&source);
        let manifest = manifest::read(&document);
        for node in document.nodes() {
            if document.is_key(node) || !matches!(document.kind(node), Kind::Scalar(_)) {
                continue;
            }
            let span = document.span(node);
            let one_line = source.line_of(span.start) == source.line_of(span.end);
            let Some(Stand::Value(_, key) | Stand::Item(_, key)) = Stand::of(&document, node) else {
                continue;
            };
            // An anchored value stands in several places.
            let once = Around::of(&document, &manifest, node).integration.is_some()
                && !document.nodes().any(|it| document.kind(it) == Kind::Alias);
            if !one_line || span.is_empty() || !once {
                continue;
            }
            count += 1;
            if count % step != 0 {
                continue;
            }
            let (cut, _) = apply(&text, [&Fix::safe("", [Edit::delete(span)])]);
            let proposals = values(&cut, span.start);
            for proposal in proposals.iter().step_by(proposals.len().div_ceil(most).max(1)) {
                let (after, end) = accept(&cut, proposal);
                let value = Span::new(span.start, end);
                // With another name more is another, which is told there.
                let names = matches!(
                    key,
                    "provider" | "module" | "objectName" | "destination" | "fieldName"
                );
                for finding in findings(&after) {
                    let here = finding.span.start < value.end && value.start < finding.span.end;
                    // What is to be delivered on request has a page size, which is written next.
                    let next = proposal.label == "onRequest" && finding.rule == "delivery-mode";
                    // A comment is written anew with the schedule that it tells of.
                    let comment = finding.rule == "schedule-comment";
                    // An object that is there for its subscription needs no fields; another is there for none.
                    let idle = key == "objectName" && finding.rule == "no-fields";
                    if (here || !names) && !next && !comment && !idle {
                        refused.push(format!(
                            "{name}:{} {key}: {}: {}[{}]",
                            source.line_of(span.start),
                            proposal.label,
                            finding.message,
                            finding.rule
                        ));
                    }
                }
                tried += 1;
            }
        }
    }
    hold(tried, &refused);
}

fn hold(tried: usize, refused: &[String]) {
    eprintln!("{tried} proposals, {} refused", refused.len());
    // A few of each rule.
    let mut told: HashMap<&str, usize> = HashMap::new();
    let few = refused.iter().filter(|text| {
        let count = told
            .entry(text.rsplit('[').next().unwrap_or_default())
            .or_default();
        *count += 1;
        *count <= 8
    });
    let shown = few.cloned().collect::<Vec<_>>().join("\n");
    assert!(
        tried > 500 && refused.is_empty(),
        "{} of {tried}\n{shown}",
        refused.len()
    );
}

fn modules() -> impl Iterator<Item = (Provider, Module)> {
    catalog::providers().flat_map(|provider| {
        let modules: Vec<Module> = if provider.modules().len() > 0 {
            provider.modules().collect()
        } else {
            vec![provider.root()]
        };
        modules.into_iter().map(move |module| (provider, module))
    })
}

/// The beginning of an integration.
fn head(name: &str, provider: Provider, module: Module) -> String {
    let module = if module.is_root() {
        String::new()
    } else {
        format!("    module: {}\n", module.id())
    };
    format!("  - name: {name}\n    provider: {}\n{module}", provider.key())
}

const TOP: &str = "specVersion: 1.0.0\nintegrations:\n";
const READ: &str = "    read:\n      objects:\n        - objectName: ";
const WRITE: &str = "    write:\n      objects:\n        - objectName: ";

/// Every object that is proposed to be read or written, in every module.
#[test]
fn objects_of_the_catalogue() {
    let step = if all() { 1 } else { 5 };
    let (mut tried, mut refused) = (0, Vec::new());
    for (provider, module) in modules().step_by(step) {
        for (action, before) in [(Capability::Read, READ), (Capability::Write, WRITE)] {
            if module.support(action).is_no() {
                continue;
            }
            let head_of = |name: &str| head(name, provider, module);
            let text = format!("{TOP}{}{before}", head_of("a"));
            let proposals = values(&text, u32::try_from(text.len()).unwrap());
            let mut whole = TOP.to_owned();
            for (i, proposal) in proposals.iter().enumerate() {
                let rest = match action {
                    Capability::Read => "\n          destination: hook\n          schedule: \"0 * * * *\"\n",
                    _ => "\n",
                };
                let rest = match action {
                    Capability::Read => format!(
                        "{rest}          requiredFields:\n            - mapToName: one\n              mapToDisplayName: One\n"
                    ),
                    _ => rest.to_owned(),
                };
                whole.push_str(&format!(
                    "{}{before}{}{rest}",
                    head_of(&format!("a{i}")),
                    proposal.text
                ));
            }
            tried += proposals.len();
            for finding in findings(&whole).iter().filter(|_| !proposals.is_empty()) {
                refused.push(format!(
                    "{module:?} {}: {}[{}]",
                    action.key(),
                    finding.message,
                    finding.rule
                ));
            }
        }
    }
    hold(tried, &refused);
}

/// Every field that is proposed, of every object.
#[test]
fn fields_of_the_catalogue() {
    let step = if all() { 1 } else { 37 };
    let (mut tried, mut refused) = (0, Vec::new());
    let objects = modules().filter(|(_, module)| !module.support(Capability::Read).is_no());
    let objects =
        objects.flat_map(|(provider, module)| module.objects().map(move |it| (provider, module, it)));
    for (provider, module, object) in objects
        .filter(|it| !it.2.support(Capability::Read).is_no())
        .step_by(step)
    {
        let quoted = format!("{:?}", object.name());
        let before = format!(
            "{TOP}{}{READ}{quoted}\n          destination: hook\n          schedule: \"0 0 * * *\"\n          requiredFields:\n",
            head("a", provider, module)
        );
        let item = "            - fieldName: ";
        let text = format!("{before}{item}");
        let proposals = values(&text, u32::try_from(text.len()).unwrap());
        let Some(first) = proposals.first() else { continue };
        // What is said of the object itself is another matter.
        let about = findings(&format!("{text}{}\n", first.text)).len();
        let mut whole = before;
        for proposal in &proposals {
            whole.push_str(&format!("{item}{}\n", proposal.text));
        }
        tried += proposals.len();
        let found = findings(&whole);
        let found: Vec<_> = found.iter().filter(|it| it.rule != "field-limit").collect();
        if found.len() > about || found.iter().any(|it| it.message.contains("field")) {
            for finding in found {
                refused.push(format!("{object:?}: {}[{}]", finding.message, finding.rule));
            }
        }
    }
    hold(tried, &refused);
}
