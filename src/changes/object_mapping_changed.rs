//! `object-mapping-changed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::{ReadObject, Text};

change! {
    /// A read object that is delivered under another name: its `mapToName`.
    ///
    /// ## Why
    ///
    /// Webhooks carry the mapped name of the object, and code tells records apart by it. An object mapped to its
    /// own name is not mapped.
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
    ///           mapToName: person
    /// ```
    ///
    /// ## What to do
    ///
    /// Let your code understand both names, then deploy, then drop the old one.
    id: "object-mapping-changed",
    class: Breaking,
    certainty: Documented,
    since: "0.2.0",
    look: ReadObject(look),
}

fn look(pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let values = sink.both(
        "mapToName",
        (old.here(), &old.value.map_to_name),
        (new.here(), &new.value.map_to_name),
    );
    let Some((before, after)) = values else { return };
    let was = before.map_or(old.name, Text::as_str);
    let is = after.map_or(new.name, Text::as_str);
    // Not mapped, or to itself: the object's own name, whose case the platform doesn't mind.
    if was == is || (was == old.name && is == new.name) {
        return;
    }
    sink.text_changed(
        new.key("mapToName"),
        both,
        (before, after),
        format!(
            "records of {} were delivered as {} and are delivered as {}",
            code(new.name),
            code(was),
            code(is)
        ),
    )
    .help("let the code that receives them understand both names first");
}
