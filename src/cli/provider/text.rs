//! Tables and sentences for reading.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::cli::output::width;
use amplint::assist::lookup::title;
use amplint::catalog::{
    self, Action, BackfillLimit, Event, FieldKind, Flag, Module, Object, Provider, Support, WatchAll,
};
use amplint::report::table::Table;

pub fn write_all(out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(&["provider", "read", "write", "subscribe", "proxy", ""]);
    for provider in catalog::providers() {
        let mut about = provider.display_name().to_owned();
        let flags = provider.flags().iter().map(Flag::key);
        let modules = provider.modules().map(Module::id);
        let notes: Vec<&str> = flags.chain(modules).collect();
        if !notes.is_empty() {
            about.push_str(&format!(" ({})", notes.join(", ")));
        }
        let mut row = vec![provider.key().to_owned()];
        row.extend(Action::ALL.map(|action| answer(best(provider, action)).to_owned()));
        row.push(about);
        table.rows.push(row);
    }
    table.write(width(), out)?;
    write_legend(&table, out)?;
    writeln!(
        out,
        "{} providers; in brackets their kinds and modules",
        table.rows.len()
    )?;
    writeln!(out, "`amplint provider NAME` says more of one")
}

/// What the provider or any of its modules offers.
pub fn best(provider: Provider, action: Action) -> Support {
    let modules = provider.modules().map(|module| module.support(action));
    modules
        .chain([provider.support(action)])
        .min()
        .unwrap_or(Support::Unknown)
}

pub fn write_provider(provider: Provider, chosen: Module, out: &mut dyn Write) -> io::Result<()> {
    let flags: Vec<&str> = provider.flags().iter().map(Flag::key).collect();
    let flags = if flags.is_empty() {
        String::new()
    } else {
        format!(" ({})", flags.join(", "))
    };
    writeln!(out, "{}: {}{flags}\n", provider.key(), provider.display_name())?;

    let several = provider.modules().len() > 0;
    let first = if several { "module" } else { "" };
    let mut table = Table::new(&[first, "read", "write", "subscribe", "proxy", "objects", ""]);
    let modules = provider
        .modules()
        .chain(std::iter::once(provider.root()).filter(|_| !several));
    for module in modules {
        let name = if several { module.id() } else { "actions" };
        let mut row = vec![name.to_owned()];
        row.extend(
            [Action::Read, Action::Write, Action::Subscribe].map(|it| answer(module.support(it)).to_owned()),
        );
        row.push(answer(provider.support(Action::Proxy)).to_owned());
        row.push(if module.objects().len() > 0 {
            module.objects().len().to_string()
        } else {
            "?".to_owned()
        });
        let mut notes: Vec<&str> = module.flags().iter().map(Flag::key).collect();
        if several && module == provider.default_module() {
            notes.push("default");
        }
        if several && module.support(Action::Proxy).is_yes() {
            notes.push("proxy takes useModule");
        }
        if several && module == chosen {
            notes.push("shown below");
        }
        row.push(notes.join(", "));
        table.rows.push(row);
    }
    table.write(width(), out)?;
    writeln!(out, "facts of {}", catalog::date())
}

pub fn write_module(module: Module, out: &mut dyn Write) -> io::Result<()> {
    let notes = module_notes(module);
    if !notes.is_empty() {
        writeln!(out)?;
        for note in notes {
            writeln!(out, "- {note}")?;
        }
    }
    writeln!(out)?;
    if module.objects().len() == 0 {
        return writeln!(out, "No list of its objects exists");
    }
    let mut table = Table::new(&[
        "object",
        "read",
        "incremental",
        "write",
        "subscribe",
        "fields",
        "",
    ]);
    for object in module.objects() {
        let readable = !object.support(Action::Read).is_no();
        let mut notes = Vec::new();
        notes.extend(object.alias_of().map(|other| format!("the same as {other}")));
        notes.extend(Some("name is a guess".to_owned()).filter(|_| object.is_name_inferred()));
        table.rows.push(vec![
            object.name().to_owned(),
            answer(object.support(Action::Read)).to_owned(),
            if readable {
                answer(object.incremental())
            } else {
                ""
            }
            .to_owned(),
            answer(object.support(Action::Write)).to_owned(),
            answer(object.support(Action::Subscribe)).to_owned(),
            if object.fields_known() {
                object.fields().len().to_string()
            } else {
                "?".to_owned()
            },
            notes.join(", "),
        ]);
    }
    table.write(width(), out)?;
    let key = module.provider().map_or("", Provider::key);
    let of = if module.is_root() {
        String::new()
    } else {
        format!(" --module {}", module.id())
    };
    write_legend(&table, out)?;
    writeln!(out, "`amplint provider {key}{of} NAME` lists the fields of one")
}

