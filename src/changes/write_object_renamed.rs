//! `write-object-renamed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::WriteObject;

change! {
    /// A write object under another name.
    ///
    /// ## Why
    ///
    /// Code writes to an object by its name, and saved configurations hold the old one.
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
    ///         - objectName: leads
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep the old object beside the new one until your code and your customers have moved.
    id: "write-object-renamed",
    class: Breaking,
    certainty: Observed,
    since: "0.2.0",
    look: WriteObject(look),
}

fn look(pair: &Pair<'_, WriteObject<'_>>, sink: &mut Sink<'_>) {
    let Pair::Renamed(both) = pair else { return };
    let (old, new) = (&both.old, &both.new);
    sink.kept(
        both,
        format!(
            "write object {} is now {}: code and saved configurations that name the old one don't follow",
            code(old.name),
            code(new.name)
        ),
    )
    .help("keep both until your code writes to the new one");
}
