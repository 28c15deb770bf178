//! SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.
//!
//! File names are URIs relative to `%SRCROOT%`, the root of the sources, which the reader of the report knows:
//! nothing in it depends on the machine.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::fingerprint::Fingerprints;
use super::input::Report;
use super::lines::{Lines, write_json};
use super::page::page;
use super::words::{clamped, told};
use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Level};
use crate::source::{Source, Span};
use crate::{changes, rules};

const ROOT: &str = "%SRCROOT%";

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let ids: BTreeMap<&'static str, usize> = report.all().map(|(_, finding)| (finding.rule, 0)).collect();
    let ids: BTreeMap<&'static str, usize> = ids.into_keys().enumerate().map(|(i, id)| (id, i)).collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: env!("CARGO_PKG_NAME"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: ids.keys().map(|id| Rule::new(id)).collect(),
                },
            },
            original_uri_base_ids: BTreeMap::from([(
                ROOT,
                Base {
                    description: Text::new("The folder in which amplint ran"),
                },
            )]),
            column_kind: "unicodeCodePoints",
            newline_sequences: ["\r\n", "\n", "\r"],
            invocations: Invocation::of(report),
            results: Results { report, ids },
        }],
    };
    // Down to the results.
    write_json(&log, Lines::new(3, 4), out)
}

#[derive(serde::Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    column_kind: &'static str,
    newline_sequences: [&'static str; 3],
    /// Only when there is something to say of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    invocations: Option<[Invocation; 1]>,
    results: Results<'a>,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(serde::Serialize)]
struct Notification {
    level: &'static str,
    message: Text<'static>,
    locations: [Whole; 1],
}

/// A file as a place.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Whole {
    physical_location: WholeFile,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct WholeFile {
    artifact_location: Artifact,
}

impl Invocation {
    /// Which files have more findings than are listed.
    fn of(report: &Report) -> Option<[Self; 1]> {
        let notification = |file: &Checked| {
            Some(Notification {
                level: "warning",
                message: Text::new(file.unlisted()?),
                locations: [Whole {
                    physical_location: WholeFile {
                        artifact_location: Artifact::new(&file.source),
                    },
                }],
            })
        };
        let notifications: Vec<_> = report.files().iter().filter_map(notification).collect();
        (!notifications.is_empty()).then_some([Self {
            execution_successful: true,
            tool_execution_notifications: notifications,
        }])
    }
}

#[derive(serde::Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(serde::Serialize)]
struct Base {
    description: Text<'static>,
}

#[derive(serde::Serialize)]
struct Text<'a> {
    text: Cow<'a, str>,
}

impl<'a> Text<'a> {
    fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into() }
    }
}

/// What the registry says of a rule; of findings that no rule there has made, the id.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    #[serde(flatten)]
    about: Option<About>,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct About {
    short_description: Text<'static>,
    full_description: Text<'static>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    help: Help,
    default_configuration: Configuration,
    properties: Tags,
}

