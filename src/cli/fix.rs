//! `check --fix` and `--diff`: what fixes make of a file, and putting it in place.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use amplint::escape::visible;
use similar::TextDiff;

use super::output::plain;

/// What is done with fixes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
    },
}

impl Mode {
    /// Whether unsafe fixes are applied too; `None` when none are.
    pub fn risky(self) -> Option<bool> {
        match self {
            Mode::Report => None,
            Mode::Write { risky } | Mode::Diff { risky } => Some(risky),
        }
    }
}

/// A unified diff of `name`, empty when nothing changed. Control characters are shown as escapes.
pub fn diff(name: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let name = visible(name);
    let diff = TextDiff::from_lines(before, after);
    let mut unified = diff.unified_diff();
    let text = unified
        .context_radius(3)
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string();
    let mut shown = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\r', '\n']);
        // A tab is no danger, and diffs that are applied need it.
        let parts: Vec<_> = body.split('\t').map(visible).collect();
        shown.push_str(&parts.join("\t"));
        shown.push_str(&line[body.len()..]);
    }
    shown
}

/// Replaces the file at `path`, which held `before`, by `after`: at once or not at all, with its permissions.
///
/// # Errors
/// Why it was not done; the file is then as it was.
pub fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), String> {
    let path = target(path)?;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let said = |error: io::Error| plain(&error);
    let permissions = fs::metadata(&path).map_err(said)?.permissions();
    if permissions.readonly() {
        return Err("it is write-protected".to_owned());
    }
    let mut new = tempfile::Builder::new()
        .prefix(".amplint-")
        .tempfile_in(folder)
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
