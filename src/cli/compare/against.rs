//! What is in the work tree against a revision.

use std::path::{Path, PathBuf};

use amplint::escape::visible;
use amplint::workspace::{Blob, Revision, Settings, is_manifest, nice, shown};

use super::super::paths::{existing, resolved, root_of};
use super::versions::{FilesByPath, Pairs, paired, read, source, walk};

/// The work tree and a revision.
pub(super) fn against(paths: &[PathBuf], name: &str, settings: &mut Settings) -> Pairs {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut pairs = Vec::new();
    let mut faults = Vec::new();
    // Paths may lie in several repositories.
    let mut groups: Vec<(Revision, Vec<PathBuf>)> = Vec::new();
    for path in paths {
        let folder = existing(path);
        let revision = Revision::open(&folder, name)?;
        match groups
            .iter_mut()
            .find(|(known, _)| known.root() == revision.root())
        {
            Some((_, paths)) => paths.push(path.clone()),
            None => groups.push((revision, vec![path.clone()])),
        }
    }
    // Of a whole repository that has none, and had none, there is nothing to tell: a hook runs everywhere.
    let whole = groups.iter().all(|(revision, paths)| {
        let root = resolved(revision.root());
        paths.iter().all(|path| resolved(path) == root)
    });
    for (revision, paths) in groups {
        let (found, more) = in_repository(&revision, name, &paths, settings)?;
        pairs.extend(found);
        faults.extend(more);
    }
    if pairs.is_empty() && faults.is_empty() && !whole {
        faults.push(format!(
            "there is no manifest to compare: neither here nor in `{}`",
            visible(name)
        ));
    }
    Ok((pairs, faults))
}

fn in_repository(revision: &Revision, name: &str, paths: &[PathBuf], settings: &mut Settings) -> Pairs {
    let root = resolved(revision.root());
    let (there, gone): (Vec<PathBuf>, Vec<PathBuf>) = paths.iter().cloned().partition(|path| path.exists());
    let (targets, mut faults) = if there.is_empty() {
        (Vec::new(), Vec::new())
    } else {
        walk(&there, settings)
    };
    let mut new = FilesByPath::new();
    for path in targets {
        match read(&path) {
            Ok(source) => {
                new.insert(resolved(&path), (path, source));
            }
            Err(fault) => faults.push(fault),
        }
    }
    let asked: Vec<PathBuf> = paths.iter().map(|path| resolved(path)).collect();
    let wanted = |path: &Path| {
        let path = root_of(path, revision, &root);
        asked.contains(&path)
            || (path
                .file_name()
                .is_some_and(|name| is_manifest(name.as_encoded_bytes()))
                && asked.iter().any(|above| path.starts_with(above)))
    };
    let mut blobs: Vec<Blob> = revision.files(&wanted)?;
    // What the configuration leaves out of the work tree it leaves out of the revision.
    blobs.retain(|blob| {
        let path = root_of(&blob.path, revision, &root);
        new.contains_key(&path) || !left_out(&path, &asked, settings)
    });
    let texts = revision.read(&blobs)?;
    let mut old = FilesByPath::new();
    for (blob, bytes) in blobs.into_iter().zip(texts) {
        let path = root_of(&blob.path, revision, &root);
        let source = source(&format!("{name}:{}", nice_of(&path)), bytes)?;
        old.insert(path.clone(), (path, source));
    }
    for path in gone {
        if !old.contains_key(&resolved(&path)) && !old.keys().any(|known| known.starts_with(resolved(&path)))
        {
            let (path, name) = (shown(&path), visible(name));
            faults.push(format!(
                "`{}` exists neither here nor in `{name}`",
                visible(&path)
            ));
        }
    }
    Ok((paired(old, new), faults))
}

/// `path` as reports name it: from where the program runs.
fn nice_of(path: &Path) -> String {
    let here = std::env::current_dir().ok().map(|here| resolved(&here));
    match here.as_deref().and_then(|here| path.strip_prefix(here).ok()) {
        Some(rest) => shown(rest),
        None => nice(path),
    }
}

/// Whether a configuration leaves a file out that is not named itself.
fn left_out(path: &Path, asked: &[PathBuf], settings: &mut Settings) -> bool {
    if asked.iter().any(|named| named == path) {
        return false;
    }
    settings
        .of(path)
        .is_some_and(|loaded| loaded.config.exclude.matches(&loaded.relative(path), false))
}
