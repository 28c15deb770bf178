//! API documents: the kinds and their schemas, the corpus, and each mistake planted in a copy of it.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use amplint::api::kind::{self, DocumentKind};
use amplint::api::{Reads, time};
use amplint::diagnostic::{Diagnostic, Level};
use amplint::report::{Format, Look, Report};
use amplint::source::Source;
use amplint::{Options, check, parse, rules};
use proptest::prelude::*;
use serde_json::Value;

fn findings_with(name: &str, text: &str, options: &Options) -> Vec<Diagnostic> {
    check(name, text.into(), options).unwrap().findings
}

fn findings(text: &str) -> Vec<Diagnostic> {
    findings_with("document.json", text, &Options::default())
}

fn kinds(name: &str, text: &str) -> Vec<&'static str> {
    let source = Source::new(name, text.into()).unwrap();
    let document = parse::parse(&source);
    match kind::payloads(&document, None) {
        None => vec!["manifest"],
        Some(items) => items.iter().map(|(kind, _)| kind.name).collect(),
    }
}

/// The documents of the corpus by name.
fn corpus() -> BTreeMap<String, String> {
    let Some(folder) = common::corpus() else {
        return BTreeMap::new();
    };
    let Ok(files) = std::fs::read_dir(folder.join("payloads")) else {
        return BTreeMap::new();
    };
    let files = files.map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read_to_string(path).unwrap(),
            )
        })
        .collect()
}

#[test]
fn every_document_of_the_corpus_is_recognised_and_clean() {
    for (name, text) in corpus() {
        let expected = match name.as_str() {
            name if name.contains("getBackfillProgress") => "backfill-progress",
            name if name.contains("getOperation-200") => "operation",
            name if name.contains("default") => "problem",
            name if name.starts_with("posthog-backfill") => "batch-export-backfill",
            _ => panic!("{name} is of no known kind"),
        };
        assert_eq!(kinds(&name, &text), [expected], "{name}");
        assert_eq!(findings(&text), [], "{name}");
        // The same as YAML, in a list, and as a page of results.
        let value: Value = serde_json::from_str(&text).unwrap();
        let yaml = serde_yaml::to_string(&value).unwrap();
        assert_eq!(kinds("document.yaml", &yaml), [expected], "{name}");
        assert_eq!(
            findings_with("document.yaml", &yaml, &Options::default()),
            [],
            "{name}"
        );
        assert_eq!(findings(&format!("[{text}, {text}]")), [], "{name}");
        assert_eq!(
            kinds("page.json", &format!("{{\"next\": null, \"results\": [{text}]}}")),
            [expected]
        );
    }
}

