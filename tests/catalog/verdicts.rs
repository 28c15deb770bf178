//! What connectors were seen to do decides: over all of it, an error is exactly what the connector refuses.
use std::collections::BTreeMap;
use std::path::Path;

use amplint::diagnostic::Level;
use amplint::{catalog, check};
use serde_json::Value;

use super::plain;

/// Two names that belong together.
type Named = (String, String);

/// One verdict: the provider, module and object (`None`: a made-up name), the action, the word.
type Seen = (String, String, Option<String>, &'static str, String);

fn table() -> Vec<Seen> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/catalog/verdicts.json");
    let table: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let mut all = Vec::new();
    for (provider, modules) in table["providers"].as_object().unwrap() {
        for (module, seen) in modules.as_object().unwrap() {
            let objects = seen["objects"].as_object().unwrap();
            let objects = objects.iter().map(|(name, pair)| (Some(name.clone()), pair));
            for (name, pair) in objects.chain([(None, &seen["unknown"])]) {
                for action in ["read", "write"] {
                    if let Some(verdict) = pair[action].as_str() {
                        let place = (provider.clone(), module.clone(), name.clone());
                        all.push((place.0, place.1, place.2, action, verdict.to_owned()));
                    }
                }
            }
        }
    }
    all
}

/// The levels of the findings on using each of these objects, in one manifest.
fn levels(provider: &str, module: &str, action: &str, names: &[&str]) -> (Option<Level>, Vec<Option<Level>>) {
    let mut text = format!("specVersion: 1.0.0\nintegrations:\n  - name: a\n    provider: {provider}\n");
    if module != "root" {
        text.push_str(&format!("    module: {module}\n"));
    }
    text.push_str(&format!("    {action}:\n      objects:\n"));
    let mut starts = Vec::new();
    for name in names {
        starts.push(text.len());
        text.push_str(&format!("        - objectName: {}\n", Value::from(*name)));
        if action == "read" {
            text.push_str("          destination: there\n          optionalFieldsAuto: all\n");
        }
    }
    let checked = check("amp.yaml", text.into_bytes(), &plain::options()).unwrap();
    let mut whole = None;
    let mut levels = vec![None; names.len()];
    for finding in checked.findings.iter().filter(|it| it.level > Level::Info) {
        match finding.rule {
            "object-exists" | "object-action" => {
                let at = starts.partition_point(|&start| start <= finding.span.start as usize) - 1;
                levels[at] = levels[at].max(Some(finding.level));
            }
            rule if rule.starts_with("provider-capability") || rule == "module-needed" => {
                whole = whole.max(Some(finding.level));
            }
            // The limits of single objects are another matter.
            "field-limit" | "optional-fields-unsupported" | "object-unreadable" => {}
            other => panic!("{provider}/{module} {action}: {other}: {}", finding.message),
        }
    }
    (whole, levels)
}

/// Whether records of an object can only be changed: a probe that creates them says nothing of it.
fn only_updates(provider: &str, module: &str, action: &str, name: &str) -> bool {
    let object = catalog::provider(provider)
        .and_then(|it| it.module(module))
        .and_then(|it| it.object(name));
    action == "write" && object.is_some_and(|it| !it.write_modes().create)
}

#[test]
fn errors_are_what_the_connector_refuses() {
    let mut modules: BTreeMap<(String, String, &str), Vec<Named>> = BTreeMap::new();
    let table = table();
    assert!(table.len() > 12_000, "{}", table.len());
    for (provider, module, name, action, verdict) in table {
        // A name that no list has, nor any near.
        let name = name.unwrap_or_else(|| "zqxwvut_kjhgf".to_owned());
        modules
            .entry((provider, module, action))
            .or_default()
            .push((name, verdict));
    }
    let mut wrong = Vec::new();
    for ((provider, module, action), seen) in &modules {
        let names: Vec<&str> = seen.iter().map(|(name, _)| name.as_str()).collect();
        let (whole, levels) = levels(provider, module, action, &names);
        for ((name, verdict), own) in seen.iter().zip(levels) {
            let level = own.max(whole);
            let right = match verdict.as_str() {
                "refused" if only_updates(provider, module, action, name) => own.is_none(),
                "refused" | "no-connector" => level == Some(Level::Error),
                "sent" => level <= Some(Level::Warning),
                // Whatever is said of the module as a whole, nothing is said of the object.
                "untested" => own.is_none(),
                other => panic!("no such verdict: {other}"),
            };
            if !right {
                wrong.push(format!(
                    "{provider}/{module} {action} {name}: {verdict}, found {level:?}"
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of the verdicts:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_verdict_can_be_looked_up() {
    for (provider, module, name, action, verdict) in table() {
        let action = catalog::Capability::ALL
            .into_iter()
            .find(|it| it.key() == action)
            .unwrap();
        let found = catalog::provider(&provider).unwrap();
        if verdict == "no-connector" {
            assert!(found.has_no_connector(), "{provider}");
            continue;
        }
        let found = found.module(&module).unwrap();
        let found = match &name {
            Some(name) => found.object(name).unwrap().verdict(action),
            None => found.verdict_on_unlisted(action),
        };
        let found = found.map(catalog::Verdict::key);
        if only_updates(
            &provider,
            &module,
            action.key(),
            name.as_deref().unwrap_or_default(),
        ) {
            assert_ne!(found, Some("refused"), "{provider}/{module} {name:?}");
            continue;
        }
        assert_eq!(
            found,
            Some(verdict.as_str()),
            "{provider}/{module} {name:?} {action:?}"
        );
    }
}
