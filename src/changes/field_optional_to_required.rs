//! `field-optional-to-required`

use crate::change::{Certainty, FieldEntry, Kept, Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A field that was optional and is required.
    ///
    /// ## Why
    ///
    /// It is read for every customer, also for those who had not selected it. What happens where an account lacks
    /// it is not documented. A field that customers map must be mapped before the UI saves the object.
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
    ///           requiredFields:
    ///             - fieldName: phone
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep it optional unless every account is sure to have it.
    id: "field-optional-to-required",
    class: Everyone,
    certainty: Documented,
    since: "0.2.0",
    look: Field(look),
}

fn look(object: &Kept<'_, ReadObject<'_>>, pair: &Pair<'_, FieldEntry<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    if both.old.value.required || !both.new.value.required {
        return;
    }
    let (name, object) = (code(both.new.name), code(object.new.name));
    let places = (both.old.name_at, both.new.name_at);
    if both.new.value.is_mapping() {
        let message = format!(
            "customers must map {name} of {object} now: the UI refuses to save until those who have not do"
        );
        sink.report(&both.new.path, places.0, places.1, message)
            .certainty(Certainty::Observed)
            .help("keep it optional until every customer has mapped it");
        return;
    }
    let message = format!("{name} of {object} was optional and is required: it is read for every customer");
    sink.report(&both.new.path, places.0, places.1, message)
        .help("keep it optional unless every account is sure to have it and the permission for it");
}
