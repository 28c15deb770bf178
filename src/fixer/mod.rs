//! Applying fixes: in rounds, each proved and looked at before it counts.

use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher, RandomState};

use crate::check::{Checked, Seen, check, checked, look, look_and};
use crate::diagnostic::Diagnostic;
use crate::fix::{self, Applicability, Edit, Fix, OffsetMap};
use crate::options::Options;
use crate::source::{Encoding, Source, TooLarge};

mod held;
mod judge;
mod meaning;
#[cfg(feature = "server")]
mod proof;

use held::{HeldBack, told, wanted};
pub use held::{Refused, Spared};
use judge::{Objection, Ranks, Tried};
use meaning::Meaning;
#[cfg(feature = "server")]
pub(crate) use proof::Before;

/// How many attempts there are at the most. One usually takes all fixes of a kind at once.
pub const MAX_FIX_ATTEMPTS: usize = 500;

/// How many bytes all attempts after the first [`SURE_ATTEMPTS`] may look at together.
const MAX_BYTES: usize = 1 << 30;

/// How many attempts there are for a file of any size.
const SURE_ATTEMPTS: usize = 30;

/// How many bytes of earlier texts are kept, to go back to when fixes undo each other.
const MAX_KEPT: usize = 8 << 20;

/// A text after fixing.
#[derive(Debug)]
#[non_exhaustive]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// What turns the old text into it, in order and apart.
    pub edits: Vec<Edit>,
    /// How many fixes were applied.
    pub fixed: usize,
    /// Fixes that were held back because the text was no better with them.
    pub refused: Vec<Refused>,
}

/// Bytes that are no text can't be kept as they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unfixable;

impl fmt::Display for Unfixable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it has bytes that are no text")
    }
}

impl std::error::Error for Unfixable {}

/// Applies the safe fixes of everything found in `source`, and with `unsafe_too` the others, until nothing
/// changes. Comments, quotes, indentation and line ends that no fix touches stay as they are.
///
/// Only findings that `options` keep are fixed, but everything is looked at to tell whether a fix does good:
/// one that leaves its finding, breaks the YAML or brings an error is held back.
///
/// # Errors
/// [`Unfixable`] when [`Source::text`] does not spell every byte of the file.
///
/// ```
/// use amplint::{Options, fix, source::Source};
///
/// let text = "specVersion: '1.0'\nintegrations:\n  - name: contacts # all\n    provider: HubSpot\n";
/// let source = Source::new("amp.yaml", text.into()).unwrap();
/// let fixed = fix(&source, &Options::default(), false).unwrap();
/// assert_eq!(
///     fixed.text,
///     "specVersion: '1.0.0'\nintegrations:\n  - name: contacts # all\n    provider: hubspot\n",
/// );
/// ```
pub fn fix(source: &Source, options: &Options, unsafe_too: bool) -> Result<Fixed, Unfixable> {
    fix_but(source, options, unsafe_too, &[])
}

/// The same, but what is found where `spared` says stays as it is.
///
/// # Errors
/// As [`fix()`].
pub fn fix_but(
    source: &Source,
    options: &Options,
    unsafe_too: bool,
    spared: &[Spared],
) -> Result<Fixed, Unfixable> {
    if !source.is_text() {
        return Err(Unfixable);
    }
    let first = look_and(source, &options.keeping_all(), Meaning::of);
    Ok(rounds(source, options, unsafe_too, spared, first).0)
}

/// A file that was checked and fixed.
#[derive(Debug)]
pub struct Treated {
    /// It, and what was found in it.
    pub before: Checked,
    /// What became of it.
    pub fixed: Result<Fixed, Unfixable>,
    /// What is found in the new text.
    left: Option<Seen>,
}

