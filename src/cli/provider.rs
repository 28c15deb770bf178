//! `amplint provider [NAME]`: what the embedded catalogue knows.

use std::borrow::Cow;
use std::io::{self, Write};

use amplint::catalog::{
    self, Action, BackfillLimit, Event, FieldKind, Flag, Module, Object, Provider, Support, WatchAll,
};
use amplint::escape::visible;
use amplint::near::nearest;
use serde_json::{Value, json};

use super::Exit;
use super::output::{Console, ListFormat, json_object};

/// Show what is known of a provider: modules, actions, objects, fields, limits
///
/// Without NAME, all providers are listed. Exit codes: 0 it is known, 2 it is not.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A provider, as a manifest names it
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// One of its modules; the default one if there is none
    #[arg(long, short, value_name = "MODULE", requires = "name")]
    module: Option<String>,
    /// One object of it, with its fields
    #[arg(long, short, value_name = "OBJECT", requires = "name")]
    object: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// What is asked for.
enum Subject {
    All,
    Provider(Provider, Module),
    Object(Object),
}

/// Runs the command.
///
/// # Errors
/// Wrong usage: an unknown provider, module or object.
pub fn run(args: &Args) -> Result<Exit, clap::Error> {
    let subject = find(args).map_err(|text| super::usage("provider", &text))?;
    let mut console = Console::plain();
    console.print(|out| match (&subject, args.format) {
        (Subject::All, ListFormat::Text) => write_all(out),
        (Subject::All, ListFormat::Json) => {
            let all: Vec<Value> = catalog::providers().map(summary_json).collect();
            json_object(&all.into(), out)
        }
        (Subject::Provider(provider, module), ListFormat::Text) => {
            write_provider(*provider, *module, out)?;
            write_module(*module, out)
        }
        (Subject::Provider(provider, module), ListFormat::Json) => json_object(
            &provider_json(*provider, args.module.as_ref().map(|_| *module)),
            out,
        ),
        (Subject::Object(object), ListFormat::Text) => write_object(*object, out),
        (Subject::Object(object), ListFormat::Json) => json_object(&object_json(*object, true), out),
    });
    Ok(console.exit())
}

fn find(args: &Args) -> Result<Subject, String> {
    let Some(name) = &args.name else {
        return Ok(Subject::All);
    };
    let provider = catalog::provider(name).ok_or_else(|| {
        let slip = || nearest(name, catalog::providers().map(Provider::key)).map(Cow::Borrowed);
        let hint = match catalog::nearest_provider(name)
            .map(|near| near.name)
            .or_else(slip)
        {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`amplint provider` lists them".to_owned(),
        };
        format!("there is no provider `{}`; {hint}", visible(name))
    })?;
    let named = args.module.as_deref();
    let module = provider.resolve_module(named).ok_or_else(|| {
        let ids: Vec<String> = provider
            .modules()
            .map(|module| format!("`{}`", module.id()))
            .collect();
        let hint = match provider.nearest_module(named.unwrap_or_default()) {
            _ if ids.is_empty() => "it has none".to_owned(),
            Some(near) => format!("did you mean `{}`?", near.name),
            None => format!("it has {}", ids.join(", ")),
        };
        format!(
            "`{name}` has no module `{}`; {hint}",
            visible(named.unwrap_or_default())
        )
    })?;
    let Some(object) = &args.object else {
        return Ok(Subject::Provider(provider, module));
    };
    // Without a module, an object of any of them is worth showing.
    let others = provider
        .modules()
        .filter(|other| named.is_none() && *other != module);
    let modules: Vec<Module> = std::iter::once(module).chain(others).collect();
    if let Some(object) = modules.iter().find_map(|module| module.object(object)) {
        return Ok(Subject::Object(object));
    }
    let near = modules
        .iter()
        .flat_map(|module| module.near_objects(object))
        .min_by_key(|near| near.nearness);
    // Where any object may exist, the catalogue calls only clear slips near; who asks for one wants to know of others.
    let names = modules
        .iter()
        .flat_map(|module| module.objects())
        .map(Object::name);
    let hint = match near
        .map(|near| near.name)
        .or_else(|| nearest(object, names).map(Cow::Borrowed))
    {
        Some(near) => format!("did you mean `{near}`?"),
        None if module.is_open() => "it may exist all the same, as the list is open".to_owned(),
        None => "without --object, those known are listed".to_owned(),
    };
    Err(format!(
        "no object `{}` of {} is known; {hint}",
        visible(object),
        title(module)
    ))
}

/// `google`, or `google` (module `gmail`).
fn title(module: Module) -> String {
    let key = module.provider().map_or("", Provider::key);
    if module.is_root() {
        format!("`{key}`")
    } else {
        format!("`{key}` (module `{}`)", module.id())
    }
}