/// A document of the corpus, what is replaced by what in it, and the rule that finds it.
const PLANTED: &[(&str, &str, &str, &str)] = &[
    (
        "getBackfillProgress",
        "\"recordsProcessed\": 1250,",
        "",
        "required-field",
    ),
    (
        "getBackfillProgress",
        "\"objectName\"",
        "\"objectname\"",
        "misspelled-key",
    ),
    ("getBackfillProgress", "1250", "\"1250\"", "wrong-type"),
    ("getBackfillProgress", "1250", "-1250", "progress-counts"),
    ("getBackfillProgress", "1250", "12500", "progress-counts"),
    ("getBackfillProgress", "1250,", "1250,,", "json-syntax"),
    (
        "getBackfillProgress",
        "\"contact\",",
        "\"contact\", \"objectName\": \"account\",",
        "duplicate-key",
    ),
    (
        "getBackfillProgress",
        "2025-02-13T10:05:00Z",
        "2025-02-13T09:59:59Z",
        "progress-times",
    ),
    (
        "getBackfillProgress",
        "2025-02-13T10:05:00Z",
        "2025-02-13 10:05:00Z",
        "invalid-value",
    ),
    ("readProgress", "in_progress", "running", "operation-status"),
    ("readProgress", "\"read\"", "\"delete\"", "operation-status"),
    ("readProgress", "\"read\"", "\"write\"", "operation-progress"),
    (
        "readProgress",
        "\"objectName\": \"contact\"",
        "\"objectName\": \"account\"",
        "operation-progress",
    ),
    (
        "readProgress",
        "\"operationId\": \"3",
        "\"operationId\": \"4",
        "operation-progress",
    ),
    (
        "readProgress",
        "\"installationId\": \"66438162-5299-4669-a41d-85c5a3b1a83e\",\n      \"o",
        "\"installationId\": \"0\",\n      \"o",
        "operation-progress",
    ),
    ("readProgress", "1250", "6000", "progress-counts"),
    (
        "readSuccess",
        "[\n      \"contact\"\n    ]",
        "\"contact\"",
        "wrong-type",
    ),
    (
        "writeSuccess",
        "\"createTime\"",
        "\"createdTime\"",
        "misspelled-key",
    ),
    (
        "writeSuccess",
        "2023-07-13T22:10:00.000000Z",
        "yesterday",
        "invalid-value",
    ),
    ("getOperation-default", "404,", "200,", "problem-status"),
    (
        "getOperation-default",
        "404,",
        "404, \"issues\": [{\"status\": 400}],",
        "problem-status",
    ),
    (
        "getOperation-default",
        "https://httpstatuses.com/404",
        "not-found",
        "invalid-value",
    ),
    ("getOperation-default", "false", "\"no\"", "wrong-type"),
    ("backfill-running", "Running", "Paused", "backfill-status"),
    (
        "backfill-running",
        "\"finished_at\": null",
        "\"finished_at\": \"2026-02-26T10:00:00Z\"",
        "backfill-status",
    ),
    (
        "backfill-completed",
        "\"finished_at\": \"2026-02-26T10:00:00Z\"",
        "\"finished_at\": null",
        "backfill-status",
    ),
    (
        "backfill-completed",
        "\"finished_at\": \"2026-02-26T10:00:00Z\"",
        "\"finished_at\": \"2026-02-26T08:00:00Z\"",
        "backfill-window",
    ),
    (
        "backfill-failed",
        "\"end_at\": \"2021",
        "\"end_at\": \"2020",
        "backfill-window",
    ),
    (
        "backfill-failed",
        "\"adjusted_start_at\": null",
        "\"adjusted_start_at\": \"2022-01-01T00:00:00Z\"",
        "backfill-window",
    ),
    (
        "backfill-starting",
        "\"finished_runs\": 0",
        "\"finished_runs\": 3",
        "backfill-progress-runs",
    ),
    (
        "backfill-starting",
        "\"progress\": 0\n",
        "\"progress\": 1.5\n",
        "backfill-progress-runs",
    ),
    (
        "backfill-starting",
        "\"progress\": 0\n",
        "\"progress\": 0.5\n",
        "backfill-progress-runs",
    ),
    ("backfill-starting", "11111111-", "1111111-", "invalid-value"),
    (
        "backfill-cancelled",
        "\"total_records_count\": null",
        "\"total_records_count\": 9223372036854775808",
        "invalid-value",
    ),
];

#[test]
fn each_planted_mistake_is_found_once() {
    let corpus = corpus();
    for (file, from, to, rule) in PLANTED {
        let Some((name, text)) = corpus.iter().find(|(name, _)| name.contains(file)) else {
            assert!(corpus.is_empty(), "there is no {file}");
            return;
        };
        let planted = text.replacen(from, to, 1);
        assert_ne!(&planted, text, "{name} has no {from}");
        let found: Vec<_> = findings(&planted).iter().map(|finding| finding.rule).collect();
        assert_eq!(found, [*rule], "{name} with {to}");
    }
}

const MANIFEST: &str = "specVersion: 1.0.0
integrations:
  - name: crm
    provider: pipedrive
    read:
      objects:
        - objectName: contact
          destination: contactWebhook
          optionalFieldsAuto: all
          backfill:
            defaultPeriod:
              days: 30
";

