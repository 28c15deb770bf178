//! `subscribe-object-renamed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::SubscribeObject;

change! {
    /// A subscribe object under another name.
    ///
    /// ## Why
    ///
    /// Subscriptions are saved under the old name: customers get no events of the new object until their
    /// installation is saved again.
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
    ///         - objectName: deals
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep the old object beside the new one until the new events arrive.
    id: "subscribe-object-renamed",
    class: Breaking,
    certainty: Observed,
    since: "0.2.0",
    look: SubscribeObject(look),
}

fn look(pair: &Pair<'_, SubscribeObject<'_>>, sink: &mut Sink<'_>) {
    let Pair::Renamed(both) = pair else { return };
    let (old, new) = (&both.old, &both.new);
    sink.kept(
        both,
        format!(
            "subscribe object {} is now {}: subscriptions are saved under the old name",
            code(old.name),
            code(new.name)
        ),
    )
    .help("keep both until the events of the new one arrive");
}
