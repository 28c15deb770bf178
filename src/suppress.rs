//! `# amp:ignore` comments: which findings they silence, and what is wrong with the comments themselves.
//!
//! A comment covers a key or list item and everything under it: the next one when it stands alone on its
//! line (or right after a dash), else the one that begins its line. It silences warnings and infos. Errors stay, but
//! for those that rest on the facts about providers, which age: a comment that names their rule silences them.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Level};
use crate::options::{Options, RuleLevel};
use crate::rule::{Rule, SuppressionKind, SuppressionProblem};
use crate::rules;
use crate::source::{Source, Span, index};
use crate::yaml::{Document, Kind, NodeId, Problem};

/// What a comment begins with.
const MARK: &str = "amp:ignore";

/// One `amp:ignore` comment.
#[derive(Debug)]
struct Suppression {
    /// The comment, from its `#`.
    span: Span,
    /// The rules it names; empty for all rules.
    ids: Vec<Id>,
    /// What it covers, by number.
    region: Option<usize>,
}

#[derive(Debug)]
struct Id {
    span: Span,
    rules: Vec<&'static Rule>,
    /// What it is most likely meant for, when it names no rule.
    nearest: Option<&'static str>,
    /// Whether the platform's validator documents it: then it may be of use there.
    documented: bool,
}

/// What one or more comments cover.
#[derive(Debug)]
struct Region {
    /// The characters.
    span: Span,
    /// Whether all rules are silenced there.
    all: bool,
    /// The rules that are.
    rules: HashSet<&'static str>,
    /// Those of them whose errors are silenced too.
    facts: HashSet<&'static str>,
    /// The rules with findings there that can be silenced, and with errors, which can't.
    milder: HashSet<&'static str>,
    errors: HashSet<&'static str>,
}

/// Whether any comment is a suppression, or meant to be one.
pub(crate) fn any(document: &Document<'_>) -> bool {
    document
        .comments()
        .iter()
        .any(|&span| mark(document, span).is_some() || near_mark(document, span).is_some())
}

/// Marks the findings that comments silence and returns what is wrong with the comments, in order. The findings
/// are in the order of their places.
pub(crate) fn apply(
    source: &Source,
    document: &Document<'_>,
    options: &Options,
    findings: &mut [Diagnostic],
) -> Vec<SuppressionProblem> {
    let mut problems = Vec::new();
    let mut suppressions = Vec::new();
    let mut regions: Vec<Region> = Vec::new();
    let mut known: HashMap<Span, usize> = HashMap::new();
    for &comment in document.comments() {
        let bare = unbracketed(document, comment);
        if let Some(span) = bare {
            problems.push(SuppressionProblem::new(
                SuppressionKind::NoBrackets,
                comment,
                span,
            ));
        }
        let ids = match read(document, comment) {
            Some(Ok(ids)) => ids,
            Some(Err(problem)) => {
                problems.push(problem);
                continue;
            }
            None => continue,
        };
        let region = target(source, document, comment).map(|span| {
            *known.entry(span).or_insert_with(|| {
                regions.push(Region::new(span));
                regions.len() - 1
            })
        });
        if let Some(region) = region {
            regions[region].all |= ids.is_empty();
            let named = || ids.iter().flat_map(|id| &id.rules);
            regions[region].rules.extend(named().map(|rule| rule.id));
            let facts = named().filter(|rule| rule.rests_on_facts);
            regions[region].facts.extend(facts.map(|rule| rule.id));
        }
        // One remark on a comment is enough.
        if bare.is_none() {
            suppressions.push(Suppression {
                span: comment,
                ids,
                region,
            });
        }
    }
    silence(&mut regions, findings);
    for suppression in &suppressions {
        let region = suppression.region.map(|region| &regions[region]);
        suppression.judge(region, options, &mut problems);
    }
    // What could not be read may be what they silence.
    if document.problems().iter().any(Problem::is_typo) {
        problems
            .retain(|problem| !matches!(problem.kind, SuppressionKind::Unused | SuppressionKind::UnusedId));
    }
    problems.sort_by_key(|problem| problem.span);
    problems
}

