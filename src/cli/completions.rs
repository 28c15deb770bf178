//! `amplint completions SHELL`

use amplint::{catalog, rules};
use clap::builder::PossibleValuesParser;
use clap_complete::Shell;

use super::exit::Exit;
use super::output::Console;

/// Print the completions of a shell
///
/// bash: amplint completions bash > ~/.local/share/bash-completion/completions/amplint
///
/// fish: amplint completions fish > ~/.config/fish/completions/amplint.fish
///
/// zsh: amplint completions zsh > _amplint, in a folder of $fpath
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which one
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Runs the command.
///
/// # Errors
/// None; wrong usage is met before.
pub fn run(args: &Args, all: &mut clap::Command) -> Result<Exit, clap::Error> {
    let mut console = Console::plain();
    offer(all);
    let mut text = Vec::new();
    clap_complete::generate(args.shell, all, "amplint", &mut text);
    console.print(|out| out.write_all(&text));
    Ok(console.exit())
}

/// Lets the shell offer rules and providers where they are asked for. Only here: elsewhere more than these are taken,
/// and what is wrong is told with more words.
fn offer(command: &mut clap::Command) {
    let ids = || PossibleValuesParser::new(rules::ALL.iter().map(|rule| rule.id));
    let keys = || PossibleValuesParser::new(catalog::providers().map(catalog::Provider::key));
    *command = std::mem::take(command)
        .mut_subcommand("check", |it| {
            it.mut_arg("select", |arg| arg.value_parser(ids()))
                .mut_arg("ignore", |arg| arg.value_parser(ids()))
        })
        .mut_subcommand("explain", |it| it.mut_arg("rule", |arg| arg.value_parser(ids())))
        .mut_subcommand("provider", |it| {
            it.mut_arg("name", |arg| arg.value_parser(keys()))
        })
        .mut_subcommand("new", |it| it.mut_arg("provider", |arg| arg.value_parser(keys())));
}
