//! What a family of typos sees of the place where reading stopped.

use super::super::build::{Built, OpenCollection, Stop};
use super::super::gap;
use super::super::guide::Guide;
use super::super::lines::{Line, indent_unit};
use super::super::stop::Reason;
use super::proposal::Guess;
use crate::source::{Span, index};

/// How many lines above and below are looked at.
pub(in crate::yaml) const MAX_LINES: usize = 200;

/// How many lines may have the typo.
const MAX_SUSPECTS: usize = 7;

/// A place where reading stopped, or where what was read makes no sense.
pub(in crate::yaml) struct Site<'a> {
    /// The text of the window.
    pub text: &'a str,
    /// Where it is.
    pub at: u32,
    /// Its line.
    pub line: Line<'a>,
    /// Why reading stopped; `None` where it went on.
    pub reason: Option<Reason>,
    /// Where the last node ends that was read.
    pub cursor: u32,
    /// The collections that were open.
    pub open: Vec<OpenCollection>,
    /// The first key that begins with a dash.
    pub dash_key: Option<Span>,
    /// What the reader of the document knows.
    pub guide: Option<&'a Guide<'a>>,
    /// Values of which nothing is known any more.
    pub holes: Vec<Span>,
    /// What was read with a guess.
    pub guesses: Vec<Guess>,
    /// The columns of one level.
    pub unit: u32,
}

impl<'a> Site<'a> {
    /// Where reading of `text` stopped.
    pub(super) fn of_stop(text: &'a str, built: &Built, guide: Option<&'a Guide<'a>>) -> Self {
        let reason = match built.stop {
            Stop::Error { reason, .. } => reason,
            Stop::TooDeep { .. } => Reason::Depth,
            Stop::End => Reason::Other,
        };
        let at = built.stopped_at().min(index(text.len()));
        Self {
            dash_key: built.dash_key,
            ..Self::new(text, at, Some(reason), built, guide)
        }
    }

    /// A place at which nothing stopped.
    pub(super) fn of_odd(text: &'a str, at: u32, built: &Built, guide: Option<&'a Guide<'a>>) -> Self {
        Self {
            cursor: at,
            open: Vec::new(),
            ..Self::new(text, at, None, built, guide)
        }
    }

    fn new(
        text: &'a str,
        at: u32,
        reason: Option<Reason>,
        built: &Built,
        guide: Option<&'a Guide<'a>>,
    ) -> Self {
        Self {
            text,
            at,
            line: Line::at(text, at),
            reason,
            cursor: built.cursor,
            open: built.open.clone(),
            dash_key: None,
            guide,
            holes: Vec::new(),
            guesses: Vec::new(),
            unit: index(indent_unit(text).len()),
        }
    }

    /// Whether reading stopped for one of these reasons.
    pub(super) fn stopped_for(&self, reasons: &[Reason]) -> bool {
        self.reason.is_some_and(|reason| reasons.contains(&reason))
    }

    /// The lines that may have the typo, likeliest first: the one where reading stopped, the one before it, each above that
    /// is further out than all between, and the one where what was being read began.
    pub(super) fn suspects(&self) -> Vec<Line<'a>> {
        let mut found: Vec<Line<'a>> = Vec::new();
        let mut add = |line: Line<'a>| {
            if !line.content.is_empty() && found.iter().all(|other| other.start != line.start) {
                found.push(line);
            }
        };
        add(self.line);
        if let Some(open) = self.open.iter().find(|open| open.flow) {
            add(Line::at(self.text, open.start));
        }
        let mut limit = u32::MAX;
        let mut above = self.line.before(self.text);
        for n in 0..MAX_LINES {
            let Some(here) = above else { break };
            if n == 0 || here.indent < limit {
                add(here);
                limit = limit.min(here.indent);
            }
            if limit == 0 || (limit <= self.line.indent && here.pair().is_some()) {
                break;
            }
            above = here.before(self.text);
        }
        let begun = gap::skip(self.text, self.cursor);
        if begun < self.at {
            add(Line::at(self.text, begun));
        }
        if self.line.content.is_empty()
            && let Some(next) = self.line.after_content(self.text)
        {
            add(next);
        }
        found.truncate(MAX_SUSPECTS);
        found
    }

    /// Whether the value of `key` is a text that people read.
    pub(super) fn is_prose(&self, key: &str) -> bool {
        self.guide.is_none_or(|guide| (guide.prose)(key))
    }

    /// Whether `word` is a key that the reader knows.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.guide.is_some_and(|guide| (guide.knows)(word))
    }
}
