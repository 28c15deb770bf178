//! `required-mapping-added`

use crate::change::{FieldEntry, Kept, Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A required field that customers map, and that is new.
    ///
    /// ## Why
    ///
    /// Nobody has mapped it. The UI components refuse to save the object until it is mapped, and until then its key
    /// is missing from payloads.
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
    ///             - mapToName: owner
    ///               mapToDisplayName: Owner
    /// ```
    ///
    /// ## What to do
    ///
    /// Add it to `optionalFields`; make it required when customers have mapped it.
    id: "required-mapping-added",
    class: Breaking,
    certainty: Observed,
    since: "0.2.0",
    look: Field(look),
}

fn look(object: &Kept<'_, ReadObject<'_>>, pair: &Pair<'_, FieldEntry<'_>>, sink: &mut Sink<'_>) {
    let Pair::Added(new) = pair else { return };
    if !new.value.is_mapping() || !new.value.required {
        return;
    }
    sink.added(new,
        format!(
            "customers must map {} of {} now: no existing one has, and the UI refuses to save until it is mapped",
            code(new.name),
            code(object.new.name)
        ),
    )
    .help("add it to `optionalFields` first, and require it when customers have mapped it");
}
