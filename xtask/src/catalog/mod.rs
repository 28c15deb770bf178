//! `cargo xtask catalog`: keeps the facts about providers, and the tables made of them.
//!
//! `schemas/catalog` holds the facts (its README says which and whence), `src/catalog/catalog.bin` the tables that
//! the program embeds. From the same facts the same bytes are written.
mod connectors;
mod data;
mod drift;
mod graphql;
mod inputs;
#[path = "../../../src/catalog/layout.rs"]
mod layout;
mod merge;
mod pretty;
mod tables;
mod verdicts;

#[cfg(test)]
mod embedded;
#[cfg(test)]
mod renewal;
#[cfg(test)]
mod sound;

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use crate::{Result, root};
use data::Data;
use drift::Effect;
use inputs::{Inputs, Revision};

/// Renew the facts about providers, and the tables that the program embeds
#[derive(Args)]
pub struct Catalog {
    /// Read what is regular in this checkout of the connectors
    #[arg(long, value_name = "DIR")]
    connectors: Option<PathBuf>,
    /// The revision of the checkout, where git can't tell
    #[arg(long, requires = "connectors", requires = "date")]
    revision: Option<String>,
    /// The day of that revision, such as 2026-08-21
    #[arg(long, requires = "revision")]
    date: Option<String>,
    /// Merge this table of what connectors do
    #[arg(long, value_name = "FILE")]
    verdicts: Option<PathBuf>,
    /// Write even where users get errors that they had not
    #[arg(long)]
    accept_errors: bool,
    /// Change nothing; fail where a file is not as it would be written
    #[arg(long)]
    check: bool,
}

/// The tables that the program embeds, made of the facts as they lie; with `check` only looked at.
pub fn tables_from_facts(check: bool) -> Result {
    run(&Catalog {
        connectors: None,
        revision: None,
        date: None,
        verdicts: None,
        accept_errors: false,
        check,
    })
}

/// Runs the command.
pub fn run(args: &Catalog) -> Result {
    run_in(&root(), args, &mut std::io::stdout())
}

/// Runs the command for the project in `root`.
fn run_in(root: &Path, args: &Catalog, out: &mut dyn std::io::Write) -> Result {
    let mut say = |text: String| writeln!(out, "{text}").map_err(|error| error.to_string());
    let folder = root.join(FOLDER);
    let schema = read(&root.join(SCHEMA))?;
    let old = Inputs::load(&folder)?;
    let mut new = old.clone();
    if let Some(checkout) = &args.connectors {
        let (revision, date) = match (&args.revision, &args.date) {
            (Some(revision), Some(date)) => (revision.clone(), date.clone()),
            _ => connectors::revision(checkout)?,
        };
        let found = connectors::read(checkout)?;
        for note in &found.notes {
            say(format!("passed over: {note}"))?;
        }
        new.renew(found.providers, found.objects, Revision { revision, date });
        for idle in new.idle() {
            say(format!("without effect in overlay: {idle}"))?;
        }
    }
    if let Some(file) = &args.verdicts {
        let table = inputs::table(file)?;
        let document = new.document();
        if let Some(unknown) = table
            .providers
            .keys()
            .find(|it| document["providers"][it.as_str()].is_null())
        {
            return Err(format!("{}: {unknown}: no such provider", file.display()));
        }
        new.table.extend(table);
    }
    let data = Data::new(&schema, &new.document(), &new.table)?;
    if args.connectors.is_some() || args.verdicts.is_some() {
        let before = Data::new(&schema, &old.document(), &old.table)?;
        let errors = tell(&drift::changes(&before, &data), &mut say)?;
        if errors > 0 && !args.accept_errors && !args.check {
            return Err(format!(
                "{errors} new errors for users: look at each, then say `--accept-errors`; nothing was written"
            ));
        }
    }
    let mut files = new.files(&folder);
    files.push((root.join(TABLES), tables::blob(&data, &new.sources())?));
    let stale: Vec<_> = files
        .iter()
        .filter(|(file, bytes)| !std::fs::read(file).is_ok_and(|old| old == *bytes))
        .collect();
    for (file, bytes) in &stale {
        let shown = file.strip_prefix(root).unwrap_or(file).display();
        say(format!("{} {shown}", if args.check { "stale:" } else { "wrote" }))?;
        if !args.check {
            put(file, bytes)?;
        }
    }
    if args.check && !stale.is_empty() {
        return Err(
            "something has drifted: `cargo xtask catalog` with the same options writes it".to_owned(),
        );
    }
    Ok(())
}

/// Tells changes by what they do to users, the worst first, and returns how many of them are new errors.
fn tell(changes: &[(Effect, String)], say: &mut dyn FnMut(String) -> Result) -> Result<usize> {
    let mut last = None;
    for (effect, change) in changes {
        if last != Some(*effect) {
            let count = changes.iter().filter(|(it, _)| it == effect).count();
            say(format!("{} ({count}):", effect.heading()))?;
            last = Some(*effect);
        }
        say(format!("  {change}"))?;
    }
    Ok(changes.iter().filter(|(it, _)| *it == Effect::NewError).count())
}

fn put(file: &Path, bytes: &[u8]) -> Result {
    let told = |error: std::io::Error| format!("{}: {error}", file.display());
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(told)?;
    }
    std::fs::write(file, bytes).map_err(told)
}

/// The facts, seen from the root.
const FOLDER: &str = "schemas/catalog";
/// Their shape.
const SCHEMA: &str = "schemas/catalog.schema.json";
/// The tables.
const TABLES: &str = "src/catalog/catalog.bin";

/// The facts of the project at `root`.
#[cfg(test)]
fn load(root: &Path) -> Result<Data> {
    let inputs = Inputs::load(&root.join(FOLDER))?;
    Data::new(&read(&root.join(SCHEMA))?, &inputs.document(), &inputs.table)
}

/// The JSON files right in a folder, in order; none where there is no such folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry
            .map_err(|error| format!("{}: {error}", folder.display()))?
            .path();
        if path.extension().is_some_and(|it| it == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn text(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn read(file: &Path) -> Result<Value> {
    serde_json::from_str(&text(file)?).map_err(|error| format!("{}: {error}", file.display()))
}
