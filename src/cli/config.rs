//! `amplint config`: the effective settings for a file, and where each comes from.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use amplint::catalog::{OwnObject, Provider};
use amplint::config::Setting;
use amplint::escape::visible;
use amplint::workspace::{Loaded, Settings, absolute};
use amplint::{Options, RuleLevel, rules};
use serde_json::{Value, json};

use super::check::ConfigArgs;
use super::exit::Exit;
use super::output::{Console, ListFormat, json_object};
use super::settings::tell_faults;

/// Show the effective settings for a file and where each comes from
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file they are for; it need not exist
    #[arg(value_name = "PATH", default_value = "amp.yaml")]
    path: PathBuf,
    #[command(flatten)]
    config: ConfigArgs,
    /// How to write them
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// Runs the command.
///
/// # Errors
/// None; wrong usage is met before.
pub fn run(args: &Args) -> Result<Exit, clap::Error> {
    let mut console = Console::plain();
    let mut settings = Settings::new(args.config.choice());
    // A folder stands for the manifest in it.
    let file = if args.path.is_dir() {
        args.path.join("amp.yaml")
    } else {
        args.path.clone()
    };
    let loaded = settings.of(&file);
    if tell_faults(&mut settings, &mut console) {
        return Ok(Exit::Fault);
    }
    let effective = Effective::new(&file, loaded);
    console.print(|out| match args.format {
        ListFormat::Text => effective.write(out),
        ListFormat::Json => json_object(&effective.object(), out),
    });
    Ok(console.exit())
}

/// "salesforce widget__c (2 fields)".
fn own_words(object: &OwnObject) -> String {
    let provider = object.module.provider().map_or("", Provider::key);
    let module = if object.module.is_root() {
        String::new()
    } else {
        format!(" ({})", object.module.id())
    };
    let fields = match object.fields.len() {
        0 => String::new(),
        1 => ": 1 field".to_owned(),
        count => format!(": {count} fields"),
    };
    format!("{provider}{module} {}{fields}", object.name)
}

/// The settings that hold for one file.
struct Effective {
    loaded: Option<Arc<Loaded>>,
    /// Id, level, and where it is set.
    rules: Vec<(&'static str, RuleLevel, String)>,
}

impl Effective {
    fn new(file: &std::path::Path, loaded: Option<Arc<Loaded>>) -> Self {
        let mut options = Options::default();
        let mut origins: Vec<(&Setting, bool)> = Vec::new();
        if let Some(loaded) = &loaded {
            let path = loaded.relative(&absolute(file));
            loaded.config.apply(&path, &mut options);
            origins.extend(loaded.config.rules.iter().map(|setting| (setting, false)));
            for entry in loaded
                .config
                .overrides
                .iter()
                .filter(|entry| entry.files.matches(&path, false))
            {
                origins.extend(entry.rules.iter().map(|setting| (setting, true)));
            }
        }
        let origin = |id: &str| {
            let name = loaded.as_ref().map_or("", |loaded| &loaded.name);
            let set = |setting: &Setting| rules::named(&setting.rule).iter().any(|rule| rule.id == id);
            match origins.iter().rev().find(|(setting, _)| set(setting)) {
                Some((setting, true)) => format!("{name}:{} (override)", setting.line),
                Some((setting, false)) => format!("{name}:{}", setting.line),
                None => "default".to_owned(),
            }
        };
        let rules = rules::ALL
            .iter()
            .map(|rule| {
                (
                    rule.id,
                    options.level(rule.id).unwrap_or(RuleLevel::At(rule.level)),
                    origin(rule.id),
                )
            })
            .collect();
        Self { loaded, rules }
    }

    /// The lists: name, values if set, and the line that sets them.
    fn lists(&self) -> [(&'static str, Option<&[String]>, u32); 3] {
        let config = self.loaded.as_ref().map(|loaded| &loaded.config);
        let patterns = |patterns: &'_ amplint::config::Patterns| patterns.line;
        [
            (
                "exclude",
                config
                    .filter(|c| c.exclude.line > 0)
                    .map(|c| c.exclude.list.as_slice()),
                config.map_or(0, |c| patterns(&c.exclude)),
            ),
            (
                "include",
                config
                    .filter(|c| c.include.line > 0)
                    .map(|c| c.include.list.as_slice()),
                config.map_or(0, |c| patterns(&c.include)),
            ),
            (
                "destinations",
                config.and_then(|c| c.destinations.as_deref()),
                config.map_or(0, |c| c.destinations_line),
            ),
        ]
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let name = self.loaded.as_ref().map(|loaded| visible(&loaded.name));
        writeln!(
            out,
            "{:<13} {}",
            "configuration",
            name.as_deref().unwrap_or("none")
        )?;
        for (setting, values, line) in self.lists() {
            match values {
                Some(values) => {
                    let values: Vec<_> = values
                        .iter()
                        .map(|value| format!("\"{}\"", visible(value)))
                        .collect();
                    let name = name.as_deref().unwrap_or_default();
                    writeln!(out, "{setting:<13} [{}]  {name}:{line}", values.join(", "))?;
                }
                None => writeln!(out, "{setting:<13} not set")?,
            }
        }
        if let Some(loaded) = self
            .loaded
            .as_ref()
            .filter(|loaded| !loaded.config.own.is_empty())
        {
            writeln!(out, "catalog.objects")?;
            for object in loaded.config.own.all() {
                writeln!(
                    out,
                    "  {}  {}:{}",
                    visible(&own_words(object)),
                    name.as_deref().unwrap_or_default(),
                    object.line
                )?;
            }
        }
        writeln!(out, "rules")?;
        let width = self.rules.iter().map(|(id, ..)| id.len()).max().unwrap_or(0);
        for (id, level, origin) in &self.rules {
            writeln!(out, "  {id:<width$}  {:<7}  {}", level.name(), visible(origin))?;
        }
        Ok(())
    }

    fn object(&self) -> Value {
        let name = self.loaded.as_ref().map(|loaded| &loaded.name);
        let origin = |line| name.map(|name| format!("{name}:{line}"));
        let mut object = serde_json::Map::new();
        object.insert("configuration".to_owned(), json!(name));
        for (setting, values, line) in self.lists() {
            let value = values.map(|values| json!({ "value": values, "origin": origin(line) }));
            object.insert(setting.to_owned(), value.unwrap_or(Value::Null));
        }
        let own = self.loaded.iter().flat_map(|loaded| loaded.config.own.all());
        let own: Vec<Value> = own
            .map(|object| {
                json!({
                    "provider": object.module.provider().map_or("", Provider::key),
                    "module": object.module.id(),
                    "name": object.name,
                    "fields": object.fields,
                    "origin": origin(object.line),
                })
            })
            .collect();
        object.insert("catalog".to_owned(), json!({ "objects": own }));
        let rules = self.rules.iter().map(|(id, level, origin)| {
            (
                (*id).to_owned(),
                json!({ "level": level.name(), "origin": origin }),
            )
        });
        object.insert("rules".to_owned(), Value::Object(rules.collect()));
        Value::Object(object)
    }
}
