//! The files of two versions, and which belongs to which.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use amplint::escape::visible;
use amplint::source::Source;
use amplint::workspace::{Exclude, Input, Settings, find, is_manifest, shown};
use amplint::{manifest, parse};

use crate::cli::run::read as read_input;

/// Two versions of one file.
pub(super) struct FilePair {
    /// Where the new one lies, else the old one: for its settings.
    pub path: PathBuf,
    pub old: Option<Arc<Source>>,
    pub new: Option<Arc<Source>>,
}

impl FilePair {
    /// The name that reports give it.
    pub(super) fn name(&self) -> &str {
        let source = self.new.as_ref().or(self.old.as_ref());
        source.map_or("", |source| source.name())
    }
}

/// What is to be compared, and what could not be read.
pub(super) type Pairs = Result<(Vec<FilePair>, Vec<String>), String>;

/// `bytes` as a source called `name`.
pub(super) fn source(name: &str, bytes: Vec<u8>) -> Result<Arc<Source>, String> {
    let source = Source::new(name, bytes).map_err(|error| error.to_string());
    source
        .map(Arc::new)
        .map_err(|why| format!("`{}` can't be read: {why}", visible(name)))
}

/// The file at `path`.
pub(super) fn read(path: &Path) -> Result<Arc<Source>, String> {
    let name = shown(path);
    let bytes = read_input(&Input::File(path.to_owned()))
        .map_err(|why| format!("`{}` can't be read: {why}", visible(&name)))?;
    source(&name, bytes)
}

/// Two files, or two folders.
pub(super) fn two(old: &Path, new: &Path, settings: &mut Settings) -> Pairs {
    for path in [old, new] {
        if !path.exists() {
            return Err(format!("`{}` does not exist", visible(&shown(path))));
        }
    }
    match (old.is_dir(), new.is_dir()) {
        (false, false) => {
            let pair = FilePair {
                path: new.to_owned(),
                old: Some(read(old)?),
                new: Some(read(new)?),
            };
            Ok((vec![pair], Vec::new()))
        }
        (true, true) => {
            let (old, mut faults) = tree(old, settings);
            let (new, more) = tree(new, settings);
            faults.extend(more);
            if old.is_empty() && new.is_empty() && faults.is_empty() {
                faults.push("neither folder holds a manifest that is not ignored or excluded".to_owned());
            }
            let pairs = paired(old, new);
            Ok((pairs, faults))
        }
        (is_folder, _) => {
            let (folder, file) = if is_folder { (old, new) } else { (new, old) };
            Err(format!(
                "`{}` is a folder and `{}` a file; two of a kind can be compared",
                visible(&shown(folder)),
                visible(&shown(file))
            ))
        }
    }
}

/// A version of each file, by its path below what both versions have in common.
pub(super) type FilesByPath = BTreeMap<PathBuf, (PathBuf, Arc<Source>)>;

/// The manifests in `folder`.
fn tree(folder: &Path, settings: &mut Settings) -> (FilesByPath, Vec<String>) {
    let (targets, mut faults) = walk(std::slice::from_ref(&folder.to_owned()), settings);
    let mut found = FilesByPath::new();
    for path in targets {
        match read(&path) {
            Ok(source) => {
                let below = path.strip_prefix(folder).unwrap_or(&path).to_owned();
                found.insert(below, (path, source));
            }
            Err(fault) => faults.push(fault),
        }
    }
    (found, faults)
}

/// The manifests that `paths` mean. That there are none is no fault here.
pub(super) fn walk(paths: &[PathBuf], settings: &mut Settings) -> (Vec<PathBuf>, Vec<String>) {
    let taken = std::mem::replace(settings, Settings::new(amplint::workspace::ConfigChoice::None));
    let (found, taken) = find(paths, "", Exclude::default(), taken);
    *settings = taken;
    let named: HashSet<&Path> = paths.iter().map(PathBuf::as_path).collect();
    // What a configuration includes besides manifests holds no integrations.
    let manifest = |path: &Path| {
        named.contains(path)
            || path
                .file_name()
                .is_some_and(|name| is_manifest(name.as_encoded_bytes()))
    };
    let targets = found.targets.into_iter().filter_map(|target| match target.input {
        Input::File(path) => Some(path).filter(|path| manifest(path)),
        Input::Stdin => None,
    });
    let faults = found
        .faults
        .into_iter()
        .filter(|fault| !fault.contains("holds no manifest"));
    (targets.collect(), faults.collect())
}

/// What belongs together: by path, then what is gone from one place and new in another with the same integrations.
pub(super) fn paired(mut old: FilesByPath, new: FilesByPath) -> Vec<FilePair> {
    let mut pairs = Vec::new();
    let mut fresh = Vec::new();
    for (below, (path, source)) in new {
        match old.remove(&below) {
            Some((_, before)) => pairs.push(FilePair {
                path,
                old: Some(before),
                new: Some(source),
            }),
            None => fresh.push((path, source)),
        }
    }
    let mut gone: Vec<(PathBuf, Arc<Source>, BTreeSet<String>)> = old
        .into_values()
        .map(|(path, source)| {
            let names = integrations(&source);
            (path, source, names)
        })
        .collect();
    for (path, source) in fresh {
        let names = integrations(&source);
        let shared = |other: &BTreeSet<String>| {
            let shared = names.intersection(other).count();
            (shared > 0 && shared * 2 >= names.len().max(other.len())).then_some(shared)
        };
        let best = gone
            .iter()
            .enumerate()
            .filter_map(|(i, (_, _, other))| Some((shared(other)?, std::cmp::Reverse(i))))
            .max();
        let before = best.map(|(_, std::cmp::Reverse(i))| gone.remove(i).1);
        pairs.push(FilePair {
            path,
            old: before,
            new: Some(source),
        });
    }
    pairs.extend(gone.into_iter().map(|(path, source, _)| FilePair {
        path,
        old: Some(source),
        new: None,
    }));
    pairs
}

/// The names of a manifest's integrations.
fn integrations(source: &Source) -> BTreeSet<String> {
    let document = parse::parse(source);
    let manifest = manifest::read(&document);
    let names = manifest
        .integrations()
        .iter()
        .filter_map(|integration| integration.name.get());
    names.map(|name| name.as_str().to_owned()).collect()
}
