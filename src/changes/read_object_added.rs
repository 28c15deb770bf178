//! `read-object-added`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A read object that is new and not always enabled.
    ///
    /// ## Why
    ///
    /// Nobody's data is read until a customer selects it. One with `enabled: always` is `always-enabled-added`.
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
    ///         - objectName: companies
    ///           destination: companyWebhook
    /// ```
    ///
    /// ## What to do
    ///
    /// Tell existing customers that there is more to select.
    id: "read-object-added",
    class: New,
    certainty: Documented,
    since: "0.2.0",
    look: ReadObject(look),
}

fn look(pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Pair::Added(new) = pair else { return };
    if sink
        .one(false, "enabled", new.here(), &new.value.enabled)
        .flatten()
        .is_some()
    {
        return;
    }
    sink.added(
        new,
        format!(
            "read object {} is new: nothing of it is read until a customer selects it",
            code(new.name)
        ),
    );
}
