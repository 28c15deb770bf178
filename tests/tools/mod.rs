//! Other people's programs, which tests need where they are.
#![allow(dead_code, reason = "no test needs all of it")]

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The program `name`: at `place` in this project, else on the PATH.
pub fn look(name: &str, place: Option<&str>) -> Option<PathBuf> {
    let ours = place.map(|place| Path::new(env!("CARGO_MANIFEST_DIR")).join(place));
    let path = env::var_os("PATH").unwrap_or_default();
    let others = env::split_paths(&path).map(|folder| folder.join(name));
    ours.into_iter().chain(others).find(|program| program.is_file())
}

/// The same, with a word about it when there is none; a failure when `AMPLINT_REQUIRE_TOOLS` is set, as in
/// `.ci/run`.
pub fn find(name: &str, place: Option<&str>) -> Option<PathBuf> {
    let found = look(name, place);
    if found.is_none() {
        missing(name);
    }
    found
}

/// Says that a test shows nothing without `what`, which `.ci/tools` installs.
pub fn missing(what: &str) {
    assert!(
        env::var_os("AMPLINT_REQUIRE_TOOLS").is_none(),
        "there is no {what}"
    );
    skipped(what);
}

/// Says that a test shows nothing without `what`.
pub fn skipped(what: &str) {
    // Past the capture of what tests print.
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED: there is no {what}, so this test shows nothing"
    );
}
