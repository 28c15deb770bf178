//! What `amplint.toml` adds to the catalogue.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use amplint::assist::lookup::title;
use amplint::catalog::{Module, OwnObject, Provider};
use amplint::escape::visible;
use amplint::workspace::{ConfigChoice, Loaded, Settings};
use serde_json::{Value, json};

use crate::cli::output::Console;
use crate::cli::settings::tell_faults;

/// The configuration that holds in this folder, if there is one; `Err` where something is wrong with it, which has been
/// told.
pub(in crate::cli) fn configuration(console: &mut Console) -> Result<Option<Arc<Loaded>>, ()> {
    let mut settings = Settings::new(ConfigChoice::Nearest);
    let loaded = settings.of(Path::new("amp.yaml"));
    if tell_faults(&mut settings, console) {
        return Err(());
    }
    Ok(loaded.filter(|loaded| !loaded.config.own.is_empty()))
}

/// The object of this name that the configuration lists, in one of `modules`.
pub(super) fn find<'l>(loaded: &'l Loaded, modules: &[Module], name: &str) -> Option<&'l OwnObject> {
    modules
        .iter()
        .find_map(|&module| loaded.config.own.object(module, name))
}

/// Where the configuration lists an object.
pub(in crate::cli) fn place(loaded: &Loaded, object: &OwnObject) -> String {
    format!("{}:{}", visible(&loaded.name), object.line)
}

/// The page of an object that only the configuration lists.
pub(super) fn write_object(loaded: &Loaded, object: &OwnObject, out: &mut dyn Write) -> io::Result<()> {
    let (name, of) = (visible(&object.name), title(object.module));
    writeln!(out, "{name} of {of}\n\nlisted in {}", place(loaded, object))?;
    write_fields(object, out)
}

/// What the configuration adds to an object.
pub(super) fn write_more(loaded: &Loaded, object: &OwnObject, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\nand listed in {}", place(loaded, object))?;
    write_fields(object, out)
}

fn write_fields(object: &OwnObject, out: &mut dyn Write) -> io::Result<()> {
    for (i, field) in object.fields.iter().enumerate() {
        if i == 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", visible(field))?;
    }
    Ok(())
}

/// The objects that the configuration lists of a module.
pub(super) fn write_objects(loaded: &Loaded, module: Module, out: &mut dyn Write) -> io::Result<()> {
    let mut objects = loaded.config.own.of(module).peekable();
    if objects.peek().is_some() {
        writeln!(out, "\nlisted in {}:", visible(&loaded.name))?;
    }
    for object in objects {
        let fields = match object.fields.len() {
            0 => String::new(),
            1 => " (1 field)".to_owned(),
            count => format!(" ({count} fields)"),
        };
        writeln!(out, "  {}{fields}", visible(&object.name))?;
    }
    Ok(())
}

/// The same for programs.
pub(super) fn json(loaded: &Loaded, object: &OwnObject) -> Value {
    json!({
        "object": object.name,
        "provider": object.module.provider().map(Provider::key),
        "module": Some(object.module.id()).filter(|_| !object.module.is_root()),
        "fields": object.fields.iter().map(|field| json!({ "field": field })).collect::<Vec<_>>(),
        "listed": format!("{}:{}", loaded.name, object.line),
    })
}
