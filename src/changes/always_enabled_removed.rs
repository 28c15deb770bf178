//! `always-enabled-removed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A read object that is no longer `enabled: always`.
    ///
    /// ## Why
    ///
    /// It is read only for customers who select it, and none has. Whether reads that have begun go on is not
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
    ///           schedule: "0 * * * *"
    ///           enabled: always
    ///           requiredFields:
    ///             - fieldName: email
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
    ///           schedule: "0 * * * *"
    ///           requiredFields:
    ///             - fieldName: email
    /// ```
    ///
    /// ## What to do
    ///
    /// Have customers select the object, or select it for them with the API, before you deploy.
    id: "always-enabled-removed",
    class: Breaking,
    certainty: Undocumented,
    since: "0.2.0",
    look: ReadObject(look),
}

fn look(pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let values = sink.both(
        "enabled",
        (old.here(), &old.value.enabled),
        (new.here(), &new.value.enabled),
    );
    let Some((Some(before), None)) = values else {
        return;
    };
    sink.report(
        old.key("enabled"),
        before.at,
        None,
        format!(
            "read object {} is no longer always enabled: it is read only for customers who select it",
            code(new.name)
        ),
    )
    .help("have customers select it, or do that for them with the API, before you deploy");
}
