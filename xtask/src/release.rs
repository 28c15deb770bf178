//! `cargo xtask release X.Y.Z`: the version, everywhere. Publishing is the matter of a workflow, see docs/releasing.md.

use std::fs;

use crate::{Result, generate, root, versions};

/// Set the version everywhere, and write anew what shows it
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The new version
    #[arg(value_name = "X.Y.Z")]
    version: String,
    /// Leave snapshots and pages as they are
    #[arg(long)]
    no_generate: bool,
}

pub(crate) fn run(args: &Args) -> Result {
    let new = args.version.trim_start_matches('v');
    if versions::version(new) != Some(new) {
        return Err(format!(
            "`{}` is no version: write three numbers, such as 1.2.3",
            args.version
        ));
    }
    let old = versions::current()?;
    versions::set(new)?;
    let log = root().join("CHANGELOG.md");
    let text = fs::read_to_string(&log).map_err(|error| format!("CHANGELOG.md: {error}"))?;
    if text.contains("\n## Unreleased\n") {
        let fresh = text.replacen("\n## Unreleased\n", &format!("\n## {new}\n"), 1);
        fs::write(&log, fresh).map_err(|error| format!("CHANGELOG.md: {error}"))?;
    } else if !text.contains(&format!("\n## {new}")) {
        return Err(format!(
            "CHANGELOG.md has neither `## Unreleased` nor `## {new}`: what is new?"
        ));
    }
    let drifted = versions::drifted(new)?;
    if !drifted.is_empty() {
        return Err(format!("these say another version still: {}", drifted.join(", ")));
    }
    println!("{old} is {new} now");
    if args.no_generate {
        return Ok(());
    }
    generate::run(&generate::Args::default())
}
