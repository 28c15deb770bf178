//! Anchors and aliases: a name that is none, or one that is written in two ways.

use super::super::super::lines::Line;
use super::super::super::patch::{HOLE, Patch};
use super::super::super::stop::Reason;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use super::platform::on_lines;
use crate::source::{Cut, Span, index};
use crate::suggest;

/// How many names are looked at.
const MOST_NAMES: usize = 50;

/// Names of anchors and aliases that are wrong at the place.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    let (text, at) = (site.text, site.at);
    match site.reason {
        Some(Reason::AnchorCharacter) => {
            found.extend(anchor(text, at));
            other_name(text, at, found);
        }
        Some(Reason::UnknownAnchor) => {
            found.extend(alias_as_key(site.line, at));
            misspelled(text, at, found);
        }
        _ => {}
    }
}

/// Where the names after `sign` stand in `text`.
fn names(text: &str, sign: char) -> impl Iterator<Item = Span> {
    let found = text.match_indices(sign).filter(|(i, _)| {
        let before = text.cut(..*i).chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || "[{,".contains(c))
    });
    let name = move |i: usize| {
        let rest = text.cut(i + 1..);
        let end = rest.find(|c: char| c.is_whitespace() || ",[]{}".contains(c));
        let end = i + 1 + end.unwrap_or(rest.len());
        (end > i + 1).then(|| Span::new(index(i + 1), index(end)))
    };
    found.filter_map(move |(i, _)| name(i)).take(MOST_NAMES)
}

/// The name that aliases below have, for that of an anchor with a character in it that none may have.
fn other_name(text: &str, at: u32, found: &mut Vec<Proposal>) {
    let Some(sign) = text.cut(..at).rfind('&') else {
        return;
    };
    let line = Line::at(text, at);
    let c = text.cut(at..).chars().next().unwrap_or('\u{FFFD}');
    let span = Span::new(at, at + index(c.len_utf8()));
    let (start, end) = (index(sign + 1), line.content_span().end);
    let anchors: Vec<&str> = names(text, '&').map(|name| text.cut(name)).collect();
    let mut tried: Vec<&str> = Vec::new();
    // A star of a schedule is no alias.
    let is_name = |name: &&str| {
        name.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    for alias in names(text, '*').map(|name| text.cut(name)).filter(is_name) {
        if tried.contains(&alias) || anchors.contains(&alias) || tried.len() == 3 {
            continue;
        }
        tried.push(alias);
        let word = text.cut(start..end).find(char::is_whitespace);
        let ends = [word.map(|i| start + index(i)), Some(end)];
        for end in ends.into_iter().flatten() {
            let written = Span::new(start, end);
            // A name of several words, but no more than that.
            if text.cut(written).contains(": ") {
                continue;
            }
            let other = Proposal::new(Cause::AnchorCharacter(c), span).patch(written, alias);
            found.push(other.cost(cost::PLAIN));
        }
    }
}

/// An alias of a name much like that of an anchor above: one of the two is misspelled.
fn misspelled(text: &str, at: u32, found: &mut Vec<Proposal>) {
    let Some(own) = names(text, '*').find(|name| name.start == at + 1 || name.start == at) else {
        return;
    };
    let name = text.cut(own);
    let shown = Span::new(own.start - 1, own.end);
    let above = text.cut(..own.start);
    let anchors: Vec<Span> = names(above, '&').collect();
    let mut written = anchors.iter().map(|&anchor| text.cut(anchor));
    let near = suggest::nearest(name, written.clone());
    let Some(near) = near.or_else(|| written.find(|anchor| name.len() > 2 && anchor.contains(name))) else {
        return;
    };
    let Some(&anchor) = anchors.iter().rfind(|&&anchor| text.cut(anchor) == near) else {
        return;
    };
    let unknown = || Proposal {
        related: Some(Span::new(anchor.start - 1, anchor.end)),
        ..Proposal::new(Cause::UnknownAnchor, shown)
    };
    let used = names(text, '*').any(|alias| text.cut(alias) == near);
    if used {
        found.push(unknown().patch(own, near).cost(cost::LIKELY));
    } else {
        found.push(unknown().patch(anchor, name).cost(cost::LIKELY));
    }
}

/// Does without the alias at `span` and all of its name below.
pub(super) fn unknown(text: &str, span: Span) -> Proposal {
    let found = Proposal::new(Cause::UnknownAnchor, span);
    let name = text.cut(span).to_owned();
    if name.len() < 2 || !name.starts_with('*') {
        return found.hole(span);
    }
    let mut found = found.hole(span);
    let hole = |span: Span| {
        let spaces = " ".repeat((span.len() as usize).saturating_sub(1));
        Patch {
            span,
            with: format!("{HOLE}{spaces}"),
        }
    };
    let same = |alias: &Span| alias.start > span.end && text.cut(alias) == name.tail();
    for alias in names(text, '*').filter(same) {
        let alias = Span::new(alias.start - 1, alias.end);
        found.patches.push(hole(alias));
        found.holes.push(alias);
    }
    found.again(move |text, line| {
        let written = text.cut(line.start..line.end);
        let alias = names(written, '*').find(|alias| written.cut(alias) == name.tail())?;
        Some(hole(Span::new(
            line.start + alias.start - 1,
            line.start + alias.end,
        )))
    })
}

/// An alias where a key is expected, of an anchor that is not there: read as text.
fn alias_as_key(line: Line<'_>, at: u32) -> Option<Proposal> {
    let (key, _) = line.pair()?;
    if key.start != at {
        return None;
    }
    let found = Proposal {
        offer: false,
        ..Proposal::new(Cause::UnknownAnchor, key)
            .cost(cost::PLAIN)
            .unsure()
    };
    Some(found.insert(key.start, "\"").insert(key.end, "\""))
}

/// The character at `at` that no name of an anchor has, there and wherever that name stands.
fn anchor(text: &str, at: u32) -> Option<Proposal> {
    let before = text.cut(..at).rfind(['&', '*'])?;
    let written = text.cut(before + 1..);
    let end = written.find(|c: char| c.is_whitespace() || ",[]{}".contains(c));
    let name = written
        .cut(..end.unwrap_or(written.len()))
        .trim_end_matches(':')
        .to_owned();
    let c = text.cut(at..).chars().next()?;
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' {
                c
            } else {
                '_'
            }
        })
        .collect();
    let edit = move |text: &str, line: Line<'_>| {
        let written = text.cut(line.start..line.end);
        let is_name = |&i: &usize| {
            let before = written.cut(..i).chars().next_back();
            let Some(after) = written.cut(i + 1..).strip_prefix(name.as_str()) else {
                return false;
            };
            let after = after.trim_start_matches(':').chars().next();
            before.is_none_or(|c| c.is_whitespace() || "[{,".contains(c))
                && after.is_none_or(|c| c.is_whitespace() || ",[]{}".contains(c))
        };
        let mut names = written.match_indices(['&', '*']).map(|(i, _)| i);
        let i = names.find(is_name)?;
        let start = line.start + index(i + 1);
        Some(Patch {
            span: Span::new(start, start + index(name.len())),
            with: plain.clone(),
        })
    };
    let patches = on_lines(text, Line::at(text, at), &edit);
    let span = Span::new(at, at + index(c.len_utf8()));
    let found = Proposal {
        patches,
        ..Proposal::new(Cause::AnchorCharacter(c), span).cost(cost::PLAIN)
    };
    Some(found.again(edit))
}
