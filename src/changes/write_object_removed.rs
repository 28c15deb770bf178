//! `write-object-removed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::WriteObject;

change! {
    /// A write object that is gone.
    ///
    /// ## Why
    ///
    /// Code that writes to it has nothing to go by. Whether existing installations, which are tied to the revision
    /// they were saved under, still can is not documented.
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
    ///         - objectName: companies
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
    /// Take the writes out of your code first.
    id: "write-object-removed",
    class: Breaking,
    certainty: Undocumented,
    since: "0.2.0",
    look: WriteObject(look),
}

fn look(pair: &Pair<'_, WriteObject<'_>>, sink: &mut Sink<'_>) {
    let Pair::Removed(old) = pair else { return };
    sink.removed(
        old,
        format!(
            "write object {} is gone: for writes to it nothing is set any more",
            code(old.name)
        ),
    )
    .help("take the writes out of your code first");
}
