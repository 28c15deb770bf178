//! `inherit-mapping-changed`

use crate::change::{Class, Pair, Sink, change, code};
use crate::manifest::WriteObject;

change! {
    /// A write object that no longer, or only now, uses the mappings of the read object: `inheritMapping`.
    ///
    /// ## Why
    ///
    /// Off where it was on, mapped names in writes are no longer translated and reach the provider as they are:
    /// breaking. On where it was off, they are translated from now on. Whether existing installations follow is not
    /// documented.
    ///
    /// ## Before
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     write:
    ///       objects:
    ///         - objectName: contacts
    ///           inheritMapping: true
    /// ```
    ///
    /// ## After
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     write:
    ///       objects:
    ///         - objectName: contacts
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the provider's own field names first.
    id: "inherit-mapping-changed",
    class: Breaking or Everyone,
    certainty: Undocumented,
    since: "0.2.0",
    look: WriteObject(look),
}

fn look(pair: &Pair<'_, WriteObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let slots = (&old.value.inherit_mapping, &new.value.inherit_mapping);
    let Some((on, (was, is))) = sink.turned("inheritMapping", both.here(), slots) else {
        return;
    };
    let name = code(new.name);
    let places = (was.unwrap_or(old.name_at), is.unwrap_or(new.name_at));
    let at = new.key("inheritMapping");
    if on {
        let message = format!("writes to {name} inherit the mapping now: mapped names are translated");
        sink.report(at, places.0, places.1, message)
            .class(Class::Everyone)
            .help("make sure that no field of the provider is called like a mapped name");
    } else {
        let message = format!(
            "writes to {name} no longer inherit the mapping: mapped names are not translated any more"
        );
        sink.report(at, places.0, places.1, message)
            .help("write the provider's own field names first");
    }
}
