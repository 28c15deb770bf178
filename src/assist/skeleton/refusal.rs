//! Why there is no integration as asked for.

use crate::diagnostic::Diagnostic;

/// Why there is no integration as asked for: what a check says of it, or what does not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// What is wrong.
    pub message: String,
    /// What to ask for instead.
    pub help: Option<String>,
    /// The rule whose finding it is.
    pub rule: Option<&'static str>,
}

impl Impossible {
    pub(super) fn new(message: impl Into<String>, help: &str) -> Self {
        Self {
            message: message.into(),
            help: Some(help.to_owned()),
            rule: None,
        }
    }

    pub(super) fn of(finding: &Diagnostic) -> Self {
        Self {
            message: finding.message.clone(),
            help: finding.help.clone(),
            rule: Some(finding.rule),
        }
    }
}

impl std::fmt::Display for Impossible {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Impossible {}
