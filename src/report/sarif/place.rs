//! Places in files.

use std::fmt::Write as _;

use super::text::Text;
use crate::diagnostic::Diagnostic;
use crate::report::words::clamped;
use crate::source::{Source, Span};

/// The root of the sources, which the reader of the report knows.
pub(super) const ROOT: &str = "%SRCROOT%";

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "SARIF calls it so")]
pub(super) struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    logical_locations: Option<[Logical<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
}

impl<'a> Location<'a> {
    pub(super) fn primary(source: &Source, finding: &'a Diagnostic) -> Self {
        Self {
            id: None,
            physical_location: Physical::new(source, finding.span),
            logical_locations: Some([Logical {
                fully_qualified_name: &finding.path,
            }]),
            message: finding.label.as_deref().map(Text::new),
        }
    }

    pub(super) fn related(source: &Source, finding: &'a Diagnostic) -> Vec<Self> {
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
pub(super) struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

impl Artifact {
    pub(super) fn new(source: &Source) -> Self {
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
pub(super) struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

impl Region {
    pub(super) fn new(source: &Source, span: Span) -> Self {
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
