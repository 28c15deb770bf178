//! `optional-field-added`

use crate::change::{FieldEntry, Kept, Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// An optional field that is new.
    ///
    /// ## Why
    ///
    /// Customers get it when they select it.
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
    ///             - fieldName: jobtitle
    /// ```
    ///
    /// ## What to do
    ///
    /// Nothing.
    id: "optional-field-added",
    class: New,
    certainty: Documented,
    since: "0.2.0",
    look: Field(look),
}

fn look(object: &Kept<'_, ReadObject<'_>>, pair: &Pair<'_, FieldEntry<'_>>, sink: &mut Sink<'_>) {
    let Pair::Added(new) = pair else { return };
    if new.value.is_mapping() || new.value.required {
        return;
    }
    sink.added(
        new,
        format!(
            "customers may select {} of {} now",
            code(new.name),
            code(object.new.name)
        ),
    );
}
