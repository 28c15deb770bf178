//! `customer-mapping-renamed`

use crate::change::{FieldEntry, Kept, Pair, Sink, change, code};
use crate::escape::visible;
use crate::manifest::ReadObject;

change! {
    /// A field that customers map, under another `mapToName`.
    ///
    /// ## Why
    ///
    /// Answers are saved under `mapToName`: under another one they are dropped when the UI components next load,
    /// and customers must map again. The key in payloads changes, too.
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
    ///             - mapToName: accountOwner
    ///               mapToDisplayName: Owner
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep `mapToName`. What people see is `mapToDisplayName`.
    id: "customer-mapping-renamed",
    class: Breaking,
    certainty: Observed,
    since: "0.2.0",
    look: Field(look),
}

fn look(object: &Kept<'_, ReadObject<'_>>, pair: &Pair<'_, FieldEntry<'_>>, sink: &mut Sink<'_>) {
    let Pair::Renamed(both) = pair else { return };
    let (old, new) = (code(both.old.name), code(both.new.name));
    sink.kept(both,
        format!(
            "the mapping {old} of {} is now called {new}: what customers have answered is dropped, and they must map again",
            code(object.new.name)
        ),
    )
    .help(format!("keep `mapToName: {}`; what people see is `mapToDisplayName`", visible(both.old.name)));
}
