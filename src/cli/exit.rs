//! How a run ends.

use amplint::escape::visible;
use clap::error::ErrorKind;

/// How a run ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Exit {
    /// Nothing that fails.
    Clean = 0,
    /// A finding that fails.
    Findings = 1,
    /// Wrong usage, something unreadable, or a fault of our own.
    Fault = 2,
}

/// Wrong usage; the command that meets it adds its own usage.
pub(super) fn usage(text: &str) -> clap::Error {
    clap::Error::raw(ErrorKind::ValueValidation, text)
}

/// A wrong value of `option`.
pub(super) fn wrong_value(option: &str, text: &str) -> clap::Error {
    usage(&format!("--{option}: {}", visible(text)))
}
