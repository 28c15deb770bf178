//! `optional-fields-auto-added`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A read object of which customers may pick any field: `optionalFieldsAuto: all`.
    ///
    /// ## Why
    ///
    /// Customers get more fields when they select them; none that they have goes.
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
    ///           requiredFields:
    ///             - fieldName: email
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## What to do
    ///
    /// Let your code expect fields that it doesn't know.
    id: "optional-fields-auto-added",
    class: New,
    certainty: Documented,
    since: "0.2.0",
    look: ReadObject(look),
}

fn look(pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let key = "optionalFieldsAuto";
    let slots = (&old.value.optional_fields_auto, &new.value.optional_fields_auto);
    let Some((before, after)) = sink.both(key, (old.here(), slots.0), (new.here(), slots.1)) else {
        return;
    };
    let name = code(new.name);
    if let (None, Some(after)) = (before, after) {
        sink.report(
            new.key(key),
            old.name_at,
            after.at,
            format!("customers may pick any field of {name} now"),
        )
        .help("let your code expect fields that it doesn't know");
    }
}
