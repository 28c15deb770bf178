//! `cargo xtask catalog`: keeps the facts about providers, and the tables made of them.
//!
//! `schemas/catalog` holds the facts, `src/catalog/catalog.bin` the tables that the program embeds.
mod data;
#[path = "../../../src/catalog/layout.rs"]
mod layout;
mod pretty;
mod tables;
mod verdicts;

#[cfg(test)]
mod embedded;
#[cfg(test)]
mod sound;

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use crate::{Result, root};
use data::Data;
use verdicts::Table;

/// Lays out the facts about providers and builds the tables that the program embeds
#[derive(Args)]
pub struct Catalog {
    /// Change nothing; fail where a file is not as it would be written
    #[arg(long)]
    check: bool,
}

/// Runs the command.
pub fn run(args: &Catalog) -> Result {
    let folder = root().join("schemas/catalog");
    let mut stale = Vec::new();
    let mut put = |file: &Path, bytes: &[u8]| -> Result {
        if std::fs::read(file).is_ok_and(|old| old == bytes) {
            return Ok(());
        }
        stale.push(file.strip_prefix(root()).unwrap_or(file).display().to_string());
        if args.check {
            return Ok(());
        }
        std::fs::write(file, bytes).map_err(|error| format!("{}: {error}", file.display()))
    };
    let mut sources = files(&folder)?;
    sources.extend(files(&folder.join("objects"))?);
    sources.extend(files(&folder.join("fields"))?);
    for file in sources {
        let tidy = if file.file_name().is_some_and(|name| name == VERDICTS) {
            verdicts::lay_out(&table(&file)?)
        } else {
            pretty::lay_out(&read(&file)?)
        };
        put(&file, tidy.as_bytes())?;
    }
    let blob = tables::blob(&load(&root())?)?;
    put(&root().join(TABLES), &blob)?;
    for file in &stale {
        println!("{} {file}", if args.check { "stale:" } else { "wrote" });
    }
    if args.check && !stale.is_empty() {
        return Err("run `cargo xtask catalog`".to_owned());
    }
    Ok(())
}

/// The file of what connectors were seen to do.
const VERDICTS: &str = "verdicts.json";
/// The tables, seen from the root.
const TABLES: &str = "src/catalog/catalog.bin";

/// The facts of the project at `root`.
fn load(root: &Path) -> Result<Data> {
    let folder = root.join("schemas/catalog");
    let schema = read(&root.join("schemas/catalog.schema.json"))?;
    Data::new(
        &schema,
        &data::document(&folder)?,
        &table(&folder.join(VERDICTS))?,
    )
}

/// A table of verdicts.
fn table(file: &Path) -> Result<Table> {
    let text = text(file)?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
}

/// The JSON files right in a folder, in order.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
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
