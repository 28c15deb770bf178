//! `value-defaults-changed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::WriteObject;

change! {
    /// A write object that takes default values for any field, or no longer: `valueDefaults.allowAnyFields`.
    ///
    /// ## Why
    ///
    /// Whether existing installations, which may have saved such defaults, follow is not documented.
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
    ///           valueDefaults:
    ///             allowAnyFields: true
    /// ```
    ///
    /// ## What to do
    ///
    /// Try it on a development project.
    id: "value-defaults-changed",
    class: Everyone,
    certainty: Undocumented,
    since: "0.2.0",
    look: WriteObject(look),
}

fn look(pair: &Pair<'_, WriteObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let key = "valueDefaults.allowAnyFields";
    let slots = (&old.value.allow_any_fields, &new.value.allow_any_fields);
    let Some((on, (was, is))) = sink.turned(key, both.here(), slots) else {
        return;
    };
    let takes = if on { "takes" } else { "no longer takes" };
    sink.report(
        new.key(key),
        was.unwrap_or(old.name_at),
        is.unwrap_or(new.name_at),
        format!("{} {takes} default values for any field", code(new.name)),
    );
}
