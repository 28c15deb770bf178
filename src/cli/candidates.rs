//! `amplint candidates PROVIDER`: what shells ask while an object is typed. Hidden, for `amplint completions` alone.

use amplint::assist::lookup;
use amplint::catalog::Module;

use super::exit::Exit;
use super::output::Console;

/// The objects of a provider, one a line
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(super) struct Args {
    /// A provider, as a manifest names it or as people do
    provider: String,
}

/// Runs the command. A provider that is none has no objects; nobody wants an error while they type.
///
/// # Errors
/// None; wrong usage is met before.
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    let mut console = Console::plain();
    if let Ok(meant) = lookup::provider(&args.provider) {
        let provider = meant.provider;
        let modules: Vec<Module> = match meant.module {
            Some(module) => vec![module],
            None => provider.modules().chain([provider.root()]).collect(),
        };
        let mut names: Vec<&str> = modules
            .iter()
            .flat_map(|module| module.objects())
            .map(amplint::catalog::Object::name)
            .collect();
        names.sort_unstable();
        names.dedup();
        console.print(|out| names.iter().try_for_each(|name| writeln!(out, "{name}")));
    }
    Ok(console.exit())
}
