//! Paths as git and the file system have them.

use std::path::{Path, PathBuf};

use amplint::workspace::{Revision, absolute, without_dots};

/// The nearest folder at or above `path` that is there.
pub(super) fn existing(path: &Path) -> PathBuf {
    let path = absolute(path);
    let folder = path.ancestors().find(|folder| folder.is_dir());
    folder.unwrap_or(Path::new(".")).to_owned()
}

/// `path` from the root, links in it followed as far as it exists, as git names the top of its work tree.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let path = absolute(path);
    for above in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (above.canonicalize(), path.strip_prefix(above)) {
            let whole = if rest.as_os_str().is_empty() {
                real
            } else {
                real.join(rest)
            };
            return without_dots(&whole);
        }
    }
    without_dots(&path)
}

/// A path of the revision with the links above its root followed.
pub(super) fn root_of(path: &Path, revision: &Revision, root: &Path) -> PathBuf {
    match path.strip_prefix(revision.root()) {
        Ok(rest) => root.join(rest),
        Err(_) => path.to_owned(),
    }
}