impl Treated {
    /// The file with its new text, in its own encoding, and what is found in it.
    ///
    /// # Errors
    /// As [`check`].
    pub fn after(self, options: &Options) -> Result<Checked, TooLarge> {
        let (Ok(fixed), Some(left)) = (self.fixed, self.left) else {
            return Ok(self.before);
        };
        let (name, encoding) = (self.before.source.name(), self.before.source.encoding());
        let bytes = encoding.encode(&fixed.text);
        if encoding == Encoding::Utf8 {
            return Ok(checked(Source::new(name, bytes)?, left.kept(options)));
        }
        check(name, bytes, options)
    }
}

/// Checks `source` as [`check`] does and fixes it as [`fix_but`] does, without looking at a text twice. What is found
/// decides what `spare` spares.
pub fn check_and_fix(
    source: Source,
    options: &Options,
    unsafe_too: bool,
    spare: impl FnOnce(&[Diagnostic]) -> Vec<Spared>,
) -> Treated {
    if !source.is_text() {
        let seen = look(&source, options);
        return Treated {
            before: checked(source, seen),
            fixed: Err(Unfixable),
            left: None,
        };
    }
    let (seen, meaning) = look_and(&source, &options.keeping_all(), Meaning::of);
    let found = seen.clone().kept(options);
    let spared = spare(&found.findings);
    let (fixed, left) = rounds(&source, options, unsafe_too, &spared, (seen, meaning));
    Treated {
        before: checked(source, found),
        fixed: Ok(fixed),
        left: Some(left),
    }
}

/// Applies fixes to `source`, in which `first` was seen, until nothing changes; also what is seen then. Where the platform
/// takes the file at first and would not at last, none counts that brings to light what it did not come to before.
fn rounds(
    source: &Source,
    options: &Options,
    unsafe_too: bool,
    spared: &[Spared],
    first: (Seen, Meaning),
) -> (Fixed, Seen) {
    let was_taken = first.1.is_taken();
    let (fixed, (seen, says)) = attempts(source, options, unsafe_too, spared, first, true);
    if !was_taken || says.is_taken() {
        return (fixed, seen);
    }
    let first = look_and(source, &options.keeping_all(), Meaning::of);
    let (fixed, (seen, _)) = attempts(source, options, unsafe_too, spared, first, false);
    (fixed, seen)
}

