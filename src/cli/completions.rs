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
pub(super) struct Args {
    /// Which one
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Runs the command.
///
/// # Errors
/// None; wrong usage is met before.
pub(super) fn run(args: &Args, all: &mut clap::Command) -> Result<Exit, clap::Error> {
    let mut console = Console::plain();
    offer(all);
    let mut text = Vec::new();
    clap_complete::generate(args.shell, all, "amplint", &mut text);
    let text = with_objects(args.shell, String::from_utf8_lossy(&text).into_owned());
    console.print(|out| out.write_all(text.as_bytes()));
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

/// Lets the shell ask for the objects of the provider that is typed before them, and fish offer what it is not told of
/// arguments without a name.
fn with_objects(shell: Shell, script: String) -> String {
    match shell {
        Shell::Bash => script + BASH,
        Shell::Zsh => {
            let ask = |name: &str| format!("{name}:_amplint_objects'");
            let script = OBJECTS.iter().fold(script, |script, name| {
                script.replace(&format!("{name}:_default'"), &ask(name))
            });
            // The functions come before what is done when the file is read.
            match script.split_once("\n_amplint() {") {
                Some((head, rest)) => format!("{head}\n{ZSH}\n_amplint() {{{rest}"),
                None => script,
            }
        }
        Shell::Fish => {
            let rules: Vec<&str> = rules::ALL.iter().map(|rule| rule.id).collect();
            let keys: Vec<&str> = catalog::providers().map(catalog::Provider::key).collect();
            let first = |command: &str, words: &[&str]| {
                format!(
                    "complete -c amplint -n \"__fish_amplint_using_subcommand {command}; and test (count (commandline \
                     -opc)) -eq 2\" -f -a \"{}\"\n",
                    words.join(" ")
                )
            };
            script + &first("explain", &rules) + &first("provider", &keys) + &first("new", &keys) + FISH
        }
        _ => script,
    }
}

/// How arguments that are objects end in the script for zsh.
const OBJECTS: [&str; 2] = [
    "'*::objects -- Its objects; usual ones if there is none",
    "'::named -- One of its objects, or a name for which one is looked for",
];

const BASH: &str = r#"
# The objects of the provider that is typed before them.
_amplint_or_objects() {
    local IFS=$'\n' cur="${COMP_WORDS[COMP_CWORD]}"
    if [[ ( ${COMP_WORDS[1]} == new || ${COMP_WORDS[1]} == provider ) && ${COMP_CWORD} -gt 2 && ${cur} != -* \
        && ${COMP_WORDS[2]} != -* && ${COMP_WORDS[COMP_CWORD-1]} != --[a-z]* ]]; then
        COMPREPLY=( $(compgen -W "$("${COMP_WORDS[0]}" candidates "${COMP_WORDS[2]}" 2>/dev/null)" -- "${cur}") )
        return 0
    fi
    IFS=$' \t\n'
    _amplint "$@"
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _amplint_or_objects -o nosort -o bashdefault -o default amplint
else
    complete -F _amplint_or_objects -o bashdefault -o default amplint
fi
"#;

const ZSH: &str = r#"# The objects of the provider that is typed before them.
_amplint_objects() {
    local -a objects provider
    provider=(${${words[2,-1]}:#-*})
    objects=(${(f)"$(amplint candidates ${provider[1]} 2>/dev/null)"})
    compadd -a objects
}
"#;

const FISH: &str = r#"complete -c amplint -n "__fish_amplint_using_subcommand new; and test (count (commandline -opc)) -gt 2" -f -a "(amplint candidates (commandline -opc)[3] 2>/dev/null)"
complete -c amplint -n "__fish_amplint_using_subcommand provider; and test (count (commandline -opc)) -gt 2" -f -a "(amplint candidates (commandline -opc)[3] 2>/dev/null)"
"#;
