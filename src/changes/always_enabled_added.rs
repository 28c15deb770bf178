//! `always-enabled-added`

use super::action_removed::action;
use crate::change::{NamedItem, Pair, Sink, change, code};
use crate::manifest::{Integration, ReadObject};
use crate::words::count;

change! {
    /// A read object that becomes, or arrives, `enabled: always`.
    ///
    /// ## Why
    ///
    /// Reading it starts for every installation, whether its customer has selected it or not. A whole `read` that
    /// arrives with such objects is this change, too.
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
    ///           schedule: "0 * * * *"
    ///           requiredFields:
    ///             - fieldName: email
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
    ///           schedule: "0 * * * *"
    ///           enabled: always
    ///           requiredFields:
    ///             - fieldName: email
    /// ```
    ///
    /// ## What to do
    ///
    /// Make sure that customers have agreed to it, and that their accounts have the object and the permissions.
    id: "always-enabled-added",
    class: Everyone,
    certainty: Documented,
    since: "0.2.0",
    look: ReadObject(look) and Integration(arrives),
}

fn look(pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Some(new) = pair.new() else { return };
    let Some(Some(enabled)) = sink.one(false, "enabled", new.here(), &new.value.enabled) else {
        return;
    };
    let name = code(new.name);
    let finding = match pair {
        Pair::Added(_) => sink.added(
            new,
            format!("read object {name} is new and always enabled: reading it starts for every installation"),
        ),
        Pair::Kept(both) => {
            let before = sink.one(true, "enabled", both.old.here(), &both.old.value.enabled);
            if !matches!(before, Some(None)) {
                return;
            }
            sink.report(
                new.key("enabled"),
                both.old.name_at,
                enabled.at,
                format!("read object {name} is always enabled now: reading it starts for every installation"),
            )
        }
        _ => return,
    };
    finding.help("make sure that every customer's account has the object and the permissions");
}

/// A `read` that is new, with objects in it that nobody has to select.
fn arrives(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (before, after) = (
        action(sink, true, "read", &both.old),
        action(sink, false, "read", &both.new),
    );
    let (Some(None), Some(Some(after)), Some(objects)) = (before, after, always(&both.new)) else {
        return;
    };
    let what = match objects.as_slice() {
        [one] => code(one),
        more => count(more.len(), "object"),
    };
    let place = sink.key(false, after);
    sink.report(
        both.new.key("read"),
        None,
        Some(place),
        format!(
            "`read` is new in {}, and reading {what} of it, always enabled, starts for every installation",
            code(both.new.name)
        ),
    )
    .help("make sure that every customer's account has the object and the permissions");
}

/// The read objects of an integration that are always enabled, if there are any.
pub(super) fn always<'a>(entry: &NamedItem<'a, Integration<'a>>) -> Option<Vec<&'a str>> {
    let objects = entry.value.read_objects().iter();
    let objects = objects.filter(|object| object.enabled.get().is_some());
    let names: Vec<&str> = objects
        .filter_map(|object| Some(object.object_name.get()?.as_str()))
        .collect();
    Some(names).filter(|names| !names.is_empty())
}
