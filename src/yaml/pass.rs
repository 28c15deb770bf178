//! One pass over a text: by the platform's reader, and where that gives up by the parser of YAML 1.2 too.

use super::build::{Builder, Built, Stop};
use super::gap;
use super::no_json;
use super::platform::{Event, Leniency, Reader, Refusal};
use super::problem::{Problem, ProblemKind};
use super::stop::Reason;
use super::strict;
use super::tree::Document;
use crate::source::{Span, index};

/// Reads the first document of `text`, which begins with `bom` bytes that are no YAML, as the platform does.
/// With `own`, values are kept apart from the text, which then need not outlive the result. Where reading stops is
/// [refined](refine).
pub(crate) fn build(text: &str, bom: u32, own: bool) -> Built {
    refine(as_platform(text, bom, own), text, bom, own)
}

/// Where the platform gives up, the parser of YAML 1.2 is asked too: it often stops nearer to the typo, and the
/// rest of this module knows its ways. Its word counts where it refuses the text as well, for another reason than
/// that it is stricter.
pub(super) fn refine(built: Built, text: &str, bom: u32, own: bool) -> Built {
    let Stop::Error {
        offset: own_at,
        reason: own_reason,
    } = built.stop
    else {
        return built;
    };
    let strict = strict::build(text, bom, own);
    let plain = |at: u32| {
        built.problems.iter().any(|problem| match problem.kind {
            ProblemKind::Lenient(sort) => sort.is_plain() && problem.span.start.abs_diff(at) <= 1,
            _ => false,
        })
    };
    let strict_counts = match strict.stop {
        // Which tabs are refused is a matter of its own.
        Stop::Error {
            reason: Reason::Tab | Reason::QuoteTab | Reason::Bom,
            ..
        } => false,
        // At a character that only the platform minds, what comes after it may be an echo.
        Stop::Error { offset, .. } if own_at <= offset && is_at_character(own_reason) => false,
        Stop::Error { offset, .. } => !plain(offset),
        Stop::TooDeep { .. } => true,
        Stop::End => false,
    };
    if strict_counts {
        Built {
            taken: built.taken,
            ..strict
        }
    } else {
        built
    }
}

/// What was read of `text` as it stands.
pub(super) fn document(built: Built, text: &str) -> Document<'_> {
    Document {
        text,
        nodes: built.nodes,
        values: built.values,
        comments: built.comments,
        problems: built.problems,
        root: built.root,
    }
}

impl<'s> Document<'s> {
    /// The same text as the platform reads it, with nothing put right, where this was; `None` where it refuses it.
    #[doc(hidden)]
    #[must_use]
    pub fn as_platform(&self) -> Option<Document<'s>> {
        let bom = gap::bom(self.text);
        let directive = |problem: &Problem| matches!(problem.kind, ProblemKind::Directive);
        if self.problems.iter().any(directive) {
            return None;
        }
        let built = as_platform(self.text, bom, false);
        let taken = built.taken;
        let mut read = document(built, self.text);
        (taken && no_json::is_free(&mut read)).then_some(read)
    }
}

/// Whether the platform's reader stops for this reason at the very character that is wrong.
fn is_at_character(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::Tab | Reason::BlockTab | Reason::AnchorCharacter | Reason::UnknownAnchor | Reason::Escape
    )
}

/// Reads `text` as [`build`] does, with no other parser's word on where reading stops.
pub(super) fn as_platform(text: &str, bom: u32, own: bool) -> Built {
    let mut reader = Reader::new(text, bom as usize);
    let mut builder = Builder::new(text, bom, own);
    builder.exact = true;
    let mut rest = None;
    let stop = loop {
        match reader.next() {
            Ok(None) => break Stop::End,
            Ok(Some(Event::DocumentEnd(next))) => rest = next,
            Ok(Some(event)) => {
                if let Err(stop) = builder.take(event) {
                    break stop;
                }
            }
            Err(Refusal { at, reason }) => break Stop::Error { offset: at, reason },
        }
    };
    let taken = match stop {
        Stop::End => true,
        Stop::Error { .. } => false,
        // The platform goes on.
        Stop::TooDeep { .. } => std::iter::from_fn(|| reader.next().transpose()).all(|event| event.is_ok()),
    };
    for &Leniency { at, sort } in reader.lenient() {
        builder.problems.push(Problem {
            kind: ProblemKind::Lenient(sort),
            span: Span::at(at),
        });
    }
    let stop = match (stop, rest) {
        (Stop::End, Some(from)) => builder.rest(from),
        (stop, _) => stop,
    };
    if matches!(stop, Stop::End) && rest.is_none() {
        builder.gap_to(index(text.len()));
    }
    let built = builder.finish(stop);
    Built { taken, ..built }
}
