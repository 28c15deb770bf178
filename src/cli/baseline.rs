//! `check --baseline` and `--write-baseline`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use amplint::Spared;
use amplint::baseline::{Baseline, Stale};
use amplint::diagnostic::Diagnostic;
use amplint::escape::visible;
use amplint::source::{MAX_FILE_SIZE, TooLarge};
use amplint::workspace::{Target, absolute, plain, read_file, relative_to, shown, without_dots};

use super::output::Console;
use super::replace;

/// The most files that are named of those whose findings are gone.
const MOST_SHOWN: usize = 3;

/// A baseline in use.
pub(super) struct BaselineInUse {
    file: PathBuf,
    /// The folder that the names in it are relative to.
    folder: PathBuf,
    baseline: Baseline,
    /// It is made anew in this run.
    write: bool,
    /// The files of this run.
    met: HashSet<String>,
    stale: Vec<Stale>,
}

impl BaselineInUse {
    /// What `file` says is hidden.
    ///
    /// # Errors
    /// Why it can't be read.
    pub(super) fn read(file: &Path) -> Result<Self, String> {
        let name = visible(&shown(file)).into_owned();
        let bytes = read_file(file, MAX_FILE_SIZE)
            .map_err(|error| format!("the baseline `{name}` can't be read: {}", plain(&error)))?;
        let baseline = Baseline::read(&bytes).map_err(|why| format!("`{name}` is no baseline: {why}"))?;
        let mut ledger = Self {
            baseline,
            write: false,
            ..Self::anew(file)
        };
        let folder = ledger.folder.clone();
        ledger.baseline.set_gone(|name| !folder.join(name).exists());
        Ok(ledger)
    }

    /// What is found is hidden, and written to `file` at the end.
    pub(super) fn anew(file: &Path) -> Self {
        let whole = without_dots(&absolute(file));
        Self {
            file: file.to_owned(),
            folder: whole.parent().unwrap_or(Path::new("/")).to_owned(),
            baseline: Baseline::default(),
            write: true,
            met: HashSet::new(),
            stale: Vec::new(),
        }
    }

    /// What of `findings`, found in `target`, is known, and so not to be fixed.
    pub(super) fn spared(&self, target: &Target, findings: &[Diagnostic]) -> Vec<Spared> {
        let known = self.baseline.hidden(&self.name(target), findings);
        let moved = self.baseline.hidden_moved(findings);
        known
            .into_iter()
            .chain(moved)
            .map(|finding| (finding.rule, finding.span.start))
            .collect()
    }

    /// What `target` is called in the baseline.
    fn name(&self, target: &Target) -> String {
        relative_to(&self.folder, &without_dots(&absolute(target.path())))
    }

    /// Takes what is known out of `findings`, everything found in `target`; `judge` says of which rules all
    /// findings are among them. Returns how many were taken.
    pub(super) fn settle(
        &mut self,
        target: &Target,
        findings: &mut Vec<Diagnostic>,
        judge: impl Fn(&str) -> bool,
    ) -> usize {
        let name = self.name(target);
        if self.write {
            self.baseline.add(&name, findings);
        }
        let (mut hidden, mut stale) = self.baseline.hide(&name, findings);
        hidden += self.baseline.hide_moved(findings);
        stale.retain(|stale| judge(&stale.rule));
        self.stale.extend(stale);
        self.met.insert(name);
        hidden
    }

    /// Writes the baseline, or says what of it is gone.
    pub(super) fn finish(mut self, console: &mut Console) {
        if self.write {
            self.put(console);
            return;
        }
        // Of a file that was not checked nothing is known, but when there is none.
        if self.baseline.has_moved() {
            self.stale.extend(self.baseline.lost());
        } else {
            let gone = self
                .baseline
                .files()
                .filter(|name| !self.met.contains(*name) && !self.folder.join(name).exists());
            let gone: Vec<String> = gone.map(str::to_owned).collect();
            for name in gone {
                self.stale.extend(self.baseline.hide(&name, &mut Vec::new()).1);
            }
        }
        self.stale.sort_by(|a, b| a.file.cmp(&b.file));
        let number: usize = self.stale.iter().map(|stale| stale.number).sum();
        if number == 0 {
            return;
        }
        let mut parts: Vec<String> = self.stale.iter().take(MOST_SHOWN).map(told).collect();
        if self.stale.len() > MOST_SHOWN {
            parts.push("…".to_owned());
        }
        let file = shown(&self.file);
        console.note(&format!(
            "the baseline `{}` is stale: {number} {} gone ({}); --write-baseline makes it anew",
            visible(&file),
            if number == 1 { "finding is" } else { "findings are" },
            parts.join(", "),
        ));
    }

    fn put(self, console: &mut Console) {
        let name = visible(&shown(&self.file)).into_owned();
        if console.faulty() {
            console.note(&format!(
                "the baseline `{name}` is not written, for not everything could be checked"
            ));
            return;
        }
        let text = self.baseline.text();
        // What is written must be readable again.
        let written = if text.len() as u64 > MAX_FILE_SIZE {
            Err(TooLarge { most: MAX_FILE_SIZE }.to_string())
        } else {
            replace::write(&self.file, text.as_bytes())
        };
        match written {
            Ok(()) => {
                let number = self.baseline.len();
                let noun = if number == 1 { "finding" } else { "findings" };
                console.note(&format!("the baseline `{name}` now hides {number} {noun}"));
            }
            Err(why) => console.fault(&format!("the baseline `{name}` can't be written: {why}")),
        }
    }
}

fn told(stale: &Stale) -> String {
    let times = if stale.number > 1 {
        format!(" ({} times)", stale.number)
    } else {
        String::new()
    };
    let (rule, path, file) = (visible(&stale.rule), visible(&stale.path), visible(&stale.file));
    format!("{rule} at `{path}` in `{file}`{times}")
}
