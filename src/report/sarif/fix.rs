//! Fixes.

use super::place::{Artifact, Region};
use super::text::Text;
use crate::diagnostic::Diagnostic;
use crate::fix::Edit;
use crate::source::Source;

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fix<'a> {
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

pub(super) fn fixes<'a>(source: &Source, finding: &'a Diagnostic) -> Vec<Fix<'a>> {
    let replacement = |edit: &'a Edit| Replacement {
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
