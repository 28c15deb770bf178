//! What stands before lines where they were copied from: the `+` of a diff, the `>` of a mail, numbers of lines.

use super::super::super::lines::Line;
use super::super::super::patch::Patch;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use crate::source::{Span, index};

/// Characters that stand before the lines around the place.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    let mut seen: Vec<Sort> = Vec::new();
    for here in site.suspects() {
        let Some(sort) = Sort::of(&raw(site.text, here)) else {
            continue;
        };
        if !seen.contains(&sort) {
            seen.push(sort);
            prefixes(site.text, here, sort, found);
        }
    }
}

/// What a line begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// This character.
    Char(char),
    /// Its number, with this after it.
    Number(&'static str),
}

fn raw(text: &str, line: Line<'_>) -> String {
    text[line.margin() as usize..line.end as usize].to_owned()
}

impl Sort {
    fn of(line: &str) -> Option<Self> {
        let c = line.chars().next()?;
        if matches!(
            c,
            '+' | '-' | '>' | '<' | '|' | '!' | '~' | '*' | '=' | '\u{2502}'
        ) {
            return Some(Self::Char(c));
        }
        let number = line.trim_start_matches(' ');
        let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() == number.len() {
            return None;
        }
        [": ", " | ", "| ", ". ", ") ", "\t", "  ", " "]
            .into_iter()
            .find(|after| rest.starts_with(after))
            .or_else(|| [":", " |", "."].into_iter().find(|after| rest == *after))
            .map(Self::Number)
    }

    /// How many bytes of `line` it takes.
    fn len(self, line: &str) -> Option<usize> {
        match self {
            Self::Char(c) => line.starts_with(c).then(|| c.len_utf8()),
            Self::Number(after) => {
                let number = line.trim_start_matches(' ');
                let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
                let rest = rest
                    .strip_prefix(after)
                    .or_else(|| (rest == after.trim_end()).then_some(""))?;
                (number.starts_with(|c: char| c.is_ascii_digit())).then(|| line.len() - rest.len())
            }
        }
    }

    /// What is taken from a line of the text.
    fn patch(self, text: &str, line: Line<'_>, more: usize, with: &str) -> Option<Patch> {
        let written = &text[line.margin() as usize..line.end as usize];
        let len = self.len(written)?;
        let spaces = written[len..]
            .bytes()
            .take(more)
            .take_while(|&b| b == b' ')
            .count();
        let span = Span::new(line.margin(), line.margin() + index(len + spaces));
        let with = if written.len() > len {
            with.to_owned()
        } else {
            String::new()
        };
        Some(Patch { span, with })
    }
}

fn prefixes(text: &str, line: Line<'_>, sort: Sort, found: &mut Vec<Proposal>) {
    let has = |line: &Line<'_>| {
        sort.len(&text[line.margin() as usize..line.end as usize])
            .is_some()
    };
    let first = std::iter::successors(Some(line), |line| line.before(text).filter(has))
        .last()
        .unwrap_or(line);
    let run: Vec<Line<'_>> =
        std::iter::successors(Some(first), |line| line.after(text).filter(has)).collect();
    let shown = sort.len(&raw(text, first)).map_or(0, index);
    let span = Span::new(first.margin(), first.margin() + shown);
    let (prefix, base) = match sort {
        Sort::Char(c) => (c.to_string(), cost::CHARACTER),
        Sort::Number(_) => (String::new(), cost::CHARACTER),
    };
    let cause = |lines: usize| Cause::Prefix {
        prefix: prefix.clone(),
        lines: index(lines),
    };
    // A dash may begin an item, and a removed line is not part of the text.
    let variants: &[(usize, &str)] = match sort {
        Sort::Char(_) => &[(0, ""), (0, " "), (1, "")],
        Sort::Number(_) => &[(0, "")],
    };
    for (n, &(more, with)) in variants.iter().enumerate() {
        let cost = base + u32::from(n == 2);
        let patches = |lines: &[Line<'_>]| -> Vec<Patch> {
            lines
                .iter()
                .filter_map(|&line| sort.patch(text, line, more, with))
                .collect()
        };
        let with = with.to_owned();
        let own = Proposal {
            patches: patches(&run),
            ..Proposal::new(cause(run.len()), span).cost(cost)
        };
        // In a text that has it before every line, more of them follow.
        let all = run.len() > 2;
        found.push(if all {
            own.again(move |text, line| sort.patch(text, line, more, &with))
        } else {
            own
        });
    }
    if sort == Sort::Char('-') || sort == Sort::Char('+') {
        diff(text, line, found);
    }
}

/// The lines of a diff: without those that it takes away.
fn diff(text: &str, line: Line<'_>, found: &mut Vec<Proposal>) {
    let sign = |line: &Line<'_>| {
        let written = &text[line.margin() as usize..line.end as usize];
        written.starts_with(['+', '-']) && !written.starts_with("- ")
    };
    if !sign(&line) {
        return;
    }
    let first = std::iter::successors(Some(line), |line| line.before(text).filter(sign))
        .last()
        .unwrap_or(line);
    let run: Vec<Line<'_>> =
        std::iter::successors(Some(first), |line| line.after(text).filter(sign)).collect();
    let is_removed = |line: &Line<'_>| text[line.margin() as usize..].starts_with('-');
    if run.iter().all(is_removed) || !run.iter().any(is_removed) {
        return;
    }
    for with in ["", " "] {
        let span = Span::new(first.margin(), first.margin() + 1);
        let cause = Cause::Prefix {
            prefix: "+".to_owned(),
            lines: index(run.len()),
        };
        let mut proposal = Proposal::new(cause, span).cost(cost::LINES);
        for line in &run {
            proposal = if is_removed(line) {
                proposal.patch(Span::new(line.margin(), line.end), "")
            } else {
                proposal.patch(Span::new(line.margin(), line.margin() + 1), with)
            };
        }
        found.push(proposal);
    }
}
