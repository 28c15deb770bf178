//! Files are written at once or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

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
