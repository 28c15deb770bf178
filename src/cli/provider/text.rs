//! Tables and sentences for reading.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::cli::output::width;
use amplint::assist::describe::{kind, module_notes, object_facts};
use amplint::assist::lookup::title;
use amplint::catalog::{self, Capability, FieldKind, Flag, Module, Object, Provider, Support};
use amplint::report::table::Table;

pub(super) fn write_all(out: &mut dyn Write) -> io::Result<()> {
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
        row.extend(Capability::ALL.map(|action| answer(best(provider, action)).to_owned()));
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
pub(crate) fn best(provider: Provider, action: Capability) -> Support {
    let modules = provider.modules().map(|module| module.support(action));
    modules
        .chain([provider.support(action)])
        .min()
        .unwrap_or(Support::Unknown)
}

pub(super) fn write_provider(provider: Provider, chosen: Module, out: &mut dyn Write) -> io::Result<()> {
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
            [Capability::Read, Capability::Write, Capability::Subscribe]
                .map(|it| answer(module.support(it)).to_owned()),
        );
        row.push(answer(provider.support(Capability::Proxy)).to_owned());
        row.push(if module.objects().len() > 0 {
            module.objects().len().to_string()
        } else {
            "?".to_owned()
        });
        let mut notes: Vec<&str> = module.flags().iter().map(Flag::key).collect();
        if several && module == provider.default_module() {
            notes.push("default");
        }
        if several && module.support(Capability::Proxy).is_yes() {
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

pub(super) fn write_module(module: Module, out: &mut dyn Write) -> io::Result<()> {
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
        let readable = !object.support(Capability::Read).is_no();
        let mut notes = Vec::new();
        notes.extend(object.alias_of().map(|other| format!("the same as {other}")));
        notes.extend(Some("name is a guess".to_owned()).filter(|_| object.is_name_inferred()));
        table.rows.push(vec![
            object.name().to_owned(),
            answer(object.support(Capability::Read)).to_owned(),
            if readable {
                answer(object.incremental())
            } else {
                ""
            }
            .to_owned(),
            answer(object.support(Capability::Write)).to_owned(),
            answer(object.support(Capability::Subscribe)).to_owned(),
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

pub(super) fn write_object(object: Object, out: &mut dyn Write) -> io::Result<()> {
    let module = object.module();
    let (name, display) = (object.name(), object.display_name());
    let display = if display == name {
        String::new()
    } else {
        format!(" ({display})")
    };
    writeln!(out, "{name}{display} of {}\n", title(module))?;
    for (what, words) in object_facts(object, "", usize::MAX) {
        writeln!(out, "{what:<13}{words}")?;
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
pub(crate) fn answer(support: Support) -> &'static str {
    match support {
        Support::Yes => "yes",
        Support::YesDoubted => "yes?",
        Support::Unknown => "?",
        Support::NoDoubted => "no?",
        Support::No => "-",
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
