//! The YAML test suite: what is YAML and what is not, and the tree of each first document against the events
//! the suite expects. Every disagreement stands in [`DISAGREEMENTS`] with its reason; the list is exact.

mod common;

use std::collections::HashMap;

use amplint::source::Source;
use amplint::yaml::{self, Document, Kind, NodeId, ProblemKind, Style, Tag};

/// The cases that both the platform and YAML 1.2 read, but not as the same, and why.
const DISAGREEMENTS: &[(&str, &str)] = &[
    (
        "4ABK-0",
        "a colon right before a comma belongs to the key between brackets",
    ),
    ("652Z-0", "`?` begins a key between brackets, whatever follows it"),
    ("HM87-1", "`?` begins a key between brackets, whatever follows it"),
    ("JEF9-2", "a last line of spaces alone is no line of a block text"),
    (
        "L24T-1",
        "a last line of spaces alone is a line of a block text that has others",
    ),
    (
        "Y2GN-0",
        "an anchor ends at the first character that is no letter, digit, `_` or `-`",
    ),
];

/// Where the two trees differ; `None` where only one reader takes the text.
fn difference(case: &common::SuiteCase) -> Option<Result<(), String>> {
    let source = Source::new("amp.yaml", case.yaml.clone().into()).unwrap();
    let document = yaml::parse(&source);
    if case.fail || document.problems().iter().any(yaml::Problem::is_typo) {
        return None;
    }
    let (ours, theirs) = (ours(&document), theirs(&case.tree));
    let same = || format!("ours:\n{}\ntheirs:\n{}", ours.join("\n"), theirs.join("\n"));
    Some(if ours == theirs { Ok(()) } else { Err(same()) })
}

fn line(what: &str, flow: bool, anchored: bool, tag: Tag, value: &str) -> String {
    let flow = if flow { " flow" } else { "" };
    let anchored = if anchored { " &" } else { "" };
    format!("{what}{flow}{anchored} {tag:?} {value:?}")
}

/// Our tree as lines; aliases by the number of the node they stand for.
fn ours(document: &Document<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let number: HashMap<NodeId, usize> = document.nodes().enumerate().map(|(i, node)| (node, i)).collect();
    let mut open: Vec<NodeId> = Vec::new();
    for node in document.nodes() {
        while open
            .last()
            .is_some_and(|&last| Some(last) != document.parent(node))
        {
            open.pop();
            lines.push("end".to_owned());
        }
        let what = match document.kind(node) {
            Kind::Mapping => "mapping",
            Kind::Sequence => "list",
            Kind::Scalar(Style::Plain) => "plain",
            Kind::Scalar(Style::Single) => "single",
            Kind::Scalar(Style::Double) => "double",
            Kind::Scalar(Style::Literal) => "literal",
            Kind::Scalar(Style::Folded) => "folded",
            Kind::Alias => {
                lines.push(format!("alias {}", number[&document.resolve(node)]));
                continue;
            }
            Kind::Hole => "hole",
        };
        // The pair in `[a: b]` has no braces of its own, which is what we tell; the suite calls it flow too.
        let pair = what == "mapping" && document.parent(node).is_some_and(|list| document.is_flow(list));
        let (flow, anchored) = (document.is_flow(node) || pair, document.is_anchored(node));
        lines.push(line(
            what,
            flow,
            anchored,
            document.tag(node),
            document.text_of(node),
        ));
        if matches!(document.kind(node), Kind::Mapping | Kind::Sequence) {
            open.push(node);
        }
    }
    lines.extend(open.iter().map(|_| "end".to_owned()));
    lines
}

