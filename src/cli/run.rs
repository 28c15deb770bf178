//! Checks many files at once.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use amplint::escape::visible;
use amplint::source::{MAX_FILE_SIZE, TooLarge};
use amplint::{Checked, Options, check, mend};

use super::discover::{Input, Target, not_a_file};
use super::fix::{self, Mode};
use super::guard::guard;
use super::output::plain;
use super::replace;

/// What became of a file.
#[derive(Debug, Default)]
pub struct Outcome {
    /// It, and what was found in it (after mending: what is left); `None` when nothing was, or it could not be
    /// checked.
    pub found: Option<Checked>,
    /// What could not be done; the file counts as checked only when this is empty.
    pub faults: Vec<String>,
    /// How many findings were mended.
    pub fixed: usize,
    /// What mending would change, as a diff; only in [`Mode::Diff`].
    pub diff: String,
    /// The text for standard output: what came from standard input, mended; only in [`Mode::Write`].
    pub text: Option<String>,
}

/// Checks `targets`, each with its own options, as many at a time as there are processors. The outcomes are in
/// the order of the targets.
pub fn check_all(targets: &[Target], mode: Mode, options: impl Fn(usize) -> Options + Sync) -> Vec<Outcome> {
    let threads = match targets.len() {
        0 | 1 => 1,
        most => thread::available_parallelism().map_or(1, usize::from).min(most),
    };
    if threads == 1 {
        let done = targets
            .iter()
            .enumerate()
            .map(|(i, target)| check_one(target, mode, &options(i)));
        return done.collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            let Some(target) = targets.get(i) else { return done };
            done.push((i, check_one(target, mode, &options(i))));
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

fn check_one(target: &Target, mode: Mode, options: &Options) -> Outcome {
    let fault = |text: &str| Outcome {
        faults: vec![format!("`{}` can't be checked: {text}", visible(&target.name))],
        ..Outcome::default()
    };
    let checked = guard(|| {
        let bytes = read(&target.input)?;
        let checked = check(&target.name, bytes, options).map_err(|error| error.to_string())?;
        Ok::<_, String>(mended(target, mode, options, checked))
    });
    match checked {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => fault(&error),
        Err(panic) => fault(&format!("amplint itself is at fault, it {panic}")),
    }
}

/// Does with the fixes of `checked` what `mode` says.
fn mended(target: &Target, mode: Mode, options: &Options, checked: Checked) -> Outcome {
    let mut outcome = Outcome::default();
    let name = visible(&target.name).into_owned();
    let before = checked.source.text().to_owned();
    let mended = mode.risky().map(|risky| mend(&checked.source, options, risky));
    outcome.found = Some(checked);
    if let Some(Ok(mended)) = mended {
        for refused in &mended.refused {
            outcome.faults.push(format!(
                "`{name}:{}`: the fix of {} ({}) is held back, for {}; please report this",
                refused.line, refused.rule, refused.fix, refused.why
            ));
        }
        let changed = mended.text != before;
        let written = match (mode, &target.input) {
            (Mode::Diff { .. }, _) => {
                outcome.diff = fix::diff(&target.name, &before, &mended.text);
                false
            }
            (_, Input::File(path)) if changed => {
                match replace::update(path, before.as_bytes(), mended.text.as_bytes()) {
                    Ok(()) => true,
                    Err(why) => {
                        outcome.faults.push(format!("`{name}` can't be written: {why}"));
                        false
                    }
                }
            }
            (_, Input::File(_)) => false,
            (_, Input::Stdin) => {
                outcome.text = Some(mended.text.clone());
                changed
            }
        };
        if written {
            outcome.fixed = mended.fixed;
            outcome.found = check(&target.name, mended.text.into_bytes(), options).ok();
        }
    }
    outcome.found = outcome.found.filter(|checked| !checked.findings.is_empty());
    outcome
}

fn read(input: &Input) -> Result<Vec<u8>, String> {
    match input {
        Input::Stdin => read_all(io::stdin().lock(), 0),
        Input::File(path) => read_file(path),
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    // Opening a pipe would wait for its other end, so look first.
    let data = fs::metadata(path).map_err(|error| plain(&error))?;
    if !data.is_file() {
        return Err(not_a_file(&data).to_owned());
    }
    let file = File::open(path).map_err(|error| plain(&error))?;
    read_all(file, data.len())
}

/// Reads at most as much as is checked; `size` is what there seems to be.
fn read_all(mut input: impl Read, size: u64) -> Result<Vec<u8>, String> {
    if size > MAX_FILE_SIZE {
        return Err(TooLarge { size }.to_string());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    let most = MAX_FILE_SIZE + 1;
    let read = input
        .by_ref()
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| plain(&error))?;
    if read as u64 == most {
        // Count the rest, to tell the true size, but don't keep it.
        let rest = io::copy(&mut input, &mut io::sink()).unwrap_or(0);
        return Err(TooLarge { size: most + rest }.to_string());
    }
    Ok(bytes)
}
