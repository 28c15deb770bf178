//! `subscribe-object-added`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::SubscribeObject;

change! {
    /// A subscribe object that is new.
    ///
    /// ## Why
    ///
    /// Saved configurations don't hold it, so existing installations have no subscription to it.
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
    ///         - objectName: deals
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    /// ```
    ///
    /// ## What to do
    ///
    /// Have installations saved again to get its events.
    id: "subscribe-object-added",
    class: New,
    certainty: Undocumented,
    since: "0.2.0",
    look: SubscribeObject(look),
}

fn look(pair: &Pair<'_, SubscribeObject<'_>>, sink: &mut Sink<'_>) {
    let Pair::Added(new) = pair else { return };
    sink.added(
        new,
        format!(
            "subscribe object {} is new: installations that exist already don't hold it",
            code(new.name)
        ),
    );
}
