//! `amplint new PROVIDER [OBJECT]…`: a manifest to begin with.

mod args;
mod ask;
mod words;

pub(super) use args::Args;

use std::io::{IsTerminal, stderr, stdin};
use std::path::Path;

use amplint::Options;
use amplint::assist::lookup;
use amplint::assist::skeleton::{self, Ask, NotAppended};
use amplint::catalog::{Capability, Module};
use amplint::escape::visible;
use amplint::source::Source;
use amplint::workspace::{Settings, shown};

use super::Exit;
use super::output::Console;
use super::replace::{self, NotWritten};
use super::run::read;
use super::settings::tell_faults;

/// Runs the command.
///
/// # Errors
/// What can't be written as asked for.
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    let mut console = Console::plain();
    if args.provider.is_none() {
        if !(stdin().is_terminal() && stderr().is_terminal()) {
            return Err(usage("the provider is missing: amplint new PROVIDER [OBJECT]…"));
        }
        return match ask::ask(args) {
            Ok(Some(answered)) => {
                console.note(&format!(
                    "the same without questions: {}",
                    ask::command_line(&answered)
                ));
                write(&answered, &mut console)
            }
            // Whoever leaves the questions wants nothing.
            Ok(None) => Ok(Exit::Fault),
            Err(why) => Err(usage(&why)),
        };
    }
    write(args, &mut console)
}

fn usage(text: &str) -> clap::Error {
    super::exit::usage(text)
}

fn write(args: &Args, console: &mut Console) -> Result<Exit, clap::Error> {
    let place = args.append.as_deref().or(args.output.as_deref());
    let mut settings = Settings::new(args.config.choice());
    let mut options = Options::default();
    let file = place.unwrap_or(Path::new("amp.yaml"));
    let loaded = settings.of(file);
    if tell_faults(&mut settings, console) {
        return Ok(Exit::Fault);
    }
    if let Some(loaded) = loaded {
        loaded.apply(file, &mut options);
    }
    let asked = wanted(args, options).map_err(|why| usage(&why))?;
    tell_unknown(&asked, console);
    if let Some(file) = &args.append {
        return append(&asked, file, console);
    }
    let text = match skeleton::manifest(&asked) {
        Ok(text) => text,
        Err(refusal) => {
            console.fault(&refusal.to_string());
            return Ok(Exit::Fault);
        }
    };
    match &args.output {
        None => console.print(|out| out.write_all(text.as_bytes())),
        Some(file) => match replace::create(file, text.as_bytes()) {
            Ok(()) => console.note(&format!("`{}` is written", visible(&shown(file)))),
            Err(why) => console.fault(&format!("`{}` can't be written: {why}", visible(&shown(file)))),
        },
    }
    Ok(console.exit())
}

/// Objects that are in no list may exist all the same; but who wrote them should know.
fn tell_unknown(asked: &Ask, console: &Console) {
    let provider = asked.provider;
    let modules: Vec<Module> = match asked.module {
        Some(module) => vec![module],
        None => std::iter::once(provider.default_module())
            .chain(provider.modules())
            .collect(),
    };
    if !modules.iter().any(|module| module.objects_known()) {
        return;
    }
    let list = format!("`amplint provider {}` lists those known", provider.key());
    let own = asked.options.own.as_deref();
    let is_own = |name: &str| {
        modules
            .iter()
            .any(|&module| own.is_some_and(|own| own.object(module, name).is_some()))
    };
    for name in asked.objects.iter().filter(|name| !is_own(name)) {
        if let Err(why) = lookup::object(&modules, name, &list) {
            console.note(&why);
        }
    }
}

/// Adds the integration to a file that is there.
fn append(asked: &Ask, file: &Path, console: &mut Console) -> Result<Exit, clap::Error> {
    let name = visible(&shown(file)).into_owned();
    if let Ok(data) = std::fs::metadata(file)
        && !data.is_file()
    {
        // A pipe would be waited for, and can't be written back.
        console.fault(&format!("nothing is added to `{name}`: it is not a file"));
        return Ok(Exit::Fault);
    }
    let read = read(&amplint::workspace::Input::File(file.to_owned()))
        .and_then(|bytes| Source::new(shown(file), bytes).map_err(|error| error.to_string()));
    let source = match read {
        Ok(source) => source,
        Err(why) => {
            console.fault(&format!("`{name}` can't be read: {why}"));
            return Ok(Exit::Fault);
        }
    };
    match skeleton::append(asked, &source) {
        Ok(text) => {
            let encode = |text: &str| source.encoding().encode(text);
            match replace::replace(file, &encode(source.text()), &encode(&text)) {
                Ok(()) => console.note(&format!("the integration is added to `{name}`")),
                Err(NotWritten::Changed) => {
                    console.fault(&format!("`{name}` can't be written: it keeps being changed"));
                }
                Err(NotWritten::Failed(why)) => console.fault(&format!("`{name}` can't be written: {why}")),
            }
            Ok(console.exit())
        }
        Err(NotAppended::Refused(refusal)) => {
            console.fault(&refusal.to_string());
            Ok(Exit::Fault)
        }
        Err(NotAppended::Unfit(why)) => {
            console.fault(&format!("nothing is added to `{name}`: {why}"));
            Ok(Exit::Fault)
        }
    }
}

/// What the arguments ask for.
fn wanted(args: &Args, options: Options) -> Result<Ask, String> {
    let name = args.provider.as_deref().unwrap_or_default();
    let meant = lookup::provider(name)?;
    let mut asked = Ask::new(meant.provider);
    asked.module = match &args.module {
        Some(id) => Some(lookup::module(meant.provider, Some(id))?),
        None => meant.module,
    };
    let chosen = [
        (args.read, Capability::Read),
        (args.write, Capability::Write),
        (args.subscribe, Capability::Subscribe),
        (args.proxy, Capability::Proxy),
    ];
    asked.actions = chosen.into_iter().filter(|it| it.0).map(|it| it.1).collect();
    asked.objects.clone_from(&args.objects);
    asked.name.clone_from(&args.name);
    asked.display_name.clone_from(&args.display_name);
    asked.destination.clone_from(&args.destination);
    asked.schedule = args.schedule.as_deref().map(words::schedule).transpose()?;
    asked.backfill = args.backfill.as_deref().map(words::backfill).transpose()?;
    asked.fields = words::fields(&args.fields)?;
    asked.events = words::events(&args.events, meant.provider)?;
    asked.maps = args
        .map
        .iter()
        .map(|map| words::map(map))
        .collect::<Result<_, _>>()?;
    asked.bare = args.bare;
    asked.options = options;
    Ok(asked)
}