/// Marks what is silenced and notes in each region what was met there. Both are gone through once, side by side.
fn silence(regions: &mut [Region], findings: &mut [Diagnostic]) {
    let mut order: Vec<usize> = (0..regions.len()).collect();
    order.sort_by_key(|&i| (regions[i].span.start, std::cmp::Reverse(regions[i].span.end)));
    let mut coming = order.into_iter().peekable();
    let mut open: Vec<usize> = Vec::new();
    for finding in findings {
        while let Some(i) = coming.next_if(|&i| regions[i].span.start <= finding.span.start) {
            while open
                .pop_if(|last| regions[*last].span.end < regions[i].span.start)
                .is_some()
            {}
            open.push(i);
        }
        while open
            .pop_if(|last| regions[*last].span.end < finding.span.start)
            .is_some()
        {}
        for &i in &open {
            let region = &mut regions[i];
            if !region.span.contains(finding.span) {
                continue;
            }
            if finding.level == Level::Error && region.facts.contains(finding.rule) {
                region.milder.insert(finding.rule);
                silence_error(finding);
            } else if finding.level == Level::Error {
                region.errors.insert(finding.rule);
            } else {
                region.milder.insert(finding.rule);
                finding.suppressed |= region.all || region.rules.contains(finding.rule);
            }
        }
    }
}

/// Silences an error, and says where it may be met again.
fn silence_error(finding: &mut Diagnostic) {
    let checked = rules::named(finding.rule)
        .iter()
        .any(|rule| rules::shared::platform::checks(rule));
    if checked && !finding.suppressed {
        let help = finding.help.take().map(|help| help + "; ").unwrap_or_default();
        finding.help =
            Some(help + "Ampersand's own validator has this check too, and may still refuse the file");
    }
    finding.suppressed = true;
}

impl Region {
    fn new(span: Span) -> Self {
        Self {
            span,
            all: false,
            rules: HashSet::new(),
            facts: HashSet::new(),
            milder: HashSet::new(),
            errors: HashSet::new(),
        }
    }
}

impl Suppression {
    fn judge(&self, region: Option<&Region>, options: &Options, problems: &mut Vec<SuppressionProblem>) {
        let met = |id: &Id, seen: fn(&Region) -> &HashSet<&'static str>| {
            region.is_some_and(|region| id.rules.iter().any(|rule| seen(region).contains(rule.id)))
        };
        let is_used = |id: &Id| met(id, |region| &region.milder);
        let used = if self.ids.is_empty() {
            region.is_some_and(|region| !region.milder.is_empty())
        } else {
            self.ids.iter().any(is_used)
        };
        let comment = self.span;
        let mut unused = Vec::new();
        let mut kept = false;
        for id in &self.ids {
            let kind = if id.rules.is_empty() && !id.documented {
                SuppressionKind::UnknownId { nearest: id.nearest }
            } else if met(id, |region| &region.errors) && !is_used(id) {
                SuppressionKind::Error
            } else {
                let off = || {
                    id.rules
                        .iter()
                        .all(|rule| options.level(rule.id) == Some(RuleLevel::Off))
                };
                if id.documented {
                    kept = true;
                } else if !is_used(id) || off() {
                    unused.push(id.span);
                }
                continue;
            };
            problems.push(SuppressionProblem::new(kind, comment, id.span));
        }
        if unused.len() == self.ids.len() && !used && !kept {
            let mut problem = SuppressionProblem::new(SuppressionKind::Unused, comment, comment);
            if let (true, Some(region)) = (self.ids.is_empty(), region) {
                let mut errors: Vec<_> = region.errors.iter().copied().collect();
                errors.sort_unstable();
                let rests = |id: &&str| rules::named(id).iter().any(|rule| rule.rests_on_facts);
                problem.to_name = errors.into_iter().find(rests);
            }
            problems.push(problem);
        } else {
            let new = |span| SuppressionProblem::new(SuppressionKind::UnusedId, comment, span);
            problems.extend(unused.into_iter().map(new));
        }
    }
}

/// A rule's id right after the mark where brackets would make it one: `amp:ignore unknown-key`.
fn unbracketed(document: &Document<'_>, comment: Span) -> Option<Span> {
    let (at, rest) = mark(document, comment)?;
    let reason = rest.trim_start_matches([' ', '\t']);
    if reason.len() == rest.len() {
        return None;
    }
    let end = reason.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let word = &reason[..end.unwrap_or(reason.len())];
    let id = !rules::named(word).is_empty() || rules::shared::platform::documents(word);
    // A word of one part may be the beginning of a sentence.
    let alone = word.contains('-') || word.len() == reason.trim_end().len();
    let start = at + index(rest.len() - reason.len());
    (id && alone).then_some(Span::new(start, start + index(word.len())))
}

/// What follows the mark and where, when the comment begins with it.
fn mark<'s>(document: &Document<'s>, span: Span) -> Option<(u32, &'s str)> {
    let text = document.slice(span);
    let body = text.trim_start_matches('#').trim_start_matches([' ', '\t']);
    let rest = body.strip_prefix(MARK)?;
    Some((span.end - index(rest.len()), rest))
}

