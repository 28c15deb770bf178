//! Families of typos. Each only proposes edits, with the reason for them; which is best, the score tells.

mod anchor;
mod bracket;
mod colon;
mod comment;
pub(super) mod conflict;
mod dash;
pub(super) mod depth;
mod drop;
pub(super) mod foreign;
mod header;
mod item;
mod junk;
mod line;
mod mark;
mod platform;
mod prefix;
mod quote;
pub(super) mod space;
mod tab;
pub(super) mod template;
mod text;
mod torn;
mod value;

use super::super::guide::Guide;
use super::super::lines::Line;
use super::super::stop::Reason;
use super::cause::Cause;
use super::odd::OddSort;
use super::proposal::Proposal;
use super::site::Site;
use crate::source::{Cut, Span, index};
pub use colon::colon_like;
pub use quote::is_other_quote;
pub(super) use value::more_stars;
pub use value::{inside_backticks, inside_curly_quotes};

/// What may be behind a stop.
pub(super) fn all(site: &Site<'_>) -> Vec<Proposal> {
    let mut found = Vec::new();
    if site.reason == Some(Reason::Depth) {
        return found;
    }
    for propose in [
        platform::propose,
        anchor::propose,
        tab::propose,
        dash::propose,
        mark::propose,
        colon::propose,
        comment::propose,
        value::propose,
        quote::propose,
        bracket::propose,
        depth::propose,
        header::propose,
        line::propose,
        torn::propose,
        junk::propose,
        prefix::propose,
        text::propose,
        drop::propose,
    ] {
        propose(site, &mut found);
    }
    found
}

/// What may be behind an odd place at `key`.
pub(super) fn odd(
    site: &Site<'_>,
    sort: OddSort,
    key: Span,
    first: Span,
    guide: &Guide<'_>,
) -> Vec<Proposal> {
    match sort {
        OddSort::Repeated { .. } => dash::repeated(site.text, key, first, guide),
        OddSort::Header => header::shifted_header(site.text, key, guide)
            .into_iter()
            .collect(),
        OddSort::LoneColon => mark::lone_colon(site, key.start),
        OddSort::Marked => marked(site, key),
        OddSort::Prefixed => {
            let mut found = Vec::new();
            prefix::propose(site, &mut found);
            found
        }
        OddSort::Empty => {
            let line = Line::at(site.text, key.start);
            text::lone_mark(site.text, line).into_iter().collect()
        }
        OddSort::Nested => dash::stray_items(site.text, Line::at(site.text, key.start)),
        OddSort::Keyless { .. } => {
            // Where the key is misspelled, that is the typo.
            let line = Line::at(site.text, key.start);
            let known = line.pair().is_some_and(|(key, _)| site.knows(site.text.cut(key)));
            if known {
                let mut found = item::under_header(site, line);
                found.extend(dash::stray_items(site.text, line));
                found
            } else {
                Vec::new()
            }
        }
        // Under a key that nobody knows nothing is wrong with anything.
        OddSort::Margin if (guide.above)(site.text.cut(key)).is_empty() => Vec::new(),
        OddSort::Margin => depth::sticking_out(site, Line::at(site.text, key.start)),
        OddSort::BlockText => {
            let line = Line::at(site.text, key.start);
            colon::value_and_keys(site, line).into_iter().collect()
        }
        OddSort::Item => header::swallowed_items(site.text, key.start, guide),
    }
}

/// Without the mark that the value at `span` begins or ends with. In a sentence all but quotes have their place.
fn marked(site: &Site<'_>, span: Span) -> Vec<Proposal> {
    let line = Line::at(site.text, span.start);
    let prose = line
        .pair()
        .is_some_and(|(key, _)| site.is_prose(site.text.cut(key)));
    let mut found = quote::stray_quotes(site.text, line);
    let sentence = prose && site.text.cut(span).trim_end().contains(' ');
    if !sentence || !found.is_empty() {
        found.extend(line::trailing(line));
        found.extend(value::leading(site.text, line));
    }
    found
}

/// What is said when no proposal gets any further.
pub(super) fn unexplained(site: &Site<'_>) -> Proposal {
    if site.reason == Some(Reason::Depth) {
        let end = site.text.cut(site.at..).chars().next().map_or(0, char::len_utf8);
        return Proposal::new(Cause::TooDeep, Span::new(site.at, site.at + index(end)));
    }
    let line = site.line;
    let span = if line.content.is_empty() {
        Span::at(site.at)
    } else {
        line.content_span()
    };
    Proposal::new(Cause::Other, span)
}
