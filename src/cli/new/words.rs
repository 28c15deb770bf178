//! What the options' words mean.

use amplint::assist::skeleton::{AskedBackfill, AskedEvents, AskedFields, SCHEDULE_WORDS, schedule_of};
use amplint::catalog::{Module, Provider, StandardEvent};
use amplint::escape::visible;
use amplint::schedule;
use amplint::suggest::nearest;

/// A schedule: a word for one, or a cron expression.
pub(super) fn schedule(text: &str) -> Result<String, String> {
    if let Some(expression) = schedule_of(text) {
        return Ok(expression);
    }
    let shown = visible(text);
    match schedule::parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) if !text.trim().contains(' ') => {
            let hint = match nearest(text, SCHEDULE_WORDS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "write a cron expression in quotes, or {}",
                    SCHEDULE_WORDS.join(", ")
                ),
            };
            Err(format!("there is no schedule `{shown}`; {hint}"))
        }
        Err(errors) => {
            let error = errors.first();
            let why = error.map_or(String::new(), |error| {
                format!("{}; {}", error.message(text), error.help(text))
            });
            Err(format!("--schedule: {why}"))
        }
    }
}

/// How far back: days, `all` or `none`.
pub(super) fn backfill(text: &str) -> Result<AskedBackfill, String> {
    match text {
        "all" => Ok(AskedBackfill::All),
        "none" => Ok(AskedBackfill::None),
        _ => match text.strip_suffix('d').unwrap_or(text).parse() {
            Ok(0) => Ok(AskedBackfill::None),
            Ok(days) => Ok(AskedBackfill::Days(days)),
            Err(_) => {
                let hint = match nearest(text, ["all", "none"]) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write a number of days, `all` or `none`".to_owned(),
                };
                Err(format!("there is no backfill of `{}`; {hint}", visible(text)))
            }
        },
    }
}

/// Fields: their names, or `all`.
pub(super) fn fields(names: &[String]) -> Result<Option<AskedFields>, String> {
    let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
    match names.as_slice() {
        [] => Ok(None),
        [all] if all == "all" => Ok(Some(AskedFields::All)),
        _ if names.iter().any(String::is_empty) => Err("--fields: a field has no name".to_owned()),
        _ => Ok(Some(AskedFields::Named(names))),
    }
}

/// The words of the standard events.
const EVENTS: [(&str, StandardEvent); 4] = [
    ("create", StandardEvent::Create),
    ("update", StandardEvent::Update),
    ("delete", StandardEvent::Delete),
    ("association-change", StandardEvent::AssociationChange),
];

/// Events: words for the standard ones, and names of the provider's own.
pub(super) fn events(names: &[String], provider: Provider) -> Result<Option<AskedEvents>, String> {
    if names.is_empty() {
        return Ok(None);
    }
    let mut events = AskedEvents::default();
    for name in names {
        let name = name.trim();
        let is = |(word, event): &&(&str, StandardEvent)| *word == name || event.key() == name;
        if let Some((_, event)) = EVENTS.iter().find(is) {
            events.standard.push(*event);
            continue;
        }
        let modules = provider.modules().chain([provider.root()]);
        let own: Vec<&str> = modules
            .flat_map(|module: Module| {
                let listed = module.objects().flat_map(amplint::catalog::Object::other_events);
                module.subscription().other_events().chain(listed)
            })
            .collect();
        // A provider whose events are not listed may have any that doesn't look like a standard one.
        let words = EVENTS.iter().map(|(word, _)| *word);
        let near = nearest(name, words.chain(own.iter().copied()));
        match near {
            _ if own.contains(&name) => events.raw.push(name.to_owned()),
            Some(near) => {
                return Err(format!(
                    "there is no event `{}`; did you mean `{near}`?",
                    visible(name)
                ));
            }
            None if own.is_empty() && name.contains(['.', '_', ':', '/', '-']) => {
                events.raw.push(name.to_owned());
            }
            None => {
                let some = own
                    .iter()
                    .take(3)
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ");
                let such = if some.is_empty() {
                    String::new()
                } else {
                    format!(", or the provider's own, such as {some}")
                };
                return Err(format!(
                    "there is no event `{}`; write `create`, `update` or `delete`{such}",
                    visible(name)
                ));
            }
        }
    }
    Ok(Some(events))
}

/// `FIELD=NAME`
pub(super) fn map(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, name)) if !field.trim().is_empty() && !name.trim().is_empty() => {
            Ok((field.trim().to_owned(), name.trim().to_owned()))
        }
        _ => Err(format!("--map: `{}` is not written FIELD=NAME", visible(text))),
    }
}
