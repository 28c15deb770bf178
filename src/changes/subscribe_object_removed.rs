//! `subscribe-object-removed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::SubscribeObject;

change! {
    /// A subscribe object that is gone.
    ///
    /// ## Why
    ///
    /// Its events have nothing to go by. Whether existing subscriptions at the provider are taken down is not
    /// documented.
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
    ///         - objectName: deals
    ///           destination: contactWebhook
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    ///         - objectName: deals
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
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
    ///         - objectName: deals
    ///           destination: contactWebhook
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    /// ```
    ///
    /// ## What to do
    ///
    /// Make sure that nothing waits for its events.
    id: "subscribe-object-removed",
    class: Breaking,
    certainty: Undocumented,
    since: "0.2.0",
    look: SubscribeObject(look),
}

fn look(pair: &Pair<'_, SubscribeObject<'_>>, sink: &mut Sink<'_>) {
    let Pair::Removed(old) = pair else { return };
    sink.removed(
        old,
        format!(
            "subscribe object {} is gone: its events have nothing to go by",
            code(old.name)
        ),
    )
    .help("look whether anything depends on its events");
}
