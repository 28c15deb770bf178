//! `amplint new PROVIDER [OBJECT]…`: a manifest to begin with.

mod ask;
mod words;

use std::io::{IsTerminal, stderr, stdin};
use std::path::{Path, PathBuf};

use amplint::Options;
use amplint::assist::lookup;
use amplint::assist::skeleton::{self, Ask, NotAppended};
use amplint::catalog::{Action, Module};
use amplint::escape::visible;
use amplint::source::Source;
use amplint::workspace::{Settings, absolute, shown};

use super::Exit;
use super::check::ConfigArgs;
use super::output::Console;
use super::replace::{self, NotWritten};
use super::run::read;
use super::settings::tell_faults;

/// Write a manifest for a provider
///
/// Knows what the provider can do, so that few words are needed: `amplint new hubspot contacts deals`. What comes out
/// is clean under `check --strict`, or is refused with what the check would say. Without PROVIDER, in a terminal, it
/// asks. Exit codes: 0 it is written, 2 it can't be as asked for, or wrong usage.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// A provider, as a manifest names it or as people do
    #[arg(value_name = "PROVIDER")]
    provider: Option<String>,
    /// Its objects; usual ones if there is none
    #[arg(value_name = "OBJECT", requires = "provider")]
    objects: Vec<String>,

    /// Read the objects; this is what is done without any of these four, where it can be
    #[arg(long, help_heading = "Actions")]
    read: bool,
    /// Write them
    #[arg(long, help_heading = "Actions")]
    write: bool,
    /// Subscribe to their changes
    #[arg(long, help_heading = "Actions")]
    subscribe: bool,
    /// Pass requests through to the provider
    #[arg(long, help_heading = "Actions")]
    proxy: bool,

    /// One of the provider's modules; the first that has the objects if there is none
    #[arg(long, value_name = "MODULE", help_heading = "Integration")]
    module: Option<String>,
    /// The integration's name; the provider's if there is none
    #[arg(long, value_name = "NAME", help_heading = "Integration")]
    name: Option<String>,
    /// The integration's name for people
    #[arg(long, value_name = "TEXT", help_heading = "Integration")]
    display_name: Option<String>,
    /// Where records and events go
    #[arg(long, value_name = "NAME", help_heading = "Integration")]
    destination: Option<String>,

    /// When to read: a cron expression in quotes, or hourly, daily, weekly, monthly, 30m, 6h
    #[arg(long, value_name = "EXPR", help_heading = "Objects")]
    schedule: Option<String>,
    /// How far back the first read goes: a number of days, all or none
    #[arg(long, value_name = "DAYS", help_heading = "Objects")]
    backfill: Option<String>,
    /// The fields to read (a list with commas), or all, for the customer to choose from
    #[arg(long, value_name = "NAME", value_delimiter = ',', help_heading = "Objects")]
    fields: Vec<String>,
    /// The events to subscribe to (a list with commas): create, update, delete, or names of the provider's own
    #[arg(long, value_name = "EVENT", value_delimiter = ',', help_heading = "Objects")]
    events: Vec<String>,
    /// Deliver a field under another name
    #[arg(
        long,
        value_name = "FIELD=NAME",
        value_delimiter = ',',
        help_heading = "Objects"
    )]
    map: Vec<String>,

    /// Add the integration to this manifest, and leave all else in it as it is
    #[arg(long, value_name = "FILE", conflicts_with = "output", help_heading = "Output")]
    append: Option<PathBuf>,
    /// Write a new file
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Without comments
    #[arg(long, help_heading = "Output")]
    bare: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Runs the command.
///
/// # Errors
/// What can't be written as asked for.
pub fn run(args: &Args) -> Result<Exit, clap::Error> {
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
    super::usage("new", text)
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
        loaded
            .config
            .apply(&loaded.relative(&absolute(file)), &mut options);
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
    for name in &asked.objects {
        if let Err(why) = lookup::object(&modules, name, &list) {
            console.note(&why);
        }
    }
}

/// Adds the integration to a file that is there.
fn append(asked: &Ask, file: &Path, console: &mut Console) -> Result<Exit, clap::Error> {
    let name = visible(&shown(file)).into_owned();
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
                    console.fault(&format!("`{name}` can't be written: it keeps being changed"))
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
        (args.read, Action::Read),
        (args.write, Action::Write),
        (args.subscribe, Action::Subscribe),
        (args.proxy, Action::Proxy),
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
