//! `label-changed`

use crate::change::{FieldEntry, Kept, Pair, Sink, change, code};
use crate::manifest::{ReadObject, Slot, Text};

change! {
    /// An object or a field that people see under another name: `mapToDisplayName`.
    ///
    /// ## Why
    ///
    /// Customers see it in the UI components. Nothing else goes by it.
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
    ///               mapToDisplayName: Account owner
    /// ```
    ///
    /// ## What to do
    ///
    /// Nothing.
    id: "label-changed",
    class: Compatible,
    certainty: Documented,
    since: "0.2.0",
    look: ReadObject(object) and Field(field),
}

fn object(pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let slots = (
        &both.old.value.map_to_display_name,
        &both.new.value.map_to_display_name,
    );
    look(both, both.new.key(KEY), slots, sink);
}

fn field(_: &Kept<'_, ReadObject<'_>>, pair: &Pair<'_, FieldEntry<'_>>, sink: &mut Sink<'_>) {
    let (Pair::Kept(both) | Pair::Renamed(both)) = pair else {
        return;
    };
    let (old, new) = (both.old.value.field, both.new.value.field);
    let slots = (&old.map_to_display_name, &new.map_to_display_name);
    look(both, both.new.path.clone(), slots, sink);
}

const KEY: &str = "mapToDisplayName";

fn look<'a, T>(
    both: &Kept<'_, T>,
    at: String,
    slots: (&'a Slot<Text<'a>>, &'a Slot<Text<'a>>),
    sink: &mut Sink<'_>,
) {
    let new = &both.new;
    let Some((before, after)) = sink.text(KEY, both.here(), slots) else {
        return;
    };
    let message = match after {
        Some(text) => format!("people see {} as {} now", code(new.name), code(text.as_str())),
        None => format!("{} has no name for people any more", code(new.name)),
    };
    sink.text_changed(at, both, (before, after), message);
}
