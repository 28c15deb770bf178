//! `default-changed`

use crate::change::{FieldEntry, Kept, Pair, Sides, Sink, change, code};
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

fn look(
    _: &Sides<'_>,
    object: &Kept<'_, ReadObject<'_>>,
    pair: &Pair<'_, FieldEntry<'_>>,
    sink: &mut Sink<'_>,
) {
    let (Pair::Kept(both) | Pair::Renamed(both)) = pair else {
        return;
    };
    let (old, new) = (&both.old, &both.new);
    // Beside a `fieldName` it does nothing.
    if !old.value.is_mapping() || !new.value.is_mapping() {
        return;
    }
    let slots = (&old.value.field.default, &new.value.field.default);
    let Some((before, after)) = sink.text("default", both.here(), slots) else {
        return;
    };
    let (name, object) = (code(new.name), code(object.new.name));
    let message = match after {
        Some(text) => format!(
            "{name} of {object} is filled in with {} for those who map it anew",
            code(text.as_str())
        ),
        None => format!("{name} of {object} is filled in with nothing for those who map it anew"),
    };
    sink.report(
        &new.path,
        before.map_or(old.name_at, |text| text.at),
        after.map_or(new.name_at, |text| text.at),
        message,
    );
}
