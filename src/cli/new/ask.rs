//! The questions of `amplint new` in a terminal, and the command line that would have spared them.

use std::path::Path;

use amplint::assist::lookup;
use amplint::catalog::{self, Capability, Module, Provider};
use amplint::workspace::Settings;
use inquire::validator::Validation;
use inquire::{InquireError, MultiSelect, Text};

use super::args::Args;

/// How many names are proposed at a time.
const PROPOSED: usize = 8;

/// Asks for the provider, the actions and the objects; the rest is as `args` say. `None` when the person leaves.
///
/// # Errors
/// Why nothing can be asked.
pub(super) fn ask(args: &Args) -> Result<Option<Args>, String> {
    match questions(args) {
        Ok(answered) => Ok(Some(answered)),
        Err(InquireError::OperationCanceled | InquireError::OperationInterrupted) => Ok(None),
        Err(error) => Err(format!("nothing can be asked here: {error}")),
    }
}

fn questions(args: &Args) -> Result<Args, InquireError> {
    let name = Text::new("Provider:")
        .with_help_message("its key or what people call it; tab completes")
        .with_autocomplete(Providers)
        .with_validator(|text: &str| {
            Ok(match lookup::provider(text.trim()) {
                Ok(_) => Validation::Valid,
                Err(why) => Validation::Invalid(why.into()),
            })
        })
        .prompt()?;
    // The validator let nothing else pass.
    let meant = lookup::provider(name.trim()).map_err(|why| InquireError::Custom(why.into()))?;
    let provider = meant.provider;
    let module = meant.module.unwrap_or_else(|| provider.default_module());
    let offered: Vec<Capability> = Capability::ALL
        .into_iter()
        .filter(|&action| can(provider, module, action))
        .collect();
    let words: Vec<&str> = offered.iter().map(|action| what(*action)).collect();
    let chosen = match words.as_slice() {
        [] | [_] => offered.clone(),
        _ => MultiSelect::new("What should it do?", words.clone())
            .with_help_message("space chooses, enter goes on")
            .with_default(&[0])
            .raw_prompt()?
            .into_iter()
            .filter_map(|choice| offered.get(choice.index).copied())
            .collect(),
    };
    let needs = chosen.iter().any(|action| *action != Capability::Proxy);
    let objects = if needs && args.objects.is_empty() {
        let modules: Vec<Module> = match meant.module {
            Some(module) => vec![module],
            None => provider.modules().chain([provider.root()]).collect(),
        };
        // What the configuration lists comes first.
        let loaded = Settings::new(args.config.choice()).of(Path::new("amp.yaml"));
        let own = loaded.iter().flat_map(|loaded| loaded.config.own.all());
        let own = own
            .filter(|own| modules.contains(&own.module))
            .map(|own| own.name.clone());
        let known = modules.iter().flat_map(|module| module.objects());
        let names: Vec<String> = own.chain(known.map(|object| object.name().to_owned())).collect();
        Text::new("Objects:")
            .with_help_message("with spaces between; nothing takes usual ones; tab completes")
            .with_autocomplete(Objects(names))
            .prompt()?
            .split([' ', ','])
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    } else {
        args.objects.clone()
    };
    let has = |action| chosen.contains(&action);
    Ok(Args {
        provider: Some(provider.key().to_owned()),
        objects,
        read: args.read || has(Capability::Read),
        write: args.write || has(Capability::Write),
        subscribe: args.subscribe || has(Capability::Subscribe),
        proxy: args.proxy || has(Capability::Proxy),
        module: args
            .module
            .clone()
            .or_else(|| meant.module.map(|module| module.id().to_owned())),
        ..args.clone()
    })
}

fn can(provider: Provider, module: Module, action: Capability) -> bool {
    let any = provider.modules().any(|module| module.support(action).is_yes());
    any || module.support(action).is_yes() || provider.support(action).is_yes()
}

fn what(action: Capability) -> &'static str {
    match action {
        Capability::Read => "read objects",
        Capability::Write => "write objects",
        Capability::Subscribe => "subscribe to changes",
        Capability::Proxy => "pass requests through (proxy)",
    }
}

/// Completes the name of a provider.
#[derive(Clone)]
struct Providers;

impl inquire::Autocomplete for Providers {
    fn get_suggestions(&mut self, text: &str) -> Result<Vec<String>, inquire::CustomUserError> {
        let typed = text.trim().to_ascii_lowercase();
        let begins = |provider: &Provider| {
            let names = [provider.key(), provider.display_name()];
            names
                .iter()
                .any(|name| name.to_ascii_lowercase().starts_with(&typed))
        };
        let mut keys: Vec<&str> = catalog::providers().filter(begins).map(Provider::key).collect();
        if keys.is_empty() {
            keys.extend(catalog::meant(&typed).iter().map(|meant| meant.provider.key()));
        }
        Ok(keys.into_iter().take(PROPOSED).map(str::to_owned).collect())
    }

