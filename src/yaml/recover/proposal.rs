//! An edit that may undo a typo, with the reason for it.

use std::rc::Rc;

use super::super::lines::Line;
use super::super::patch::{HOLE, Patch};
use super::super::problem::Syntax;
use super::cause::Cause;
use crate::source::{Span, index};

/// What an edit costs, in the unit of [`super::score`]: the likelier the typo, the less.
pub(in crate::yaml) mod cost {
    /// A mark where nothing else can be meant: a space after a dash or colon, another sign for a colon.
    pub(crate) const PLAIN: u32 = 1;
    /// A value that lacks quotes, a key that lacks its colon.
    pub(crate) const LIKELY: u32 = 2;
    /// One character that is missing or too many.
    pub(crate) const CHARACTER: u32 = 3;
    /// Lines that are moved, joined or split.
    pub(crate) const LINES: u32 = 4;
    /// A line of a key that has to be written.
    pub(crate) const NEW_LINE: u32 = 7;
    /// Words that are taken out.
    pub(crate) const WORDS: u32 = 9;
    /// What is taken only when more than one fault goes with it.
    pub(crate) const DOUBTFUL: u32 = 9;
    /// A value of which nothing is known any more.
    pub(crate) const HOLE: u32 = 10;
    /// A line that is left out.
    pub(crate) const DROP: u32 = 30;
}

/// What is read with a guess.
#[derive(Clone, Copy)]
pub(in crate::yaml) struct Guess {
    pub span: Span,
    /// Nothing is known of the values in it; else they are likely what they seem, but nothing is said of them.
    pub unknown: bool,
}

/// Finds the same typo on another line, and what undoes it there.
pub(in crate::yaml) type Again = Rc<dyn Fn(&str, Line<'_>) -> Option<Patch>>;

/// One way to undo a typo. Spans refer to the text it was proposed for.
#[derive(Clone)]
pub(in crate::yaml) struct Proposal {
    pub span: Span,
    pub cause: Cause,
    pub related: Option<Span>,
    pub patches: Vec<Patch>,
    /// Values that must not be judged any more.
    pub holes: Vec<Span>,
    /// What is read with a guess.
    pub guess: Option<Guess>,
    /// Whether the edits are what the author would write, not only what lets reading go on.
    pub offer: bool,
    /// Whether lines of the author's are left out.
    pub drop: bool,
    /// How unlikely the typo is, see [`cost`].
    pub cost: u32,
    /// How many lines have an odd indentation after it, less those that have one before.
    pub untidy: i32,
    /// A quirk of the parser, not a typo: go on without a word.
    pub silent: bool,
    /// The same typo further on in the file is part of this one.
    pub again: Option<Again>,
}

impl Proposal {
    pub(super) fn new(cause: Cause, span: Span) -> Self {
        Self {
            span,
            cause,
            related: None,
            patches: Vec::new(),
            holes: Vec::new(),
            guess: None,
            offer: true,
            drop: false,
            cost: cost::CHARACTER,
            untidy: 0,
            silent: false,
            again: None,
        }
    }

    /// What there is when nothing is changed.
    pub(super) fn none() -> Self {
        Self {
            silent: true,
            cost: 0,
            ..Self::new(Cause::Other, Span::at(0))
        }
    }

    /// What is told of it; the edits only when they are `made`.
    pub(super) fn syntax(self, made: bool) -> Syntax {
        let offer = made && self.offer;
        let patches = self.patches.into_iter().filter(|_| offer);
        Syntax {
            cause: self.cause,
            related: self.related,
            repair: patches.map(|patch| (patch.span, patch.with)).collect(),
        }
    }

    /// The same with all spans carried by `to`.
    pub(super) fn moved(self, to: impl Fn(Span) -> Span) -> Self {
        let patches = self
            .patches
            .into_iter()
            .map(|patch| Patch {
                span: to(patch.span),
                with: patch.with,
            })
            .collect();
        Self {
            span: to(self.span),
            related: self.related.map(&to),
            holes: self.holes.into_iter().map(&to).collect(),
            guess: self.guess.map(|guess| Guess {
                span: to(guess.span),
                ..guess
            }),
            patches,
            ..self
        }
    }

    pub(super) fn cost(mut self, cost: u32) -> Self {
        self.cost = cost;
        self
    }

    pub(super) fn patch(mut self, span: Span, with: impl Into<String>) -> Self {
        self.patches.push(Patch {
            span,
            with: with.into(),
        });
        self
    }

    pub(super) fn insert(self, at: u32, with: impl Into<String>) -> Self {
        self.patch(Span::at(at), with)
    }

    /// Replaces the content of the lines in `span` by nothing, and says nothing of what may be lost with it.
    pub(super) fn without(mut self, text: &str, span: Span) -> Self {
        self.holes = vec![span];
        self.drop = true;
        self.offer = false;
        self.patch(span, spaces(text, span)).cost(cost::DROP)
    }

    /// Takes out what is in `span`, as the author would; what encloses it may lack something.
    pub(super) fn remove(mut self, text: &str, span: Span) -> Self {
        self.holes = vec![span];
        self.patch(span, spaces(text, span)).cost(cost::WORDS)
    }

    pub(super) fn guess(mut self, span: Span) -> Self {
        self.guess = Some(Guess { span, unknown: false });
        self
    }

    /// The edit is certain, but what is meant by the value in `span` is not.
    pub(super) fn unknown(mut self, span: Span) -> Self {
        self.guess = Some(Guess { span, unknown: true });
        self
    }

    /// What stands at its place may lack something that has been lost with it.
    pub(super) fn unsure(self) -> Self {
        let span = self.span;
        self.guess(span)
    }

    /// Replaces the value by one that says nothing.
    pub(super) fn hole(mut self, span: Span) -> Self {
        self.holes = vec![span];
        self.offer = false;
        let spaces = " ".repeat((span.len() as usize).saturating_sub(1));
        self.patch(span, format!("{HOLE}{spaces}")).cost(cost::HOLE)
    }

    /// The same for a value of several lines.
    pub(super) fn hole_of_lines(mut self, text: &str, span: Span) -> Self {
        self.holes = vec![span];
        self.offer = false;
        let rest = Span::new(span.start + 1, span.end);
        self.patch(span, format!("{HOLE}{}", spaces(text, rest)))
            .cost(cost::HOLE)
    }

    /// The typo may stand on other lines as well: where `again` finds it.
    pub(super) fn again(mut self, again: impl Fn(&str, Line<'_>) -> Option<Patch> + 'static) -> Self {
        self.again = Some(Rc::new(again));
        self
    }
}

/// Spaces in place of all but line breaks.
pub(super) fn spaces(text: &str, span: Span) -> String {
    let space = |b: u8| {
        if matches!(b, b'\n' | b'\r') {
            b as char
        } else {
            ' '
        }
    };
    text.as_bytes()[span.range()].iter().map(|&b| space(b)).collect()
}

/// The number of things, for a cause that counts them.
pub(super) fn count(of: usize) -> u32 {
    index(of)
}