fn with_manifest(manifest: &str) -> Options {
    let source = Source::new("integrations/amp.yaml", manifest.into()).unwrap();
    let mut options = Options::default();
    options.manifest = Some(Arc::new(Reads::of(Arc::new(source))));
    options
}

#[test]
fn a_manifest_and_its_documents_are_compared() {
    let corpus = corpus();
    let Some((_, progress)) = corpus
        .iter()
        .find(|(name, _)| name.contains("getBackfillProgress"))
    else {
        return;
    };
    let found = |manifest: &str| findings_with("progress.json", progress, &with_manifest(manifest));
    let rules = |manifest: &str| {
        found(manifest)
            .iter()
            .map(|finding| finding.rule)
            .collect::<Vec<_>>()
    };

    let estimate = found(MANIFEST);
    assert_eq!(estimate[0].rule, "progress-estimate");
    let places: Vec<_> = estimate[0]
        .labels
        .iter()
        .map(|label| {
            let source = label.source.as_ref().unwrap();
            (source.name(), source.slice(label.span))
        })
        .collect();
    assert_eq!(
        places,
        [
            ("integrations/amp.yaml", "pipedrive"),
            ("integrations/amp.yaml", "contact")
        ]
    );

    let hubspot = MANIFEST.replace("pipedrive", "hubspot");
    assert_eq!(rules(&hubspot), [""; 0]);
    assert_eq!(
        rules(&hubspot.replace("objectName: contact", "objectName: deals")),
        ["progress-object"]
    );
    assert_eq!(
        rules(&hubspot.replace("days: 30", "days: 0")),
        ["progress-object"]
    );
    // What can't be read says nothing.
    assert_eq!(
        rules(&hubspot.replace("objectName: contact", "objectName: [contact]")),
        [""; 0]
    );
    assert_eq!(
        rules(&hubspot.replace("objectName: contact", "objectName contact")),
        [""; 0]
    );
    assert_eq!(rules(""), [""; 0]);
    // A manifest is checked by itself.
    assert_eq!(
        findings_with("amp.yaml", MANIFEST, &with_manifest(&hubspot)),
        findings_with("amp.yaml", MANIFEST, &Options::default())
    );
}

