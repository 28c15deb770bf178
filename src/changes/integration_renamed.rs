//! `integration-renamed`

use crate::change::{Pair, Sink, change, code};
use crate::escape::visible;
use crate::manifest::Integration;

change! {
    /// An integration with another name.
    ///
    /// ## Why
    ///
    /// Ampersand finds an integration by its name. Under another name it is a new one, without installations; the
    /// old one is not deleted and runs on under its last revision, unmanaged. UI components and proxy calls that
    /// use the old name don't follow.
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
    ///   - name: hubspotCrm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep `name` and change `displayName`, which is what people see. Where the name must change, create the new
    /// integration beside the old one, move the customers, and remove the old one last.
    id: "integration-renamed",
    class: Breaking,
    certainty: Observed,
    since: "0.2.0",
    look: Integration(look),
}

fn look(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Pair::Renamed(both) = pair else { return };
    let (old, new) = (code(both.old.name), code(both.new.name));
    sink.kept(both,
        format!(
            "integration {old} is now called {new}: to Ampersand that is a new integration without installations, and \
             {old} runs on under its last revision"
        ),
    )
    .help(format!(
        "keep `name: {}` and change `displayName`; UI components and proxy calls that use the old name don't follow",
        visible(both.old.name)
    ));
}
