//! Reading on after a syntax error.
//!
//! The parser stops at the first error for good. So: propose edits that may undo the typo behind it ([`typos`]), try each
//! in the lines around it ([`window`]), and go on with the best ([`score`]); where none helps, leave out the smallest block around
//! it, then the next larger one. What is told derives from the edit. Spans are carried back to the author's text at the end.
//! Attempts are bounded in number and in bytes, so a hopeless file costs a few reads, not one a line.

mod assemble;
mod cause;
mod doubt;
mod echo;
mod judge;
mod odd;
mod proposal;
mod run;
mod score;
mod site;
mod state;
mod typos;
mod widen;
mod window;

use super::guide::Guide;
use super::no_json;
use super::pass;
use super::problem::{Problem, ProblemKind};
use super::tree::Document;
use crate::source::{Source, Span};
pub use cause::Cause;
use odd::Odd;
pub use run::{MAX_REREAD, MAX_ROUNDS};
use state::Recovery;
pub use typos::template::TEMPLATE_MARKS;
pub use typos::{colon_like, inside_backticks, inside_curly_quotes, is_other_quote};

/// Reads the first document, undoing and skipping what is not YAML. What stands at `ignore` has been reported
/// and is left out. Where several edits do, `guide` tells which is best. Also whether the platform reads the text
/// though it has typos.
pub(super) fn read<'s>(
    source: &'s Source,
    ignore: Option<Span>,
    guide: Option<&Guide<'_>>,
) -> (Document<'s>, bool) {
    let text = source.clean_text();
    let bom = source.bom_len();
    let mut built = pass::as_platform(text, bom, false);
    let whole = built.is_whole();
    let foreign = typos::space::find(text, whole);
    let sound = foreign.is_none() && ignore.is_none();
    if whole && sound {
        let guide = guide.filter(|guide| !guide.as_written);
        let odd: Vec<_> = guide.map_or_else(Vec::new, |guide| built.doubtful(text, guide).collect());
        let document = pass::document(built, text);
        let faulty = || guide.is_some_and(|guide| !(guide.faults)(&document).is_empty());
        if odd.is_empty() || !(odd.iter().any(Odd::is_told_by_itself) || faulty()) {
            return (document, false);
        }
        built = pass::as_platform(text, bom, false);
    }
    let taken = ignore.is_none() && built.taken;
    let mut recovery = Recovery::new(text, guide);
    if let Some(span) = ignore {
        recovery.patches.clear(text, span);
    }
    if let Some(found) = foreign {
        recovery.make(found);
    }
    let mut built = if recovery.patches.is_empty() {
        (text.to_owned(), built)
    } else {
        recovery.reread()
    };
    if !whole {
        built = recovery.whole_file(built);
    }
    let document = recovery.run(built);
    // Nobody asks for the platform's word where nothing is told, and it costs another reading.
    let told = |problem: &Problem| problem.is_typo() || matches!(problem.kind, ProblemKind::Typo(_));
    let as_written = || pass::document(pass::as_platform(text, bom, false), text);
    let misread = taken && document.problems.iter().any(told) && no_json::is_free(&mut as_written());
    (document, misread)
}
