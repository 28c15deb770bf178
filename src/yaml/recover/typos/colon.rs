//! The colon after a key: missing, without its space, or another sign in its place.

use super::super::super::lines::Line;
use super::super::super::lines::outside_block_texts;
use super::super::super::patch::Patch;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use crate::source::{Cut, Span, index};

/// Keys whose colon is missing or another sign, in the lines that may have the typo.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    for here in site.suspects() {
        found.extend(broken_key(site, here));
        found.extend(other_sign(site, here));
        found.extend(glued(site, here));
        found.extend(key_twice(site, here));
        found.extend(value_and_keys(site, here));
    }
}

/// Marks of any sort between a key and its value, or after a key.
fn other_sign(site: &Site<'_>, line: Line<'_>) -> Option<Proposal> {
    let (at, rest) = line.inner();
    let word = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))?;
    let word = rest.cut(..word).trim_end_matches('-').len();
    let after = rest.cut(word..);
    let value = after.find(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '[' | '{' | '*' | '#'));
    let sign = after.cut(..value.unwrap_or(after.len())).trim();
    let known = site.knows(rest.cut(..word));
    let few = (1..=3).contains(&sign.chars().count());
    if !known || !few || sign == ":" && after.starts_with(':') || after.starts_with(": ") {
        return None;
    }
    let (end, next) = (at + index(word), at + index(word + value.unwrap_or(after.len())));
    let c = sign.chars().find(|&c| c != ':').unwrap_or(':');
    let with = if value.is_some() { ": " } else { ":" };
    let found = Proposal::new(
        Cause::NotColon { sign: c, more: 0 },
        Span::new(at, next.min(line.content_span().end)),
    );
    Some(found.patch(Span::new(end, next), with).cost(cost::LIKELY))
}

/// A known key with letters right after its colon, where only a header can be: `read:x`.
fn glued(site: &Site<'_>, line: Line<'_>) -> Option<Proposal> {
    let (at, rest) = line.inner();
    let colon = rest.find(':')?;
    let after = rest.cut(colon + 1..);
    let below = line
        .after_content(site.text)
        .is_some_and(|next| next.indent > line.indent || next.is_item());
    if !site.knows(rest.cut(..colon))
        || after.is_empty()
        || after.starts_with([' ', '\t'])
        || !below
        || after.len() > 24
    {
        return None;
    }
    let end = at + index(colon + 1);
    let gone = Span::new(end, line.content_span().end);
    let key = rest.cut(..colon).to_owned();
    Some(
        Proposal::new(Cause::ValueAndKeys { key }, gone)
            .patch(gone, "")
            .cost(cost::CHARACTER + 1),
    )
}

/// `provider: provider: hubspot`.
fn key_twice(site: &Site<'_>, line: Line<'_>) -> Option<Proposal> {
    let (key, value) = line.pair()?;
    let (value, name) = (value?, site.text.cut(key));
    let rest = site.text.cut(value).strip_prefix(name)?;
    rest.starts_with(':').then_some(())?;
    let again = Span::new(value.start, value.start + key.len() + 1);
    let gone = Span::new(key.end + 1, again.end);
    Some(
        Proposal::new(Cause::KeyTwice, again)
            .patch(gone, "")
            .cost(cost::LIKELY),
    )
}

/// How long a value may be that is one too many.
const MOST_STRAY: usize = 40;

/// A value for a key that has other keys, or items, under it.
pub(super) fn value_and_keys(site: &Site<'_>, line: Line<'_>) -> Option<Proposal> {
    let (key, value) = line.pair()?;
    let (value, next) = (value?, line.after_content(site.text)?);
    let below = next.indent > line.inner_column() || (next.is_item() && next.indent >= line.inner_column());
    let structured = next.is_item() || next.pair().is_some();
    let name = site.text.cut(key).to_owned();
    // Under a key that nobody knows anything may stand.
    let foreign = is_word(&name) && !site.knows(&name);
    let heads = foreign || site.guide.is_none_or(|guide| (guide.heads)(&name));
    let written = site.text.cut(value);
    // What has keys of its own, or is long, is not left out.
    let much =
        written.len() > MOST_STRAY || (written.starts_with(['{', '[']) && written.len() > 2 && !foreign);
    if !below || !structured || !heads || much {
        return None;
    }
    let mark = written.chars().count() <= 2 && !written.starts_with(char::is_alphanumeric);
    let gone = Span::new(key.end + 1, value.end);
    let found = Proposal::new(Cause::ValueAndKeys { key: name }, value).patch(gone, "");
    Some(found.cost(if mark { cost::CHARACTER } else { cost::LINES + 1 }))
}

