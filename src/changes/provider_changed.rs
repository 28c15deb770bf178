//! `provider-changed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::{Integration, Text};

change! {
    /// An integration with another provider.
    ///
    /// ## Why
    ///
    /// The connections that customers have made are to another system. An installation of the integration can't go
    /// on with them: its customer has to connect anew.
    ///
    /// ## Before
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
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
    ///     provider: pipedrive
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## What to do
    ///
    /// Declare a new integration for the new provider, beside this one.
    id: "provider-changed",
    class: Breaking,
    certainty: Observed,
    since: "0.2.0",
    look: Integration(look),
}

fn look(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let slots = (&old.value.provider, &new.value.provider);
    let Some((before, after)) = sink.text("provider", both.here(), slots) else {
        return;
    };
    let said = |text: Option<&Text<'_>>| text.map_or("none".to_owned(), |text| code(text.as_str()));
    sink.text_changed(
        new.key("provider"),
        both,
        (before, after),
        format!(
            "the provider of {} was {} and is {}: the connections of its customers are to another system",
            code(new.name),
            said(before),
            said(after)
        ),
    )
    .help("declare a new integration for the new provider, and keep this one for those who have it");
}
