//! Where everything stands: our spans and comments against granit-parser, and against documents whose author
//! wrote down where everything stands.

mod common;

use amplint::source::{Source, Span};
use amplint::yaml::{self, Document, Kind, NodeId, ProblemKind, Style};
use common::sound::sound;
use common::yaml::{From, Written, documents};
use granit_parser::{Event, Parser, ScalarStyle};
use proptest::prelude::*;

fn is_syntax(problem: &yaml::Problem) -> bool {
    matches!(problem.kind, ProblemKind::Syntax(_))
}

// ---------------------------------------------------------------------------------------- granit-parser

/// A node as granit-parser has it.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Theirs {
    kind: Kind,
    start: usize,
    end: usize,
    /// Of a collection: its last child.
    last: Option<usize>,
}

/// The nodes and comments of the first document.
fn granit(text: &str) -> Result<(Vec<Theirs>, Vec<Span>), String> {
    let mut nodes: Vec<Theirs> = Vec::new();
    let mut comments = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let bom = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let mut documents = 0;
    for next in Parser::new_from_str(&text[bom..]) {
        let (event, span) = next.map_err(|error| error.to_string())?;
        let range = span.byte_range().unwrap();
        let (start, end) = (range.start + bom, range.end + bom);
        let kind = match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    break;
                }
                continue;
            }
            Event::Comment(..) => {
                comments.push(Span::new(
                    u32::try_from(start).unwrap(),
                    u32::try_from(end).unwrap(),
                ));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                nodes[open.pop().unwrap()].end = end;
                continue;
            }
            Event::Scalar(_, style, ..) => Kind::Scalar(match style {
                ScalarStyle::Plain => Style::Plain,
                ScalarStyle::SingleQuoted => Style::Single,
                ScalarStyle::DoubleQuoted => Style::Double,
                ScalarStyle::Literal => Style::Literal,
                ScalarStyle::Folded => Style::Folded,
            }),
            Event::SequenceStart(..) => Kind::Sequence,
            Event::MappingStart(..) => Kind::Mapping,
            Event::Alias(_) => Kind::Alias,
            _ => continue,
        };
        let id = nodes.len();
        if let Some(&parent) = open.last() {
            nodes[parent].last = Some(id);
        }
        nodes.push(Theirs {
            kind,
            start,
            end,
            last: None,
        });
        if matches!(kind, Kind::Sequence | Kind::Mapping) {
            open.push(id);
        }
    }
    Ok((nodes, comments))
}

/// Whether only spaces, comments, anchors, tags and `marks` stand in `text`.
fn is_gap(text: &str, marks: &[char]) -> bool {
    let mut rest = text;
    loop {
        rest = rest
            .trim_start_matches([' ', '\t', '\n', '\r'])
            .trim_start_matches(marks);
        let Some(c) = rest.chars().next() else { return true };
        let end = match c {
            '#' => rest.find(['\n', '\r']),
            '!' if rest.starts_with("!<") => rest.find('>').map(|end| end + 1),
            '&' | '!' => rest.find([' ', '\t', '\n', '\r', ',', ']', '}']),
            c if c.is_ascii_whitespace() => continue,
            _ => return false,
        };
        rest = &rest[end.unwrap_or(rest.len())..];
    }
}

