//! Providers, modules and objects by the names that people give them, and the nearest where there is none.

use std::borrow::Cow;

use crate::catalog::{self, By, Meant, Module, Object, Provider};
use crate::escape::visible;
use crate::suggest::nearest;

/// The provider that `name` means, and the module where the name is that of one: its key in any case, its name for
/// people, or one it has elsewhere (`jira`).
///
/// # Errors
/// Which ones may be meant, in a sentence.
pub fn provider(name: &str) -> Result<Meant, String> {
    let meant = catalog::meant(name);
    // One product may be offered with several ways to log in (`gmail`); the first is the usual one.
    if let [first, others @ ..] = meant.as_slice()
        && matches!(first.by, By::Key | By::Name)
        && others
            .iter()
            .all(|other| first.module.is_some() && same_module(first, other))
    {
        return Ok(*first);
    }
    let typo = || nearest(name, catalog::providers().map(Provider::key)).map(code);
    let hint = match alternatives(meant.iter().map(written)).or_else(typo) {
        Some(near) => format!("did you mean {near}?"),
        None => "`amplint provider` lists them".to_owned(),
    };
    Err(format!("there is no provider {}; {hint}", code(name)))
}

fn same_module(a: &Meant, b: &Meant) -> bool {
    a.module.map(Module::id) == b.module.map(Module::id)
}

/// How a manifest, or the command line, names what is meant.
fn written(meant: &Meant) -> String {
    match meant.module {
        Some(module) => format!("{} (module `{}`)", code(meant.provider.key()), module.id()),
        None => code(meant.provider.key()),
    }
}

/// The module of `provider` with this id, or the one that applies without one.
///
/// # Errors
/// Which ones there are, in a sentence.
pub fn module(provider: Provider, id: Option<&str>) -> Result<Module, String> {
    provider.resolve_module(id).ok_or_else(|| {
        let id = id.unwrap_or_default();
        let ids: Vec<String> = provider.modules().map(|module| code(module.id())).collect();
        let hint = match provider.nearest_module(id) {
            _ if ids.is_empty() => "it has none".to_owned(),
            Some(near) => format!("did you mean {}?", code(&near.name)),
            None => format!("it has {}", ids.join(", ")),
        };
        format!("{} has no module {}; {hint}", code(provider.key()), code(id))
    })
}

/// The object of one of `modules` with this name: in the first that has it.
///
/// # Errors
/// What is nearest, in a sentence; `list` says where those known are listed.
pub fn object(modules: &[Module], name: &str, list: &str) -> Result<Object, String> {
    if let Some(object) = modules.iter().find_map(|module| module.object(name)) {
        return Ok(object);
    }
    let near = modules
        .iter()
        .flat_map(|module| module.near_objects(name))
        .min_by_key(|near| near.nearness);
    // Where any object may exist, the catalogue calls only clear typos near; who asks for one wants to know of others.
    let names = modules
        .iter()
        .flat_map(|module| module.objects())
        .map(Object::name);
    let first = modules.first().copied();
    let hint = match near
        .map(|near| near.name)
        .or_else(|| nearest(name, names).map(Cow::Borrowed))
    {
        Some(near) => format!("did you mean {}?", code(&near)),
        None if first.is_some_and(Module::is_open) => {
            "it may exist all the same, as the list is open".to_owned()
        }
        None => list.to_owned(),
    };
    let of = first.map(title).unwrap_or_default();
    Err(format!("no object {} of {of} is known; {hint}", code(name)))
}

/// `google`, or `google` (module `gmail`).
#[must_use]
pub fn title(module: Module) -> String {
    let key = module.provider().map_or("", Provider::key);
    if module.is_root() {
        code(key)
    } else {
        format!("{} (module {})", code(key), code(module.id()))
    }
}

/// The text in back quotes, fit for a terminal.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", visible(text))
}

/// `a`, `a or b`, `a, b or c`; `None` for none.
pub(super) fn alternatives(all: impl Iterator<Item = String>) -> Option<String> {
    let mut all: Vec<String> = all.collect();
    let last = all.pop()?;
    Some(if all.is_empty() {
        last
    } else {
        format!("{} or {last}", all.join(", "))
    })
}
