//! What holds for any bytes at all. The fuzz targets (`fuzz/`) look for bytes for which it does not,
//! `tests/kept.rs` replays what they found, and other tests share the parts.

pub mod built;
pub mod check;
pub mod compare;
pub mod config;
pub mod fix;
pub mod lean;
pub mod lines;
pub mod new;
pub mod report;
pub mod schedule;
#[cfg(feature = "server")]
pub mod server;

/// What does not hold, in words.
pub type Outcome = Result<(), String>;

/// What a target asserts of an input.
pub type Holds = fn(&[u8]) -> Outcome;

/// Each target of `fuzz/` by its name.
pub const TARGETS: &[(&str, Holds)] = &[
    ("built", built::holds),
    ("check", check::holds),
    ("compare", compare::holds),
    ("config", config::holds),
    ("fix", fix::holds),
    ("lean", lean::holds),
    ("new", new::holds),
    ("report", report::holds),
    ("schedule", schedule::holds),
    #[cfg(feature = "server")]
    ("server", server::holds),
];

/// Fails with a formatted reason unless it holds.
macro_rules! ensure {
    ($holds:expr, $($why:tt)+) => {
        if !$holds {
            return Err(format!($($why)+));
        }
    };
}
use ensure;