/// Brings granit-parser's spans to what the documentation of [`Document::span`] says of ours, and says where
/// ours is something else. The definitions differ in this:
///
/// * block scalars: granit's begin at the first line's content and end after the last line break, ours begin
///   at the `|` or `>` and end with the last line that isn't blank;
/// * block collections: granit's end where the next token begins, ours with the last child; granit's lists
///   without indentation begin after the first dash; granit's mappings begin at the first key's anchor or tag;
/// * pairs in a list in brackets are like block mappings to us;
/// * what is not written is somewhere after its indicator to granit, right after it to us.
fn differences(document: &Document<'_>, theirs: &[Theirs]) -> Vec<String> {
    let text = document.text();
    let ours: Vec<NodeId> = document.nodes().collect();
    let kinds = |list: Vec<Kind>| format!("{list:?}");
    if ours.len() != theirs.len() {
        let ours = kinds(ours.iter().map(|&node| document.kind(node)).collect());
        return vec![format!(
            "other nodes:\n{ours}\n{}",
            kinds(theirs.iter().map(|node| node.kind).collect())
        )];
    }
    let mut found = Vec::new();
    let mut expected: Vec<std::ops::Range<usize>> = vec![0..0; theirs.len()];
    // Children before their collections.
    for (i, node) in theirs.iter().enumerate().rev() {
        let our = document.span(ours[i]).range();
        let mut say = |what: &str| {
            let there = text.get(node.start..node.end).unwrap_or("?");
            found.push(format!(
                "{:?} {our:?} {:?}: {what}; granit has {there:?}",
                node.kind,
                &text[our.clone()]
            ));
        };
        if document.kind(ours[i]) != node.kind {
            say("another kind");
        }
        expected[i] = match node.kind {
            Kind::Scalar(Style::Literal | Style::Folded) => {
                let header = text[our.clone()].split(['\n', '\r']).next().unwrap_or_default();
                let header = header.split('#').next().unwrap_or_default().trim_end();
                let indicator = header.starts_with(['|', '>'])
                    && header.len() <= 3
                    && header[1..].chars().all(|c| matches!(c, '+' | '-' | '1'..='9'));
                let line = our.start + text[our.start..].find(['\n', '\r']).unwrap_or(0);
                if !indicator || node.start > line && !text[line..node.start].trim().is_empty() {
                    say("does not begin with its indicator");
                }
                let content = text[..node.end].trim_end();
                let last = content.len() + text[content.len()..].find(['\n', '\r']).unwrap_or(0);
                let empty = document.text_of(ours[i]).trim().is_empty();
                our.start..if empty { our.start + header.len() } else { last }
            }
            Kind::Scalar(Style::Plain) if node.start == node.end => {
                let between = &text[our.start.min(node.start)..our.start.max(node.start)];
                if !is_gap(between, &[':', '-', '?', ',']) {
                    say("stands somewhere else");
                }
                our.start..our.start
            }
            Kind::Mapping if !text[node.start..].starts_with('{') || !document.is_flow(ours[i]) => {
                let first = expected.get(i + 1).map_or(node.start, |first| first.start);
                let mark = text[our.start..]
                    .strip_prefix('?')
                    .is_some_and(|rest| rest.starts_with([' ', '\t', '\n', '\r']));
                let start = if mark { our.start } else { first };
                if !is_gap(&text[node.start.min(start)..start], &[])
                    || mark && !is_gap(&text[start + 1..first], &[])
                {
                    say("does not begin with its first key");
                }
                start..node.last.map_or(node.end, |last| expected[last].end)
            }
            Kind::Sequence if !document.is_flow(ours[i]) => {
                let first = expected.get(i + 1).map_or(node.start, |first| first.start);
                let inside = our.start + 1;
                let from = node.start.max(inside);
                let dash = text[our.start..].starts_with('-') && our.start <= node.start;
                if !dash || !is_gap(&text[inside..from], &[]) || !is_gap(&text[inside..first], &[]) {
                    say("does not begin with its first dash");
                }
                our.start..node.last.map_or(node.end, |last| expected[last].end)
            }
            _ => node.start..node.end,
        };
        if expected[i] != our {
            say(&format!("should be {:?}", expected[i]));
        }
    }
    found
}

fn against_granit(bytes: Vec<u8>) -> Result<usize, String> {
    let source = Source::new("amp.yaml", bytes).unwrap();
    let document = yaml::parse(&source);
    let unread = |problem: &yaml::Problem| {
        !matches!(
            problem.kind,
            ProblemKind::DuplicateKey { .. } | ProblemKind::ExtraDocument
        )
    };
    if source.fault_count() > 0 || document.problems().iter().any(unread) {
        return Ok(0);
    }
    let (nodes, comments) =
        granit(source.clean_text()).map_err(|error| format!("granit refuses it: {error}"))?;
    let mut found = differences(&document, &nodes);
    if document.comments() != comments {
        found.push(format!(
            "comments: ours {:?}, granit's {comments:?}",
            document.comments()
        ));
    }
    if found.is_empty() {
        Ok(nodes.len() + comments.len())
    } else {
        Err(found.join("\n"))
    }
}

// ------------------------------------------------------------------------------------------- the author

