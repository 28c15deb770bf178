//! `module-changed`

use crate::catalog;
use crate::change::{Pair, Sink, change, code};
use crate::manifest::{Integration, Text};

change! {
    /// An integration with another module of its provider.
    ///
    /// ## Why
    ///
    /// A module is an API of its own, often with other objects, scopes and a base URL of its own. The connections
    /// that customers have made are to the old one. A module that is written out where it is the provider's default
    /// is no change.
    ///
    /// ## Before
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: salesforce
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## After
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: salesforce
    ///     module: account-engagement
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## What to do
    ///
    /// Declare a new integration for the other module, beside this one.
    id: "module-changed",
    class: Breaking,
    certainty: Observed,
    since: "0.2.0",
    look: Integration(look),
}

fn look(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let same_provider = (
        old.value.provider.get().map(Text::as_str),
        new.value.provider.get().map(Text::as_str),
    );
    let (Some(provider), Some(now)) = same_provider else {
        return;
    };
    // Modules belong to their provider: with another one there is one thing to say.
    if provider != now {
        return;
    }
    let values = sink.both(
        "module",
        (old.here(), &old.value.module),
        (new.here(), &new.value.module),
    );
    let Some((before, after)) = values else { return };
    let default = catalog::provider(provider).map_or("", |provider| provider.default_module().id());
    let used = |text: Option<&Text<'_>>| {
        let own = text
            .map(|text| text.as_str().to_owned())
            .filter(|name| !name.is_empty());
        own.unwrap_or_else(|| default.to_owned())
    };
    let (was, is) = (used(before), used(after));
    if was == is {
        return;
    }
    let said = |text: Option<&Text<'_>>, name: &str| match (text.is_some(), name) {
        (true, name) => code(name),
        (false, "") => "none".to_owned(),
        (false, name) => format!("{} (the default)", code(name)),
    };
    sink.text_changed(
        new.key("module"),
        both,
        (before, after),
        format!(
            "the module of {} was {} and is {}: the connections of its customers are to another API",
            code(new.name),
            said(before, &was),
            said(after, &is)
        ),
    )
    .help("declare a new integration for the other module, and keep this one for those who have it");
}