fn write_all(out: &mut dyn Write) -> io::Result<()> {
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
    table.write(out)?;
    table.write_legend(out)?;
    writeln!(
        out,
        "{} providers; in brackets their kinds and modules",
        table.rows.len()
    )?;
    writeln!(out, "`amplint provider NAME` says more of one")
}

/// What the provider or any of its modules offers.
pub(super) fn best(provider: Provider, action: Action) -> Support {
    let modules = provider.modules().map(|module| module.support(action));
    modules
        .chain([provider.support(action)])
        .min()
        .unwrap_or(Support::Unknown)
}

fn write_provider(provider: Provider, chosen: Module, out: &mut dyn Write) -> io::Result<()> {
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
    table.write(out)
}

fn write_module(module: Module, out: &mut dyn Write) -> io::Result<()> {
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
    table.write(out)?;
    let key = module.provider().map_or("", Provider::key);
    let of = if module.is_root() {
        String::new()
    } else {
        format!(" --module {}", module.id())
    };
    table.write_legend(out)?;
    writeln!(
        out,
        "`amplint provider {key}{of} --object NAME` lists the fields of one"
    )
}

/// What else is known of a module, in sentences.
fn module_notes(module: Module) -> Vec<String> {
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

fn write_object(object: Object, out: &mut dyn Write) -> io::Result<()> {
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
    let mut table = Table::new(&["field", if typed { "type" } else { "" }]);
    for field in object.fields() {
        let kind = if typed { kind(field.kind()) } else { "" };
        table.rows.push(vec![field.name().to_owned(), kind.to_owned()]);
    }
    table.write(out)
}

/// An answer in a table.
pub(super) fn answer(support: Support) -> &'static str {
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
fn kind(kind: FieldKind) -> &'static str {
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

/// Rows of columns, each as wide as its widest cell.
struct Table {
    rows: Vec<Vec<String>>,
    head: Vec<&'static str>,
}

impl Table {
    fn new(head: &[&'static str]) -> Self {
        Self {
            rows: Vec::new(),
            head: head.to_vec(),
        }
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let head: Vec<String> = self.head.iter().map(|&cell| cell.to_owned()).collect();
        let lines = || std::iter::once(&head).chain(&self.rows);
        let widths: Vec<usize> = (0..head.len())
            .map(|i| {
                lines()
                    .filter_map(|row| row.get(i))
                    .map(|cell| cell.chars().count())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        for row in lines() {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(&format!("{cell:<width$}  "));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// What a mark means, if there is one.
    fn write_legend(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out)?;
        if self.rows.iter().flatten().any(|cell| cell.ends_with('?')) {
            writeln!(out, "`?`: sources disagree, or say nothing")?;
        }
        Ok(())
    }
}

/// An answer for programs.
pub(super) fn support_json(support: Support) -> Value {
    match support {
        Support::Yes => "yes",
        Support::YesDoubted => "yes, doubted",
        Support::Unknown => "unknown",
        Support::NoDoubted => "no, doubted",
        Support::No => "no",
    }
    .into()
}

fn summary_json(provider: Provider) -> Value {
    let actions = Action::ALL.map(|action| (action.key().to_owned(), support_json(best(provider, action))));
    json!({
        "provider": provider.key(),
        "displayName": provider.display_name(),
        "actions": Value::Object(actions.into_iter().collect()),
        "kinds": provider.flags().iter().map(Flag::key).collect::<Vec<_>>(),
        "modules": provider.modules().map(Module::id).collect::<Vec<_>>(),
        "defaultModule": Some(provider.default_module()).filter(|it| !it.is_root()).map(Module::id),
    })
}

/// A provider with all its modules, or with the one that is asked for.
fn provider_json(provider: Provider, only: Option<Module>) -> Value {
    let root = std::iter::once(provider.root()).filter(|_| provider.modules().len() == 0);
    let modules = provider.modules().chain(root);
    let modules = modules.filter(|&module| only.is_none_or(|only| module == only));
    let mut value = summary_json(provider);
    value["modules"] = modules.map(module_json).collect();
    value["proxy"] = support_json(provider.support(Action::Proxy));
    value
}

fn module_json(module: Module) -> Value {
    let actions = [Action::Read, Action::Write, Action::Subscribe, Action::Proxy];
    let actions = actions.map(|action| (action.key().to_owned(), support_json(module.support(action))));
    json!({
        "module": Some(module.id()).filter(|_| !module.is_root()),
        "displayName": module.display_name(),
        "actions": Value::Object(actions.into_iter().collect()),
        "kinds": module.flags().iter().map(Flag::key).collect::<Vec<_>>(),
        "objectsKnown": module.objects_known(),
        "otherObjects": module.is_open(),
        "notes": module_notes(module),
        "objects": module.objects().map(|object| object_json(object, false)).collect::<Vec<_>>(),
    })
}

fn object_json(object: Object, with_fields: bool) -> Value {
    let modes = object.write_modes();
    let written = object.support(Action::Write).is_yes();
    let mut value = json!({
        "object": object.name(),
        "displayName": object.display_name(),
        "sameAs": object.alias_of(),
        "read": support_json(object.support(Action::Read)),
        "incremental": support_json(object.incremental()),
        "write": support_json(object.support(Action::Write)),
        "creates": written.then_some(modes.create),
        "updates": written.then_some(modes.update),
        "subscribe": support_json(object.support(Action::Subscribe)),
        "subscribeVia": object.subscribe_via(),
        "fieldsKnown": object.fields_known(),
    });
    if with_fields {
        value["events"] = object
            .events()
            .map(|events| events.iter().map(Event::key).collect::<Vec<_>>())
            .into();
        value["otherEvents"] = object.other_events().collect();
        let module = object.module();
        value["provider"] = module.provider().map(Provider::key).into();
        value["module"] = Some(module.id()).filter(|_| !module.is_root()).into();
        value["backfill"] = object.backfill_limit().map_or(Value::Null, |limit| {
            json!({
                "days": limit.allows_days(),
                "maxDays": limit.max_days(),
                "defaultDays": limit.default_days(),
                "fullHistory": limit.allows_full_history(),
            })
        });
        value["otherFields"] = (!object.fields_complete()).into();
        value["seenFields"] = object.seen_fields().collect();
        let kind =
            |field: catalog::Field| Some(kind(field.kind())).filter(|_| field.kind() != FieldKind::Any);
        let field = |field: catalog::Field| json!({ "field": field.name(), "type": kind(field) });
        value["fields"] = object.fields().map(field).collect();
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(name: &str, module: Option<&str>, object: Option<&str>) -> Args {
        let owned = |text: &str| text.to_owned();
        Args {
            name: Some(owned(name)),
            module: module.map(owned),
            object: object.map(owned),
            format: ListFormat::Text,
        }
    }

    fn text(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn everything_can_be_shown() {
        let all = text(write_all);
        for provider in catalog::providers() {
            assert!(
                all.contains(&format!("\n{} ", provider.key())),
                "{}",
                provider.key()
            );
            let modules = provider.modules().chain([provider.root()]);
            for module in modules {
                let shown = text(|out| write_module(module, out));
                for object in module.objects() {
                    assert!(shown.contains(&format!("\n{} ", object.name())), "{object:?}");
                    let shown = text(|out| write_object(object, out));
                    assert!(
                        object.fields().all(|field| shown.contains(field.name())),
                        "{object:?}"
                    );
                    assert!(object_json(object, true)["fields"].is_array());
                }
            }
            assert_eq!(provider_json(provider, None)["provider"], provider.key());
        }
    }

    #[test]
    fn names_are_found_where_they_are() {
        let shown = |name, module, object| match find(&args(name, module, object)) {
            Ok(Subject::Object(object)) => format!("{:?}", object.module()),
            Ok(Subject::Provider(_, module)) => format!("{module:?}"),
            Ok(Subject::All) => String::new(),
            Err(text) => text,
        };
        assert_eq!(shown("google", None, None), r#"Module("google", "calendar")"#);
        assert_eq!(
            shown("google", Some("gmail"), None),
            r#"Module("google", "gmail")"#
        );
        assert_eq!(
            shown("google", None, Some("messages")),
            r#"Module("google", "gmail")"#
        );
        for (name, module, object, expected) in [
            (
                "gogn",
                None,
                None,
                "there is no provider `gogn`; did you mean `gong`?",
            ),
            (
                "nobody-at-all",
                None,
                None,
                "there is no provider `nobody-at-all`; `amplint provider` lists them",
            ),
            (
                "google",
                Some("gmial"),
                None,
                "`google` has no module `gmial`; did you mean `gmail`?",
            ),
            (
                "gong",
                Some("crm"),
                None,
                "`gong` has no module `crm`; it has none",
            ),
            (
                "gong",
                None,
                Some("cals"),
                "no object `cals` of `gong` is known; did you mean `calls`?",
            ),
            (
                "gong",
                None,
                Some("zebras"),
                "no object `zebras` of `gong` is known; without --object, those known are listed",
            ),
        ] {
            assert_eq!(shown(name, module, object), expected);
        }
    }
}
