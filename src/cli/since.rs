//! `check --since REV`: only what is new since a revision of git.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use amplint::baseline::Baseline;
use amplint::diagnostic::Diagnostic;
use amplint::workspace::{Input, Revision, Target, is_manifest, shown};
use amplint::{Options, Spared, check};

use super::paths::{existing, resolved, root_of};

/// What was found in the files of a revision.
pub(super) struct Since {
    /// The files of the revision that are checked now, or gone, by their paths without links.
    old: HashMap<PathBuf, Vec<u8>>,
    known: Baseline,
}

impl Since {
    /// Reads the files of the revision `name`: those of `targets`, and manifests that are gone, for they may have
    /// another name now. `paths` are what the user named; they may lie in several repositories.
    ///
    /// # Errors
    /// Why that can't be done.
    pub(super) fn open(name: &str, paths: &[PathBuf], targets: &[Target]) -> Result<Self, String> {
        let here = [PathBuf::from(".")];
        let mut folders: Vec<PathBuf> = targets
            .iter()
            .filter(|target| matches!(target.input, Input::Stdin))
            .map(|target| existing(target.path()))
            .collect();
        let named = paths.iter().filter(|path| path.as_os_str() != "-");
        folders.extend(named.map(|path| existing(path)));
        if paths.is_empty() {
            folders.extend(here);
        }
        let now: Vec<PathBuf> = targets.iter().map(|target| resolved(target.path())).collect();
        let mut roots: Vec<PathBuf> = Vec::new();
        let mut old = HashMap::new();
        for folder in folders {
            let revision = Revision::open(&folder, name)?;
            let root = resolved(revision.root());
            if roots.contains(&root) {
                continue;
            }
            let manifest = |path: &Path| {
                path.file_name()
                    .is_some_and(|name| is_manifest(name.as_encoded_bytes()))
            };
            let wanted = |path: &Path| {
                let path = root_of(path, &revision, &root);
                now.contains(&path) || (manifest(&path) && !path.exists())
            };
            let blobs = revision.files(&wanted)?;
            let texts = revision.read(&blobs)?;
            let paths = blobs.iter().map(|blob| root_of(&blob.path, &revision, &root));
            old.extend(paths.zip(texts));
            roots.push(root);
        }
        Ok(Self {
            old,
            known: Baseline::default(),
        })
    }

    /// The files of the revision that are checked now, or gone, by their paths without links.
    pub(super) fn old(&self) -> &HashMap<PathBuf, Vec<u8>> {
        &self.old
    }

    /// Whether the file is another than it was, or was not there.
    pub(super) fn is_changed(&self, target: &Target) -> bool {
        let Input::File(path) = &target.input else {
            return true;
        };
        // What comes through a pipe can be read once only.
        let is_file = fs::metadata(path).is_ok_and(|data| data.is_file());
        let old = self.old.get(&resolved(path));
        !is_file || old.is_none_or(|old| fs::read(path).map_or(true, |now| now != *old))
    }

    /// Looks for what was found before in the files that have changed; `options` are those of a path.
    pub(super) fn learn(&mut self, changed: &[Target], mut options: impl FnMut(&Path) -> Options) {
        let now: Vec<PathBuf> = changed.iter().map(|target| resolved(target.path())).collect();
        for (path, text) in std::mem::take(&mut self.old) {
            if path.exists() && !now.contains(&path) {
                continue;
            }
            let mut options = options(&path);
            options.min_level = None;
            let name = shown(&path);
            // In one that is too large to be checked nothing was found.
            if let Ok(checked) = check(&name, text, &options) {
                self.known.add(&name, &checked.findings);
            }
        }
        self.known.set_gone(|name| !Path::new(name).exists());
    }

    /// Takes out of what is found in `target` what was found before; how many.
    pub(super) fn settle(&mut self, target: &Target, findings: &mut Vec<Diagnostic>) -> usize {
        let (hidden, _) = self.known.hide(&name(target), findings);
        hidden + self.known.hide_moved(findings)
    }

    /// What of `findings`, found in `target`, was found before, and so is not to be fixed.
    pub(super) fn spared(&self, target: &Target, findings: &[Diagnostic]) -> Vec<Spared> {
        let known = self.known.hidden(&name(target), findings);
        let moved = self.known.hidden_moved(findings);
        let both = known.into_iter().chain(moved);
        both.map(|finding| (finding.rule, finding.span.start)).collect()
    }
}

/// What a file is called here.
fn name(target: &Target) -> String {
    shown(&resolved(target.path()))
}
