//! `amplint schema KIND`: the JSON Schemas, for editors and other programs.

use super::Exit;
use super::output::Console;

/// Print the JSON Schema of a kind of document
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which one
    #[arg(value_enum, default_value_t, value_name = "KIND")]
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum Kind {
    /// amp.yaml
    #[default]
    Manifest,
    /// amplint.toml
    Config,
    /// What `amplint check --format json` writes
    Report,
}

impl Kind {
    fn schema(self) -> &'static str {
        match self {
            Kind::Manifest => include_str!("../../schemas/manifest.schema.json"),
            Kind::Config => include_str!("../../schemas/config.schema.json"),
            Kind::Report => include_str!("../../schemas/report.schema.json"),
        }
    }
}

/// Runs the command.
///
/// # Errors
/// None; wrong usage is met before.
pub fn run(args: &Args) -> Result<Exit, clap::Error> {
    let mut console = Console::plain();
    console.print(|out| out.write_all(args.kind.schema().as_bytes()));
    Ok(console.exit())
}
