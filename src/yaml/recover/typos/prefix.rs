//! What stands before lines where they were copied from: the `+` of a diff, the `>` of a mail, numbers of lines.

use super::super::super::lines::Line;
use super::super::super::patch::Patch;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use super::dash::begins_list;
use crate::source::{Cut, Span, index};

/// Characters that stand before the lines around the place.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    let mut seen: Vec<Sort> = Vec::new();
    for here in site.suspects() {
        let numbers = numbers(site.text, here);
        let sorts = Sort::of(&raw(site.text, here)).into_iter().chain(numbers);
        for sort in sorts {
            let word = here.pair().map(|(key, _)| key);
            if sort == Sort::Char('-', 1) && word.is_some_and(|word| begins_list(site, word)) {
                continue;
            }
            if !seen.contains(&sort) {
                seen.push(sort);
                prefixes(site.text, here, sort, found);
            }
        }
    }
}

/// What may stand between the number of a line and the line.
const AFTER_NUMBER: [&str; 10] = [": ", " | ", "| ", ". ", ") ", "\t", "  ", " ", ":", ""];

/// Fewer lines than this have no numbers.
const LEAST_NUMBERS: usize = 3;

/// The number that a line begins with, if this is what stands after it.
fn number(text: &str, line: Line<'_>, after: &'static str) -> Option<u64> {
    Sort::Number(after).len(&raw(text, line))?;
    let digits = raw(text, line);
    let digits = digits.trim_start_matches(' ');
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.cut(..end).parse().ok()
}

/// What the numbers of lines are written with: with what the most lines in a row are numbered.
fn numbers(text: &str, line: Line<'_>) -> Option<Sort> {
    if !raw(text, line)
        .trim_start_matches(' ')
        .starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let lines = |after: &&'static str| numbered(text, line, after).len();
    let best = AFTER_NUMBER.iter().rev().copied().max_by_key(lines)?;
    (lines(&best) >= LEAST_NUMBERS).then_some(Sort::Number(best))
}

/// The lines around `line` whose numbers follow each other.
fn numbered<'t>(text: &'t str, line: Line<'t>, after: &'static str) -> Vec<Line<'t>> {
    let Some(own) = number(text, line, after) else {
        return Vec::new();
    };
    let before = |line: &Line<'t>| line.start.checked_sub(1).map(|end| Line::at(text, end));
    let mut first = (line, own);
    while let Some(above) = before(&first.0)
        && let Some(number) = number(text, above, after)
        && number + 1 == first.1
    {
        first = (above, number);
    }
    let next = |&(line, own): &(Line<'t>, u64)| {
        let line = line.after(text)?;
        let number = number(text, line, after)?;
        (number == own + 1).then_some((line, number))
    };
    std::iter::successors(Some(first), next)
        .map(|(line, _)| line)
        .collect()
}

/// What a line begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// This character, so many times.
    Char(char, usize),
    /// Its number, with this after it.
    Number(&'static str),
}

fn raw(text: &str, line: Line<'_>) -> String {
    text.cut(line.margin()..line.end).to_owned()
}

impl Sort {
    fn of(line: &str) -> Option<Self> {
        let c = line.chars().next()?;
        if matches!(
            c,
            '+' | '-' | '>' | '<' | '|' | '!' | '~' | '*' | '=' | '\u{2502}'
        ) {
            let times = line.chars().take_while(|&other| other == c).count();
            return Some(Self::Char(c, if matches!(c, '>' | '|') { times } else { 1 }));
        }
        None
    }

    /// How many bytes of `line` it takes.
    fn len(self, line: &str) -> Option<usize> {
        match self {
            Self::Char(c, times) => {
                let own = line.chars().take_while(|&other| other == c).count();
                (own >= times).then(|| times * c.len_utf8())
            }
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
        let written = text.cut(line.margin()..line.end);
        let len = self.len(written)?;
        let spaces = written
            .cut(len..)
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
    let has = |line: &Line<'_>| sort.len(text.cut(line.margin()..line.end)).is_some();
    let run: Vec<Line<'_>> = if let Sort::Number(after) = sort {
        numbered(text, line, after)
    } else {
        let above = std::iter::successors(Some(line), |line| line.before(text).filter(has));
        let first = above.last().unwrap_or(line);
        std::iter::successors(Some(first), |line| line.after(text).filter(has)).collect()
    };
    let Some(&first) = run.first() else { return };
    let shown = sort.len(&raw(text, first)).map_or(0, index);
    let span = Span::new(first.margin(), first.margin() + shown);
    let (prefix, base) = match sort {
        Sort::Char(c, times) => (c.to_string().repeat(times), cost::CHARACTER),
        Sort::Number(_) => (String::new(), cost::CHARACTER),
    };
    let cause = |lines: usize| Cause::Prefix {
        prefix: prefix.clone(),
        lines: index(lines),
    };
    // A dash may begin an item, and a removed line is not part of the text.
    let variants: &[(usize, &str)] = match sort {
        Sort::Char(..) => &[(0, ""), (0, " "), (1, "")],
        Sort::Number(_) => &[(0, "")],
    };
    // Who puts a space after it does so before every line.
    let spaced = run.iter().all(|line| {
        let written = text.cut(line.margin()..line.end);
        written.cut(shown..).is_empty() || written.cut(shown..).starts_with(' ')
    });
    for &(more, with) in variants {
        let cost = base + u32::from((more == 1) != spaced);
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
    if sort == Sort::Char('-', 1) || sort == Sort::Char('+', 1) {
        diff(text, line, found);
    }
}

/// The lines of a diff: without those that it takes away.
fn diff(text: &str, line: Line<'_>, found: &mut Vec<Proposal>) {
    let sign = |line: &Line<'_>| {
        let written = text.cut(line.margin()..line.end);
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
    let is_removed = |line: &Line<'_>| text.cut(line.margin()..).starts_with('-');
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