/// The first document of the suite's events in the same form.
fn theirs(tree: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut anchors: HashMap<&str, usize> = HashMap::new();
    let mut nodes = 0;
    let events = tree
        .lines()
        .map(str::trim_start)
        .skip_while(|event| !event.starts_with("+DOC"))
        .skip(1);
    for event in events.take_while(|event| !event.starts_with("-DOC")) {
        let (name, mut rest) = event.split_at(4);
        let mut flow = false;
        let mut anchor = None;
        let mut tag = Tag::None;
        loop {
            rest = rest.strip_prefix(' ').unwrap_or(rest);
            if let Some(after) = rest.strip_prefix("{}").or_else(|| rest.strip_prefix("[]")) {
                flow = true;
                rest = after;
            } else if let Some(after) = rest.strip_prefix('&') {
                let (name, after) = after.split_at(after.find(' ').unwrap_or(after.len()));
                anchor = Some(name);
                rest = after;
            } else if let Some(after) = rest.strip_prefix('<') {
                let (uri, after) = after.split_once('>').unwrap();
                tag = match uri.strip_prefix("tag:yaml.org,2002:") {
                    Some("str") => Tag::Str,
                    Some("int") => Tag::Int,
                    Some("float") => Tag::Float,
                    Some("bool") => Tag::Bool,
                    Some("null") => Tag::Null,
                    Some("binary") => Tag::Binary,
                    Some("timestamp") => Tag::Timestamp,
                    Some("merge") => Tag::Merge,
                    _ => Tag::Other,
                };
                rest = after;
            } else {
                break;
            }
        }
        if let ("=ALI", Some(name)) = (name, rest.strip_prefix('*')) {
            lines.push(format!("alias {}", anchors[name]));
            nodes += 1;
            continue;
        }
        if let Some(anchor) = anchor {
            anchors.insert(anchor, nodes);
        }
        let (what, value) = match name {
            "-MAP" | "-SEQ" => {
                lines.push("end".to_owned());
                continue;
            }
            "+MAP" => ("mapping", ""),
            "+SEQ" => ("list", ""),
            "=VAL" => {
                let (style, value) = rest.split_at(1);
                let what = match style {
                    ":" => "plain",
                    "'" => "single",
                    "\"" => "double",
                    "|" => "literal",
                    ">" => "folded",
                    _ => panic!("the event `{event}` is not understood"),
                };
                (what, value)
            }
            _ => panic!("the event `{event}` is not understood"),
        };
        lines.push(line(what, flow, anchor.is_some(), tag, &unescape(value)));
        nodes += 1;
    }
    lines
}

fn unescape(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(match chars.next() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('b') => '\u{8}',
            Some('r') => '\r',
            Some('\\') => '\\',
            other => panic!("the escape \\{other:?} in `{value}` is not understood"),
        });
    }
    out
}

/// Later documents are never read by the platform, so they are reported, but for one without anything in it.
#[test]
fn later_documents_are_reported() {
    for case in common::suite().iter().filter(|case| !case.fail) {
        // Its text is not YAML 1.1 up to the end of the first document.
        if case.id == "W4TN-0" {
            continue;
        }
        let source = Source::new("amp.yaml", case.yaml.clone().into()).unwrap();
        let document = yaml::parse(&source);
        let extra = document
            .problems()
            .iter()
            .filter(|problem| problem.kind == ProblemKind::ExtraDocument)
            .count();
        let mut later = case
            .tree
            .lines()
            .map(str::trim_start)
            .skip_while(|event| !event.starts_with("-DOC"))
            .skip(1);
        let expected = later
            .any(|event| event.starts_with(['+', '=']) && !event.starts_with("+DOC") && event != "=VAL :");
        assert_eq!(extra, usize::from(expected), "{}: {:?}", case.id, case.yaml);
    }
}

#[test]
fn the_suite_and_we_agree_but_where_we_say_so() {
    let cases = common::suite();
    if cases.is_empty() {
        return;
    }
    assert!(cases.len() > 400, "only {} cases", cases.len());
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for case in &cases {
        let listed = DISAGREEMENTS.iter().any(|(id, _)| *id == case.id);
        match difference(case) {
            Some(Err(difference)) if !listed => {
                wrong.push(format!("{}: {:?}\n{difference}", case.id, case.yaml));
            }
            None | Some(Ok(())) if listed => wrong.push(format!("{} does not differ", case.id)),
            None => {}
            Some(_) => compared += 1,
        }
    }
    for (id, reason) in DISAGREEMENTS {
        assert!(cases.iter().any(|case| case.id == *id), "there is no case {id}");
        assert!(!reason.is_empty(), "{id} needs a reason");
    }
    assert!(compared > 200, "only {compared} trees are compared");
    assert!(
        wrong.is_empty(),
        "{} cases:\n\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}
