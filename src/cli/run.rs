//! Checks many files at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use amplint::assist::silence::silence;
use amplint::diagnostic::Diagnostic;
use amplint::escape::visible;
use amplint::source::MAX_FILE_SIZE;
use amplint::workspace::{Input, Target, plain, read_all, read_file, read_named};
use amplint::{Checked, Edit, Fixed, Options, Source, Spared, Treated, check, check_and_fix, check_source};

use super::diff;
use super::fix::{Mode, Writing};
use super::guard::guard;
use super::output::our_fault;
use super::replace::{self, NotWritten};

/// What stands in a new comment for the reason, which only a person knows.
const REASON: &str = "TODO: say why";

/// How often a file is read at the most.
const MAX_READS: usize = 5;

/// Tells which findings of a target stay as they are.
pub(super) type Spare<'a> = dyn Fn(&Target, &[Diagnostic]) -> Vec<Spared> + Sync + 'a;

/// What became of a file.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// It, and what was found in it (after fixing: what is left); `None` when nothing was, or it could not be
    /// checked.
    pub found: Option<Checked>,
    /// What could not be done; the file counts as checked only when this is empty.
    pub faults: Vec<String>,
    /// What is good to know.
    pub notes: Vec<String>,
    /// How many findings were fixed.
    pub fixed: usize,
    /// How many findings are silenced by new comments.
    pub silenced: usize,
    /// How many are not, though no rule or level forbids it.
    pub unsilenced: usize,
    /// What would change, as a diff; only in [`Mode::Diff`].
    pub diff: String,
    /// The text for standard output: what came from standard input, changed; only in [`Mode::Write`].
    pub text: Option<Vec<u8>>,
}

/// Checks `targets`, each with its own options, as many at a time as there are processors. The outcomes are in
/// the order of the targets.
///
/// `spare` says what of a target's findings is not to be fixed.
pub(super) fn check_all(
    targets: &[Target],
    mode: Mode,
    options: impl Fn(usize) -> Options + Sync,
    spare: &Spare<'_>,
) -> Vec<Outcome> {
    let threads = match targets.len() {
        0 | 1 => 1,
        most => thread::available_parallelism().map_or(1, usize::from).min(most),
    };
    if threads == 1 {
        let done = targets
            .iter()
            .enumerate()
            .map(|(i, target)| check_one(target, mode, &options(i), spare));
        return done.collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            let Some(target) = targets.get(i) else { return done };
            done.push((i, check_one(target, mode, &options(i), spare)));
        }
    };
    let mut done: Vec<(usize, Outcome)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        // A worker can't panic, and if it did its files would be missed below.
        done.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
        done
    });
    done.sort_by_key(|(i, _)| *i);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

fn check_one(target: &Target, mode: Mode, options: &Options, spare: &Spare<'_>) -> Outcome {
    let fault = |text: &str| Outcome {
        faults: vec![format!("`{}` can't be checked: {text}", visible(&target.name))],
        ..Outcome::default()
    };
    let checked = guard(|| {
        // A file that somebody writes at the same time is read again.
        for _ in 0..MAX_READS {
            if let Some(outcome) = once(target, mode, options, spare)? {
                return Ok(outcome);
            }
        }
        Err("it keeps being changed".to_owned())
    });
    match checked {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => fault(&error),
        Err(panic) => fault(&our_fault(&panic, "the file, or as much of it as shows the same")),
    }
}

/// Checks and fixes; `None` when the file was changed in the meantime.
fn once(
    target: &Target,
    mode: Mode,
    options: &Options,
    spare: &Spare<'_>,
) -> Result<Option<Outcome>, String> {
    let bytes = match &target.input {
        // What was a file when it was met may be a pipe now, for which nobody would wait.
        Input::File(path) if target.met => read_file(path, MAX_FILE_SIZE).map_err(|error| plain(&error))?,
        input => read(input)?,
    };
    if let (Mode::Write(_), Input::File(path)) = (mode, &target.input) {
        replace::sweep(replace::folder(path));
    }
    let to_stdout = matches!((mode, &target.input), (Mode::Write(_), Input::Stdin));
    let mut text = to_stdout.then(|| bytes.clone());
    let source = Source::new(&target.name, bytes).map_err(|error| error.to_string())?;
    let mut outcome = Outcome::default();
    let checked = match mode.change() {
        None => check_source(source, options),
        Some(Writing::Silence) => {
            let checked = check_source(source, options);
            let spared = spare(target, &checked.findings);
            let stays = |finding: &&Diagnostic| !spared.contains(&(finding.rule, finding.span.start));
            let findings: Vec<&Diagnostic> = checked.findings.iter().filter(stays).collect();
            let new = silence(&checked.source, &findings, options, REASON);
            outcome.unsilenced = new.left;
            let changes = (new.edits.as_slice(), new.text.as_str());
            match put(target, mode, &checked.source, changes, &mut text, &mut outcome) {
                Put::TooLate => return Ok(None),
                Put::Written => {
                    outcome.silenced = new.silenced;
                    let bytes = checked.source.encoding().encode(&new.text);
                    check(&target.name, bytes, options).map_err(|error| error.to_string())?
                }
                Put::Nothing => checked,
            }
        }
        Some(Writing::Fix { risky }) => {
            let treated = check_and_fix(source, options, risky, |findings| spare(target, findings));
            match fix(target, mode, &treated, &mut text, &mut outcome) {
                Put::TooLate => return Ok(None),
                Put::Written => treated.after(options).map_err(|error| error.to_string())?,
                Put::Nothing => treated.before,
            }
        }
    };
    outcome.text = text;
    outcome.found = Some(checked).filter(|checked| !checked.is_clean());
    Ok(Some(outcome))
}