/// What a comment begins with that is meant for the mark: `amp-ignore`, `amplint: disable`.
fn near_mark(document: &Document<'_>, comment: Span) -> Option<Span> {
    let text = document.slice(comment).trim_start_matches(['#', ' ', '\t']);
    let start = comment.end - index(text.len());
    let name = ["amplint", "amp"].iter().find_map(|name| strip(text, name))?;
    let verb = name.strip_prefix([':', '-', '_'])?.trim_start_matches(' ');
    let rest = ["ignore", "disable"].iter().find_map(|word| strip(verb, word))?;
    let whole = !rest.starts_with(|c: char| c.is_alphanumeric());
    let end = comment.end - index(rest.len());
    whole.then_some(Span::new(start, end))
}

/// What follows `prefix` (of ASCII letters, in any case).
fn strip<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

fn read(document: &Document<'_>, comment: Span) -> Option<Result<Vec<Id>, SuppressionProblem>> {
    let problem = |kind, span| Some(Err(SuppressionProblem::new(kind, comment, span)));
    let Some((at, rest)) = mark(document, comment) else {
        return problem(SuppressionKind::NotAMark, near_mark(document, comment)?);
    };
    let word = |rest: &str| index(rest.find([' ', '\t']).unwrap_or(rest.len()));
    let Some(first) = rest.chars().next() else {
        return Some(Ok(Vec::new()));
    };
    if first == ' ' || first == '\t' {
        let reason = rest.trim_start_matches([' ', '\t']);
        if reason.starts_with('[') {
            let bracket = at + index(rest.len() - reason.len());
            return problem(SuppressionKind::SpaceBeforeList, Span::new(at, bracket));
        }
        return Some(Ok(Vec::new()));
    }
    if first != '[' {
        let mark = at - index(MARK.len());
        return problem(SuppressionKind::NotAMark, Span::new(mark, at + word(rest)));
    }
    let Some(close) = rest.find(']') else {
        return problem(
            SuppressionKind::Unclosed,
            Span::new(at, at + index(rest.trim_end().len())),
        );
    };
    let mut ids = Vec::new();
    let mut from = 1;
    for part in rest[1..close].split(',') {
        let name = part.trim();
        if !name.is_empty() {
            let start = at + index(from + part.len() - part.trim_start().len());
            let span = Span::new(start, start + index(name.len()));
            let named = rules::named(name);
            ids.push(Id {
                span,
                nearest: if named.is_empty() {
                    rules::nearest_rule(name)
                } else {
                    None
                },
                rules: named,
                documented: rules::shared::platform::documents(name),
            });
        }
        from += part.len() + 1;
    }
    if ids.is_empty() {
        return problem(SuppressionKind::EmptyList, Span::new(at, at + index(close + 1)));
    }
    Some(Ok(ids))
}

/// The characters that a comment covers.
fn target(source: &Source, document: &Document<'_>, comment: Span) -> Option<Span> {
    let line = source.line_span(source.line_of(comment.start));
    let before = document.slice(Span::new(line.start, comment.start));
    let alone = before.bytes().all(|b| matches!(b, b' ' | b'\t' | b'-'));
    let node = if alone {
        next(document, comment)?
    } else {
        on_line(document, line.start, comment)?
    };
    let end = match document.value_of(node) {
        Some(value) => document.span(value).end,
        None => document.span(node).end,
    };
    Some(Span::new(document.span(node).start, end))
}

/// The key or item that follows the comment.
fn next(document: &Document<'_>, comment: Span) -> Option<NodeId> {
    let mut node = document.node_from(comment.end)?;
    loop {
        let item = document.item_index(node).is_some();
        match document.kind(node) {
            // A block list begins at the dash of its first item; the item is meant.
            Kind::Sequence if !item && !document.is_flow(node) => node = document.children(node).next()?,
            Kind::Mapping if !item && !document.is_flow(node) => return document.children(node).next(),
            // The value of the key on whose line the comment stands is not what follows it.
            _ => return Some(node),
        }
    }
}

/// The key, item or value that begins the comment's line; of a value that only ends there, its key.
fn on_line(document: &Document<'_>, line_start: u32, comment: Span) -> Option<NodeId> {
    let mut node = document
        .node_from(line_start)
        .filter(|&node| document.span(node).start < comment.start);
    while let Some(here) = node {
        let block = matches!(document.kind(here), Kind::Sequence | Kind::Mapping) && !document.is_flow(here);
        if !block {
            return Some(here);
        }
        node = document.children(here).next();
    }
    let last = document.node_before(comment.start)?;
    Some(document.key_of(last).unwrap_or(last))
}
