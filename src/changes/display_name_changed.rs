//! `display-name-changed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::Integration;

change! {
    /// An integration that people see under another name: `displayName`.
    ///
    /// ## Why
    ///
    /// Customers see it in the UI components. Nothing else goes by it.
    ///
    /// ## Before
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     displayName: CRM
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
    ///     displayName: HubSpot CRM
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    /// ```
    ///
    /// ## What to do
    ///
    /// Nothing.
    id: "display-name-changed",
    class: Compatible,
    certainty: Documented,
    since: "0.2.0",
    look: Integration(look),
}

fn look(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let slots = (&old.value.display_name, &new.value.display_name);
    let Some((before, after)) = sink.text("displayName", both.here(), slots) else {
        return;
    };
    let message = match after {
        Some(text) => format!("people see {} as {} now", code(new.name), code(text.as_str())),
        None => format!("{} has no display name any more", code(new.name)),
    };
    sink.text_changed(new.key("displayName"), both, (before, after), message);
}
