//! Comments that silence findings: where they stand, and whether they do.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::api::kind;
use crate::check::{check, read_document};
use crate::diagnostic::{Diagnostic, Level};
use crate::fix::{Edit, Fix, apply};
use crate::options::Options;
use crate::rules;
use crate::source::{Source, Span, index};
use crate::yaml::{Document, Kind, NodeId};

/// How many places are tried for a line.
const MOST_TRIED: usize = 6;

/// A text in which findings are silenced.
#[derive(Debug, Default)]
pub struct Silenced {
    /// The new text.
    pub text: String,
    /// What turns the old text into it, in order and apart: comments that are added, or name more.
    pub edits: Vec<Edit>,
    /// How many findings are silenced.
    pub silenced: usize,
    /// How many could be by their rule and level, but are by no comment.
    pub left: usize,
}

/// Whether a comment can silence `finding`: those of suppressions stand, and errors but for those that rest on the
/// facts about providers.
#[must_use]
pub fn is_possible(finding: &Diagnostic) -> bool {
    !finding.suppressed
        && rules::find(finding.rule).is_some_and(|rule| {
            rule.group != crate::rule::Group::Suppression
                && (finding.level != Level::Error || rule.rests_on_facts)
        })
}

/// Silences `findings`, found in `source` with `options`, as far as comments can, each with `reason`. Nothing but
/// comments is added, and every one is tried.
#[must_use]
pub fn silence(source: &Source, findings: &[&Diagnostic], options: &Options, reason: &str) -> Silenced {
    let document = read_document(source, options);
    let possible: Vec<&Diagnostic> = findings
        .iter()
        .copied()
        .filter(|finding| is_possible(finding))
        .collect();
    let none = |left| Silenced {
        text: source.text().to_owned(),
        left,
        ..Silenced::default()
    };
    if possible.is_empty() || !source.is_text() || kind::payloads(&document, options.kind).is_some() {
        return none(possible.len());
    }
    let mut groups: BTreeMap<u32, Group> = BTreeMap::new();
    for finding in &possible {
        let line = source.line_of(finding.span.start);
        let group = groups
            .entry(line)
            .or_insert_with(|| Group::new(source, &document, line));
        group.rules.insert(finding.rule);
        group.findings.push(finding);
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    let mut all = options.clone();
    all.min_level = None;
    let Ok(before) = check(source.name(), source.encoding().encode(source.text()), &all) else {
        return none(possible.len());
    };
    for _ in 0..=MOST_TRIED {
        let edits = edits(source, &groups, reason);
        if edits.is_empty() {
            break;
        }
        let trial = Trial::new(source, &edits, &all);
        let failed = trial
            .as_ref()
            .map_or(Failed::All, |trial| trial.failed(&groups, &before.findings));
        let whole = trial.filter(|trial| trial.says_the_same(&document, options));
        match (failed, whole) {
            (Failed::None, Some(trial)) => {
                let silenced = groups.iter().filter(|group| group.place().is_some());
                let silenced: usize = silenced.map(|group| group.findings.len()).sum();
                let text = trial.source.text().to_owned();
                return Silenced {
                    text,
                    edits,
                    silenced,
                    left: possible.len() - silenced,
                };
            }
            (Failed::Some(failed), _) => {
                for (group, failed) in groups.iter_mut().zip(failed) {
                    group.tried += usize::from(failed);
                }
            }
            (Failed::None | Failed::All, _) => groups.iter_mut().for_each(|group| group.tried += 1),
        }
    }
    none(possible.len())
}

/// The findings of a line.
#[derive(Debug)]
struct Group<'f> {
    rules: BTreeSet<&'static str>,
    findings: Vec<&'f Diagnostic>,
    /// Where a comment may stand, the best first.
    places: Vec<Place>,
    /// How many of them did not do.
    tried: usize,
}

/// Where a comment stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Place {
    /// In the list of a comment that is there.
    In(u32),
    /// On a line of its own that begins here, above a line with so many characters of indentation.
    Above(u32, u32),
    /// At the end of a line.
    Behind(u32),
}

impl Group<'_> {
    fn new(source: &Source, document: &Document<'_>, line: u32) -> Self {
        let listed = |line: u32, alone: bool| {
            let at = source.line_span(line);
            let comment = document
                .comments()
                .iter()
                .find(|comment| at.start <= comment.start && comment.end <= at.end)?;
            let text = source.slice(*comment);
            let close = text.find("amp:ignore[").and_then(|_| text.find(']'))?;
            let before = source.slice(Span::new(at.start, comment.start));
            (!alone || before.trim().is_empty()).then(|| Place::In(comment.start + index(close)))
        };
        let above = |line: u32| {
            let at = source.line_span(line);
            let text = source.slice(at);
            let indent = text.len() - text.trim_start_matches(' ').len();
            let free = !inside_scalar(document, at.start) && !text.trim_start().is_empty();
            free.then_some(Place::Above(at.start, index(indent)))
        };
        let behind = |line: u32| {
            let end = source.line_span(line).end;
            let commented = document.comments().iter().any(|comment| comment.end == end);
            (!commented && !inside_scalar(document, end)).then_some(Place::Behind(end))
        };
        let mut places: Vec<Place> = listed(line, false).into_iter().collect();
        if line > 1 {
            places.extend(listed(line - 1, true));
        }
        places.extend(above(line));
        places.extend(behind(line));
        // A comment covers everything under what it stands before.
        let start = source.line_span(line).start;
        let mut node = document.node_from(start).or_else(|| document.node_before(start));
        while let Some(here) = node {
            let begins = document.key_of(here).unwrap_or(here);
            let outer = source.line_of(document.span(begins).start);
            if outer < line {
                places.extend(above(outer));
            }
            node = document.parent(here);
        }
        let mut known = BTreeSet::new();
        places.retain(|place| known.insert(*place));
        places.truncate(MOST_TRIED);
        Self {
            rules: BTreeSet::new(),
            findings: Vec::new(),
            places,
            tried: 0,
        }
    }

    fn place(&self) -> Option<Place> {
        self.places.get(self.tried).copied()
    }
}

