//! How lines end makes no difference: the tree and the findings are the same, at the same lines and columns. Only how
//! broken text is meant may be guessed in another way where lines end in a lone carriage return.

use amplint::diagnostic::Diagnostic;
use amplint::source::{Position, Source, Span};
use amplint::yaml::{Document, NodeId};
use amplint::{Options, check};

use super::check::read;
use super::{Outcome, ensure};

/// `text` is the same with `\n`, `\r\n` and `\r`.
pub fn alike(text: &str) -> Outcome {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (nodes, findings) = seen(&text)?;
    let broken = findings
        .iter()
        .any(|finding| finding.starts_with("[yaml-syntax]"));
    for end in if broken { &["\r\n"][..] } else { &["\r\n", "\r"] } {
        let (others, found) = seen(&text.replace('\n', end))?;
        for (one, other) in nodes.iter().zip(&others) {
            ensure!(one == other, "with {end:?} it is {other}\nand not {one}");
        }
        ensure!(
            nodes.len() == others.len(),
            "with {end:?} there are {} nodes and not {}",
            others.len(),
            nodes.len()
        );
        for (one, other) in findings.iter().zip(&found) {
            ensure!(one == other, "with {end:?} it says {other}\nand not {one}");
        }
        ensure!(
            findings.len() == found.len(),
            "with {end:?} there are {} findings and not {}: {:?}",
            found.len(),
            findings.len(),
            found.last().max(findings.last())
        );
    }
    Ok(())
}

/// Nodes and findings, without what depends on the length of line ends.
fn seen(text: &str) -> Result<(Vec<String>, Vec<String>), String> {
    let checked = check("amp.yaml", text.into(), &Options::default()).map_err(|error| error.to_string())?;
    let source = &checked.source;
    let document = read(source);
    let nodes = document
        .nodes()
        .map(|node| of_node(source, &document, node))
        .collect();
    let findings = checked
        .findings
        .iter()
        .map(|finding| of_finding(source, finding))
        .collect();
    Ok((nodes, findings))
}

fn of_node(source: &Source, document: &Document<'_>, node: NodeId) -> String {
    let depth = document.parent(node);
    let value = document.text_of(node);
    format!(
        "{:?} {:?} {value:?} {} in {depth:?}",
        document.kind(node),
        document.tag(node),
        place(source, document.span(node))
    )
}

fn of_finding(source: &Source, finding: &Diagnostic) -> String {
    let labels = finding
        .labels
        .iter()
        .map(|label| (place(source, label.span), &label.message));
    let edits = finding.fixes.iter().map(|fix| {
        let edits = fix
            .edits
            .iter()
            .map(|edit| (place(source, edit.span), lf(&edit.text)));
        (&fix.message, fix.applicability, edits.collect::<Vec<_>>())
    });
    let said = format!(
        "[{}] {:?} {} {} {:?} {:?} {:?} {:?} {} {}",
        finding.rule,
        finding.level,
        finding.message,
        place(source, finding.span),
        finding.label,
        finding.help,
        labels.collect::<Vec<_>>(),
        edits.collect::<Vec<_>>(),
        finding.path,
        finding.suppressed
    );
    // What is quoted shows its line ends.
    said.replace("\\r\\n", "\\n").replace("\\r", "\\n")
}

fn lf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn place(source: &Source, span: Span) -> String {
    let Position { line, column, .. } = source.position(span.start);
    let end = source.position(span.end);
    format!("{line}:{column}-{}:{}", end.line, end.column)
}