/// Programs that read a report must find the label in the file it speaks of.
#[test]
fn reports_name_the_file_of_a_label() {
    let text =
        r#"{"installationId": "a", "objectName": "account", "operationId": "b", "recordsProcessed": 1}"#;
    let manifest = MANIFEST.replace("objectName: contact", "objectName: accounts");
    let mut report = Report::default();
    report.add(check("progress.json", text.into(), &with_manifest(&manifest)).unwrap());
    let written = |format: Format| -> Value {
        let mut out = Vec::new();
        format.write(&report, Look::default(), &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    };
    let json = written(Format::Json);
    let label = &json["findings"][0]["labels"][0];
    assert_eq!(
        (&label["file"], &label["span"]["start"]["line"]),
        (&Value::from("integrations/amp.yaml"), &Value::from(7))
    );
    let sarif = written(Format::Sarif);
    let place = &sarif["runs"][0]["results"][0]["relatedLocations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "integrations/amp.yaml");
    assert_eq!(place["region"]["startLine"], 7);
}

#[test]
fn kinds_are_told_by_what_is_in_a_document() {
    let json = |text: &str| kinds("a.json", text);
    assert_eq!(json(r#"{"recordsProcessed": 1}"#), ["backfill-progress"]);
    assert_eq!(json(r#"{"actionType": 1, "configId": 2}"#), ["operation"]);
    assert_eq!(json(r#"{"status": 404, "subsystem": "api"}"#), ["problem"]);
    assert_eq!(json(r#"{"type": "about:blank", "issues": []}"#), ["problem"]);
    assert_eq!(json(r#"{"batch_export": null}"#), ["batch-export-backfill"]);
    assert_eq!(
        json(r#"{"specVersion": "1.0.0", "batch_export": null}"#),
        ["manifest"]
    );
    assert_eq!(json(r#"{"integrations": []}"#), ["manifest"]);
    assert_eq!(json(r#"{"title": "Not Found", "status": 404}"#), ["manifest"]);
    assert_eq!(json("{}"), ["manifest"]);
    assert_eq!(json("[]"), ["manifest"]);
    assert_eq!(json(""), ["manifest"]);
    assert_eq!(json("7"), ["manifest"]);
    assert_eq!(json(r#"{"results": []}"#), [""; 0]);
    // Without its mark, but with everything else that is required.
    assert_eq!(
        json(r#"{"installationId": "", "objectName": "", "operationId": ""}"#),
        ["backfill-progress"]
    );
    // Each item has its own kind; one without any is what the others are.
    assert_eq!(
        json(r#"{"results": [{}, {"batch_export": 1}, {"recordsProcessed": 1}, 7]}"#),
        [
            "batch-export-backfill",
            "batch-export-backfill",
            "backfill-progress",
            "batch-export-backfill"
        ]
    );
    assert_eq!(
        kinds("a.yaml", "- &a {recordsProcessed: 1}\n- *a\n"),
        ["backfill-progress"; 2]
    );
    assert_eq!(
        kinds("amp.yaml", "- name: contacts\n  provider: hubspot\n"),
        ["manifest"]
    );
}

#[test]
fn a_kind_can_be_forced() {
    let rules = |kind: &str, text: &str| {
        let mut options = Options::default();
        options.kind = kind::find(kind);
        assert!(options.kind.is_some());
        findings_with("a.json", text, &options)
            .iter()
            .map(|finding| finding.rule)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        rules("problem", r#"{"title": "Not Found", "status": 404}"#),
        [""; 0]
    );
    assert_eq!(
        rules("problem", r#"{"title": "Not Found", "status": 40}"#),
        ["problem-status"]
    );
    assert_eq!(rules("backfill-progress", "[7]"), ["wrong-type"]);
    assert_eq!(rules("operation", "7"), ["wrong-type"]);
    assert_eq!(rules("batch-export-backfill", "[]"), [""; 0]);
    assert_eq!(rules("problem", ""), ["json-syntax"]);
    assert!(rules("manifest", r#"{"recordsProcessed": 1}"#).contains(&"not-a-manifest"));
}

#[test]
fn levels_are_those_of_the_rule_table() {
    let level = |text: &str| {
        findings(text)
            .iter()
            .map(|finding| finding.level)
            .collect::<Vec<_>>()
    };
    let progress = |more: &str| {
        format!(
            r#"{{"installationId": "", "objectName": "", "operationId": "", "recordsProcessed": 2{more}}}"#
        )
    };
    assert_eq!(
        level(&progress(r#", "recordsEstimatedTotal": 1"#)),
        [Level::Warning]
    );
    assert_eq!(
        level(&progress(r#", "recordsEstimatedTotal": -1"#)),
        [Level::Error]
    );
    assert_eq!(
        level(&progress(r#", "updatetime": "2025-02-13T10:00:00Z""#)),
        [Level::Warning]
    );
}

/// One mistake is one finding, whatever else could be said of the same value.
#[test]
fn a_broken_part_is_reported_once() {
    let rules = |text: &str| {
        findings(text)
            .iter()
            .map(|finding| finding.rule)
            .collect::<Vec<_>>()
    };
    // Cut off: what is missing is missing because of that.
    assert_eq!(
        rules(r#"{"recordsProcessed": 1, "installationId": "#),
        ["json-syntax"]
    );
    assert_eq!(rules(r#"[{"recordsProcessed": 1"#), ["json-syntax"]);
    // A word without quotes is no value of the wrong type too.
    assert_eq!(
        rules(
            r#"{"installationId": "", "objectName": contact, "operationId": "", "recordsProcessed": many}"#
        ),
        ["json-syntax"; 2]
    );
    // Of another type: neither its format nor its words matter.
    assert_eq!(
        rules(r#"{"title": "", "subsystem": "", "time": 5, "issues": [{"in": 7}]}"#),
        ["wrong-type"; 2]
    );
}

#[test]
fn yaml_is_read_by_the_core_schema() {
    // YAML 1.1 would read a boolean, octal, sexagesimal and a date here.
    let text = "installationId: yes\nobjectName: 12:30\noperationId: 2025-02-13\nrecordsProcessed: 010\ncreateTime: 2025-02-13T10:00:00Z\n";
    assert_eq!(findings_with("progress.yaml", text, &Options::default()), []);
    let text = "installationId: true\nobjectName: 0x1F\noperationId: ~\nrecordsProcessed: 1_000\n";
    let found = findings_with("progress.yaml", text, &Options::default());
    assert_eq!(
        found.iter().map(|finding| finding.rule).collect::<Vec<_>>(),
        ["wrong-type"; 4]
    );
}

#[test]
fn comments_silence_warnings_in_yaml() {
    let text = "installationId: a\nobjectName: contact\noperationId: b\nrecordsEstimatedTotal: 10\n# amp:ignore[progress-counts] the estimate is old\nrecordsProcessed: 12\n";
    let found = findings_with("progress.yaml", text, &Options::default());
    assert!(matches!(&found[..], [only] if only.suppressed), "{found:?}");
}

#[test]
fn many_items_are_checked_in_time() {
    let item = r#"{"installationId": "a", "objectName": "b", "operationId": "c", "recordsProcessed": "1"}"#;
    let text = format!("[{}]", vec![item; 20_000].join(",\n"));
    let start = std::time::Instant::now();
    let checked = check("list.json", text.into(), &Options::default()).unwrap();
    assert_eq!(checked.findings.len() + checked.omitted.total(), 20_000);
    // Quadratic, it would take minutes.
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
    let issues = vec![r#"{"in": "cookie"}"#; 20_000].join(",");
    let text = format!(r#"{{"title": "", "status": 400, "issues": [{issues}]}}"#);
    assert!(!findings(&text).is_empty());
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

/// The kinds of API documents.
fn schemas() -> impl Iterator<Item = (&'static DocumentKind, &'static kind::Schema)> {
    let kinds = kind::ALL.iter().filter(|kind| !kind.is_manifest());
    kinds.map(|&kind| (kind, &kind.schema))
}

#[test]
fn every_kind_has_a_schema_in_its_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for (kind, schema) in schemas() {
        let path = folder.join(format!("{}.schema.json", kind.name));
        assert_eq!(
            std::fs::read_to_string(&path).unwrap(),
            schema.text(),
            "{}",
            path.display()
        );
        assert!(schema.text().ends_with("}\n"), "{}", kind.name);
        assert_eq!(kind::find(kind.name).unwrap().name, kind.name);
        let value: Value = serde_json::from_str(schema.text()).unwrap();
        assert_eq!(value["$schema"], "https://json-schema.org/draft/2020-12/schema");
        jsonschema::draft202012::meta::validate(&value)
            .unwrap_or_else(|error| panic!("{}: {error}", kind.name));
        assert!(schema.validator().is_some(), "{} can't be built", kind.name);
    }
    let names: BTreeSet<_> = kind::ALL.iter().map(|kind| kind.name).collect();
    assert_eq!(names.len(), kind::ALL.len());
}

/// Every keyword of the schemas has a counterpart among our findings, and none leads to "matches none of these".
#[test]
fn schemas_use_only_what_we_have_words_for() {
    const KNOWN: &[&str] = &[
        "$schema",
        "$ref",
        "$defs",
        "title",
        "description",
        "type",
        "required",
        "properties",
        "items",
        "enum",
        "format",
        "minimum",
        "maximum",
        "exclusiveMaximum",
        "examples",
        "default",
        "readOnly",
    ];
    fn walk(value: &Value, found: &mut BTreeSet<String>) {
        let Some(map) = value.as_object() else { return };
        for (key, inner) in map {
            found.insert(key.clone());
            match key.as_str() {
                "properties" | "$defs" => inner
                    .as_object()
                    .unwrap()
                    .values()
                    .for_each(|schema| walk(schema, found)),
                "items" => walk(inner, found),
                _ => {}
            }
        }
    }
    for (kind, schema) in schemas() {
        let mut found = BTreeSet::new();
        walk(schema.value(), &mut found);
        let unknown: Vec<_> = found
            .iter()
            .filter(|key| !KNOWN.contains(&key.as_str()))
            .collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", kind.name);
    }
}

#[test]
fn marks_and_claims_fit_the_schemas_and_rules() {
    for (kind, schema) in schemas() {
        let value = schema.value();
        let properties = || {
            schema
                .parts(value)
                .into_iter()
                .filter_map(|part| part["properties"].as_object())
                .flatten()
        };
        let is_key = |name: &str| properties().any(|(key, _)| key == name);
        for mark in kind.marks.iter().copied().flatten() {
            assert!(
                is_key(mark),
                "{} is marked by {mark}, which it doesn't have",
                kind.name
            );
        }
        for claim in kind.claims {
            assert!(is_key(claim.key), "{} has no {}", kind.name, claim.key);
            assert!(rules::find(claim.rule).is_some(), "there is no {}", claim.rule);
        }
        for example in value["examples"].as_array().into_iter().flatten() {
            assert_eq!(findings(&example.to_string()), [], "{}", kind.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What the schema's `date-time` refuses is what we have words for.
    #[test]
    fn moments_are_what_the_schema_takes(text in "[0-9]{3,5}-[01][0-9]-[0-3][0-9][Tt ]?[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,11})?(Z|z|[+-][0-2][0-9]:[0-6][0-9]|\\+0200)?") {
        let schema = serde_json::json!({"type": "string", "format": "date-time"});
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
        let value = Value::from(text.as_str());
        prop_assert_eq!(time::parse(&text).is_ok(), validator.is_valid(&value), "{}", text);
    }

    /// Any value in the place of any other: no panic, and nothing is said twice.
    #[test]
    fn any_value_anywhere_is_bearable(
        text in prop::sample::select(vec![
            r#"{"installationId": "a", "objectName": "b", "operationId": "c", "recordsProcessed": 1, "recordsEstimatedTotal": 5, "createTime": "2025-02-13T10:00:00Z"}"#,
            r#"{"projectId": "", "integrationId": "", "configId": "", "actionType": "read", "id": "", "installationId": "", "status": "success", "metadata": {"objects": ["a"], "progress": {"recordsProcessed": 1}}}"#,
            r#"{"title": "", "status": 400, "requestId": "", "issues": [{"status": 400, "in": "path"}], "causes": [""]}"#,
            r#"{"id": "00000000-0000-0000-0000-000000000002", "batch_export": "11111111-1111-1111-1111-111111111111", "team": 1, "status": "Running", "created_at": "2026-02-26T09:00:00Z", "last_updated_at": "2026-02-26T10:00:00Z", "progress": {"total_runs": 2, "finished_runs": 1, "progress": 0.5}}"#,
        ]),
        pick in any::<prop::sample::Index>(),
        with in prop::sample::select(vec!["null", "true", "-1", "1e400", "123456789012345678901234567890", "0.5", "\"\"", "\"\\ud83d\\ude00\"", "[]", "[null]", "{}", "{\"a\": []}", "{\"in\": 5}", "no", ""]),
    ) {
        let colons: Vec<usize> = text.match_indices(": ").map(|(i, _)| i + 2).collect();
        let start = colons[pick.index(colons.len())];
        let end = start + text[start..].find([',', '}', ']']).unwrap();
        let planted = format!("{}{with}{}", &text[..start], &text[end..]);
        let found = findings(&planted);
        for (i, one) in found.iter().enumerate() {
            for other in &found[i + 1..] {
                prop_assert!(one.span != other.span || one.rule == "required-field", "{planted}: {one:?} and {other:?}");
            }
        }
    }
}