    fn get_completion(
        &mut self,
        text: &str,
        highlighted: Option<String>,
    ) -> Result<inquire::autocompletion::Replacement, inquire::CustomUserError> {
        Ok(highlighted.or_else(|| self.get_suggestions(text).ok()?.into_iter().next()))
    }
}

/// Completes the last of several names.
#[derive(Clone)]
struct Objects(Vec<String>);

impl inquire::Autocomplete for Objects {
    fn get_suggestions(&mut self, text: &str) -> Result<Vec<String>, inquire::CustomUserError> {
        let (before, last) = text
            .rsplit_once(' ')
            .map_or(("", text), |(before, last)| (before, last));
        let last = last.to_ascii_lowercase();
        let rank = |name: &str| {
            let name = name.to_ascii_lowercase();
            match () {
                () if last.is_empty() || name.starts_with(&last) => Some(0),
                () if name.contains(&last) => Some(1),
                () => None,
            }
        };
        let mut found: Vec<(i32, &str)> = self
            .0
            .iter()
            .filter_map(|name| Some((rank(name)?, name.as_str())))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        let whole = |(_, name): (i32, &str)| {
            if before.is_empty() {
                name.to_owned()
            } else {
                format!("{before} {name}")
            }
        };
        Ok(found.into_iter().take(PROPOSED).map(whole).collect())
    }

    fn get_completion(
        &mut self,
        text: &str,
        highlighted: Option<String>,
    ) -> Result<inquire::autocompletion::Replacement, inquire::CustomUserError> {
        Ok(highlighted.or_else(|| self.get_suggestions(text).ok()?.into_iter().next()))
    }
}

/// The command line with which nothing need be asked.
pub(super) fn command_line(args: &Args) -> String {
    let mut words = vec!["amplint".to_owned(), "new".to_owned()];
    words.extend(args.provider.clone());
    words.extend(args.objects.iter().cloned());
    for (given, flag) in [
        (args.read, "--read"),
        (args.write, "--write"),
        (args.subscribe, "--subscribe"),
        (args.proxy, "--proxy"),
        (args.bare, "--bare"),
    ] {
        words.extend(given.then(|| flag.to_owned()));
    }
    let path =
        |path: &Option<std::path::PathBuf>| path.as_ref().map(|path| path.to_string_lossy().into_owned());
    for (value, flag) in [
        (args.module.clone(), "--module"),
        (args.name.clone(), "--name"),
        (args.display_name.clone(), "--display-name"),
        (args.destination.clone(), "--destination"),
        (args.schedule.clone(), "--schedule"),
        (args.backfill.clone(), "--backfill"),
        (
            Some(args.fields.join(",")).filter(|it| !it.is_empty()),
            "--fields",
        ),
        (
            Some(args.events.join(",")).filter(|it| !it.is_empty()),
            "--events",
        ),
        (Some(args.map.join(",")).filter(|it| !it.is_empty()), "--map"),
        (path(&args.append), "--append"),
        (path(&args.output), "--output"),
    ] {
        if let Some(value) = value {
            words.extend([flag.to_owned(), value]);
        }
    }
    words.iter().map(|word| shell(word)).collect::<Vec<_>>().join(" ")
}

/// A word as a shell takes it.
fn shell(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./,=:@+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser as _;
    use inquire::Autocomplete as _;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    #[test]
    fn the_command_line_says_the_same() {
        let line = [
            "new",
            "hubspot",
            "contacts",
            "--read",
            "--name",
            "it's mine",
            "--schedule",
            "0 * * * *",
            "--fields",
            "a,b",
            "--map",
            "a=b",
            "--output",
            "amp.yaml",
            "--bare",
        ];
        let args = Line::parse_from(line).args;
        assert_eq!(
            command_line(&args),
            "amplint new hubspot contacts --read --bare --name 'it'\\''s mine' --schedule '0 * * * *' --fields a,b \
             --map a=b --output amp.yaml"
        );
    }

    #[test]
    fn names_are_completed() {
        let complete = |text: &str| Providers.get_completion(text, None).unwrap();
        assert_eq!(complete("hubs").as_deref(), Some("hubspot"));
        assert_eq!(complete("outlook").as_deref(), Some("microsoft"));
        assert_eq!(complete("qqqq"), None);
        let mut objects = Objects(
            ["contacts", "companies", "allContacts"]
                .map(str::to_owned)
                .to_vec(),
        );
        let completed = objects.get_completion("companies con", None).unwrap();
        assert_eq!(completed.as_deref(), Some("companies contacts"));
        assert_eq!(
            objects.get_suggestions("cont").unwrap(),
            ["contacts", "allContacts"]
        );
    }
}
