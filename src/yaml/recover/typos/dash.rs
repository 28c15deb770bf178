//! The dash of a list item: missing, one too many, or without its space.

use super::super::super::guide::Guide;
use super::super::super::lines::Line;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::{MAX_LINES, Site};
use super::colon::first_word;
use super::header::{no_header, out_header};
use crate::source::{Cut, Span, index};

/// Dashes that are missing or too many around the place.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    let (text, line) = (site.text, site.line);
    if let Some(key) = site.dash_key {
        found.extend(dash_key(site, key));
    }
    for here in site.suspects() {
        let bare = here.inner().1.strip_prefix('-');
        if bare.is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\'' | '<'))
        }) {
            match here.pair() {
                Some((key, _)) => found.extend(dash_key(site, key)),
                None => found.push(dashes(text, here).cost(cost::PLAIN)),
            }
        }
    }
    found.extend(no_dash(text, line));
    found.extend(stray_items(text, line));
    for here in [Some(line), line.before(text)].into_iter().flatten() {
        found.extend(dash_in_indent(text, here));
    }
}

/// A dash that was put into the indentation of a key and has moved it: without it, in the columns of the keys around it.
fn dash_in_indent(text: &str, line: Line<'_>) -> Vec<Proposal> {
    let is_item = line.content.starts_with("- ") || line.content.starts_with("-\t");
    let (Some((key, _)), true) = (line.pair(), is_item) else {
        return Vec::new();
    };
    let own = key.start - line.margin();
    let above = line.before(text).map(Line::inner_column);
    let below = line.after_content(text).filter(|below| !below.is_item());
    let mut columns: Vec<u32> = above.into_iter().chain(below.map(|below| below.indent)).collect();
    columns.retain(|&column| column != own && column.abs_diff(own) <= 2);
    columns.dedup();
    let shown = Span::new(line.content_start(), key.end);
    let stray = |column: u32| {
        let indent = Span::new(line.margin(), key.start);
        let found = Proposal::new(Cause::StrayItem, shown).patch(indent, " ".repeat(column as usize));
        found.cost(cost::CHARACTER + 1)
    };
    columns.into_iter().map(stray).collect()
}

/// `-name:` where `- name:` is meant; `word` begins at the dash. Keys below that line up with the name are
/// moved along with it.
pub(super) fn dash(text: &str, word: Span) -> Proposal {
    let mut found = Proposal::new(Cause::NoSpaceAfterDash, word)
        .insert(word.start + 1, " ")
        .cost(cost::PLAIN);
    let line = Line::at(text, word.start);
    let name = word.start + 1 - line.margin();
    let end = line.block(text).end;
    let below = std::iter::successors(line.after(text), |line| line.after(text));
    let below: Vec<_> = below
        .take_while(|line| line.start <= end)
        .filter(|line| !line.content.is_empty())
        .collect();
    if below.iter().map(|line| line.indent).min() == Some(name) {
        for line in below {
            found = found.insert(line.margin(), " ");
        }
    }
    found
}

/// What `-name:` may be meant for.
pub(super) fn dash_key(site: &Site<'_>, word: Span) -> Vec<Proposal> {
    let text = site.text;
    if begins_list(site, word) {
        return vec![self::dash(text, word)];
    }
    let dash = Span::new(word.start, word.start + 1);
    let stray = Proposal {
        cost: cost::CHARACTER + 2,
        ..Proposal::new(Cause::StrayDash, word)
    };
    vec![
        self::dash(text, word),
        stray.clone().patch(dash, " "),
        stray.patch(dash, ""),
    ]
}

/// Whether `-name:` at `word` is right under a key for a list of such items, where no key can be meant.
pub(super) fn begins_list(site: &Site<'_>, word: Span) -> bool {
    let text = site.text;
    let header = Line::at(text, word.start).before(text);
    let header = header.and_then(|header| match header.pair()? {
        (key, None) => Some(text.cut(key)),
        _ => None,
    });
    let name = text.cut(word).trim_start_matches('-');
    let lists = site.guide.map(|guide| (guide.lists)(Some(name)));
    header.is_some_and(|header| lists.is_some_and(|lists| lists.contains(&header)))
}

