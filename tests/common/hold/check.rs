//! Any bytes are read and checked: the tree is sound, findings are of a size that can be read and about
//! characters of the file, and a second check finds the same.

use amplint::diagnostic::Diagnostic;
use amplint::source::{Source, Span};
use amplint::yaml::{Document, NodeId, Problem, ProblemKind};
use amplint::{Checked, MAX_FINDINGS, Options, check};

use super::super::sound::{find, sound};
use super::{Outcome, ensure};

/// Larger documents are not looked at node by node.
const MANY_NODES: usize = 5_000;

/// In larger documents paths are not followed.
const MANY_STEPS: usize = 500;

/// Larger files are not checked twice.
const MANY_BYTES: usize = 2_000;

pub fn holds(bytes: &[u8]) -> Outcome {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if matches!(first, Some(b'{' | b'[' | b'"')) {
        checked("config.json", bytes)?;
    }
    checked("amp.yaml", bytes).map(drop)
}

/// What is found in a file, after everything that must hold of it was asserted.
pub fn checked(name: &str, bytes: &[u8]) -> Result<Checked, String> {
    let source = Source::new(name, bytes.to_vec()).map_err(|error| error.to_string())?;
    let document = read(&source);
    if document.len() < MANY_NODES {
        sound(&source, &document)?;
    }
    let run = || check(name, bytes.to_vec(), &Options::default()).map_err(|error| error.to_string());
    let checked = run()?;
    ensure!(
        checked.findings.len() <= MAX_FINDINGS,
        "{} findings",
        checked.findings.len()
    );
    let mut before = None;
    for finding in &checked.findings {
        sane(&checked.source, finding)?;
        ensure!(before <= Some(finding.span), "{finding:?} is out of order");
        before = Some(finding.span);
        if document.len() < MANY_STEPS {
            leads_there(&document, finding)?;
        }
    }
    if bytes.len() < MANY_BYTES {
        let again = run()?;
        ensure!(
            (&again.findings, &again.omitted) == (&checked.findings, &checked.omitted),
            "a second check finds something else: {:#?}\n{:#?}",
            checked.findings,
            again.findings
        );
    }
    Ok(checked)
}

/// The document as a check reads it.
pub fn read(source: &Source) -> Document<'_> {
    amplint::read_document(source, &Options::default())
}

/// Of a size that can be read, and about characters of the file.
pub fn sane(source: &Source, finding: &Diagnostic) -> Outcome {
    let texts = [
        Some(&finding.message),
        finding.label.as_ref(),
        finding.help.as_ref(),
    ];
    let labels = finding.labels.iter().map(|label| &label.message);
    for text in texts.into_iter().flatten().chain(labels) {
        ensure!(text.chars().count() < 800, "too long: {text}");
        ensure!(!text.contains('\n'), "more than one line: {text}");
        ensure!(!text.trim().is_empty(), "a text of {finding:?} says nothing");
    }
    ensure!(
        finding.labels.len() <= 16,
        "{} labels: {}",
        finding.labels.len(),
        finding.message
    );
    ensure!(
        finding.path.len() < 128 * 1000,
        "the path takes {} bytes",
        finding.path.len()
    );
    ensure!(
        finding.name_path.len() < 8_000 && !finding.name_path.is_empty(),
        "the name path takes {} bytes",
        finding.name_path.len()
    );
    let edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
    let labels = finding.labels.iter().filter(|label| label.source.is_none());
    let spans = edits.map(|edit| edit.span).chain(labels.map(|label| label.span));
    for span in spans.chain([finding.span]) {
        let inside = source.text().get(span.range()).is_some();
        ensure!(
            inside && span.start <= span.end,
            "{span:?} of `{}` is outside of the text",
            finding.message
        );
    }
    Ok(())
}

/// The path of a finding leads to what its characters stand in: a value, with its key or the dash before it. `$` is
/// the whole file. Comments stand in nothing: a finding about one has the path of what it speaks of.
pub fn leads_there(document: &Document<'_>, finding: &Diagnostic) -> Outcome {
    let span = finding.span;
    let is_comment = document.slice(span).starts_with('#');
    // What recovery moved or blanked may stand a little outside of what it belongs to.
    let broken = |problem: &Problem| {
        matches!(
            problem.kind,
            ProblemKind::Syntax(_) | ProblemKind::Misread(_) | ProblemKind::Typo(_) | ProblemKind::Json(_)
        )
    };
    if finding.path == "$" || is_comment || document.problems().iter().any(broken) {
        return Ok(());
    }
    let entry = |node: NodeId| {
        let key = document.key_of(node).unwrap_or(node);
        let value = document.value_of(node).unwrap_or(node);
        let (start, end) = (document.span(key).start, document.span(value).end);
        let before = document.text()[..start as usize].trim_end();
        let dash = document.item_index(node).is_some() && before.ends_with('-');
        Span::new(if dash { index(before.len() - 1) } else { start }, end)
    };
    let mut places = find(document, &finding.path).into_iter();
    ensure!(
        places.any(|node| entry(node).contains(span)),
        "the path {} does not lead to {span:?} of [{}] {}",
        finding.path,
        finding.rule,
        finding.message
    );
    Ok(())
}

fn index(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