/// What else is known of a module, in sentences.
pub fn module_notes(module: Module) -> Vec<String> {
    let mut notes = Vec::new();
    if module.objects().len() > 0 && module.is_open() {
        notes.push("there are other objects than those listed, such as a customer's own".to_owned());
    }
    for prefix in module.open_prefixes() {
        notes.push(format!("an object may have any name that begins with `{prefix}`"));
    }
    match module.name_case() {
        catalog::NameCase::Sensitive => {}
        catalog::NameCase::Insensitive => {
            notes.push("case does not matter in the names of objects".to_owned())
        }
        catalog::NameCase::FirstLetter => {
            notes.push("the first letter of an object's name may be small or large".to_owned());
        }
    }
    if module.takes_either_number() {
        notes.push("an object may be named in the singular or the plural".to_owned());
    }
    if module.has_lower_case_fields() {
        notes.push("fields are read and delivered in lower case".to_owned());
    }
    if let Some(limit) = module.field_limit() {
        notes.push(format!("one read takes {} fields at most", limit.max));
    }
    if let Some(reserved) = module.reserved_names() {
        let names: Vec<String> = reserved.names().map(|name| format!("`{name}`")).collect();
        notes.push(format!("a mapping must not be called {}", names.join(", ")));
    }
    for limit in module.backfill_limits() {
        let of = limit
            .object()
            .map_or_else(|| "every object".to_owned(), |object| format!("`{object}`"));
        notes.extend(backfill(limit).map(|words| format!("backfill of {of}: {words}")));
    }
    let subscription = module.subscription();
    if let Some(limit) = subscription.max_objects() {
        notes.push(format!("{} objects at most can be subscribed to", limit.max));
    }
    if let Some(limit) = subscription.max_watch_fields() {
        notes.push(format!("an update event watches {} fields at most", limit.max));
    }
    match subscription.watch_all() {
        Some((WatchAll::Required, _)) => notes.push("an update event must watch all fields".to_owned()),
        Some((WatchAll::Refused, _)) => notes.push("an update event can't watch all fields".to_owned()),
        None => {}
    }
    if subscription.manual_setup() {
        notes.push("to subscribe, someone has to set up the webhook with the provider".to_owned());
    }
    notes
}

/// A backfill limit in words.
fn backfill(limit: BackfillLimit) -> Option<String> {
    let mut words = Vec::new();
    words.extend(limit.max_days().map(|days| format!("{days} days at most")));
    words.extend(Some("full history only".to_owned()).filter(|_| !limit.allows_days()));
    words.extend(Some("no full history".to_owned()).filter(|_| !limit.allows_full_history()));
    words.extend(
        limit
            .default_days()
            .map(|days| format!("{days} days unless more are asked for")),
    );
    (!words.is_empty()).then(|| words.join(", "))
}