/// `-name` where `- name` is meant, in this line and in all like it around it.
pub(super) fn dashes(text: &str, line: Line<'_>) -> Proposal {
    let bare =
        |here: &Line<'_>| here.indent == line.indent && here.content.starts_with('-') && !here.is_item();
    let first = std::iter::successors(Some(line), |here| here.before(text).filter(bare))
        .take(MAX_LINES)
        .last()
        .unwrap_or(line);
    let mut found = Proposal::new(Cause::NoSpaceAfterDash, first_word(first));
    for here in
        std::iter::successors(Some(first), |here| here.after_content(text).filter(bare)).take(2 * MAX_LINES)
    {
        found = found.insert(here.content_start() + 1, " ");
    }
    found
}

/// A dash before a key that is no list item, or before another dash, in `line` or the one before it.
pub(super) fn stray_items(text: &str, line: Line<'_>) -> Vec<Proposal> {
    let mut found = Vec::new();
    for here in [Some(line), line.before(text)].into_iter().flatten() {
        if !here.is_item() {
            continue;
        }
        let key = here.pair().map(|(key, _)| key);
        let start = here.content_start();
        let shown = Span::new(start, key.map_or(here.content_span().end, |key| key.end));
        let stray = Proposal::new(Cause::StrayItem, shown);
        let item = here.content.tail().trim_start();
        if item.starts_with("- ") {
            let first = Span::new(start, start + index(here.content.len() - item.len()));
            found.push(stray.clone().patch(first, ""));
            found.push(stray.clone().patch(first, " ".repeat(first.len() as usize)));
        }
        if let Some(key) = key {
            let dash = Span::new(start, key.start);
            found.push(stray.clone().patch(dash, ""));
            found.push(stray.patch(dash, " ".repeat(dash.len() as usize)));
        }
    }
    found
}

/// A key that would begin a list item but for its dash: the first of those that stand before the item `line`, the
/// one that the key `line` stands under, or `line` itself.
pub(super) fn no_dash(text: &str, line: Line<'_>) -> Option<Proposal> {
    let is_header = |line: Line<'_>| line.pair().is_some_and(|(_, value)| value.is_none());
    let is_key = |line: Line<'_>| line.pair().is_some() && !line.is_item();
    let name = |line: Line<'_>| line.pair().map(|(key, _)| text.cut(key));
    let above = std::iter::successors(line.before(text), |line| line.before(text)).take(MAX_LINES);
    if line.is_item() {
        let mut first = line;
        for here in above {
            let header = is_header(here) && (here.indent < line.indent || !is_key(first));
            if here.indent <= line.indent && (header || here.indent < line.indent) {
                let lacks = header && is_key(first) && first.indent >= line.indent;
                let found = lacks.then(|| items(text, &[first], line.indent));
                // A line of its own may be missing too.
                let same = name(first) == name(line);
                return found.map(|found| if same { found } else { found.unsure() });
            }
            first = here;
        }
        return None;
    }
    let mut above = above;
    let before = above.next().filter(|_| is_key(line))?;
    // Where the dash was taken out with its space, or without.
    if is_key(before)
        && (before.indent + 1..=before.indent + 2).contains(&line.indent)
        && line.indent >= 2
        && above
            .next()
            .is_some_and(|header| is_header(header) && header.inner_column() + 2 <= line.indent)
    {
        return Some(items(text, &[before], line.indent - 2));
    }
    let mut open = std::iter::once(before).chain(above);
    let list = open.find(|here| here.indent <= line.indent)?;
    (list.is_item() && list.indent == line.indent && name(list) == name(line))
        .then(|| items(text, &[line], line.indent))
}

