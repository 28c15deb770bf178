//! `action-added`

use super::action_removed::action;
use super::always_enabled_added::always;
use crate::change::{Pair, Sink, change, code};
use crate::manifest::Integration;

change! {
    /// An integration with an action that it did not have: read, write, subscribe or proxy.
    ///
    /// ## Why
    ///
    /// A saved configuration knows nothing of it. A customer gets it when their installation is saved again, by
    /// them in the UI or by you with the API. A proxy that was off and is on counts, too.
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
    ///   - name: crm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///     write:
    ///       objects:
    ///         - objectName: contacts
    /// ```
    ///
    /// ## What to do
    ///
    /// Tell existing customers to open their settings and save, or update their installations with the API.
    id: "action-added",
    class: New,
    certainty: Documented,
    since: "0.2.0",
    look: Integration(look),
}

fn look(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    for key in ["read", "write", "subscribe", "proxy"] {
        let (before, after) = (
            action(sink, true, key, &both.old),
            action(sink, false, key, &both.new),
        );
        let (Some(None), Some(Some(after))) = (before, after) else {
            continue;
        };
        // Reading some of it starts for everybody: `always-enabled-added`.
        if key == "read" && always(&both.new).is_some() {
            continue;
        }
        let (place, name) = (sink.key(false, after), code(both.new.name));
        sink.report(
            both.new.key(key),
            None,
            Some(place),
            format!(
                "`{key}` is new in {name}: existing customers get it when their installation is saved again"
            ),
        );
    }
}
