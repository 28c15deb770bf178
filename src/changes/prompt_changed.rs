//! `prompt-changed`

use crate::change::{FieldEntry, Kept, Pair, Sides, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A mapping that customers are asked for in other words: `prompt`.
    ///
    /// ## Why
    ///
    /// Customers see it when they map the field. Answers that are saved stay.
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
    ///               prompt: Who owns the contact?
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
    ///               prompt: Which field holds the owner?
    /// ```
    ///
    /// ## What to do
    ///
    /// Nothing.
    id: "prompt-changed",
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
    let slots = (&old.value.field.prompt, &new.value.field.prompt);
    let Some((before, after)) = sink.text("prompt", both.here(), slots) else {
        return;
    };
    let (name, object) = (code(new.name), code(object.new.name));
    let message = match after {
        Some(text) => format!(
            "customers are asked for {name} of {object} in other words: {}",
            code(text.as_str())
        ),
        None => format!("customers are asked for {name} of {object} without words now"),
    };
    sink.report(
        &new.path,
        before.map_or(old.name_at, |text| text.at),
        after.map_or(new.name_at, |text| text.at),
        message,
    );
}
