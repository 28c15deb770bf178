//! Characters that belong to nothing: before a dash or a key that is known, or amid such a key.

use super::super::super::lines::Line;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use super::depth::fitting;
use crate::source::{Cut, Span, index};

/// How many characters may stand before what they don't belong to.
const MOST: usize = 24;

/// How many places are tried where they may end.
const MOST_STARTS: usize = 2;

/// How many columns are tried for what follows them.
const MOST_COLUMNS: usize = 2;

/// Lines with such characters.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    for here in site.suspects() {
        before(site, here, found);
        amid_keys(site, here, found);
    }
}

/// Whether a key that is known, or a dash, begins `rest`.
fn begins(site: &Site<'_>, rest: &str, before: char) -> bool {
    if rest.starts_with("- ") {
        return true;
    }
    let word = rest
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(rest.len());
    let after = rest.cut(word..);
    let ends = |after: &str| after == ":" || after.starts_with(": ");
    let merge = rest.strip_prefix("<<").is_some_and(ends);
    (ends(after) && site.knows(rest.cut(..word)) || merge) && !before.is_alphanumeric()
}

/// What stands before a dash or key: taken out, or in the place of spaces, of a dash, or of the indentation.
fn before(site: &Site<'_>, line: Line<'_>, found: &mut Vec<Proposal>) {
    let content = line.content;
    let mut last = '\0';
    let mut tried = 0;
    for (i, c) in content.char_indices().take(MOST + 1) {
        if i > 0 && tried < MOST_STARTS && begins(site, content.cut(i..), last) && is_junk(content.cut(..i)) {
            tried += 1;
            without(site, line, i, found);
        }
        last = c;
    }
}

/// Whether `junk` is no dash, and has no key in it.
fn is_junk(junk: &str) -> bool {
    let junk = junk.trim_end_matches([' ', '\t']);
    let is_key = |colon: usize| {
        let word = junk.cut(..colon).trim_start_matches(['-', ' ']);
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    let mut keys = junk.match_indices(':').map(|(i, _)| i);
    !junk.trim_start_matches(['-', ' ']).is_empty()
        && !junk.starts_with('#')
        && !junk.contains(" #")
        && !keys.any(|colon| is_key(colon) && matches!(junk.as_bytes().get(colon + 1), None | Some(b' ')))
}

/// `line` without its first bytes.
fn without(site: &Site<'_>, line: Line<'_>, bytes: usize, found: &mut Vec<Proposal>) {
    let junk = line.content.cut(..bytes).trim_end_matches([' ', '\t']);
    let start = line.content_start();
    let (shown, gone) = (
        Span::new(start, start + index(junk.len())),
        Span::new(start, start + index(bytes)),
    );
    // A word may be meant for something.
    let word = junk.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let cost = if word { cost::CHARACTER + 1 } else { cost::LIKELY };
    let stray = Proposal::new(Cause::InIndent, shown).cost(cost);
    let rest = line.without(bytes);
    let spaces = " ".repeat(junk.chars().count());
    // A word is written in front of a line, a character by itself in the place of a space.
    let mut ways = [(gone, String::new()), (shown, spaces), (shown, String::new())];
    if word {
        ways.rotate_right(1);
    }
    found.extend(ways.map(|(span, text)| stray.clone().patch(span, text)));
    if !rest.is_item() {
        found.push(stray.clone().patch(gone, "- "));
    }
    // Where reading stopped is often where it belongs.
    let fitting = fitting(site.text, rest, site.unit);
    let stopped = fitting.iter().find(|&&(column, _)| column == site.line.indent);
    let nearest = fitting.iter().take(MOST_COLUMNS).chain(stopped);
    for &(column, _) in nearest {
        let indent = Span::new(line.margin(), gone.end);
        found.push(stray.clone().patch(indent, " ".repeat(column as usize)));
    }
}

/// Keys that are known but for the characters amid them.
fn amid_keys(site: &Site<'_>, line: Line<'_>, found: &mut Vec<Proposal>) {
    let (at, rest) = line.inner();
    let starts = rest
        .match_indices(['{', ','])
        .map(|(i, _)| i + 1 + rest.cut(i + 1..).len() - rest.cut(i + 1..).trim_start().len());
    for start in std::iter::once(0).chain(starts).take(20) {
        let part = rest.cut(start..);
        let colons = part.match_indices(':').map(|(i, _)| i).take(3);
        for colon in colons {
            let written = part.cut(..colon);
            let after = part.cut(colon + 1..);
            let name: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
            let amid = name.len() >= 4
                && name.len() < written.len()
                && written.starts_with(char::is_alphanumeric)
                && written.ends_with(char::is_alphanumeric);
            if !amid || !(after.is_empty() || after.starts_with(' ')) || !site.knows(&name) {
                continue;
            }
            let span = Span::new(at + index(start), at + index(start + colon));
            let key = Proposal::new(Cause::AmidKey { key: name.clone() }, span).patch(span, name);
            found.push(key.cost(cost::LIKELY));
        }
    }
}
