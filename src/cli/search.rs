//! `amplint search WORD…`: which providers have something.

use std::io::{self, Write};

use amplint::catalog::{
    self, Capability, Hit, Likeness, MAX_WORDS, Match, Module, Object, OwnObject, Provider, Support,
};
use amplint::escape::visible;
use serde_json::{Value, json};

use super::exit::Exit;
use super::output::{Console, ListFormat, json_object, width};
use super::provider::{answer, best, configuration, place as listed_at, support_json};
use amplint::report::table::Table;
use amplint::workspace::Loaded;

/// How many hits are listed that are not as good as the best.
const LISTED: usize = 40;
/// How many objects of a field are named.
const NAMED: usize = 4;

/// Look for providers, objects and fields
///
/// Looks through all providers at once. Case, plural, separators and typos don't matter; several words narrow the
/// search: `amplint search zendesk tickets`. Exit codes: 0 something is found, 1 nothing is, 2 wrong usage.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to look for: parts of names
    #[arg(value_name = "WORD", required = true, num_args = 1..=MAX_WORDS)]
    words: Vec<String>,
    /// Only what can be read
    #[arg(long, help_heading = "Actions")]
    read: bool,
    /// Only what can be written
    #[arg(long, help_heading = "Actions")]
    write: bool,
    /// Only what can be subscribed to
    #[arg(long, help_heading = "Actions")]
    subscribe: bool,
    /// List everything that is found
    #[arg(long)]
    all: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// Runs the command.
///
/// # Errors
/// Wrong usage.
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    let words: Vec<&str> = args.words.iter().map(String::as_str).collect();
    if words.iter().all(|word| !word.chars().any(char::is_alphanumeric)) {
        return Err(super::exit::usage("there is no letter or digit to look for"));
    }
    let chosen = [
        (args.read, Capability::Read),
        (args.write, Capability::Write),
        (args.subscribe, Capability::Subscribe),
    ];
    let actions: Vec<Capability> = chosen.into_iter().filter(|it| it.0).map(|it| it.1).collect();
    let mut console = Console::plain();
    let Ok(loaded) = configuration(&mut console) else {
        return Ok(Exit::Fault);
    };
    let own = loaded
        .as_deref()
        .map_or_else(Vec::new, |loaded| own(loaded, &words, &actions));
    let hits = catalog::search(&words, &actions);
    let none = hits.is_empty() && own.is_empty();
    match args.format {
        ListFormat::Json => {
            let hits: Vec<Value> = own
                .iter()
                .map(Own::json)
                .chain(hits.iter().map(hit_json))
                .collect();
            let value = json!({ "words": words, "hits": hits });
            console.print(|out| json_object(&value, out));
        }
        ListFormat::Text if none => {
            let words = visible(&words.join(" ")).into_owned();
            let narrowed = if actions.is_empty() {
                ""
            } else {
                " that can be used so"
            };
            console.note(&format!(
                "nothing{narrowed} is called `{words}`; `amplint provider` lists the providers"
            ));
        }
        ListFormat::Text => {
            let listed = if args.all { hits.len() } else { listed(&hits) };
            let width = width();
            console.print(|out| {
                write_hits(&own, &hits[..listed], width, out)?;
                let more = hits.len() - listed;
                if more > 0 {
                    writeln!(out, "\n{more} more that are less alike; --all lists them")?;
                }
                Ok(())
            });
        }
    }
    Ok(match () {
        () if console.faulty() => Exit::Fault,
        () if none => Exit::Findings,
        () => Exit::Clean,
    })
}

/// All that are as good as the best, and some more. Fields are so many that they count only where nothing else is as
/// good.
fn listed(hits: &[Hit]) -> usize {
    let Some(best) = hits.first().map(|hit| hit.likeness) else {
        return 0;
    };
    let things = |hit: &&Hit| hit.likeness == best && !matches!(hit.item, Match::Field(..));
    let least = hits.iter().take_while(things).count();
    hits.len().min(least.max(LISTED))
}