/// Whether a character at `offset` would be one of a value.
fn inside_scalar(document: &Document<'_>, offset: u32) -> bool {
    let holds = |node: NodeId| {
        let span = document.span(node);
        matches!(document.kind(node), Kind::Scalar(_)) && span.start < offset && offset < span.end
    };
    document.node_before(offset).is_some_and(holds)
}

/// The edits that put each group's comment into its place; what stands in one place is one comment.
fn edits(source: &Source, groups: &[Group<'_>], reason: &str) -> Vec<Edit> {
    let mut places: BTreeMap<Place, BTreeSet<&'static str>> = BTreeMap::new();
    for group in groups {
        if let Some(place) = group.place() {
            places.entry(place).or_default().extend(&group.rules);
        }
    }
    let end = source.line_break();
    let reason = if reason.is_empty() {
        String::new()
    } else {
        format!(" {reason}")
    };
    let edit = |(place, rules): (Place, BTreeSet<&'static str>)| {
        let rules = rules.into_iter().collect::<Vec<_>>().join(", ");
        match place {
            Place::In(at) => Edit::insert(at, format!(", {rules}")),
            Place::Above(at, indent) => {
                let indent = " ".repeat(indent as usize);
                Edit::insert(at, format!("{indent}# amp:ignore[{rules}]{reason}{end}"))
            }
            Place::Behind(at) => Edit::insert(at, format!(" # amp:ignore[{rules}]{reason}")),
        }
    };
    let mut edits: Vec<Edit> = places.into_iter().map(edit).collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// Which groups a trial does not silence.
enum Failed {
    None,
    Some(Vec<bool>),
    All,
}

/// The text with comments.
struct Trial<'e> {
    source: Source,
    findings: Vec<Diagnostic>,
    edits: &'e [Edit],
}

impl<'e> Trial<'e> {
    fn new(source: &Source, edits: &'e [Edit], options: &Options) -> Option<Self> {
        let fixes: Vec<Fix> = edits.iter().map(|edit| Fix::safe("", [edit.clone()])).collect();
        let (text, taken) = apply(source.text(), &fixes);
        let checked = check(source.name(), source.encoding().encode(&text), options).ok()?;
        (taken == edits.len()).then_some(Self {
            source: checked.source,
            findings: checked.findings,
            edits,
        })
    }

    /// Where what was at `offset` is now.
    fn now(&self, offset: u32) -> u32 {
        let before = self.edits.iter().take_while(|edit| edit.span.start <= offset);
        offset + before.map(|edit| index(edit.text.len())).sum::<u32>()
    }

    fn failed(&self, groups: &[Group<'_>], before: &[Diagnostic]) -> Failed {
        let standing = self.findings.iter().filter(|finding| !finding.suppressed);
        let mut left: HashMap<(&str, u32), usize> = HashMap::new();
        for finding in standing {
            *left.entry((finding.rule, finding.span.start)).or_default() += 1;
        }
        let mut failed: Vec<bool> = groups
            .iter()
            .map(|group| {
                let stands =
                    |finding: &&Diagnostic| left.contains_key(&(finding.rule, self.now(finding.span.start)));
                group.place().is_some() && group.findings.iter().any(stands)
            })
            .collect();
        // What was not there before is blamed on the comment above it, or in it.
        for finding in before.iter().filter(|finding| !finding.suppressed) {
            let place = (finding.rule, self.now(finding.span.start));
            if let Some(number) = left.get_mut(&place) {
                *number = number.saturating_sub(1);
            }
        }
        for ((_, at), _) in left.into_iter().filter(|(_, number)| *number > 0) {
            let line = self.source.line_span(self.source.line_of(at)).end;
            let guilty = groups.iter().rposition(|group| match group.place() {
                Some(Place::In(start) | Place::Above(start, _) | Place::Behind(start)) => {
                    self.now(start) <= line + 1
                }
                None => false,
            });
            match guilty {
                Some(guilty) => failed[guilty] = true,
                None => return Failed::All,
            }
        }
        if failed.contains(&true) {
            Failed::Some(failed)
        } else {
            Failed::None
        }
    }

    /// Whether all but the comments is as it was.
    fn says_the_same(&self, before: &Document<'_>, options: &Options) -> bool {
        let after = read_document(&self.source, options);
        let says = |document: &Document<'_>, node: NodeId| {
            let text =
                matches!(document.kind(node), Kind::Scalar(_)).then(|| document.text_of(node).to_owned());
            (document.kind(node), text)
        };
        before.nodes().count() == after.nodes().count()
            && before
                .nodes()
                .zip(after.nodes())
                .all(|(a, b)| says(before, a) == says(&after, b))
    }
}
