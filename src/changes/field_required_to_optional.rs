//! `field-required-to-optional`

use crate::change::{FieldEntry, Kept, Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A field that was required and is optional.
    ///
    /// ## Why
    ///
    /// New customers choose whether it is read. Whether it stays selected for existing ones is not documented.
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
    /// ```
    ///
    /// ## What to do
    ///
    /// Let your code do without it.
    id: "field-required-to-optional",
    class: New,
    certainty: Undocumented,
    since: "0.2.0",
    look: Field(look),
}

fn look(object: &Kept<'_, ReadObject<'_>>, pair: &Pair<'_, FieldEntry<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    if !both.old.value.required || both.new.value.required {
        return;
    }
    sink.kept(
        both,
        format!(
            "{} of {} was required and is optional: customers may leave it out from now on",
            code(both.new.name),
            code(object.new.name)
        ),
    )
    .help("see that whatever reads it can do without");
}