pub(super) fn first_word(line: Line<'_>) -> Span {
    let (at, rest) = line.inner();
    Span::new(at, at + index(rest.find([' ', '\t']).unwrap_or(rest.len())))
}

/// Whether lines hang from `line`.
pub(super) fn has_below(text: &str, line: Line<'_>) -> bool {
    let next = line.after_content(text);
    next.is_some_and(|next| next.indent > line.inner_column())
}

pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// A line that would be a key but for a missing space or colon.
fn broken_key(site: &Site<'_>, line: Line<'_>) -> Option<Proposal> {
    let text = site.text;
    let (at, rest) = line.inner();
    let word = rest
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        .count();
    let end = at + index(word);
    // Dashes alone, as those of `---`, are no word.
    if !rest.cut(..word).contains(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let after = rest.cut(word..);
    if let Some((key, sign, patch)) = sign_for_colon(text, line) {
        // Who writes it once often does so every time.
        let same = move |text: &str, line: Line<'_>| {
            let (_, own, patch) = sign_for_colon(text, line)?;
            (own == sign).then_some(patch)
        };
        let mut patches = vec![patch];
        patches.extend(
            outside_block_texts(text, line)
                .skip(1)
                .filter_map(|line| same(text, line)),
        );
        let more = index(patches.len() - 1);
        let found = Proposal::new(Cause::NotColon { sign, more }, key).cost(cost::PLAIN);
        return Some(Proposal { patches, ..found }.again(same));
    }
    if line.pair().is_some() {
        return None;
    }
    if let Some(value) = after.strip_prefix(':') {
        let span = Span::new(at, end + 1);
        return (!value.starts_with("//")).then(|| {
            Proposal::new(Cause::NoSpaceAfterColon, span)
                .insert(end + 1, " ")
                .cost(
                    if value.starts_with(|c: char| !c.is_alphanumeric() && !"\"'[{&*!|>-$~(<".contains(c)) {
                        cost::CHARACTER
                    } else {
                        cost::PLAIN
                    },
                )
        });
    }
    let span = Span::new(at, end);
    let bare = after.is_empty() || after.starts_with([' ', '\t']);
    // A word that nothing belongs to is likelier one too many.
    let alone = after.is_empty() && !site.knows(rest.cut(..word)) && !has_below(text, line);
    bare.then(|| {
        Proposal::new(Cause::NoColon, span)
            .insert(end, ":")
            .guess(span)
            .cost(if alone { cost::WORDS + 1 } else { cost::LIKELY })
    })
}

/// The key of `line` with the sign that stands for its colon, that sign, and the fix.
pub(super) fn sign_for_colon(text: &str, line: Line<'_>) -> Option<(Span, char, Patch)> {
    let (at, rest) = line.inner();
    let word = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))?;
    let sign = colon_like(rest.cut(word..)).filter(|_| word > 0)?;
    let (end, sign_end) = (at + index(word), at + index(word + sign.len()));
    let value = text
        .cut(sign_end..)
        .starts_with(|c: char| !c.is_ascii_whitespace());
    let with = if value { ": " } else { ":" };
    let patch = Patch {
        span: Span::new(end, sign_end),
        with: with.to_owned(),
    };
    Some((Span::new(at, sign_end), sign.trim_start().chars().next()?, patch))
}

/// The sign at the start of `after`, the text after a key, that stands for its colon, with the spaces before it:
/// `=`, `;`, or a colon of another script.
#[must_use]
pub fn colon_like(after: &str) -> Option<&str> {
    let sign = after.trim_start_matches([' ', '\t']);
    let len = match sign.chars().next()? {
        '=' if sign.starts_with("==") => return None,
        '=' if sign.starts_with("=>") => 2,
        ';' if after.starts_with("; ") => 1,
        c @ ('=' | '\u{FF1A}' | '\u{FE55}' | '\u{2236}' | '\u{A789}') => c.len_utf8(),
        _ => return None,
    };
    Some(after.cut(..after.len() - sign.len() + len))
}
