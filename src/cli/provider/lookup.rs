//! Finding what is asked for, or the nearest to it.

use std::borrow::Cow;

use amplint::catalog::{self, Module, Object, Provider};
use amplint::escape::visible;
use amplint::suggest::nearest;

use super::Args;
use super::text::title;

/// What is asked for.
pub enum Subject {
    /// All providers.
    All,
    /// A provider, and the module of it to show.
    Provider(Provider, Module),
    /// An object.
    Object(Object),
}

/// What `args` ask for.
///
/// # Errors
/// What is not known, and what may be meant.
pub fn find(args: &Args) -> Result<Subject, String> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::output::ListFormat;

    fn args(name: &str, module: Option<&str>, object: Option<&str>) -> Args {
        let owned = |text: &str| text.to_owned();
        Args {
            name: Some(owned(name)),
            module: module.map(owned),
            object: object.map(owned),
            format: ListFormat::Text,
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
