//! Files are written at once or not at all.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tempfile::Builder;

use amplint::workspace::plain;

/// Why a file was not written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum NotWritten {
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

/// Writes `bytes` to the file at `path`, whatever was there before. What is no file, such as `/dev/stderr`, is
/// written to as it is.
///
/// # Errors
/// Why it was not done; the file is then as it was.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    // What a link leads to is meant.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match fs::metadata(path) {
        Ok(data) if data.is_dir() => return Err("it is a folder".to_owned()),
        Ok(data) if !data.is_file() => return fs::write(path, bytes).map_err(|error| plain(&error)),
        _ => {}
    }
    put(path, bytes, || Ok(true)).map_err(|why| match why {
        NotWritten::Changed => "it keeps being changed".to_owned(),
        NotWritten::Failed(why) => why,
    })
}

/// Writes `bytes` to a new file at `path`.
///
/// # Errors
/// Why it was not done, such as that something is there; that is then as it was.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let there = || "it is there already, and would be lost".to_owned();
    if path.symlink_metadata().is_ok() {
        return Err(there());
    }
    let told = |error: io::Error| match error.kind() {
        ErrorKind::AlreadyExists => there(),
        ErrorKind::NotFound => "its folder does not exist".to_owned(),
        _ => plain(&error),
    };
    let mut new = fresh(path).map_err(told)?;
    new.write_all(bytes).map_err(told)?;
    new.as_file().sync_all().map_err(told)?;
    let _ = new.as_file().unlock();
    new.persist_noclobber(path).map_err(|error| told(error.error))?;
    Ok(())
}

/// What the names of files begin with that are to take another's place; the number of the process follows.
const PREFIX: &str = ".amplint-";

/// How long a file counts as new.
const NEW_FOR: Duration = Duration::from_mins(1);

/// Removes from `folder` what runs that were killed have left there: files of ours that no process holds.
pub(super) fn sweep(folder: &Path) {
    static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let mut swept = SWEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if !swept.insert(folder.to_owned()) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| {
            let (process, _) = name.strip_prefix(PREFIX)?.split_once('-')?;
            process.parse::<u32>().ok()
        });
        let is_file = || entry.file_type().is_ok_and(|kind| kind.is_file());
        if process.is_some_and(is_gone) && is_file() && !may_be_new(&entry) {
            let path = entry.path();
            let left = File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
            if left {
                // Whoever may not is not the one to be told.
                let _ = fs::remove_file(path);
            }
        }
    }
}

/// Whether a process has ended, as far as can be seen; the lock on its file says the rest.
fn is_gone(process: u32) -> bool {
    let all = Path::new("/proc/self");
    process != std::process::id() && !(all.exists() && Path::new(&format!("/proc/{process}")).exists())
}

/// Whether a file may have been made a moment ago, before its lock was taken, or be moved into its place right now; of no
/// concern where processes can be seen.
fn may_be_new(entry: &fs::DirEntry) -> bool {
    let age = |data: Metadata| data.modified().ok()?.elapsed().ok();
    !Path::new("/proc/self").exists()
        && entry
            .metadata()
            .ok()
            .and_then(age)
            .is_none_or(|age| age < NEW_FOR)
}

/// A file beside `path`, to take its place. It is held with a lock until it does, or the process ends.
fn fresh(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    sweep(folder(path));
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        // As any new file, not for the user alone.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let prefix = format!("{PREFIX}{}-", std::process::id());
    let new = builder.prefix(&prefix).tempfile_in(folder(path))?;
    // Where nothing can be locked, the number of the process says enough.
    let _ = new.as_file().try_lock();
    Ok(new)
}

/// Replaces the file at `path`, which held `before`, by `after`.
///
/// # Errors
/// Why it was not done; the file is then as it was.
pub(super) fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), NotWritten> {
    let path = target(path)?;
    put(&path, after, || holds(&path, before))
}

/// Puts a file with `bytes` at `path`, with the permissions and the owner of the one there, if `ready` says so at
/// the end. Other names of the old file still lead to the old one.
fn put(path: &Path, bytes: &[u8], ready: impl FnOnce() -> io::Result<bool>) -> Result<(), NotWritten> {
    // In a folder that may be written any file could be replaced; but one that may not be should not be.
    let old = match File::options().write(true).open(path) {
        Ok(old) => Some(old.metadata()?),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    if old.as_ref().is_some_and(|data| data.permissions().readonly()) {
        return Err(NotWritten::Failed("it is write-protected".to_owned()));
    }
    let mut new = fresh(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => NotWritten::Failed("its folder does not exist".to_owned()),
        _ => NotWritten::Failed(format!("no file can be made beside it: {}", plain(&error))),
    })?;
    new.write_all(bytes)?;
    if let Some(old) = old {
        keep_owner(&old, new.as_file());
        new.as_file().set_permissions(old.permissions())?;
    }
    new.as_file().sync_all()?;
    if !ready()? {
        return Err(NotWritten::Changed);
    }
    let _ = new.as_file().unlock();
    new.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Whether the file at `path`, which another may have replaced meanwhile, holds `bytes` and nothing else.
fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut read = Vec::with_capacity(bytes.len() + 1);
    File::open(path)?
        .take(bytes.len() as u64 + 1)
        .read_to_end(&mut read)?;
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

/// The file to fix, symbolic links followed; but not out of the current folder, nor, when `path` lies
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

/// The folder that `path` is in.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}
