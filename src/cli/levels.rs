//! Rules and changes that the command line picks, leaves out, or gives another level.

use amplint::diagnostic::Level;
use amplint::escape::visible;
use amplint::{Options, RuleLevel};
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::exit::wrong_value;

/// The names of levels.
pub(super) fn levels() -> impl TypedValueParser<Value = Level> {
    let names = PossibleValuesParser::new(Level::ALL.map(Level::name));
    names.try_map(|name| name.parse::<Level>())
}

/// `RULE=LEVEL`.
///
/// # Errors
/// What is wrong with it.
pub(super) fn level_of(text: &str) -> Result<(String, RuleLevel), String> {
    let (rule, name) = text.split_once('=').ok_or("it is written RULE=LEVEL")?;
    let level = name.parse().map_err(|_| {
        format!(
            "the level is `error`, `warning`, `info` or `off`, not `{}`",
            visible(name)
        )
    })?;
    Ok((rule.to_owned(), level))
}

/// Sets what `--select` picks.
///
/// # Errors
/// A name that means nothing.
pub(super) fn select(options: &mut Options, names: &[String]) -> Result<(), clap::Error> {
    for name in names {
        options
            .select(name)
            .map_err(|error| wrong_value("select", &error.to_string()))?;
    }
    Ok(())
}

/// Sets what `--level` and `--ignore` say.
///
/// # Errors
/// A name that means nothing.
pub(super) fn set_levels(
    options: &mut Options,
    levels: &[(String, RuleLevel)],
    ignored: &[String],
) -> Result<(), clap::Error> {
    for (name, level) in levels {
        options
            .set_level(name, *level)
            .map_err(|error| wrong_value("level", &error.to_string()))?;
    }
    for name in ignored {
        options
            .skip(name)
            .map_err(|error| wrong_value("ignore", &error.to_string()))?;
    }
    Ok(())
}
