//! `integration-added`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::Integration;

change! {
    /// An integration that is new.
    ///
    /// ## Why
    ///
    /// It has no installations, so nobody meets it yet.
    ///
    /// ## Before
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    /// ```
    ///
    /// ## After
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///   - name: support
    ///     provider: zendeskSupport
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## What to do
    ///
    /// Nothing. Its name is what installations are addressed by from now on: see `integration-renamed`.
    id: "integration-added",
    class: Compatible,
    certainty: Documented,
    since: "0.2.0",
    look: Integration(look),
}

fn look(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Pair::Added(new) = pair else { return };
    sink.added(
        new,
        format!(
            "integration {} is new: it has no installations yet",
            code(new.name)
        ),
    );
}
