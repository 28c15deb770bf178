//! `action-removed`

use crate::change::{At, Here, NamedItem, Pair, Sink, change, code};
use crate::manifest::Integration;

change! {
    /// An integration without an action that it had: read, write, subscribe or proxy.
    ///
    /// ## Why
    ///
    /// Reads go on until a destructive deployment, which pauses them for every installation; writes and proxy calls
    /// are refused; subscriptions end. What exactly becomes of existing installations is documented for reads and
    /// the proxy only.
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
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    /// ```
    ///
    /// ## What to do
    ///
    /// Take the calls out of your code first. Keep the action while customers use it.
    id: "action-removed",
    class: Breaking,
    certainty: Undocumented,
    since: "0.2.0",
    look: Integration(look),
}

fn look(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    for (key, cost) in [
        (
            "read",
            "reads go on until a destructive deployment, which pauses them for everyone",
        ),
        ("write", "writes of existing installations have nothing to go by"),
        (
            "subscribe",
            "the events of existing installations have nothing to go by",
        ),
        ("proxy", "proxy calls are refused"),
    ] {
        let (before, after) = (
            action(sink, true, key, &both.old),
            action(sink, false, key, &both.new),
        );
        let (Some(Some(before)), Some(None)) = (before, after) else {
            continue;
        };
        // A proxy that is still there, but off, is `proxy-disabled`.
        let proxy = &both.new.value.proxy;
        if key == "proxy" && matches!(sink.one(false, key, both.new.here(), proxy), Some(Some(_))) {
            continue;
        }
        let (place, name) = (sink.key(true, before), code(both.new.name));
        sink.report(
            both.old.key(key),
            Some(place),
            None,
            format!("`{key}` is gone from {name}: {cost}"),
        )
        .help("take the calls out of your code first, and keep the action while customers use it");
    }
}

/// The place of an action, where there is one; `None` where that can't be told. A proxy that is off is none.
#[expect(
    clippy::option_option,
    reason = "what is not there, and what can't be told, are two things"
)]
pub(super) fn action(
    sink: &mut Sink<'_>,
    old: bool,
    key: &str,
    entry: &NamedItem<'_, Integration<'_>>,
) -> Option<Option<At>> {
    let (here, value) = (entry.here(), entry.value);
    match key {
        "read" => Some(sink.one(old, key, here, &value.read)?.map(|action| action.at)),
        "write" => Some(sink.one(old, key, here, &value.write)?.map(|action| action.at)),
        "subscribe" => Some(
            sink.one(old, key, here, &value.subscribe)?
                .map(|action| action.at),
        ),
        _ => {
            let Some(proxy) = sink.one(old, key, here, &value.proxy)? else {
                return Some(None);
            };
            let place = Here {
                path: &entry.key("proxy"),
                at: proxy.at,
            };
            let enabled = sink.one(old, "enabled", place, &proxy.enabled)?;
            Some(enabled.filter(|enabled| enabled.value).map(|_| proxy.at))
        }
    }
}
