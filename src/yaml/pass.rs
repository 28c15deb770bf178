//! One pass over a text: by the platform's reader, and where that gives up by the parser of YAML 1.2 too.

use super::build::{Builder, Built, Stop};
use super::platform::{Event, Leniency, Reader, Refusal};
use super::problem::{Problem, ProblemKind};
use super::stop::Reason;
use super::strict;
use crate::source::{Span, index};

/// Reads the first document of `text`, which begins with `bom` bytes that are no YAML, as the platform does.
/// With `own`, values are kept apart from the text, which then need not outlive the result.
///
/// Where the platform gives up, the parser of YAML 1.2 is asked too: it often stops nearer to the mistake, and the
/// rest of this module knows its ways. Its word counts where it refuses the text as well, for another reason than
/// that it is stricter.
pub(crate) fn build(text: &str, bom: u32, own: bool) -> Built {
    let (built, lenient) = as_platform(text, bom, own);
    let Stop::Error { .. } = built.stop else {
        return built;
    };
    let strict = strict::build(text, bom, own);
    let plain = |at: u32| {
        lenient
            .iter()
            .any(|place| place.sort.is_plain() && place.at.abs_diff(at) <= 1)
    };
    let strict_counts = match strict.stop {
        // Which tabs are refused is a matter of its own.
        Stop::Error {
            reason: Reason::Tab | Reason::QuoteTab | Reason::Bom,
            ..
        } => false,
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

fn as_platform(text: &str, bom: u32, own: bool) -> (Built, Vec<Leniency>) {
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
    let taken = matches!(stop, Stop::End);
    let lenient = reader.lenient().to_vec();
    for &Leniency { at, sort } in &lenient {
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
    (Built { taken, ..built }, lenient)
}
