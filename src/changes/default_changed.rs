//! `default-changed`

use crate::change::{FieldEntry, Kept, Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A mapping with another field proposed: `default`.
    ///
    /// ## Why
    ///
    /// It is what customers find filled in when they map the field for the first time. Answers that are saved stay.
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
    ///             - mapToName: owner
    ///               mapToDisplayName: Owner
    ///               default: hubspot_owner_id
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
    ///             - mapToName: owner
    ///               mapToDisplayName: Owner
    ///               default: owneremail
    /// ```
    ///
    /// ## What to do
    ///
    /// Nothing.
    id: "default-changed",
    class: Compatible,
    certainty: Documented,
    since: "0.2.0",
    look: Field(look),
}

fn look(object: &Kept<'_, ReadObject<'_>>, pair: &Pair<'_, FieldEntry<'_>>, sink: &mut Sink<'_>) {
    // Beside a `fieldName` it does nothing.
    let Some(both) = pair.mapped() else { return };
    let slots = (&both.old.value.field.default, &both.new.value.field.default);
    let Some((before, after)) = sink.text("default", both.here(), slots) else {
        return;
    };
    let (name, object) = (code(both.new.name), code(object.new.name));
    let message = match after {
        Some(text) => format!(
            "{name} of {object} is filled in with {} for those who map it anew",
            code(text.as_str())
        ),
        None => format!("{name} of {object} is filled in with nothing for those who map it anew"),
    };
    sink.text_changed(&*both.new.path, both, (before, after), message);
}
