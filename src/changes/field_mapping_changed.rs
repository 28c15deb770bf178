//! `field-mapping-changed`

use crate::change::{FieldEntry, Kept, Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A field that is delivered under another key: its `mapToName`.
    ///
    /// ## Why
    ///
    /// Payloads carry the mapped name, and writes that inherit the mapping translate it. A field mapped to its own
    /// name is not mapped.
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
    ///             - fieldName: lastname
    ///               mapToName: surname
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
    ///             - fieldName: lastname
    ///               mapToName: familyName
    /// ```
    ///
    /// ## What to do
    ///
    /// Let your code understand both keys, then deploy, then drop the old one.
    id: "field-mapping-changed",
    class: Breaking,
    certainty: Documented,
    since: "0.2.0",
    look: Field(look),
}

fn look(object: &Kept<'_, ReadObject<'_>>, pair: &Pair<'_, FieldEntry<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept().filter(|both| !both.new.value.is_mapping()) else {
        return;
    };
    let (old, new) = (both.old.value, both.new.value);
    // Not mapped, or to itself: the field's own name, whose case the platform doesn't mind.
    let own = old.delivered() == both.old.name && new.delivered() == both.new.name;
    if own || old.delivered() == new.delivered() {
        return;
    }
    sink.report(
        &both.new.path,
        old.map_to_name.map_or(both.old.name_at, |text| text.at),
        new.map_to_name.map_or(both.new.name_at, |text| text.at),
        format!(
            "{} of {} was delivered as {} and is delivered as {}",
            code(both.new.name),
            code(object.new.name),
            code(old.delivered()),
            code(new.delivered())
        ),
    )
    .help("first teach whatever reads it, and writes that inherit the mapping, both keys");
}
