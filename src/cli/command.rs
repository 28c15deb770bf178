//! The commands, of which a run builds only its own: to say what all of them take costs more than most checks.

use clap::{ArgMatches, Args, Error, FromArgMatches, Subcommand};

use super::{
    candidates, check, compare, completions, config, explain, man, new, overview, progress, provider, rules,
    schedule, schema, search,
};

/// Declares the commands: what `#[derive(Subcommand)]` would write, but that each is described when it is asked for.
macro_rules! commands {
    ($($(#[$if:meta])* $name:literal => $variant:ident($args:ty),)*) => {
        #[derive(Debug)]
        pub(super) enum Command {
            $($(#[$if])* $variant($args),)*
        }

        impl Command {
            /// Whether there is a command of this name.
            pub(super) fn exists(name: &str) -> bool {
                match name {
                    $($(#[$if])* $name => true,)*
                    _ => false,
                }
            }
        }

        impl Subcommand for Command {
            fn augment_subcommands(program: clap::Command) -> clap::Command {
                $($(#[$if])* let program = program.subcommand(
                    clap::Command::new($name).defer(<$args as Args>::augment_args),
                );)*
                program
            }

            fn augment_subcommands_for_update(program: clap::Command) -> clap::Command {
                Self::augment_subcommands(program)
            }

            fn has_subcommand(name: &str) -> bool {
                Self::exists(name)
            }
        }

        impl FromArgMatches for Command {
            fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
                Self::from_arg_matches_mut(&mut matches.clone())
            }

            fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self, Error> {
                let Some((name, mut matches)) = matches.remove_subcommand() else {
                    return Err(Error::raw(clap::error::ErrorKind::MissingSubcommand, "a command is missing\n"));
                };
                match name.as_str() {
                    $($(#[$if])* $name => {
                        <$args as FromArgMatches>::from_arg_matches_mut(&mut matches).map(Self::$variant)
                    })*
                    _ => Err(Error::raw(
                        clap::error::ErrorKind::InvalidSubcommand,
                        format!("there is no command `{name}`\n"),
                    )),
                }
            }

            fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
                *self = Self::from_arg_matches(matches)?;
                Ok(())
            }
        }
    };
}

commands! {
    "candidates" => Candidates(candidates::Args),
    "check" => Check(Box<check::Args>),
    "compare" => Compare(Box<compare::Args>),
    "completions" => Completions(completions::Args),
    "config" => Config(config::Args),
    "explain" => Explain(explain::Args),
    "progress" => Progress(progress::Args),
    "man" => Man(man::Args),
    "new" => New(Box<new::Args>),
    "overview" => Overview(overview::Args),
    "provider" => Provider(provider::Args),
    "rules" => Rules(rules::Args),
    "schedule" => Schedule(schedule::Args),
    "schema" => Schema(schema::Args),
    "search" => Search(search::Args),
    #[cfg(feature = "server")]
    "server" => Server(super::server::Args),
}
