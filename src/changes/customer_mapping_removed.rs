//! `customer-mapping-removed`

use crate::change::{FieldEntry, Kept, Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A field that customers map, and that is gone.
    ///
    /// ## Why
    ///
    /// The answers that customers have saved are dropped when the UI components next load, and the key vanishes
    /// from payloads.
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
    ///           optionalFields:
    ///             - fieldName: phone
    ///             - mapToName: owner
    ///               mapToDisplayName: Owner
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
    ///           optionalFields:
    ///             - fieldName: phone
    /// ```
    ///
    /// ## What to do
    ///
    /// Take it out of the code that reads it first.
    id: "customer-mapping-removed",
    class: Breaking,
    certainty: Observed,
    since: "0.2.0",
    look: Field(look),
}

fn look(object: &Kept<'_, ReadObject<'_>>, pair: &Pair<'_, FieldEntry<'_>>, sink: &mut Sink<'_>) {
    let Pair::Removed(old) = pair else { return };
    if !old.value.is_mapping() {
        return;
    }
    sink.removed(old,
        format!(
            "{} of {}, which customers map, is gone: what they have answered is dropped when the UI next loads",
            code(old.name),
            code(object.new.name)
        ),
    )
    .help("take it out of the code that reads it first");
}
