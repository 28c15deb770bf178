//! The configuration file: what it sets, and what is found wrong with it.

use amplint::config::{self, Config};
use amplint::diagnostic::{Diagnostic, Level};
use amplint::source::Source;
use amplint::{Options, RuleLevel};

fn read(text: &str) -> (Source, Config, Vec<Diagnostic>) {
    let source = Source::new("amplint.toml", text.into()).unwrap();
    let (config, findings) = config::read(&source);
    (source, config, findings)
}

/// `line:column-column message | help` for each finding.
fn messages(text: &str) -> Vec<String> {
    let (source, _, findings) = read(text);
    findings
        .iter()
        .map(|finding| {
            let (start, end) = (
                source.position(finding.span.start),
                source.position(finding.span.end),
            );
            let help = finding.help.as_deref().unwrap_or("-");
            format!(
                "{}:{}-{} {} | {help}",
                start.line, start.column, end.column, finding.message
            )
        })
        .collect()
}

const GOOD: &str = r#"
exclude = ["vendor/**"]
include = ["integrations/*.yaml"]
destinations = ["contactWebhook", "leadWebhook"]

[rules]
duplicate-key = "warning"
unused-suppression = "off"

[[overrides]]
files = ["sandbox/**"]
rules = { duplicate-key = "off" }
"#;

#[test]
fn a_good_file_sets_what_it_says() {
    let (_, config, findings) = read(GOOD);
    assert_eq!(findings, []);
    assert!(
        config.exclude.matches("vendor/a/amp.yaml", false),
        "vendor/** should exclude"
    );
    assert!(
        !config.exclude.matches("src/vendored.yaml", false),
        "vendor/** should not match elsewhere"
    );
    assert!(config.include.matches("integrations/hubspot.yaml", false));
    assert!(!config.include.matches("other/hubspot.yaml", false));

    let mut options = Options::default();
    config.apply("amp.yaml", &mut options);
    assert_eq!(
        options.level("duplicate-key"),
        Some(RuleLevel::At(Level::Warning))
    );
    assert_eq!(options.level("unused-suppression"), Some(RuleLevel::Off));
    assert_eq!(options.level("wrong-type"), None);
    assert_eq!(options.destinations.as_deref().map(<[String]>::len), Some(2));

    let mut options = Options::default();
    config.apply("sandbox/amp.yaml", &mut options);
    assert_eq!(
        options.level("duplicate-key"),
        Some(RuleLevel::Off),
        "the override is stronger"
    );
}

#[test]
fn paths_outside_match_nothing() {
    let (_, config, _) = read("exclude = [\"*.yaml\"]\n");
    for path in ["../amp.yaml", "/etc/amp.yaml"] {
        assert!(
            !config.exclude.matches(path, false),
            "{path} is outside of the configuration's folder"
        );
    }
}

#[test]
fn everything_wrong_is_found_at_its_characters() {
    let text = "exlude = []\n\
                include = \"x\"\n\
                destinations = [\"a\", 1]\n\
                [rules]\n\
                duplicat-key = \"off\"\n\
                wrong-type = \"warn\"\n\
                required-field = true\n\
                entirely-other = \"off\"\n\
                [[overrides]]\n\
                rules = {}\n\
                file = [\"é\"]\n";
    assert_eq!(
        messages(text),
        [
            "1:1-7 there is no setting `exlude` here | did you mean `exclude`?",
            "2:11-14 `include` takes a list of texts, not a text | -",
            "3:22-23 `destinations` takes texts, not a number | -",
            "5:1-13 there is no rule `duplicat-key` | did you mean `duplicate-key`?",
            "6:14-20 there is no level `warn` | the levels are \"error\", \"warning\", \"info\" and \"off\"",
            "7:18-22 `required-field` takes a level: \"error\", \"warning\", \"info\" or \"off\", not a boolean | -",
            "8:1-15 there is no rule `entirely-other` | `amplint rules` lists the rules",
            "9:1-14 this override applies to no file: it has no `files` | add, for example, `files = [\"sandbox/**\"]`",
            "11:1-5 there is no setting `file` here | did you mean `files`?",
        ]
    );
}

#[test]
fn broken_toml_is_a_finding_and_the_rest_is_read() {
    let (_, config, findings) = read("exclude = [\"a\"\n[rules]\nduplicate-key = \"off\"\n");
    assert!(!findings.is_empty(), "the open bracket should be found");
    assert!(findings.iter().all(|finding| finding.rule == config::ID));
    let _ = config;
    for text in [
        "\u{0}",
        "=",
        "[[",
        "[rules",
        "a = 'x",
        "\u{FEFF}exclude = []",
        "[rules]\r\nx = 1\r\n",
    ] {
        let (source, _, findings) = read(text);
        for finding in findings {
            assert!(
                finding.span.range().end <= source.text().len(),
                "{text:?}: {finding:?}"
            );
        }
    }
}

#[test]
fn objects_of_ones_own() {
    let (_, config, findings) = read(
        "[[catalog.objects]]\nprovider = \"salesforce\"\nname = \"widget__c\"\nfields = [\"color__c\"]\n\
         [[catalog.objects]]\nprovider = \"zoho\"\nmodule = \"desk\"\nname = \"x\"\n",
    );
    assert_eq!(findings, []);
    let crm = amplint::catalog::provider("salesforce").unwrap().default_module();
    let widget = config
        .own
        .object(crm, "Widget__c")
        .expect("case doesn't matter at Salesforce");
    assert!(widget.has_field("COLOR__C") && widget.line == 3);
    assert_eq!(config.own.nearest_object(crm, "wigdet__c"), Some("widget__c"));
    assert_eq!(widget.nearest_field("colour__c"), Some("color__c"));
    assert_eq!(config.own.all().len(), 2);
    let mut options = Options::default();
    config.apply("amp.yaml", &mut options);
    assert_eq!(options.own.as_deref(), Some(&*config.own));
    for text in [
        "catalog = 1\n",
        "[catalog]\nobjects = 1\n",
        "[catalog]\nobjects = [1]\n",
    ] {
        assert_eq!(messages(text).len(), 1, "{text}");
    }
}

#[test]
fn the_schema_agrees() {
    let schema = include_str!("../schemas/config.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let good = serde_json::json!({
        "exclude": ["vendor/**"], "include": [], "destinations": ["a"],
        "rules": {"duplicate-key": "off"}, "overrides": [{"files": ["a"], "rules": {"wrong-type": "info"}}],
        "compare": {"fail-on": "any", "accept": [{"change": "field-removed", "at": "a", "reason": "b", "until": "c"}]},
        "catalog": {"objects": [{"provider": "gong", "module": "root", "name": "x", "fields": ["y"]}]},
    });
    assert!(validator.is_valid(&good));
    for bad in [
        serde_json::json!({"exlude": []}),
        serde_json::json!({"include": "x"}),
        serde_json::json!({"destinations": [1]}),
        serde_json::json!({"rules": {"wrong-type": "warn"}}),
        serde_json::json!({"overrides": [{"rules": {}}]}),
        serde_json::json!({"overrides": [{"files": [], "file": []}]}),
        serde_json::json!({"catalog": {"objects": [{"provider": "gong"}]}}),
        serde_json::json!({"catalog": {"objects": [{"provider": "gong", "name": ""}]}}),
        serde_json::json!({"catalog": {"tables": []}}),
        serde_json::json!({"compare": {"fail-on": "error"}}),
        serde_json::json!({"compare": {"accept": [{"change": "field-removed", "at": "a"}]}}),
    ] {
        assert!(!validator.is_valid(&bad), "the schema accepts {bad}");
    }
}
