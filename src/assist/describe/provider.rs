//! What the catalogue knows of a provider, module, object or field, in words.

use std::fmt::Write as _;

use super::guide;
use crate::catalog::{
    BackfillLimit, Capability, FieldKind, Flag, Module, NameCase, Object, OwnObject, Provider, StandardEvent,
    Support, WatchAll,
};
use crate::escape::visible;

/// How many of the provider's own events are listed beside an object.
const MOST_EVENTS: usize = 20;

/// An answer by itself.
#[must_use]
pub fn answer_in_words(support: Support) -> &'static str {
    match support {
        Support::Yes => "yes",
        Support::YesDoubted => "yes, but sources disagree",
        Support::Unknown => "unknown",
        Support::NoDoubted => "no, but sources disagree or only leave it out",
        Support::No => "no",
    }
}

/// The type of a field in words; `?` for an unknown one.
#[must_use]
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

/// The type of a field in words, where it is known.
#[must_use]
pub fn field_kind(of: FieldKind) -> Option<&'static str> {
    (of != FieldKind::Any).then(|| kind(of))
}

/// A backfill limit in words; `None` for one that limits nothing.
#[must_use]
pub fn backfill(limit: BackfillLimit) -> Option<String> {
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

/// What else is known of a module, in sentences.
#[must_use]
pub fn module_notes(module: Module) -> Vec<String> {
    let mut notes = Vec::new();
    if module.objects().len() > 0 && module.is_open() {
        notes.push("there are other objects than those listed, such as a customer's own".to_owned());
    }
    for prefix in module.open_prefixes() {
        notes.push(format!("an object may have any name that begins with `{prefix}`"));
    }
    match module.name_case() {
        NameCase::Sensitive => {}
        NameCase::Insensitive => notes.push("case does not matter in the names of objects".to_owned()),
        NameCase::FirstLetter => {
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

/// What a provider offers, in Markdown.
#[must_use]
pub fn provider_words(provider: Provider) -> String {
    let mut out = format!("**{}** (`{}`)", provider.display_name(), provider.key());
    let flags: Vec<&str> = provider.flags().iter().map(Flag::key).collect();
    if !flags.is_empty() {
        let _ = write!(out, ", {}", flags.join(", "));
    }
    out.push_str("\n\n");
    let modules: Vec<Module> = provider.modules().collect();
    if modules.is_empty() {
        out.push_str(&actions(provider, provider.root()));
    }
    for module in modules {
        let default = if module == provider.default_module() {
            " (default)"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "- module `{}`{default}: {}",
            module.id(),
            actions(provider, module)
        );
    }
    if let Some(guide) = guide(provider) {
        let end = out.trim_end().len();
        out.truncate(end);
        let _ = write!(out, "\n\n[Guide]({guide})");
    }
    out.trim_end().to_owned()
}

/// What a module offers, in Markdown.
#[must_use]
pub fn module_words(module: Module) -> String {
    let mut out = format!("**{}**", module.display_name());
    let Some(provider) = module.provider() else {
        return out;
    };
    let named = if module.is_root() {
        String::new()
    } else {
        format!(", module `{}`", module.id())
    };
    let _ = write!(
        out,
        " (`{}`{named})\n\n{}",
        provider.key(),
        actions(provider, module)
    );
    let notes = module_notes(module);
    if !notes.is_empty() {
        let _ = write!(out, "\n\n- {}", notes.join("\n- "));
    }
    out
}

/// The actions of a module, and how many of its objects are known.
fn actions(provider: Provider, module: Module) -> String {
    let support = |action| match action {
        Capability::Proxy => provider.support(action),
        _ => module.support(action),
    };
    let all = Capability::ALL.map(|action| format!("{} {}", action.key(), answer_in_words(support(action))));
    let objects = match module.objects().len() {
        0 => "no list of its objects exists".to_owned(),
        1 => "1 object is known".to_owned(),
        count => format!("{count} objects are known"),
    };
    format!("{}; {objects}", all.join(", "))
}

/// What can be done with an object, in Markdown.
#[must_use]
pub fn object_words(object: Object) -> String {
    let module = object.module();
    let of = module.provider().map_or("", Provider::display_name);
    let mut out = format!("**{}** of {of}", object.display_name());
    if object.display_name() != object.name() {
        let _ = write!(out, " (`{}`)", object.name());
    }
    out.push('\n');
    for (what, words) in object_facts(object, "`", MOST_EVENTS) {
        let colon = if what.is_empty() { "" } else { ": " };
        let _ = write!(out, "\n- {what}{colon}{words}");
    }
    if object.fields_known() {
        let _ = write!(out, "\n- fields: {} are known", object.fields().len());
    }
    out
}

/// An object that only the configuration lists, in Markdown.
#[must_use]
pub fn own_words(own: &OwnObject) -> String {
    let of = own.module.provider().map_or("", Provider::display_name);
    format!("**{}** of {of}\n\n- {}", visible(&own.name), own_fields(own))
}

/// What the configuration says of an object's fields.
#[must_use]
pub fn own_fields(own: &OwnObject) -> String {
    match own.fields.len() {
        0 => "listed in amplint.toml".to_owned(),
        1 => "listed in amplint.toml, with 1 field".to_owned(),
        count => format!("listed in amplint.toml, with {count} fields"),
    }
}

/// What can be done with an object: what it is about (may be empty), and the words. Names stand in `quote`s; of the
/// provider's own events at most `most` are listed.
#[must_use]
pub fn object_facts(object: Object, quote: &str, most: usize) -> Vec<(&'static str, String)> {
    let module = object.module();
    let name = |name: &str| format!("{quote}{name}{quote}");
    let names = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|it| name(it)).collect();
        names.join(", ")
    };
    let of_module = |action| {
        if module.support(action) == Support::No {
            "no, the provider does not offer it"
        } else {
            answer_in_words(object.support(action))
        }
    };
    let mut facts = Vec::new();
    facts.extend(object.alias_of().map(|other| ("same as", name(other))));
    facts.push(("read", of_module(Capability::Read).to_owned()));
    if !object.support(Capability::Read).is_no() {
        facts.push(("incremental", answer_in_words(object.incremental()).to_owned()));
    }
    let modes = object.write_modes();
    let only = match (modes.create, modes.update) {
        _ if object.support(Capability::Write).is_no() => "",
        (true, false) => ", create only",
        (false, true) => ", update only",
        _ => "",
    };
    facts.push(("write", format!("{}{only}", of_module(Capability::Write))));
    facts.push(("subscribe", of_module(Capability::Subscribe).to_owned()));
    if object.support(Capability::Subscribe).is_yes() {
        if let Some(events) = object.events().filter(|events| !events.is_empty()) {
            let keys: Vec<&str> = events.iter().map(StandardEvent::key).collect();
            facts.push(("events", names(&keys)));
        }
        let raw: Vec<&str> = object.other_events().collect();
        if !raw.is_empty() {
            let listed = names(&raw[..raw.len().min(most)]);
            let more = match raw.len().saturating_sub(most) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            facts.push(("otherEvents", format!("{listed}{more}")));
        }
    } else if let Some(via) = object.subscribe_via() {
        facts.push((
            "",
            format!("subscribe to {}, which reports its changes", name(via)),
        ));
    }
    facts.extend(
        object
            .backfill_limit()
            .and_then(backfill)
            .map(|words| ("backfill", words)),
    );
    facts
}
