//! JSON in, the same spanned tree out.
//!
//! JSON is YAML but for a few corners (tabs, surrogate pairs, long keys), and YAML allows much that no JSON
//! reader takes. So a file that is meant as JSON is read here: one pass that names everything JSON does not
//! allow and reads on after it. Nesting lives in a vector, not on the stack.

mod reader;
mod scalar;

use crate::source::{Source, Span, index};
use crate::yaml::build::Builder;
use crate::yaml::gap;
use crate::yaml::tree::Document;
use crate::yaml::{JsonFault, Problem, ProblemKind};
pub use reader::MAX_JSON_FAULTS;
use reader::Reader;

/// What tells that a file is meant as JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sign {
    /// Its name.
    Name,
    /// How it begins; flow YAML may begin so too.
    Beginning,
}

/// Whether the file may be meant as JSON.
pub(crate) fn sign(source: &Source) -> Option<Sign> {
    let is = |names: &[&str], name: &str| names.iter().any(|other| name.eq_ignore_ascii_case(other));
    match extension(source.name()) {
        Some(name) if is(&["json", "jsonc", "json5"], name) => Some(Sign::Name),
        Some(name) if is(&["yaml", "yml"], name) => None,
        _ => {
            let text = &source.text()[source.bom_len() as usize..];
            let text = text.trim_start_matches([' ', '\t', '\n', '\r']);
            text.starts_with(['{', '[']).then_some(Sign::Beginning)
        }
    }
}

/// Whether all that keeps a document from being JSON is what people write in JSON from habit.
pub(crate) fn is_close(document: &Document<'_>) -> bool {
    document.problems.iter().all(|problem| match problem.kind {
        ProblemKind::Json(JsonFault::Comment) => document.slice(problem.span).starts_with('/'),
        ProblemKind::Json(fault) => {
            matches!(
                fault,
                JsonFault::TrailingComma | JsonFault::ExtraComma | JsonFault::MissingComma
            )
        }
        ProblemKind::Syntax(_) | ProblemKind::Misread(_) => false,
        _ => true,
    })
}

fn extension(name: &str) -> Option<&str> {
    let file = name.rsplit(['/', '\\']).next()?;
    file.rsplit_once('.').map(|(_, extension)| extension)
}

/// Reads a file that is meant as JSON.
///
/// # Errors
/// The problem to report when it is none at all.
pub(crate) fn read(source: &Source) -> Result<Document<'_>, Problem> {
    let text = source.clean_text();
    let kind = extension(source.name()).unwrap_or_default();
    let lax = |names: &[&str]| names.iter().any(|name| kind.eq_ignore_ascii_case(name));
    let mut reader = Reader::new(source, lax(&["jsonc", "json5"]), lax(&["json5"]));
    reader.spaces();
    if let Some(first) = reader.peek()
        && !matches!(first, b'{' | b'[' | b'"')
        && !reader
            .literal()
            .is_some_and(|end| text[end..].trim_start().is_empty())
    {
        let end = gap::line_end(text, index(reader.at));
        let span = Span::new(index(reader.at), gap::trim_end(text, index(reader.at), end));
        return Err(Problem {
            kind: ProblemKind::Json(JsonFault::NotJson),
            span,
        });
    }
    reader.read();
    let Builder {
        nodes,
        values,
        problems,
        root,
        ..
    } = reader.builder;
    Ok(Document {
        text,
        nodes,
        values,
        comments: Vec::new(),
        problems,
        root,
    })
}
