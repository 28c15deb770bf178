//! `amplint schema KIND`: the JSON Schemas, for editors and other programs.

use amplint::api::kind;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::exit::Exit;
use super::output::Console;

/// Print the JSON Schema of a kind of document
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which one
    #[arg(default_value = kind::MANIFEST.name, value_name = "KIND", value_parser = kinds())]
    kind: String,
}

/// What the program itself reads and writes.
const OWN: [(&str, &str, &str); 4] = [
    (
        "compare",
        "what `amplint compare --format json` writes",
        include_str!("../../schemas/compare.schema.json"),
    ),
    (
        "config",
        "amplint.toml",
        include_str!("../../schemas/config.schema.json"),
    ),
    (
        "overview",
        "what `amplint overview --format json` writes",
        include_str!("../../schemas/overview.schema.json"),
    ),
    (
        "report",
        "what `amplint check --format json` writes",
        include_str!("../../schemas/report.schema.json"),
    ),
];

fn kinds() -> PossibleValuesParser {
    let documents = kind::ALL.iter().map(|kind| (kind.name, kind.summary));
    let own = OWN.iter().map(|&(name, summary, _)| (name, summary));
    let values = documents
        .chain(own)
        .map(|(name, summary)| PossibleValue::new(name).help(summary));
    values.into()
}

/// Runs the command.
///
/// # Errors
/// None; wrong usage is met before.
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    let own = OWN.iter().find(|(name, ..)| *name == args.kind);
    let schema = match kind::find(&args.kind) {
        Some(kind) => kind.schema.text(),
        None => own.map_or("", |&(_, _, schema)| schema),
    };
    let mut console = Console::plain();
    console.print(|out| out.write_all(schema.as_bytes()));
    Ok(console.exit())
}