#[derive(serde::Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(serde::Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(serde::Serialize)]
struct Tags {
    tags: [&'static str; 1],
}

impl Rule {
    fn new(id: &'static str) -> Self {
        let about = rules::find(id).map(|rule| About {
            short_description: Text::new(rule.summary()),
            full_description: Text::new(rule.why().unwrap_or_else(|| rule.summary())),
            help_uri: page(id),
            help: Help {
                text: rule.body(),
                markdown: rule.body(),
            },
            default_configuration: Configuration {
                level: level(rule.level),
            },
            properties: Tags {
                tags: [rule.group.name()],
            },
        });
        let of_change = || {
            changes::find(id).map(|change| About {
                short_description: Text::new(change.summary()),
                full_description: Text::new(change.why().unwrap_or_else(|| change.summary())),
                help_uri: page(id),
                help: Help {
                    text: change.body(),
                    markdown: change.body(),
                },
                default_configuration: Configuration {
                    level: level(change.class.level()),
                },
                properties: Tags {
                    tags: [change.class.name()],
                },
            })
        };
        let about = about.or_else(of_change);
        Self { id, about }
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

/// What silences a finding: a comment, or for changes what the configuration accepts.
fn silencing(id: &str) -> &'static [Suppression] {
    match changes::find(id) {
        Some(_) => &[Suppression { kind: "external" }],
        None => &[Suppression { kind: "inSource" }],
    }
}

/// Made one by one while they are written.
struct Results<'a> {
    report: &'a Report,
    /// Where the rules stand in the list of rules.
    ids: BTreeMap<&'static str, usize>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let (mut fingerprints, mut by_name) = (Fingerprints::default(), Fingerprints::default());
        for (source, finding) in self.report.all() {
            let result = Finding {
                rule_id: finding.rule,
                rule_index: self.ids.get(finding.rule).copied(),
                level: level(finding.level),
                message: Text::new(told(finding)),
                locations: [Location::primary(source, finding)],
                related_locations: Location::related(source, finding),
                partial_fingerprints: BTreeMap::from([
                    ("amplint/v1", fingerprints.next(source, finding)),
                    ("amplint/v2", by_name.next_by_name(finding)),
                ]),
                fixes: fixes(source, finding),
                suppressions: if finding.suppressed {
                    silencing(finding.rule)
                } else {
                    &[]
                },
            };
            list.serialize_element(&result)?;
        }
        list.end()
    }
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text<'a>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
    /// Never left out: an empty list says that nothing silences it.
    suppressions: &'static [Suppression],
}

#[derive(serde::Serialize)]
struct Suppression {
    kind: &'static str,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "SARIF calls it so")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    logical_locations: Option<[Logical<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
}

impl<'a> Location<'a> {
    fn primary(source: &Source, finding: &'a Diagnostic) -> Self {
        Self {
            id: None,
            physical_location: Physical::new(source, finding.span),
            logical_locations: Some([Logical {
                fully_qualified_name: &finding.path,
            }]),
            message: finding.label.as_deref().map(Text::new),
        }
    }

    fn related(source: &Source, finding: &'a Diagnostic) -> Vec<Self> {
        let labels = finding.labels.iter().enumerate();
        labels
            .map(|(i, label)| Self {
                id: Some(i + 1),
                physical_location: Physical::new(label.source_in(source), label.span),
                logical_locations: None,
                message: Some(Text::new(&*label.message)),
            })
            .collect()
    }
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical<'a> {
    fully_qualified_name: &'a str,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

impl Physical {
    fn new(source: &Source, span: Span) -> Self {
        Self {
            artifact_location: Artifact::new(source),
            region: Region::new(source, span),
        }
    }
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

impl Artifact {
    fn new(source: &Source) -> Self {
        let name = source.name();
        let drive = matches!(name.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
        match name.strip_prefix('/') {
            Some(rest) => Self {
                uri: format!("file:///{}", encoded(rest)),
                uri_base_id: None,
            },
            None if drive => Self {
                uri: format!("file:///{}:{}", &name[..1], encoded(&name[2..])),
                uri_base_id: None,
            },
            None => Self {
                uri: encoded(name),
                uri_base_id: Some(ROOT),
            },
        }
    }
}

/// `path` in a URI.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

impl Region {
    fn new(source: &Source, span: Span) -> Self {
        let span = clamped(source, span);
        let (start, end) = (source.position(span.start), source.position(span.end));
        Self {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    description: Text<'a>,
    artifact_changes: [Change<'a>; 1],
    properties: Applicability,
}

#[derive(serde::Serialize)]
struct Applicability {
    applicability: &'static str,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Text<'a>,
}

fn fixes<'a>(source: &Source, finding: &'a Diagnostic) -> Vec<Fix<'a>> {
    let replacement = |edit: &'a crate::fix::Edit| Replacement {
        deleted_region: Region::new(source, edit.span),
        inserted_content: Text::new(&*edit.text),
    };
    let fixes = finding.fixes.iter().filter(|fix| !fix.edits.is_empty());
    fixes
        .map(|fix| Fix {
            description: Text::new(&*fix.message),
            artifact_changes: [Change {
                artifact_location: Artifact::new(source),
                replacements: fix.edits.iter().map(replacement).collect(),
            }],
            properties: Applicability {
                applicability: fix.applicability.name(),
            },
        })
        .collect()
}
