//! Lines and values that belong to a template (Helm, Jinja, ERB), in a text that is not YAML because of them.

use super::super::super::lines::Line;
use super::super::super::patch::Patch;
use super::super::cause::Cause;
use super::super::proposal::Proposal;
use crate::source::{Span, index};

/// How what belongs to a template begins and ends.
pub const TEMPLATE_MARKS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("<%", "%>")];

/// What belongs to a template: lines that are nothing else, and values that YAML can't read.
struct Found {
    lines: Vec<Span>,
    values: Vec<Span>,
}

/// Leaves out what belongs to a template. The lines are one mistake: that the file is a template.
pub(in super::super) fn proposals(text: &str) -> Vec<Proposal> {
    let Some(found) = find(text) else {
        return Vec::new();
    };
    let space = |&span: &Span| Patch {
        span,
        with: " ".repeat(span.len() as usize),
    };
    let proposal = |spans: &[Span], lines: u32| {
        let mut proposal = Proposal::new(Cause::Template { lines }, spans[0]);
        proposal.patches = spans.iter().map(space).collect();
        proposal.holes = spans.to_vec();
        proposal.offer = false;
        proposal
    };
    let mut all = Vec::new();
    if !found.lines.is_empty() {
        all.push(proposal(&found.lines, index(found.lines.len())));
    }
    all.extend(
        found
            .values
            .iter()
            .map(|value| proposal(std::slice::from_ref(value), 0)),
    );
    all
}

/// Looks through `text`; `None` where there is nothing of a template.
fn find(text: &str) -> Option<Found> {
    if !TEMPLATE_MARKS.iter().any(|(begin, _)| text.contains(begin)) {
        return None;
    }
    let mut found = Found {
        lines: Vec::new(),
        values: Vec::new(),
    };
    let mut next = Some(Line::at(text, 0));
    while let Some(line) = next {
        let content = line.content;
        if is_template(content) {
            found.lines.push(line.content_span());
        } else if let Some(value) = value(content).filter(|value| is_template(value) && !is_flow(value)) {
            let end = line.content_span().end;
            let length = u32::try_from(value.len()).unwrap_or_default();
            found.values.push(Span::new(end - length, end));
        }
        next = line.after(text);
    }
    (!found.lines.is_empty() || !found.values.is_empty()).then_some(found)
}

/// Whether a template's mark begins `text` and one ends in it, too; of a line with more behind it that is enough.
fn is_template(text: &str) -> bool {
    let mut marks = TEMPLATE_MARKS.iter().filter(|(begin, _)| text.starts_with(begin));
    marks.any(|(_, end)| text.contains(end)) && !text.ends_with(':') && !text.contains("}: ")
}

/// What stands behind the first colon, or the dash.
fn value(content: &str) -> Option<&str> {
    let item = content.strip_prefix("- ").unwrap_or(content).trim_start();
    match item.split_once(": ") {
        Some((key, value)) if !key.contains(['{', '<', '"', '\'']) => Some(value.trim_start()),
        _ => (item.len() < content.len()).then_some(item),
    }
}

/// Whether YAML reads it as a mapping in a mapping: that is told where the value is looked at.
fn is_flow(value: &str) -> bool {
    let inner = value.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
    inner.is_some_and(|inner| {
        let inner = inner.trim();
        inner.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '$' | '_'))
            && !inner.contains(['{', '}', '[', ']', ',', '#'])
            && !inner.contains(": ")
    })
}
