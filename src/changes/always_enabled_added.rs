//! `always-enabled-added`

use crate::change::{Pair, Sides, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A read object that becomes, or arrives, `enabled: always`.
    ///
    /// ## Why
    ///
    /// Reading it starts for every installation, whether its customer has selected it or not.
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
    ///           enabled: always
    ///           requiredFields:
    ///             - fieldName: email
    /// ```
    ///
    /// ## What to do
    ///
    /// Make sure that customers have agreed to it, and that their accounts have the object and the permissions.
    id: "always-enabled-added",
    class: Everyone,
    certainty: Documented,
    since: "0.2.0",
    look: ReadObject(look),
}

fn look(_: &Sides<'_>, pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Some(new) = pair.new() else { return };
    let Some(Some(enabled)) = sink.one(false, "enabled", new.here(), &new.value.enabled) else {
        return;
    };
    let name = code(new.name);
    let finding = match pair {
        Pair::Added(_) => sink.report(
            &new.path,
            None,
            new.name_at,
            format!("read object {name} is new and always enabled: reading it starts for every installation"),
        ),
        Pair::Kept(both) => {
            let before = sink.one(true, "enabled", both.old.here(), &both.old.value.enabled);
            if !matches!(before, Some(None)) {
                return;
            }
            sink.report(
                new.key("enabled"),
                both.old.name_at,
                enabled.at,
                format!("read object {name} is always enabled now: reading it starts for every installation"),
            )
        }
        _ => return,
    };
    finding.help("make sure that every customer's account has the object and the permissions");
}
