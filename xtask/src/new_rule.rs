//! `cargo xtask new-rule ID`: the files of a rule that finds nothing yet. CONTRIBUTING.md says how to go on.

use std::fs;

use crate::{Result, root};

/// Begin a rule: its file, its line in the registry, its fixtures
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Its id, such as `page-size`
    id: String,
    /// Where the rule table has it
    #[arg(long, default_value = "Shape", value_parser = ["File", "Shape", "Names", "Schedule", "Delivery", "Fields", "Subscribe", "Provider"])]
    group: String,
    /// How bad what it finds is
    #[arg(long, default_value = "Warning", value_parser = ["Error", "Warning", "Info"])]
    level: String,
}

pub(crate) fn run(args: &Args) -> Result {
    let id = &*args.id;
    let words = id
        .split('-')
        .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()));
    if !words {
        return Err(format!(
            "`{id}` is no id: write lower-case words with dashes between, such as `page-size`"
        ));
    }
    let module = id.replace('-', "_");
    let file = root().join(format!("src/rules/{module}.rs"));
    if file.exists() {
        return Err(format!("there is a rule `{id}`"));
    }
    let registry = root().join("src/rules/mod.rs");
    let text = fs::read_to_string(&registry).map_err(|error| format!("src/rules/mod.rs: {error}"))?;
    let text = registered(&text, &module, |other| {
        let rule = fs::read_to_string(root().join(format!("src/rules/{other}.rs"))).unwrap_or_default();
        rule.contains(&format!("group: {},", args.group))
    })?;
    let since = crate::versions::current()?;
    let rule = RULE
        .replace("{id}", id)
        .replace("{group}", &args.group)
        .replace("{level}", &args.level)
        .replace("{since}", &since);
    let fixtures = root().join("fixtures/rules").join(id);
    let write = |path: &std::path::Path, text: &str| {
        fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
    };
    fs::create_dir_all(&fixtures).map_err(|error| format!("{}: {error}", fixtures.display()))?;
    write(&file, &rule)?;
    write(&registry, &text)?;
    write(&fixtures.join("bad.yaml"), MANIFEST)?;
    write(&fixtures.join("good.yaml"), MANIFEST)?;
    println!(
        "Begun: src/rules/{module}.rs, fixtures/rules/{id}.\n\
         1. Write what it finds, its documentation with a bad and a good example, and `check`.\n\
         2. Make fixtures/rules/{id}/bad.yaml wrong; a fix needs a fixed.yaml.\n\
         3. `cargo xtask generate`, look at the snapshot and docs/rules/{id}.md; then `cargo test`."
    );
    Ok(())
}

/// The registry with `module` in it: in the list of modules by name, in the table after the last rule of its group.
fn registered(text: &str, module: &str, same_group: impl Fn(&str) -> bool) -> Result<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let entry = |line: &str| Some(line.trim().strip_prefix('&')?.strip_suffix("::RULE,")?.to_owned());
    let last = lines
        .iter()
        .rposition(|line| entry(line).is_some_and(|other| same_group(&other)));
    let last = last.ok_or("src/rules/mod.rs has no rule of this group")?;
    lines.insert(last + 1, format!("    &{module}::RULE,"));
    let line = format!("mod {module};");
    let after = lines
        .iter()
        .position(|other| other.starts_with("mod ") && *other > line);
    let end = lines
        .iter()
        .rposition(|other| other.starts_with("mod "))
        .map_or(0, |last| last + 1);
    lines.insert(after.unwrap_or(end), line);
    Ok(lines.join("\n") + "\n")
}

const MANIFEST: &str = "\
specVersion: 1.0.0
integrations:
  - name: contacts
    provider: hubspot
    read:
      objects:
        - objectName: contacts
          destination: contactWebhook
          schedule: \"0 * * * *\"
          optionalFieldsAuto: all
          backfill:
            defaultPeriod:
              days: 30
";

const RULE: &str = r#"use crate::manifest::Integration;
use crate::rule::{Context, Sink, code, rule};

rule! {
    /// One line that says what it finds.
    ///
    /// ## Why
    ///
    /// What the platform does with it, and what that costs.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    id: "{id}",
    group: {group},
    level: {level},
    fixes: Never,
    since: "{since}",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let Some(name) = integration.name.get() else { return };
    // What is wrong with the value named; why, where that isn't plain; what to write instead.
    if name.as_str() == "what the rule is about" {
        sink.report(cx.value(name.at), format!("{} is wrong", code(name.as_str())))
            .help("write something else");
    }
}
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_registered_in_its_place() {
        let text = "mod a;\nmod c;\n\npub static ALL: &[&Rule] = &[\n    &c::RULE,\n    &a::RULE,\n];\n";
        let fresh = registered(text, "b", |other| other == "c").unwrap();
        assert_eq!(
            fresh,
            "mod a;\nmod b;\nmod c;\n\npub static ALL: &[&Rule] = &[\n    &c::RULE,\n    &b::RULE,\n    &a::RULE,\n];\n"
        );
        let fresh = registered(text, "z", |other| other == "a").unwrap();
        assert!(fresh.starts_with("mod a;\nmod c;\nmod z;\n\n"), "{fresh}");
        assert!(fresh.contains("    &a::RULE,\n    &z::RULE,\n];"), "{fresh}");
    }
}
