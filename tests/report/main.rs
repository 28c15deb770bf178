//! Reports: how they look for awkward texts, what the JSON promises, and that nothing raw comes through.

mod anything;
#[path = "../common/mod.rs"]
mod common;
mod look;
mod parsed;
mod sarif;
mod schema;
mod stay;

use amplint::check;
use amplint::diagnostic::{Diagnostic, Level};
use amplint::report::Report;
use amplint::source::{Source, Span, TooLarge};
use common::hold::report::{report, written};
use common::plain;

fn source(name: &str, text: &[u8]) -> Source {
    Source::new(name, text.to_vec()).unwrap()
}

/// An error at `span`.
fn finding(span: Span, message: &str) -> Diagnostic {
    let mut finding = Diagnostic::new("some-rule", Level::Error, span, message);
    "$.integrations[0]".clone_into(&mut finding.path);
    "integrations[crm]".clone_into(&mut finding.name_path);
    finding
}

/// The report of what amplint itself finds.
fn checked(name: &str, text: &[u8]) -> Result<Report, TooLarge> {
    let mut report = Report::default();
    report.add(check(name, text.to_vec(), &plain::options())?);
    Ok(report)
}
