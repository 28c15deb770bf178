//! `integration-removed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::Integration;

change! {
    /// An integration that is gone from the manifest.
    ///
    /// ## Why
    ///
    /// A deployment doesn't delete it: it runs on under its last revision, and nobody manages it. Deleting it
    /// deletes its installations.
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
    ///   - name: support
    ///     provider: zendeskSupport
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
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep it until no customer has it installed, then delete it in the dashboard or with the API.
    id: "integration-removed",
    class: Breaking,
    certainty: Documented,
    since: "0.2.0",
    look: Integration(look),
}

fn look(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Pair::Removed(old) = pair else { return };
    let name = code(old.name);
    let gone = if sink.sides().new.is_none() {
        "is gone with its manifest"
    } else {
        "is gone from the manifest"
    };
    sink.removed(
        old,
        format!("integration {name} {gone}: it is not deleted, but runs on for its installations, unmanaged"),
    )
    .help("keep it until nobody has it installed, then delete it, which deletes its installations");
}
