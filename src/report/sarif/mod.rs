//! SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.
//!
//! File names are URIs relative to `%SRCROOT%`, the root of the sources, which the reader of the report knows:
//! nothing in it depends on the machine.

mod fix;
mod place;
mod text;
mod tool;

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::fingerprint::Fingerprints;
use super::input::Report;
use super::lines::{Lines, write_json};
use super::words::told;
use crate::changes;
use crate::check::Checked;
use fix::{Fix, fixes};
use place::{Artifact, Location, ROOT};
use text::{Text, level};
use tool::{Driver, Rule, Tool};

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
struct Base {
    description: Text<'static>,
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
