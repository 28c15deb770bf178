//! What the manifests of the workspace name, open or not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::lock::lock;
use crate::check::read_document;
use crate::manifest::{self, Integration};
use crate::options::Options;
use crate::source::{MAX_FILE_SIZE, Source};
use crate::workspace::{ConfigChoice, Exclude, Input, Settings, find, is_manifest, read_file};

/// How many files are looked at.
const MOST_FILES: usize = 10_000;

/// The destinations of each manifest in the folders of the workspace.
#[derive(Debug, Default)]
pub(super) struct Index {
    files: BTreeMap<PathBuf, Vec<String>>,
}

impl Index {
    /// Looks through `folders`.
    pub(super) fn fill(index: &Arc<Mutex<Index>>, folders: &[PathBuf]) {
        let mut files = BTreeMap::new();
        if !folders.is_empty() {
            let settings = Settings::new(ConfigChoice::Nearest);
            let (found, _) = find(folders, "", Exclude::default(), settings);
            for target in found.targets.into_iter().take(MOST_FILES) {
                if let Input::File(path) = target.input
                    && let Some(destinations) = read(&path)
                {
                    files.insert(path, destinations);
                }
            }
        }
        lock(index).files = files;
    }

    /// Looks at files that were changed, come or gone.
    pub(super) fn update(index: &Arc<Mutex<Index>>, paths: &[PathBuf]) {
        for path in paths {
            let name = path.file_name().map(|name| name.as_encoded_bytes().to_vec());
            let known = lock(index).files.contains_key(path);
            if !known && !name.is_some_and(|name| is_manifest(&name)) {
                continue;
            }
            match read(path) {
                Some(destinations) => lock(index).files.insert(path.clone(), destinations),
                None => lock(index).files.remove(path),
            };
        }
    }

    /// The manifests.
    pub(super) fn files(&self) -> impl Iterator<Item = (&Path, &[String])> {
        self.files
            .iter()
            .map(|(path, names)| (path.as_path(), names.as_slice()))
    }
}

fn read(path: &Path) -> Option<Vec<String>> {
    let bytes = read_file(path, MAX_FILE_SIZE).ok()?;
    let source = Source::new(crate::workspace::shown(path), bytes).ok()?;
    Some(destinations(&source))
}

/// The destinations that a manifest names, each once.
pub(super) fn destinations(source: &Source) -> Vec<String> {
    let document = read_document(source, &Options::default());
    let manifest = manifest::read(&document);
    let named = manifest.integrations().iter().flat_map(Integration::destinations);
    let mut names: Vec<String> = named.map(|name| name.as_str().to_owned()).collect();
    names.sort();
    names.dedup();
    names
}