/// Something of the configuration's that was found.
struct Own<'l> {
    loaded: &'l Loaded,
    object: &'l OwnObject,
    /// A field of the object; else the object itself.
    field: Option<&'l str>,
    likeness: Likeness,
}

/// What the configuration lists and answers to all words, the best first.
fn own<'l>(loaded: &'l Loaded, words: &[&str], actions: &[Capability]) -> Vec<Own<'l>> {
    let mut found = Vec::new();
    for object in loaded.config.own.all() {
        let module = object.module;
        if actions.iter().any(|&action| module.support(action).is_no()) {
            continue;
        }
        let mut above = vec![module.id(), module.display_name()];
        above.extend(
            module
                .provider()
                .into_iter()
                .flat_map(|it| [it.key(), it.display_name()]),
        );
        let mut add = |field: Option<&'l str>, name: &str, above: &[&str]| {
            if let Some(likeness) = catalog::likeness(words, &[name], above) {
                found.push(Own {
                    loaded,
                    object,
                    field,
                    likeness,
                });
            }
        };
        add(None, &object.name, &above);
        above.push(&object.name);
        for field in &object.fields {
            add(Some(field), field, &above);
        }
    }
    found.sort_by_key(|it| it.likeness);
    found
}

impl Own<'_> {
    /// What is known of it besides.
    fn support(&self, action: Capability) -> Support {
        let known = self.object.module.object(&self.object.name);
        known.map_or(Support::Unknown, |object| usable(object, action))
    }

    fn cells(&self) -> (String, String) {
        let name = visible(&self.object.name);
        match self.field {
            Some(field) => (format!(".{}", visible(field)), format!("field of {name}; ")),
            None => (name.into_owned(), String::new()),
        }
    }

    fn json(&self) -> Value {
        let module = self.object.module;
        let actions = THREE.map(|action| (action.key().to_owned(), support_json(self.support(action))));
        let actions = actions.into_iter();
        let mut value = json!({
            "likeness": word(self.likeness),
            "provider": module.provider().map(Provider::key),
            "kind": if self.field.is_some() { "field" } else { "object" },
            "module": Some(module.id()).filter(|_| !module.is_root()),
            "listed": listed_at(self.loaded, self.object),
            "actions": Value::Object(actions.collect()),
        });
        match self.field {
            Some(field) => {
                value["field"] = field.into();
                value["objects"] = json!([self.object.name]);
            }
            None => value["object"] = self.object.name.as_str().into(),
        }
        value
    }
}

