//! `prompt-changed`

use crate::change::{FieldEntry, Kept, Pair, Sink, change, code};
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

fn look(object: &Kept<'_, ReadObject<'_>>, pair: &Pair<'_, FieldEntry<'_>>, sink: &mut Sink<'_>) {
    // Beside a `fieldName` it does nothing.
    let Some(both) = pair.mapped() else { return };
    let slots = (&both.old.value.field.prompt, &both.new.value.field.prompt);
    let Some((before, after)) = sink.text("prompt", both.here(), slots) else {
        return;
    };
    let (name, object) = (code(both.new.name), code(object.new.name));
    let message = match after {
        Some(text) => format!(
            "customers are asked for {name} of {object} in other words: {}",
            code(text.as_str())
        ),
        None => format!("customers are asked for {name} of {object} without words now"),
    };
    sink.text_changed(&*both.new.path, both, (before, after), message);
}
