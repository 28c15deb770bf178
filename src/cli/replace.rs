//! Files are written at once or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use super::output::plain;

/// Writes `bytes` to the file at `path`, whatever was there before. What is no file, such as `/dev/stderr`, is
/// written to as it is.
///
/// # Errors
/// Why it was not done; the file is then as it was.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let said = |error: io::Error| plain(&error);
    // What a link leads to is meant.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&path).ok();
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err("it is a folder".to_owned());
    }
    if old.as_ref().is_some_and(|data| !data.is_file()) {
        return fs::write(&path, bytes).map_err(said);
    }
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        // As any new file, not for the user alone.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut new = builder
        .prefix(".amplint-")
        .tempfile_in(folder(&path))
        .map_err(said)?;
    new.write_all(bytes).map_err(said)?;
    if let Some(old) = old {
        new.as_file().set_permissions(old.permissions()).map_err(said)?;
    }
    new.persist(&path).map_err(|error| plain(&error.error))?;
    Ok(())
}

/// The folder that `path` is in.
fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Replaces the file at `path`, which held `before`, by `after`: at once or not at all, with its permissions.
///
/// # Errors
/// Why it was not done; the file is then as it was.
pub fn update(path: &Path, before: &[u8], after: &[u8]) -> Result<(), String> {
    let path = target(path)?;
    let said = |error: io::Error| plain(&error);
    let permissions = fs::metadata(&path).map_err(said)?.permissions();
    if permissions.readonly() {
        return Err("it is write-protected".to_owned());
    }
    let mut new = Builder::new()
        .prefix(".amplint-")
        .tempfile_in(folder(&path))
        .map_err(said)?;
    new.write_all(after).map_err(said)?;
    new.as_file().set_permissions(permissions).map_err(said)?;
    new.as_file().sync_all().map_err(said)?;
    if fs::read(&path).map_err(said)? != before {
        return Err("it was changed in the meantime".to_owned());
    }
    new.persist(&path).map_err(|error| plain(&error.error))?;
    Ok(())
}

/// The file to write: what a symbolic link leads to, if that is in the current folder.
fn target(path: &Path) -> Result<PathBuf, String> {
    if !path.is_symlink() {
        return Ok(path.to_owned());
    }
    let real = fs::canonicalize(path).map_err(|error| plain(&error))?;
    let here = std::env::current_dir()
        .and_then(fs::canonicalize)
        .map_err(|error| plain(&error))?;
    if real.starts_with(&here) {
        Ok(real)
    } else {
        Err("it is a symbolic link that leads out of the current folder".to_owned())
    }
}
