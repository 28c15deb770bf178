//! `check --fix`: putting a mended file in the place of the old one.

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use super::diff::Look;
use super::output::plain;

/// What is done with fixes.
#[derive(Clone, Copy, Debug)]
pub enum Mode {
    /// They are only reported.
    Report,
    /// The files are mended.
    Write {
        /// Unsafe fixes too.
        risky: bool,
    },
    /// What mending would change is shown.
    Diff {
        /// Unsafe fixes too.
        risky: bool,
        /// How it is shown.
        look: Look,
    },
}

impl Mode {
    /// Whether unsafe fixes are applied too; `None` when none are.
    pub fn risky(self) -> Option<bool> {
        match self {
            Mode::Report => None,
            Mode::Write { risky } | Mode::Diff { risky, .. } => Some(risky),
        }
    }
}

/// Why a file was not replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotWritten {
    /// It no longer holds what was read.
    Changed,
    /// Something else.
    Failed(String),
}

impl From<io::Error> for NotWritten {
    fn from(error: io::Error) -> Self {
        NotWritten::Failed(plain(&error))
    }
}

/// Replaces the file at `path`, which held `before`, by `after`: at once or not at all, with its permissions.
///
/// # Errors
/// Why it was not done; the file is then as it was.
pub fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), NotWritten> {
    let path = target(path)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    // In a folder that may be written any file could be replaced; but this one should not be.
    let old = File::options().read(true).write(true).open(&path)?;
    let data = old.metadata()?;
    if data.permissions().readonly() {
        return Err(NotWritten::Failed("it is write-protected".to_owned()));
    }
    let mut new = tempfile::Builder::new()
        .prefix(".amplint-")
        .tempfile_in(folder)
        .map_err(|error| NotWritten::Failed(format!("no file can be made beside it: {}", plain(&error))))?;
    new.write_all(after)?;
    keep_owner(&data, new.as_file());
    new.as_file().set_permissions(data.permissions())?;
    new.as_file().sync_all()?;
    if !holds(old, before)? {
        return Err(NotWritten::Changed);
    }
    new.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// Whether `file` holds `bytes` and nothing else.
fn holds(file: File, bytes: &[u8]) -> io::Result<bool> {
    let mut read = Vec::with_capacity(bytes.len() + 1);
    file.take(bytes.len() as u64 + 1).read_to_end(&mut read)?;
    Ok(read == bytes)
}

/// Gives `file` the owner and group of `data`, as far as that is allowed.
#[cfg(unix)]
fn keep_owner(data: &Metadata, file: &File) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let Ok(new) = file.metadata() else { return };
    if (new.uid(), new.gid()) != (data.uid(), data.gid()) {
        // Only root may give files away; to another group of one's own anybody may.
        let _ = fchown(file, Some(data.uid()), Some(data.gid()))
            .or_else(|_| fchown(file, None, Some(data.gid())));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &Metadata, _: &File) {}

/// The file to write, symbolic links followed; but not out of the current folder, nor, when `path` lies
/// elsewhere, out of the folder it names.
fn target(path: &Path) -> Result<PathBuf, NotWritten> {
    let real = fs::canonicalize(path)?;
    let here = std::env::current_dir()?;
    let named = here.join(path);
    let climbs = path.components().any(|part| part == Component::ParentDir);
    let tree = if named.starts_with(&here) && !climbs {
        here
    } else {
        named.parent().unwrap_or(&here).to_owned()
    };
    if real.starts_with(fs::canonicalize(tree)?) {
        return Ok(real);
    }
    let folder = if climbs || path.is_absolute() {
        "its"
    } else {
        "the current"
    };
    Err(NotWritten::Failed(format!(
        "a symbolic link leads out of {folder} folder"
    )))
}
