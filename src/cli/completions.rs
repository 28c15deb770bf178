//! `amplint completions SHELL`

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
    let mut text = Vec::new();
    clap_complete::generate(args.shell, all, "amplint", &mut text);
    console.print(|out| out.write_all(&text));
    Ok(console.exit())
}
