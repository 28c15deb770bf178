//! Patterns as in `.gitignore`.

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::escape::visible;

/// A set of patterns as in `.gitignore`, relative to the configuration's folder.
#[derive(Debug)]
pub struct Patterns {
    /// The patterns as written.
    pub list: Vec<String>,
    /// The line they are set in, from 1; 0 when they come from elsewhere.
    pub line: u32,
    matcher: Gitignore,
}

impl Default for Patterns {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            line: 0,
            matcher: Gitignore::empty(),
        }
    }
}

impl Patterns {
    /// Whether `path`, relative to the configuration's folder and with `/`, or a folder above it matches.
    #[must_use]
    pub fn matches(&self, path: &str, is_folder: bool) -> bool {
        // The matcher refuses paths that lead out of its folder.
        let inside = !path.starts_with('/') && !path.split('/').any(|part| part == "..");
        inside
            && !self.list.is_empty()
            && self
                .matcher
                .matched_path_or_any_parents(path, is_folder)
                .is_ignore()
    }

    /// Reads patterns as in `.gitignore`.
    ///
    /// # Errors
    /// The index of the first pattern that can't be read, and why.
    pub fn new(list: Vec<String>) -> Result<Self, (usize, String)> {
        let mut builder = GitignoreBuilder::new("");
        for (i, pattern) in list.iter().enumerate() {
            builder
                .add_line(None, pattern)
                .map_err(|error| (i, reason(error)))?;
        }
        let matcher = builder.build().map_err(|error| (0, reason(error)))?;
        Ok(Self {
            list,
            line: 0,
            matcher,
        })
    }
}

/// What is wrong with a pattern, without the pattern; characters of it may be named.
fn reason(error: ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => visible(&err).into_owned(),
        ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithPath { err, .. } => reason(*err),
        other => visible(&other.to_string()).into_owned(),
    }
}
