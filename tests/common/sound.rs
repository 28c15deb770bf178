//! What is true of every tree, whatever the text, broken or not.

use amplint::source::{Source, Span};
use amplint::yaml::{Document, Kind, NodeId, ProblemKind, Style};

/// In larger documents paths are not followed.
const MANY_NODES: usize = 500;

/// Spans lie on characters, nest, stand in order and hold what they claim; paths lead back.
pub fn sound(source: &Source, document: &Document<'_>) -> Result<(), String> {
    let text = document.text();
    let fits = |span: Span| span.start <= span.end && text.get(span.range()).is_some();
    let mut end = 0;
    for &comment in document.comments() {
        // One that begins with `//` is reported, and read as if it began with `#`.
        let begins = document.slice(comment).starts_with(['#', '/']);
        if !fits(comment) || comment.start < end || !begins {
            return Err(format!("the comment {comment:?} is out of place"));
        }
        end = comment.end;
    }
    // Where bytes are no text, what they break is not told again.
    let mut whole = source.faults().is_empty();
    for problem in document.problems() {
        let mut spans = vec![problem.span];
        whole &= !matches!(problem.kind, ProblemKind::Json(_));
        if let ProblemKind::Syntax(syntax) | ProblemKind::Misread(syntax) | ProblemKind::Typo(syntax) =
            &problem.kind
        {
            whole = false;
            spans.extend(syntax.related);
            spans.extend(syntax.repair.iter().map(|(span, _)| span));
        }
        if !spans.into_iter().all(fits) {
            return Err(format!("{problem:?} points outside of the text"));
        }
    }
    for node in document.nodes() {
        let span = document.span(node);
        let place = document.place(node, 0..document.text_of(node).len());
        if !fits(span) || !fits(place) {
            return Err(format!("{node:?} {span:?} {place:?} is outside of the text"));
        }
        if document
            .children(node)
            .any(|child| document.parent(child) != Some(node))
        {
            return Err(format!("a child of {node:?} has another parent"));
        }
        // What recovery moved or blanked may stand a little outside of what it belongs to.
        let fault = if whole { fault(document, node, place) } else { None };
        let lost = document.len() < MANY_NODES && !find(document, &document.path(node)).contains(&node);
        if let Some(fault) = fault.or(lost.then(|| "is not where its path leads".to_owned())) {
            let (kind, slice) = (document.kind(node), document.slice(span));
            return Err(format!(
                "{kind:?} {span:?} {slice:?} at {} {fault}",
                document.path(node)
            ));
        }
    }
    Ok(())
}

/// What is wrong with a node of a document that could be read to its end.
fn fault(document: &Document<'_>, node: NodeId, place: Span) -> Option<String> {
    let span = document.span(node);
    let slice = document.slice(span);
    let value = document.text_of(node);
    let kind = document.kind(node);
    let mut end = span.start;
    for child in document.children(node) {
        let inner = document.span(child);
        if inner.start < end || inner.end > span.end {
            return Some(format!(
                "holds {inner:?}, which begins before {end} or ends after it"
            ));
        }
        end = inner.end;
    }
    let block = matches!(kind, Kind::Sequence | Kind::Mapping) && !document.is_flow(node);
    if block && end != span.end {
        return Some(format!("ends at {}, its last child at {end}", span.end));
    }
    let comments = document.comments();
    let next = comments.partition_point(|comment| comment.end <= span.start);
    let held = comments.get(next).is_some_and(|comment| comment.start < span.end);
    if held && matches!(kind, Kind::Scalar(Style::Plain | Style::Single | Style::Double)) {
        return Some("holds a comment".to_owned());
    }
    let between =
        |open: char, close: char| slice.len() > 1 && slice.starts_with(open) && slice.ends_with(close);
    let right = match kind {
        Kind::Scalar(Style::Plain) => slice == value || value.contains([' ', '\n']),
        Kind::Scalar(Style::Single) => between('\'', '\''),
        Kind::Scalar(Style::Double) => between('"', '"'),
        Kind::Scalar(Style::Literal) => slice.starts_with('|'),
        Kind::Scalar(Style::Folded) => slice.starts_with('>'),
        Kind::Alias => slice.starts_with('*'),
        Kind::Sequence if document.is_flow(node) => between('[', ']'),
        Kind::Mapping if document.is_flow(node) => between('{', '}'),
        Kind::Sequence => slice.starts_with('-'),
        Kind::Mapping | Kind::Hole => true,
    };
    if !right {
        return Some(format!("is not what it says: {value:?}"));
    }
    (!span.contains(place)).then(|| format!("does not contain {place:?}, the place of its value"))
}

/// The nodes that a path may mean: keys may stand twice.
pub fn find(document: &Document<'_>, path: &str) -> Vec<NodeId> {
    let mut here: Vec<NodeId> = document.root().into_iter().collect();
    let mut rest = path.strip_prefix('$').unwrap();
    while !rest.is_empty() {
        let (step, after) = step(rest);
        rest = after;
        let mut next = Vec::new();
        for node in here {
            match &step {
                Step::Index(i) => next.extend(
                    document
                        .children(node)
                        .nth(*i)
                        .filter(|_| document.kind(node) == Kind::Sequence),
                ),
                Step::Key(name) => {
                    for (key, value) in document.pairs(node) {
                        let text = document.text_of(document.resolve(key));
                        // Very long keys are cut.
                        let cut = name
                            .strip_suffix('…')
                            .is_some_and(|start| text.starts_with(start));
                        if text == name || cut {
                            next.extend([key, value]);
                        }
                    }
                }
            }
        }
        here = next;
    }
    here
}

enum Step {
    Index(usize),
    Key(String),
}

fn step(path: &str) -> (Step, &str) {
    if let Some(rest) = path.strip_prefix('.') {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        return (Step::Key(rest[..end].to_owned()), &rest[end..]);
    }
    let rest = path.strip_prefix('[').unwrap();
    let Some(rest) = rest.strip_prefix('\'') else {
        let (index, rest) = rest.split_once(']').unwrap();
        return (Step::Index(index.parse().unwrap()), rest);
    };
    let mut name = String::new();
    let mut chars = rest.char_indices();
    while let Some((i, c)) = chars.next() {
        match c {
            '\\' => name.extend(chars.next().map(|(_, c)| c)),
            '\'' => return (Step::Key(name), rest[i + 1..].strip_prefix(']').unwrap()),
            c => name.push(c),
        }
    }
    panic!("the path {path} does not end")
}
