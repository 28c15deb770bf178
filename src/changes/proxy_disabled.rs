//! `proxy-disabled`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::Integration;

change! {
    /// A proxy that was on and is off: `enabled: false`.
    ///
    /// ## Why
    ///
    /// Proxy calls are refused.
    ///
    /// ## Before
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: salesforce
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## After
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: salesforce
    ///     proxy:
    ///       enabled: false
    /// ```
    ///
    /// ## What to do
    ///
    /// Take the proxy calls out of your code first.
    id: "proxy-disabled",
    class: Breaking,
    certainty: Documented,
    since: "0.2.0",
    look: Integration(look),
}

fn look(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let slots = (&both.old.value.proxy, &both.new.value.proxy);
    let Some(((old, before), (new, after))) = sink.within("proxy", both.here(), slots) else {
        return;
    };
    let slots = (&before.enabled, &after.enabled);
    let Some((false, (was, is))) = sink.turned("enabled", (old.here(), new.here()), slots) else {
        return;
    };
    sink.report(
        new.key("enabled"),
        was.unwrap_or(before.at),
        is.unwrap_or(after.at),
        format!(
            "the proxy of {} is off: its calls are refused",
            code(both.new.name)
        ),
    )
    .help("remove its calls from your code first");
}
