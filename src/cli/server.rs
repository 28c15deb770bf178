//! `amplint server`

use amplint::server::End;

use super::Exit;

/// Serve an editor: findings, fixes, completion and more while you type
///
/// Speaks the Language Server Protocol on standard input and output, for files called amp.yaml, amp.yml, *.amp.yaml and
/// *.amp.yml, for what `include` in amplint.toml names, and for amplint.toml itself.
///
/// Editors start it themselves: tell yours to run `amplint server` for YAML files. Settings for VS Code, Neovim, Vim,
/// Emacs, Helix, Zed, Sublime Text, Kate and `JetBrains` are in docs/editors.md of the project's repository.
///
/// Findings and fixes are those of `amplint check` and `amplint check --fix`. The log goes to standard error.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    /// Accepted for editors that pass it; there is no other way
    #[arg(long)]
    stdio: bool,
}

/// Serves until the editor goes; without a proper goodbye the exit code is 1, as the protocol wants it.
pub(super) fn run(_: &Args) -> Exit {
    match amplint::server::run() {
        End::Orderly => Exit::Clean,
        End::Abrupt => Exit::Findings,
    }
}