/// The same; with `expose`, a fix may bring to light what another puts right.
#[expect(clippy::too_many_lines, reason = "one round after another")]
fn attempts(
    source: &Source,
    options: &Options,
    unsafe_too: bool,
    spared: &[Spared],
    first: (Seen, Meaning),
    expose: bool,
) -> (Fixed, (Seen, Meaning)) {
    let most = if unsafe_too {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    };
    let all = options.keeping_all();
    let ranks = Ranks::new();
    let mut text = source.text().to_owned();
    let see = |source: &Source| look_and(source, &all, Meaning::of);
    let (mut state, mut meaning) = first;
    let mut history = OffsetMap::default();
    let mut fixed = 0;
    let mut held: Vec<HeldBack> = Vec::new();
    let mut spared: HashSet<Spared> = spared.iter().copied().collect();
    let seen_as = RandomState::new();
    let mut seen = HashSet::from([seen_as.hash_one(&text)]);
    let mut steps: Vec<Step> = Vec::new();
    let mut kept = 0;
    // After an attempt that does harm half as many are tried, down to one, which is then to blame.
    let mut limit = usize::MAX;
    let mut bytes = 0;
    // Whether a fix was applied since one was held back.
    let mut changed = false;
    // Whether safe fixes of errors and of the rest go together, which spares a look at the text. What does harm then is
    // tried again apart, as a fix of an error may show what was hidden.
    let mut together = true;
    for attempt in 0..MAX_FIX_ATTEMPTS {
        bytes += text.len();
        if attempt >= SURE_ATTEMPTS && bytes > MAX_BYTES {
            break;
        }
        let mut wanted = wanted(&state.findings, options, &ranks, most, &held, &spared);
        let errors = wanted.partition_point(|(finding, _)| ranks.may_hide(finding.rule));
        let safe = |&(_, fix): &(_, &Fix)| fix.applicability == Applicability::Safe;
        let mixed = together && errors > 0 && errors < wanted.len() && wanted.first().is_some_and(safe);
        if errors > 0 && !mixed {
            wanted.truncate(errors);
        }
        wanted.truncate(limit);
        if wanted.is_empty() {
            // What did harm before may do good after what was done since.
            if held.is_empty() || !std::mem::take(&mut changed) {
                break;
            }
            held.clear();
            limit = usize::MAX;
            together = true;
            continue;
        }
        let guessed = state.guessed;
        let choice = fix::choose(&text, wanted.iter().map(|&(_, fix)| fix));
        let Some(&first) = choice.taken.first() else {
            let why = "its edits overlap or lie outside of the text".to_owned();
            held.push(HeldBack::new(wanted[0], Objection::fault(why), guessed));
            continue;
        };
        let chosen: Vec<&Diagnostic> = choice.taken.iter().map(|&i| wanted[i].0).collect();
        let next = fix::splice(&text, &choice.edits);
        let moves = OffsetMap::of(&choice.edits);
        let after = Source::new(source.name(), next.clone().into_bytes()).map(|source| see(&source));
        if chosen.len() == 1
            && let Some(i) = steps.iter().rposition(|step| step.text == next)
            && let Ok(after) = after
        {
            // Going round in circles does nobody good: neither the fix that led away from there nor this one counts.
            let step = steps.swap_remove(i);
            steps.truncate(i);
            kept = steps.iter().map(|step| step.text.len()).sum();
            (text, history, fixed, held) = (step.text, step.history, step.fixed, Vec::new());
            (state, meaning) = after;
            changed = false;
            limit = step.taken.len().div_ceil(2);
            if let [taken] = step.taken.as_slice() {
                held.push(taken.clone());
            }
            continue;
        }
        let objection = match &after {
            Err(error) => Some(Objection::guess(error.to_string())),
            Ok(_) if seen.contains(&seen_as.hash_one(&next)) => {
                Some(Objection::guess("it undoes what another fix did".to_owned()))
            }
            Ok(after) => {
                let taken: Vec<_> = choice.taken.iter().map(|&i| wanted[i]).collect();
                let tried = Tried {
                    fixes: &taken,
                    edits: &choice.edits,
                };
                let exposes = || !expose && meaning.is_taken() && !after.1.is_taken();
                tried
                    .against(&state, &meaning, after, &ranks)
                    .or_else(|| exposes().then(Objection::exposed))
            }
        };
        match (objection, after) {
            (None, Ok(after)) => {
                if kept + text.len() <= MAX_KEPT {
                    kept += text.len();
                    let undone = || Objection::guess("another fix undoes it".to_owned());
                    let taken = choice
                        .taken
                        .iter()
                        .map(|&i| HeldBack::new(wanted[i], undone(), guessed));
                    steps.push(Step {
                        text: text.clone(),
                        history: history.clone(),
                        fixed,
                        taken: taken.collect(),
                    });
                }
                history = history.then(&choice.edits);
                for held in &mut held {
                    held.at = moves.place(held.at).start;
                }
                spared = spared
                    .into_iter()
                    .map(|(rule, at)| (rule, moves.place(at).start))
                    .collect();
                fixed += chosen.len();
                changed = true;
                seen.insert(seen_as.hash_one(&next));
                limit = limit.saturating_mul(2);
                (text, (state, meaning)) = (next, after);
            }
            (Some(_), _) if mixed => together = false,
            (Some(objection), _) if chosen.len() == 1 => {
                held.push(HeldBack::new(wanted[first], objection, guessed));
            }
            _ => limit = wanted.len().div_ceil(2),
        }
    }
    let fixed = Fixed {
        edits: history.edits(&text),
        fixed,
        refused: told(held, &text),
        text,
    };
    (fixed, (state, meaning))
}

/// A text that was left behind.
struct Step {
    text: String,
    history: OffsetMap,
    fixed: usize,
    /// The fixes that were applied to it.
    taken: Vec<HeldBack>,
}
