//! Finding what is asked for, or the nearest to it.

use amplint::assist::lookup;
use amplint::catalog::{Module, Object, OwnObject, Provider};
use amplint::workspace::Loaded;

use super::args::Args;

/// What is asked for.
pub(super) enum Topic<'l> {
    /// All providers.
    All,
    /// A provider, and the module of it to show.
    Provider(Provider, Module),
    /// An object.
    Object(Object),
    /// One that only the configuration lists.
    Own(&'l Loaded, &'l OwnObject),
}

/// What `args` ask for.
///
/// # Errors
/// What is not known, and what may be meant.
pub(super) fn find<'l>(args: &Args, loaded: Option<&'l Loaded>) -> Result<Topic<'l>, String> {
    let Some(name) = &args.name else {
        return Ok(Topic::All);
    };
    let meant = lookup::provider(name)?;
    let provider = meant.provider;
    let named = args.module.as_deref().or(meant.module.map(Module::id));
    let module = lookup::module(provider, named)?;
    let Some(object) = args.object.as_ref().or(args.object_name.as_ref()) else {
        return Ok(Topic::Provider(provider, module));
    };
    // Without a module, an object of any of them is worth showing.
    let others = provider
        .modules()
        .filter(|other| named.is_none() && *other != module);
    let modules: Vec<Module> = std::iter::once(module).chain(others).collect();
    if !modules.iter().any(|module| module.object(object).is_some())
        && let Some(loaded) = loaded
        && let Some(own) = super::own::find(loaded, &modules, object)
    {
        return Ok(Topic::Own(loaded, own));
    }
    lookup::object(&modules, object, "without OBJECT, those known are listed").map(Topic::Object)
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
            object_name: None,
            object: object.map(owned),
            format: ListFormat::Text,
        }
    }

    #[test]
    fn names_are_found_where_they_are() {
        let shown = |name, module, object| match find(&args(name, module, object), None) {
            Ok(Topic::Object(object)) => format!("{:?}", object.module()),
            Ok(Topic::Provider(_, module)) => format!("{module:?}"),
            Ok(Topic::All | Topic::Own(..)) => String::new(),
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
        assert_eq!(shown("jira", None, None), r#"Module("atlassian", "jira")"#);
        assert_eq!(
            shown("Zendesk Support", None, None),
            r#"Module("zendeskSupport", "root")"#
        );
        for (name, module, object, expected) in [
            (
                "zendesk",
                None,
                None,
                "there is no provider `zendesk`; did you mean `zendeskChat` or `zendeskSupport`?",
            ),
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
                "no object `zebras` of `gong` is known; without OBJECT, those known are listed",
            ),
        ] {
            assert_eq!(shown(name, module, object), expected);
        }
    }
}
