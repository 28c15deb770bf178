//! `proxy-disabled`

use crate::change::{Here, Pair, Sides, Sink, change, code};
use crate::manifest::{Integration, Spanned};

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

fn look(_: &Sides<'_>, pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let proxies = sink.both(
        "proxy",
        (old.here(), &old.value.proxy),
        (new.here(), &new.value.proxy),
    );
    let Some((Some(before), Some(after))) = proxies else {
        return;
    };
    let paths = (old.key("proxy"), new.key("proxy"));
    let here = (
        Here {
            path: &paths.0,
            at: before.at,
        },
        Here {
            path: &paths.1,
            at: after.at,
        },
    );
    let Some((was, is)) = sink.both("enabled", (here.0, &before.enabled), (here.1, &after.enabled)) else {
        return;
    };
    let on = |flag: Option<&Spanned<bool>>| flag.is_some_and(|flag| flag.value);
    if !on(was) || on(is) {
        return;
    }
    sink.report(
        new.key("proxy.enabled"),
        was.map_or(before.at, |flag| flag.at),
        is.map_or(after.at, |flag| flag.at),
        format!("the proxy of {} is off: its calls are refused", code(new.name)),
    )
    .help("take the proxy calls out of your code first");
}