/// Puts what became of a file by fixing it where `mode` says, and tells what could not be fixed.
fn fix(
    target: &Target,
    mode: Mode,
    treated: &Treated,
    text: &mut Option<Vec<u8>>,
    outcome: &mut Outcome,
) -> Put {
    let Checked { source, findings, .. } = &treated.before;
    let new = match &treated.fixed {
        Ok(new) => new,
        Err(why) => {
            if findings.iter().any(|finding| finding.fixable().is_some()) {
                let name = visible(&target.name);
                outcome.notes.push(format!("`{name}` is left alone: {why}"));
            }
            return Put::Nothing;
        }
    };
    let done = put(target, mode, source, (&new.edits, &new.text), text, outcome);
    if done != Put::TooLate {
        tell_refused(target, new, outcome);
    }
    if done == Put::Written {
        outcome.fixed = new.fixed;
    }
    done
}

/// What became of a changed text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Put {
    /// It stands where the old one stood.
    Written,
    /// Nothing is to be written, or it can't be, which is told.
    Nothing,
    /// The file no longer holds what was read.
    TooLate,
}

/// Puts the new text of `source`, which some edits make of the old one, where `mode` says.
fn put(
    target: &Target,
    mode: Mode,
    source: &Source,
    (edits, new): (&[Edit], &str),
    text: &mut Option<Vec<u8>>,
    outcome: &mut Outcome,
) -> Put {
    let encode = |text: &str| source.encoding().encode(text);
    match (mode, &target.input) {
        (Mode::Diff(_, look), _) => {
            outcome.diff = diff::unified(&target.name, source.text(), edits, look);
            Put::Nothing
        }
        _ if edits.is_empty() => Put::Nothing,
        (_, Input::File(path)) => match replace::replace(path, &encode(source.text()), &encode(new)) {
            Ok(()) => Put::Written,
            Err(NotWritten::Changed) => Put::TooLate,
            Err(NotWritten::Failed(why)) => {
                let name = visible(&target.name);
                outcome.faults.push(format!("`{name}` can't be written: {why}"));
                Put::Nothing
            }
        },
        (_, Input::Stdin) => {
            *text = Some(encode(new));
            Put::Written
        }
    }
}

/// Tells which fixes were held back.
fn tell_refused(target: &Target, fixed: &Fixed, outcome: &mut Outcome) {
    let name = visible(&target.name);
    for refused in &fixed.refused {
        let place = format!("`{name}:{}`", refused.line);
        let what = format!("the fix of {} ({}) is held back", refused.rule, refused.fix);
        if refused.fault {
            let why = format!("{place}: {what}: {}", refused.why);
            outcome
                .faults
                .push(our_fault(&why, "the file, or as much of it as shows the same"));
        } else {
            outcome.notes.push(format!("{place}: {what}: {}", refused.why));
        }
    }
}

/// What comes in through standard input.
///
/// # Errors
/// Why it can't be read.
pub(super) fn read_stdin() -> Result<Vec<u8>, String> {
    read(&Input::Stdin)
}

/// All bytes of `input`.
///
/// # Errors
/// Why it can't be read.
pub(super) fn read(input: &Input) -> Result<Vec<u8>, String> {
    match input {
        Input::Stdin => read_all(std::io::stdin().lock(), 0, MAX_FILE_SIZE),
        Input::File(path) => read_named(path, MAX_FILE_SIZE),
    }
    .map_err(|error| plain(&error))
}
