//! `value-defaults-changed`

use crate::change::{Pair, Sides, Sink, change, code};
use crate::manifest::{Spanned, WriteObject};

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

fn look(_: &Sides<'_>, pair: &Pair<'_, WriteObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let key = "valueDefaults.allowAnyFields";
    let slots = (&old.value.allow_any_fields, &new.value.allow_any_fields);
    let Some((was, is)) = sink.both(key, (old.here(), slots.0), (new.here(), slots.1)) else {
        return;
    };
    let on = |flag: Option<&Spanned<bool>>| flag.is_some_and(|flag| flag.value);
    if on(was) == on(is) {
        return;
    }
    let takes = if on(is) { "takes" } else { "no longer takes" };
    sink.report(
        new.key(key),
        was.map_or(old.name_at, |flag| flag.at),
        is.map_or(new.name_at, |flag| flag.at),
        format!("{} {takes} default values for any field", code(new.name)),
    );
}