fn write_hits(own: &[Own<'_>], hits: &[Hit], width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(&["provider", "found", "read", "write", "subscribe", ""]);
    for it in own {
        let (found, note) = it.cells();
        let mut row = vec![key_of(it.object.module), found];
        row.extend(THREE.map(|action| answer(it.support(action)).to_owned()));
        row.push(format!("{note}listed in {}", listed_at(it.loaded, it.object)));
        table.row(row);
    }
    for hit in hits {
        let (found, actions, note) = cells(hit);
        let mut row = vec![place(hit), found];
        row.extend(actions.map(|support| answer(support).to_owned()));
        row.push(note);
        table.row(row);
    }
    table.without_empty_columns().write(width, out)
}

/// `zendeskSupport`, `google/gmail`.
fn key_of(module: Module) -> String {
    match module.provider() {
        Some(provider) if module.is_root() => provider.key().to_owned(),
        Some(provider) => format!("{}/{}", provider.key(), module.id()),
        None => String::new(),
    }
}

fn place(hit: &Hit) -> String {
    match &hit.item {
        Match::Provider(provider) => provider.key().to_owned(),
        Match::Module(module) => key_of(*module),
        Match::Object(object) => key_of(object.module()),
        Match::Field(_, objects) => objects
            .first()
            .map(|object| key_of(object.module()))
            .unwrap_or_default(),
    }
}

/// What was found, what can be done with it, and a note.
fn cells(hit: &Hit) -> (String, [Support; 3], String) {
    let also = |name: &str| match hit.other_name {
        Some(other) => format!("{name}, also called {other}"),
        None => name.to_owned(),
    };
    match &hit.item {
        Match::Provider(provider) => {
            let modules: Vec<&str> = provider.modules().map(Module::id).collect();
            let modules = match modules.as_slice() {
                [] => String::new(),
                all => format!("; modules {}", all.join(", ")),
            };
            (
                "provider".to_owned(),
                THREE.map(|action| best(*provider, action)),
                also(provider.display_name()) + &modules,
            )
        }
        Match::Module(module) => (
            "module".to_owned(),
            THREE.map(|action| module.support(action)),
            also(module.display_name()),
        ),
        Match::Object(object) => {
            let (name, display) = (object.name(), object.display_name());
            let known = object.fields().len();
            let fields = match known {
                0 => String::new(),
                1 => "1 field".to_owned(),
                _ => format!("{known} fields"),
            };
            let parts = [
                Some(display.to_owned()).filter(|it| !same(it, name)),
                Some(fields).filter(|it| !it.is_empty()),
            ];
            (
                name.to_owned(),
                THREE.map(|action| usable(*object, action)),
                parts.into_iter().flatten().collect::<Vec<_>>().join("; "),
            )
        }
        Match::Field(name, objects) => {
            let names: Vec<&str> = objects.iter().take(NAMED).map(|object| object.name()).collect();
            let more = objects.len() - names.len();
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            let any = |action| {
                let all = objects.iter().map(|object| usable(*object, action));
                all.min().unwrap_or(Support::Unknown)
            };
            (
                format!(".{name}"),
                THREE.map(any),
                format!("field of {}{more}", names.join(", ")),
            )
        }
    }
}

const THREE: [Capability; 3] = [Capability::Read, Capability::Write, Capability::Subscribe];

/// Whether two names differ in nothing that is worth a word.
fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    letters(a) == letters(b)
}

/// What can be done with an object, which is nothing that its module can't.
fn usable(object: Object, action: Capability) -> Support {
    match object.module().support(action) {
        Support::No => Support::No,
        _ => object.support(action),
    }
}

fn word(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Whole => "whole",
        Likeness::Word => "word",
        Likeness::Beginning => "beginning",
        Likeness::WordBeginning => "word beginning",
        Likeness::Typo => "typo",
        Likeness::Inside => "inside",
    }
}

fn hit_json(hit: &Hit) -> Value {
    let provider = hit.provider().map(Provider::key);
    let module = |module: Module| Some(module.id()).filter(|_| !module.is_root());
    let (_, actions, _) = cells(hit);
    let actions = THREE
        .into_iter()
        .zip(actions)
        .map(|(action, support)| (action.key().to_owned(), support_json(support)));
    let mut value = json!({
        "likeness": word(hit.likeness),
        "provider": provider,
        "actions": Value::Object(actions.collect()),
    });
    match &hit.item {
        Match::Provider(provider) => {
            value["kind"] = "provider".into();
            value["displayName"] = provider.display_name().into();
        }
        Match::Module(it) => {
            value["kind"] = "module".into();
            value["module"] = it.id().into();
            value["displayName"] = it.display_name().into();
        }
        Match::Object(object) => {
            value["kind"] = "object".into();
            value["module"] = module(object.module()).into();
            value["object"] = object.name().into();
            value["displayName"] = object.display_name().into();
        }
        Match::Field(name, objects) => {
            value["kind"] = "field".into();
            value["module"] = objects.first().and_then(|object| module(object.module())).into();
            value["field"] = (*name).into();
            value["objects"] = objects.iter().map(|object| object.name()).collect();
        }
    }
    if let Some(other) = hit.other_name {
        value["otherName"] = other.into();
    }
    value
}