fn against_author(written: &Written) -> Result<(), String> {
    let source = Source::new("amp.yaml", written.text.clone().into()).unwrap();
    let document = yaml::parse(&source);
    if let Some(problem) = document.problems().iter().find(|problem| is_syntax(problem)) {
        return Err(format!("it is YAML, but: {problem:?}"));
    }
    sound(&source, &document)?;
    let extra = document
        .problems()
        .iter()
        .filter(|problem| problem.kind == ProblemKind::ExtraDocument)
        .count();
    if extra != usize::from(written.extra) {
        return Err(format!("{extra} times something after the end"));
    }
    let ours: Vec<NodeId> = document.nodes().collect();
    for (i, expected) in written.nodes.iter().enumerate() {
        let Some(&node) = ours.get(i) else {
            return Err(format!("nodes are missing, from {expected:?}"));
        };
        let span = document.span(node).range();
        let here = format!(
            "{:?} {span:?} `{}` at {}",
            document.kind(node),
            &written.text[span.clone()],
            document.path(node)
        );
        let is = (
            document.kind(node),
            document.is_flow(node),
            span,
            document.tag(node),
            document.is_anchored(node),
        );
        let should = (
            expected.kind,
            expected.flow,
            expected.start..expected.end,
            expected.tag,
            expected.anchored,
        );
        if is != should {
            return Err(format!(
                "{here} should be {should:?} `{}`",
                &written.text[expected.start..expected.end]
            ));
        }
        if document.parent(node) != expected.parent.map(|parent| ours[parent]) {
            return Err(format!("{here} should stand in {:?}", expected.parent));
        }
        if expected
            .target
            .is_some_and(|target| document.resolve(node) != ours[target])
        {
            return Err(format!("{here} should stand for {:?}", expected.target));
        }
        if document.text_of(node) != expected.text() {
            return Err(format!(
                "{here} reads {:?}, not {:?}",
                document.text_of(node),
                expected.text()
            ));
        }
        places(&document, node, &expected.value).map_err(|error| format!("{here}: {error}"))?;
    }
    if ours.len() != written.nodes.len() {
        return Err(format!(
            "there are {} nodes, not {}",
            ours.len(),
            written.nodes.len()
        ));
    }
    let comments: Vec<_> = document
        .comments()
        .iter()
        .map(|comment| (comment.start as usize, comment.end as usize))
        .collect();
    if comments != written.comments {
        return Err(format!("comments at {comments:?}, not {:?}", written.comments));
    }
    Ok(())
}

/// Each character of a value comes from where the author put it.
fn places(document: &Document<'_>, node: NodeId, value: &[(char, From)]) -> Result<(), String> {
    let mut at = 0;
    let mut previous = 0;
    let span = document.span(node);
    for &(c, from) in value {
        let next = at + c.len_utf8();
        let place = document.place(node, at..next).range();
        let right = match from {
            From::Exactly(start, end) => place == (start..end),
            // The line break itself may stand after the end of a block scalar.
            From::Within(start, end) => {
                let end = end.min(span.end as usize).max(start);
                let start = start.min(end);
                start <= place.start && place.start <= end
            }
        };
        if !right || place.start < previous {
            return Err(format!(
                "{c:?} (byte {at}) comes from {from:?}, not from {place:?}"
            ));
        }
        previous = place.start;
        at = next;
    }
    Ok(())
}

proptest! {
    #![proptest_config(common::cases(1500))]

    #[test]
    fn random_documents(written in documents()) {
        against_author(&written).map_err(|error| TestCaseError::fail(format!("{error}\n{}", written.text)))?;
    }

    #[test]
    fn random_documents_and_granit(written in documents()) {
        if written.extra {
            return Ok(());
        }
        let found = against_granit(written.text.clone().into());
        prop_assert!(found.is_ok(), "{}\n{}", found.unwrap_err(), written.text);
    }
}

#[test]
fn manifests_and_granit() {
    let mut compared = 0;
    for (name, bytes) in common::manifests() {
        compared += against_granit(bytes).unwrap_or_else(|error| panic!("{name}:\n{error}"));
    }
    assert!(compared > 100, "only {compared} places were compared");
}

/// What the platform reads otherwise than YAML 1.2, or reads although that refuses it.
const READ_OTHERWISE: [&str; 7] = [
    "3HFZ-0", "4ABK-0", "652Z-0", "HM87-1", "MUS6-0", "U99R-0", "Y2GN-0",
];

#[test]
fn the_suite_and_granit() {
    let mut wrong = Vec::new();
    for case in common::suite() {
        if READ_OTHERWISE.contains(&case.id.as_str()) {
            continue;
        }
        if let Err(error) = against_granit(case.yaml.clone().into()) {
            wrong.push(format!("{}:\n{:?}\n{error}", case.id, case.yaml));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} cases:\n\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

#[test]
fn every_document_is_sound() {
    let suite = common::suite()
        .into_iter()
        .map(|case| (case.id, case.yaml.into_bytes()));
    for (name, bytes) in common::manifests().into_iter().chain(suite) {
        let source = Source::new("amp.yaml", bytes).unwrap();
        let document = yaml::parse(&source);
        sound(&source, &document).unwrap_or_else(|error| panic!("{name}: {error}\n{}", source.text()));
    }
}
