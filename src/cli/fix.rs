//! `check --fix` and `--diff`: what is done with fixes, and what they make of a file.

use amplint::escape::visible;
use similar::TextDiff;

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
