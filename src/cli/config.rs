//! `amplint config`: the effective settings for a file, and where each comes from.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use amplint::catalog::{OwnObject, Provider};
use amplint::config::{Config, Setting};
use amplint::diagnostic::Level;
use amplint::escape::visible;
use amplint::workspace::{Loaded, Settings};
use amplint::{Options, RuleLevel, rules, rules_named};
use serde_json::{Value, json};

use super::check::ConfigArgs;
use super::exit::Exit;
use super::output::{Console, ListFormat, json_object};
use super::settings::tell_faults;

/// Show the effective settings for a file and where each comes from
#[derive(Debug, clap::Args)]
pub(super) struct Args {
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
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
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

/// "salesforce `widget__c` (2 fields)".
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
    /// The projects that the file is in.
    projects: Vec<String>,
    /// Id, level, and where it is set.
    rules: Vec<(&'static str, RuleLevel, String)>,
}

impl Effective {
    fn new(file: &std::path::Path, loaded: Option<Arc<Loaded>>) -> Self {
        let mut options = Options::default();
        let mut origins: Vec<(&Setting, bool)> = Vec::new();
        if let Some(loaded) = &loaded {
            let path = loaded.relative(file);
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
        let names = |list: &[String], id: &str| {
            let has = |name: &String| rules_named(name).iter().any(|rule| rule.id == id);
            list.iter().any(has)
        };
        let ignored = |id: &str| {
            let list = loaded.as_ref().map(|loaded| &loaded.config.ignore);
            list.is_some_and(|list| names(list, id))
        };
        let origin = |id: &str| {
            let name = loaded.as_ref().map_or("", |loaded| &loaded.name);
            let line = |setting: &str| {
                loaded
                    .as_ref()
                    .and_then(|loaded| loaded.config.lines.get(setting))
            };
            let set = |setting: &Setting| rules_named(&setting.rule).iter().any(|rule| rule.id == id);
            match origins.iter().rev().find(|(setting, _)| set(setting)) {
                Some((setting, true)) => format!("{name}:{} (override)", setting.line),
                Some((setting, false)) => format!("{name}:{}", setting.line),
                None if ignored(id) => {
                    let line = line("ignore").copied().unwrap_or_default();
                    format!("{name}:{line} (ignore)")
                }
                None => "default".to_owned(),
            }
        };
        let selected = |id: &str| {
            let list = loaded.as_ref().map(|loaded| &loaded.config.select);
            list.is_none_or(|list| list.is_empty() || names(list, id))
        };
        let rules = rules::ALL
            .iter()
            .map(|rule| match &loaded {
                Some(loaded) if !selected(rule.id) => {
                    let line = loaded.config.lines.get("select").copied().unwrap_or_default();
                    let origin = format!("{}:{line} (not in select)", loaded.name);
                    (rule.id, RuleLevel::Off, origin)
                }
                _ => (
                    rule.id,
                    options.level(rule.id).unwrap_or(RuleLevel::At(rule.level)),
                    origin(rule.id),
                ),
            })
            .collect();
        let projects = loaded.as_ref().map_or_else(Vec::new, |loaded| {
            let path = loaded.relative(file);
            let all = loaded.config.projects.iter();
            let own = all.filter(|project| project.files.matches(&path, false));
            own.map(|project| project.name.clone()).collect()
        });
        Self {
            loaded,
            projects,
            rules,
        }
    }

    /// The settings but for rules: name, what is in force, and where it is set.
    fn settings(&self) -> Vec<(&'static str, Option<Value>, Option<String>)> {
        let loaded = self.loaded.as_deref();
        let config = loaded.map(|loaded| &loaded.config);
        let line = |name: &str| config.and_then(|config| config.lines.get(name).copied());
        let setting = |name: &'static str, value: Option<Value>, default: Option<&str>| {
            let origin = line(name)
                .zip(loaded)
                .map(|(line, loaded)| format!("{}:{line}", loaded.name));
            match (origin, default) {
                (Some(origin), _) => (name, value, Some(origin)),
                (None, Some(default)) => (name, Some(default.into()), Some("default".to_owned())),
                (None, None) => (name, None, None),
            }
        };
        let texts = |of: fn(&Config) -> &[String]| config.map(|config| json!(of(config)));
        let level = |of: fn(&Config) -> Option<Level>| config.and_then(of).map(|level| json!(level.name()));
        vec![
            setting("exclude", texts(|it| &it.exclude.list), None),
            setting("include", texts(|it| &it.include.list), None),
            setting(
                "destinations",
                texts(|it| it.destinations.as_deref().unwrap_or_default()),
                None,
            ),
            setting("fail-on", level(|it| it.fail_on), Some(Level::Error.name())),
            setting("min-level", level(|it| it.min_level), Some(Level::Warning.name())),
            setting(
                "baseline",
                config.and_then(|it| it.baseline.as_ref()).map(|it| json!(it)),
                None,
            ),
            setting("select", texts(|it| &it.select), None),
            setting("ignore", texts(|it| &it.ignore), None),
            setting("projects", Some(json!(self.projects)), None),
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
        for (setting, value, origin) in self.settings() {
            match (value, origin) {
                (Some(value), Some(origin)) => {
                    let value = match &value {
                        Value::Array(values) => {
                            let quoted = |value: &Value| {
                                format!("\"{}\"", visible(value.as_str().unwrap_or_default()))
                            };
                            format!("[{}]", values.iter().map(quoted).collect::<Vec<_>>().join(", "))
                        }
                        value => visible(value.as_str().unwrap_or_default()).into_owned(),
                    };
                    writeln!(out, "{setting:<13} {value}  {}", visible(&origin))?;
                }
                _ => writeln!(out, "{setting:<13} not set")?,
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
        let mut object = serde_json::Map::new();
        let name = self.loaded.as_ref().map(|loaded| &loaded.name);
        object.insert("configuration".to_owned(), json!(name));
        for (setting, value, origin) in self.settings() {
            let value = value.map(|value| json!({ "value": value, "origin": origin }));
            object.insert(setting.to_owned(), value.unwrap_or(Value::Null));
        }
        let origin = |line| name.map(|name| format!("{name}:{line}"));
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
