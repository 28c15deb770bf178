//! `read-object-renamed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A read object under another name.
    ///
    /// ## Why
    ///
    /// To Ampersand the old object is gone and the new one is new: what customers have selected and mapped is saved
    /// under the old name, and nobody has selected the new one.
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
    ///             - fieldName: email
    ///             - fieldName: phone
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
    ///         - objectName: people
    ///           destination: contactWebhook
    ///           requiredFields:
    ///             - fieldName: email
    ///             - fieldName: phone
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep the old object beside the new one until customers have moved. To change only the name that you receive,
    /// set `mapToName` (see `object-mapping-changed`).
    id: "read-object-renamed",
    class: Breaking,
    certainty: Observed,
    since: "0.2.0",
    look: ReadObject(look),
}

fn look(pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Pair::Renamed(both) = pair else { return };
    let (old, new) = (&both.old, &both.new);
    sink.kept(
        both,
        format!(
            "read object {} is now {}: what customers have selected and mapped is saved under the old name",
            code(old.name),
            code(new.name)
        ),
    )
    .help("keep both until customers have selected the new one");
}
