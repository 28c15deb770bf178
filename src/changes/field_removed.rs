//! `field-removed`

use crate::change::{FieldEntry, Kept, Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A field that is gone, or `optionalFieldsAuto`.
    ///
    /// ## Why
    ///
    /// It vanishes from payloads: a required one for everybody, an optional one for a customer when they next save.
    /// A field that customers map is `customer-mapping-removed`.
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
    ///           requiredFields:
    ///             - fieldName: email
    /// ```
    ///
    /// ## What to do
    ///
    /// Take it out of the code that reads it first.
    id: "field-removed",
    class: Breaking,
    certainty: Observed,
    since: "0.2.0",
    look: Field(field) and ReadObject(auto),
}

fn field(object: &Kept<'_, ReadObject<'_>>, pair: &Pair<'_, FieldEntry<'_>>, sink: &mut Sink<'_>) {
    let Pair::Removed(old) = pair else { return };
    if old.value.is_mapping() {
        return;
    }
    let (name, delivered) = (code(old.name), old.value.delivered());
    let key = if delivered == old.name {
        String::new()
    } else {
        format!(" with its key {}", code(delivered))
    };
    let when = if old.value.required {
        ""
    } else {
        " when a customer next saves"
    };
    sink.removed(
        old,
        format!(
            "{name} of {} is gone: it vanishes from payloads{key}{when}",
            code(object.new.name)
        ),
    )
    .help("take it out of the code that reads it first");
}

fn auto(pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let key = "optionalFieldsAuto";
    let slots = (&old.value.optional_fields_auto, &new.value.optional_fields_auto);
    let values = sink.both(key, (old.here(), slots.0), (new.here(), slots.1));
    let Some((Some(before), None)) = values else {
        return;
    };
    sink.report(
        old.key(key),
        before.at,
        None,
        format!(
            "customers can no longer pick any field of {}: those that are not listed vanish when a customer next saves",
            code(new.name)
        ),
    )
    .help("list the fields that customers have picked among `optionalFields`");
}
