//! `required-field-added`

use crate::change::{FieldEntry, Kept, Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A required field that is new.
    ///
    /// ## Why
    ///
    /// It is read for every customer. What happens where a customer's account lacks the field, or the permission to
    /// read it, is not documented; expect such reads to fail.
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
    ///             - fieldName: hs_lead_status
    /// ```
    ///
    /// ## What to do
    ///
    /// Make it optional unless every account is sure to have it.
    id: "required-field-added",
    class: Everyone,
    certainty: Documented,
    since: "0.2.0",
    look: Field(look),
}

fn look(object: &Kept<'_, ReadObject<'_>>, pair: &Pair<'_, FieldEntry<'_>>, sink: &mut Sink<'_>) {
    let Pair::Added(new) = pair else { return };
    if new.value.is_mapping() || !new.value.required {
        return;
    }
    sink.added(new,
        format!(
            "{} of {} is read for every customer now; what happens where an account lacks it is not documented",
            code(new.name),
            code(object.new.name)
        ),
    )
    .help("make it optional unless every account is sure to have it and the permission for it");
}
