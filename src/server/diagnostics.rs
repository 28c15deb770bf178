//! Findings as the protocol has them.

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, Message,
};

use super::client::Client;
use super::document::{range, uri_of};
use crate::check::Checked;
use crate::diagnostic::{self, Level};
use crate::report::page;

/// What shows where a diagnostic comes from.
pub(super) const SOURCE: &str = "amplint";

/// All findings of a text that stand, as JSON. A large text may have thousands, so nothing is made of them on the way.
pub(super) fn json(checked: Option<&Checked>, uri: &str, client: &Client) -> String {
    let items = checked
        .map(|checked| all(checked, uri, client))
        .unwrap_or_default();
    serde_json::to_string(&items).unwrap_or_else(|_| "[]".to_owned())
}

/// All findings of a text that stand.
pub(super) fn all(checked: &Checked, uri: &str, client: &Client) -> Vec<Diagnostic> {
    let stands = checked.findings.iter().filter(|finding| !finding.suppressed);
    stands.map(|finding| one(checked, finding, uri, client)).collect()
}

/// One finding.
pub(super) fn one(
    checked: &Checked,
    finding: &diagnostic::Diagnostic,
    uri: &str,
    client: &Client,
) -> Diagnostic {
    let source = &checked.source;
    let mut message = finding.message.clone();
    if let Some(help) = &finding.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    let mut related = Vec::new();
    if client.related {
        if let Some(label) = &finding.label {
            related.push(DiagnosticRelatedInformation {
                location: Location {
                    uri: uri.into(),
                    range: range(source, client.unit, finding.span),
                },
                message: label.clone(),
            });
        }
        for label in &finding.labels {
            let (there, file) = match &label.source {
                Some(other) => (
                    &**other,
                    uri_of(&crate::workspace::absolute(other.name().as_ref())),
                ),
                None => (source, uri.to_owned()),
            };
            related.push(DiagnosticRelatedInformation {
                location: Location {
                    uri: file.into(),
                    range: range(there, client.unit, label.span),
                },
                message: label.message.clone(),
            });
        }
    }
    let page = page(finding.rule).filter(|_| client.code_description);
    let tags = tag(finding.rule).filter(|tag| client.tags.contains(&u64::from(u32::from(*tag))));
    Diagnostic {
        range: range(source, client.unit, finding.span),
        severity: Some(match finding.level {
            Level::Error => DiagnosticSeverity::Error,
            Level::Warning => DiagnosticSeverity::Warning,
            Level::Info => DiagnosticSeverity::Hint,
        }),
        code: Some(Code::String(finding.rule.to_owned())),
        code_description: page.map(|page| CodeDescription { href: page.into() }),
        source: Some(SOURCE.to_owned()),
        message: Message::String(message),
        tags: tags.map(|tag| vec![tag]),
        related_information: (!related.is_empty()).then_some(related),
        data: None,
    }
}

/// How what a rule finds is shown besides.
fn tag(rule: &str) -> Option<DiagnosticTag> {
    match rule {
        "unused-suppression" | "ignored-prompt" | "redundant-optional-fields" => {
            Some(DiagnosticTag::Unnecessary)
        }
        "legacy-key" | "delivery-deprecated" => Some(DiagnosticTag::Deprecated),
        _ => None,
    }
}
