//! Text in, spanned tree out.
//!
//! Reading never fails: what can't be read becomes a [`Problem`] and a hole in the tree, and the rest of the
//! file is read all the same. Nothing here recurses on its input; depth ([`MAX_DEPTH`]), aliases
//! ([`MAX_ALIASED_NODES`]) and attempts at recovery are bounded.

#![warn(clippy::string_slice)]

pub(crate) mod build;
pub mod edit;
pub(crate) mod gap;
mod guide;
mod lines;
mod merge;
mod no_json;
pub(crate) mod node;
pub(crate) mod offsets;
mod pass;
mod patch;
mod platform;
mod problem;
mod recover;
pub mod scalar;
mod stop;
mod strict;
pub(crate) mod tree;

use crate::source::{Cut, Source, Span, index};

pub use build::{MAX_ALIASED_NODES, MAX_DEPTH};
pub use guide::Guide;
pub use node::{Kind, NodeId, Style, Tag};
pub use platform::Lenient;
pub use problem::{JsonFault, NoJson, Problem, ProblemKind, Syntax};
pub use recover::{
    Cause, MAX_REREAD, MAX_ROUNDS, TEMPLATE_MARKS, colon_like, inside_backticks, inside_curly_quotes,
    is_other_quote,
};
pub use tree::{Document, MAX_PATH};

/// Reads the first document of `source` as YAML, whatever it is meant as; [`crate::parse`] tells JSON apart.
#[must_use]
pub fn parse(source: &Source) -> Document<'_> {
    finish(source, read(source, None))
}

/// Reads `source`; [`finish`] is to follow.
pub(crate) fn read<'s>(source: &'s Source, guide: Option<&Guide<'_>>) -> Document<'s> {
    if source.is_binary() {
        return Document::hole(source.clean_text());
    }
    let directives = Directives::of(source);
    let ignore = directives
        .headless
        .or_else(|| directives.miscounted(source.clean_text()));
    let (mut document, misread) = recover::read(source, ignore, guide);
    no_json::find(&mut document);
    if misread {
        document.misread();
    }
    let marks = byte_order_marks(&document);
    document.problems.extend(marks);
    document.problems.extend(directives.refused);
    document
}

/// What is wrong with the bytes themselves is told of elsewhere.
pub(crate) fn finish<'s>(source: &Source, mut document: Document<'s>) -> Document<'s> {
    for fault in source.faults() {
        document.obscure(fault.span);
        // What stands for the fault is no mistake of its own, nor is the column behind it where that is a space.
        let behind = &document.text.as_bytes()[fault.span.start as usize..];
        let spaces = index(behind.iter().take_while(|&&byte| byte == b' ').count());
        let end = fault.span.end.max(fault.span.start + spaces);
        let meets = |span: Span| span.start <= end && fault.span.start <= span.end;
        document
            .problems
            .retain(|problem| !(problem.is_typo() && meets(problem.span)));
    }
    document.problems.sort_by_key(|problem| problem.span);
    document
}

/// Those inside the text, which only some readers take, but for those that a typo tells of.
fn byte_order_marks(document: &Document<'_>) -> Vec<Problem> {
    let mut told: Vec<Span> = Vec::new();
    for problem in &document.problems {
        if let ProblemKind::Syntax(syntax) | ProblemKind::Misread(syntax) = &problem.kind {
            told.extend(syntax.repair.iter().map(|&(place, _)| place));
        }
    }
    told.sort_unstable();
    let is_told = |span: Span| {
        let next = told.partition_point(|place| place.start <= span.start);
        next.checked_sub(1).is_some_and(|i| told[i].contains(span))
    };
    memchr::memmem::find_iter(document.text.as_bytes(), "\u{FEFF}")
        .filter(|&at| at > 0)
        .map(|at| Span::new(crate::source::index(at), crate::source::index(at + 3)))
        .filter(|&span| !is_told(span))
        .map(|span| Problem {
            kind: ProblemKind::Lenient(Lenient::Bom),
            span,
        })
        .collect()
}

/// The lines with `%` before the first document.
#[derive(Default)]
struct Directives {
    /// The ones that the platform refuses.
    refused: Vec<Problem>,
    /// All of them, when no `---` follows, without which they can't be read.
    headless: Option<Span>,
}

impl Directives {
    /// The refused ones, when the parser would miscount their characters.
    fn miscounted(&self, text: &str) -> Option<Span> {
        let (first, last) = (self.refused.first()?.span, self.refused.last()?.span);
        let all = Span::new(first.start, gap::line_end(text, last.end));
        (!text.cut(all).is_ascii()).then_some(all)
    }

    fn of(source: &Source) -> Self {
        let text = source.clean_text();
        let mut found = Self::default();
        let mut all: Option<Span> = None;
        let mut allowed: Vec<Span> = Vec::new();
        let mut at = source.bom_len();
        loop {
            at = gap::skip(text, at);
            let end = gap::line_end(text, at);
            let line = text.cut(at..end);
            if !line.starts_with('%') || gap::line_start(text, at).max(source.bom_len()) != at {
                break;
            }
            let words = line.find('#').map_or(line, |i| line.cut(..i)).trim_end();
            let span = Span::new(at, at + crate::source::index(words.len()));
            all = Some(Span::new(all.map_or(at, |all| all.start), span.end));
            let mut parts = words.strip_prefix('%').unwrap_or(words).split_ascii_whitespace();
            let refused = match parts.next() {
                Some("YAML") => parts.next() != Some("1.1"),
                Some("TAG") => !is_handle(parts.next()) || !is_prefix(parts.next()) || parts.next().is_some(),
                _ => true,
            };
            if refused {
                found.refused.push(Problem {
                    kind: ProblemKind::Directive,
                    span,
                });
            } else {
                allowed.push(span);
            }
            at = end;
        }
        if let Some(all) = all
            && !text.cut(at..).starts_with("---")
        {
            found.headless = Some(all);
            // Without those that are wrong by themselves the others would still be.
            let spans = if found.refused.is_empty() {
                vec![all]
            } else {
                allowed
            };
            let kind = ProblemKind::Directive;
            let rest = spans.into_iter().map(|span| Problem {
                kind: kind.clone(),
                span,
            });
            found.refused.extend(rest);
        }
        found
    }
}

/// Whether `word` is what a `%TAG` directive may define: `!`, `!!` or `!name!`.
fn is_handle(word: Option<&str>) -> bool {
    let name = word.and_then(|word| word.strip_prefix('!'));
    let name = name.map(|name| {
        name.strip_suffix('!')
            .unwrap_or(if name.is_empty() { name } else { "?" })
    });
    name.is_some_and(|name| {
        name.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    })
}

/// Whether `word` is what tags may begin with.
fn is_prefix(word: Option<&str>) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"_-;/?:@&=+$,.!~*'()[]%".contains(&b);
    word.is_some_and(|word| word.bytes().all(allowed))
}
