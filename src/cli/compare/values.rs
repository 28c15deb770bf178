//! What options take.

use std::path::PathBuf;

use amplint::escape::visible;
use amplint::report::changes::ChangeFormat;
use amplint::{Acceptance, FailOn, changes};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::cli::exit::wrong_value;
use crate::cli::output::format_and_file;

/// That there are changes called so, in the value of `option`.
pub(super) fn known<'n>(
    option: &str,
    names: impl IntoIterator<Item = &'n String>,
) -> Result<(), clap::Error> {
    let unknown = names.into_iter().find_map(|name| unknown(name));
    unknown.map_or(Ok(()), |why| Err(wrong_value(option, &why)))
}

/// Why there is no change called `name`, if so.
fn unknown(name: &str) -> Option<String> {
    if changes::find(name).is_some() {
        return None;
    }
    let hint = match changes::nearest(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`amplint rules` lists the changes, too".to_owned(),
    };
    Some(format!("there is no change `{}`; {hint}", visible(name)))
}

/// `--format`.
pub(super) fn formats() -> impl TypedValueParser<Value = ChangeFormat> {
    let names = ChangeFormat::ALL.map(|format| PossibleValue::new(format.name()).help(format.summary()));
    let find = |name: String| {
        let known = ChangeFormat::ALL.into_iter().find(|format| format.name() == name);
        known.unwrap_or(ChangeFormat::ALL[0])
    };
    PossibleValuesParser::new(names).map(find)
}

/// `--fail-on`.
pub(super) fn classes() -> impl TypedValueParser<Value = FailOn> {
    let names = FailOn::ALL.map(FailOn::name);
    PossibleValuesParser::new(names).map(|name| FailOn::named(&name).unwrap_or_default())
}

/// `--output`.
pub(super) fn output_of(text: &str) -> Result<(ChangeFormat, PathBuf), String> {
    format_and_file(text, &ChangeFormat::ALL, ChangeFormat::name)
}

/// `--accept`.
pub(super) fn accept_of(text: &str) -> Result<Acceptance, String> {
    let (change, at) = text.split_once('=').ok_or("it is written CHANGE=AT")?;
    if let Some(why) = unknown(change) {
        return Err(why);
    }
    if at.trim().is_empty() {
        return Err("the name path is missing".to_owned());
    }
    Ok(Acceptance {
        change: change.to_owned(),
        at: at.to_owned(),
        reason: "--accept".to_owned(),
        until: None,
    })
}
