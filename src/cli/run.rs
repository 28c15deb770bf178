//! Checks many files at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use amplint::diagnostic::Diagnostic;
use amplint::escape::visible;
use amplint::source::MAX_FILE_SIZE;
use amplint::workspace::{Input, Target, plain, read_all, read_file, read_named};
use amplint::{Checked, Fixed, Options, Spared, check, fix_but};

use super::diff;
use super::fix::Mode;
use super::guard::guard;
use super::replace::{self, NotWritten};

/// How often a file is read at the most.
const MAX_READS: usize = 5;

/// Tells which findings of a target stay as they are.
pub type Spare<'a> = dyn Fn(&Target, &[Diagnostic]) -> Vec<Spared> + Sync + 'a;

/// What became of a file.
#[derive(Debug, Default)]
pub struct Outcome {
    /// It, and what was found in it (after fixing: what is left); `None` when nothing was, or it could not be
    /// checked.
    pub found: Option<Checked>,
    /// What could not be done; the file counts as checked only when this is empty.
    pub faults: Vec<String>,
    /// What is good to know.
    pub notes: Vec<String>,
    /// How many findings were fixed.
    pub fixed: usize,
    /// What fixing would change, as a diff; only in [`Mode::Diff`].
    pub diff: String,
    /// The text for standard output: what came from standard input, fixed; only in [`Mode::Write`].
    pub text: Option<Vec<u8>>,
}

/// Checks `targets`, each with its own options, as many at a time as there are processors. The outcomes are in
/// the order of the targets.
///
/// `spare` says what of a target's findings is not to be fixed.
pub fn check_all(
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
        Err(panic) => fault(&format!("amplint itself is at fault, it {panic}")),
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
    let to_stdout = matches!((mode, &target.input), (Mode::Write { .. }, Input::Stdin));
    let mut text = to_stdout.then(|| bytes.clone());
    let mut checked = check(&target.name, bytes, options).map_err(|error| error.to_string())?;
    let mut outcome = Outcome::default();
    if let Some(risky) = mode.risky() {
        let spared = spare(target, &checked.findings);
        match fix_but(&checked.source, options, risky, &spared) {
            Ok(fixed) => {
                if !put(target, mode, &checked, &fixed, &mut text, &mut outcome) {
                    return Ok(None);
                }
                if outcome.fixed > 0 {
                    let bytes = checked.source.encoding().encode(&fixed.text);
                    checked = check(&target.name, bytes, options).map_err(|error| error.to_string())?;
                }
            }
            Err(why) if checked.findings.iter().any(|finding| finding.fixable().is_some()) => {
                let name = visible(&target.name);
                outcome.notes.push(format!("`{name}` is left alone: {why}"));
            }
            Err(_) => {}
        }
    }
    outcome.text = text;
    outcome.found = Some(checked).filter(|checked| !checked.is_clean());
    Ok(Some(outcome))
}

/// Puts what was fixed where `mode` says. Whether the file still held what was read.
fn put(
    target: &Target,
    mode: Mode,
    checked: &Checked,
    fixed: &Fixed,
    text: &mut Option<Vec<u8>>,
    outcome: &mut Outcome,
) -> bool {
    let name = visible(&target.name);
    let source = &checked.source;
    let after = || source.encoding().encode(&fixed.text);
    match (mode, &target.input) {
        (Mode::Diff { look, .. }, _) => {
            outcome.diff = diff::unified(&target.name, source.text(), &fixed.edits, look);
        }
        _ if fixed.edits.is_empty() => {}
        (_, Input::File(path)) => {
            match replace::replace(path, &source.encoding().encode(source.text()), &after()) {
                Ok(()) => outcome.fixed = fixed.fixed,
                Err(NotWritten::Changed) => return false,
                Err(NotWritten::Failed(why)) => {
                    outcome.faults.push(format!("`{name}` can't be written: {why}"));
                }
            }
        }
        (_, Input::Stdin) => {
            *text = Some(after());
            outcome.fixed = fixed.fixed;
        }
    }
    for refused in &fixed.refused {
        let place = format!("`{name}:{}`", refused.line);
        let what = format!("the fix of {} ({}) is held back", refused.rule, refused.fix);
        if refused.fault {
            let why = format!("{place}: {what}: {}; amplint itself is at fault", refused.why);
            outcome.faults.push(why);
        } else {
            outcome.notes.push(format!("{place}: {what}: {}", refused.why));
        }
    }
    true
}

/// What comes in through standard input.
///
/// # Errors
/// Why it can't be read.
pub fn read_stdin() -> Result<Vec<u8>, String> {
    read(&Input::Stdin)
}

/// All bytes of `input`.
///
/// # Errors
/// Why it can't be read.
pub fn read(input: &Input) -> Result<Vec<u8>, String> {
    match input {
        Input::Stdin => read_all(std::io::stdin().lock(), 0, MAX_FILE_SIZE),
        Input::File(path) => read_named(path, MAX_FILE_SIZE),
    }
    .map_err(|error| plain(&error))
}