pub fn write_object(object: Object, out: &mut dyn Write) -> io::Result<()> {
    let module = object.module();
    let (name, display) = (object.name(), object.display_name());
    let display = if display == name {
        String::new()
    } else {
        format!(" ({display})")
    };
    writeln!(out, "{name}{display} of {}\n", title(module))?;
    if let Some(other) = object.alias_of() {
        writeln!(out, "same as      {other}")?;
    }
    let of_module = |action| {
        if module.support(action) == Support::No {
            "no, the provider does not offer it"
        } else {
            answer_in_words(object.support(action))
        }
    };
    writeln!(out, "read         {}", of_module(Action::Read))?;
    if !object.support(Action::Read).is_no() {
        writeln!(out, "incremental  {}", answer_in_words(object.incremental()))?;
    }
    let modes = object.write_modes();
    let only = match (modes.create, modes.update) {
        _ if object.support(Action::Write).is_no() => "",
        (true, false) => ", create only",
        (false, true) => ", update only",
        _ => "",
    };
    writeln!(out, "write        {}{only}", of_module(Action::Write))?;
    writeln!(out, "subscribe    {}", of_module(Action::Subscribe))?;
    if object.support(Action::Subscribe).is_yes() {
        if let Some(events) = object.events().filter(|events| !events.is_empty()) {
            let keys: Vec<&str> = events.iter().map(Event::key).collect();
            writeln!(out, "events       {}", keys.join(", "))?;
        }
        let raw: Vec<&str> = object.other_events().collect();
        if !raw.is_empty() {
            writeln!(out, "otherEvents  {}", raw.join(", "))?;
        }
    } else if let Some(via) = object.subscribe_via() {
        writeln!(out, "             subscribe to {via}, which reports its changes")?;
    }
    if let Some(words) = object.backfill_limit().and_then(backfill) {
        writeln!(out, "backfill     {words}")?;
    }
    write_fields(object, out)
}

fn write_fields(object: Object, out: &mut dyn Write) -> io::Result<()> {
    if !object.fields_known() {
        writeln!(out, "\nIts fields are not known")?;
        let seen: Vec<&str> = object.seen_fields().collect();
        if !seen.is_empty() {
            writeln!(out, "seen in use: {}", seen.join(", "))?;
        }
        return Ok(());
    }
    let others = match (object.fields_complete(), object.fields_open()) {
        (true, _) => "a read returns no others",
        (false, true) => "there are others, such as a customer's own",
        (false, false) => "there may be others",
    };
    writeln!(out, "\n{} fields; {others}\n", object.fields().len())?;
    let typed = object.fields().any(|field| field.kind() != FieldKind::Any);
    let labels: HashMap<&str, &str> = object.labels().map(|(label, field)| (field, label)).collect();
    let mut heads = vec!["field", if typed { "type" } else { "" }];
    heads.extend(Some("label").filter(|_| !labels.is_empty()));
    let mut table = Table::new(&heads);
    for field in object.fields() {
        let kind = if typed { kind(field.kind()) } else { "" };
        let mut row = vec![field.name().to_owned(), kind.to_owned()];
        if !labels.is_empty() {
            row.push(labels.get(field.name()).copied().unwrap_or_default().to_owned());
        }
        table.rows.push(row);
    }
    table.write(width(), out)
}

/// An answer in a table.
pub fn answer(support: Support) -> &'static str {
    match support {
        Support::Yes => "yes",
        Support::YesDoubted => "yes?",
        Support::Unknown => "?",
        Support::NoDoubted => "no?",
        Support::No => "-",
    }
}

/// An answer by itself.
fn answer_in_words(support: Support) -> &'static str {
    match support {
        Support::Yes => "yes",
        Support::YesDoubted => "yes, but sources disagree",
        Support::Unknown => "unknown",
        Support::NoDoubted => "no, but sources disagree or only leave it out",
        Support::No => "no",
    }
}

/// The type of a field in words.
pub fn kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Any => "?",
        FieldKind::Text => "text",
        FieldKind::Object => "object",
        FieldKind::Boolean => "boolean",
        FieldKind::Integer => "integer",
        FieldKind::Float => "number",
        FieldKind::Enum => "choice",
        FieldKind::Enums => "choices",
        FieldKind::Reference => "reference",
        FieldKind::Time => "time",
        FieldKind::Date => "date",
    }
}

/// What a mark means, if there is one.
fn write_legend(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    if table.rows.iter().flatten().any(|cell| cell.ends_with('?')) {
        writeln!(out, "`?`: sources disagree, or say nothing")?;
    }
    Ok(())
}