/// Lets each of `firsts` begin a list item with its dash at `column`, and what stands with it follow.
pub(super) fn items(text: &str, firsts: &[Line<'_>], column: u32) -> Proposal {
    let span = firsts[0].pair().map_or(firsts[0].content_span(), |(key, _)| key);
    let cause = Cause::NoDash {
        items: index(firsts.len()),
    };
    let mut found = Proposal::new(cause, span);
    for &first in firsts {
        let delta = i64::from(column) + 2 - i64::from(first.indent);
        let dash = format!("{}- ", " ".repeat(column as usize));
        // Only what differs, so that tabs and spaces before it stay.
        let kept = column.min(first.indent);
        found = found.patch(
            Span::new(first.margin() + kept, first.content_start()),
            dash.cut(kept..),
        );
        let below: Vec<Line<'_>> =
            std::iter::successors(first.after_content(text), |line| line.after_content(text))
                .take_while(|line| line.indent >= first.indent)
                .take_while(|line| !(line.is_item() && line.indent == column))
                .take_while(|line| firsts.iter().all(|first| first.start != line.start))
                .take(MAX_LINES)
                .collect();
        let beside = below.iter().any(|line| line.indent == first.indent);
        for line in below.into_iter().filter(|_| beside && delta > 0) {
            found = found.insert(line.margin(), " ".repeat(usize::try_from(delta).unwrap_or(0)));
        }
    }
    found
}

/// Whether the first list under a key is further in than that key.
pub(super) fn indents_lists(text: &str) -> bool {
    let lines = std::iter::successors(Some(Line::at(text, 0)), |line| line.after_content(text));
    let mut header = None;
    for line in lines.take(MAX_LINES) {
        match header {
            Some(column) if line.is_item() => return line.indent > column,
            _ => {}
        }
        header = matches!(line.pair(), Some((_, None))).then(|| line.inner_column());
    }
    true
}

/// What a key that stands in its mapping before, at `first`, may come from.
pub(super) fn repeated(text: &str, key: Span, first: Span, guide: &Guide<'_>) -> Vec<Proposal> {
    let (line, first) = (Line::at(text, key.start), Line::at(text, first.start));
    let mut found = Vec::new();
    if line.is_item() || line.content_start() != key.start || first.inner().0 < first.content_start() {
        return found;
    }
    let plain = |key: Span| text.cut(key).trim_matches(['"', '\'']);
    let name = plain(key);
    let header = first.before(text).filter(|header| {
        header.pair().is_some_and(|(_, value)| value.is_none()) && header.inner_column() + 2 <= first.indent
    });
    let again = std::iter::successors(Some(line), |line| line.after_content(text))
        .take_while(|here| here.indent >= line.indent)
        .take(2 * MAX_LINES)
        .filter(|here| here.indent == line.indent)
        .filter(|here| here.pair().is_some_and(|(key, _)| plain(key) == name));
    if first.is_item() {
        found.push(items(text, &again.collect::<Vec<_>>(), first.indent));
    } else if header.is_some() && (guide.above)(name).is_empty() {
        let firsts: Vec<_> = std::iter::once(first).chain(again).collect();
        let close = header.is_some_and(|header| header.inner_column() + 2 == first.indent);
        let column = if close && indents_lists(text) {
            first.indent
        } else {
            first.indent - 2
        };
        found.push(items(text, &firsts, column));
    }
    let mut around = std::iter::successors(first.before(text), |line| line.before(text)).take(MAX_LINES);
    if !first.is_item()
        && let Some(item) = around.clone().find(|item| item.indent < line.indent)
        && item.is_item()
        && item.inner_column() == line.indent
    {
        // The first line of an item may be missing with its dash.
        found.push(Proposal {
            cost: cost::DOUBTFUL,
            ..items(text, &[line], item.indent).unsure()
        });
    }
    let outer = around.find(|outer| outer.inner_column() < line.indent && outer.pair().is_some());
    if let Some(outer) = outer {
        let header = line.before(text).filter(|header| header.indent == line.indent);
        found.extend(header.and_then(|header| out_header(text, header, outer, guide)));
        // Where nothing but the key is wrong, it may as well be one too many.
        found.extend(
            no_header(text, line, outer, guide)
                .into_iter()
                .map(|found| Proposal {
                    cost: cost::DOUBTFUL,
                    ..found
                }),
        );
    }
    found
}
