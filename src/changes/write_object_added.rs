//! `write-object-added`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::WriteObject;

change! {
    /// A write object that is new.
    ///
    /// ## Why
    ///
    /// Saved configurations don't hold it. What a write to it does for an installation that was saved before is not
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
    ///         - objectName: companies
    /// ```
    ///
    /// ## What to do
    ///
    /// Have installations saved again before you write to it.
    id: "write-object-added",
    class: New,
    certainty: Undocumented,
    since: "0.2.0",
    look: WriteObject(look),
}

fn look(pair: &Pair<'_, WriteObject<'_>>, sink: &mut Sink<'_>) {
    let Pair::Added(new) = pair else { return };
    sink.added(
        new,
        format!(
            "write object {} is new: installations saved earlier don't hold it",
            code(new.name)
        ),
    );
}
