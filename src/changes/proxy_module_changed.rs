//! `proxy-module-changed`

use crate::change::{Here, Pair, Sides, Sink, change, code};
use crate::manifest::{Integration, Spanned};

change! {
    /// A proxy that uses another base URL: `useModule`.
    ///
    /// ## Why
    ///
    /// Calls go to the base URL of the module instead of the provider's, or the other way round, so that their
    /// paths lead somewhere else.
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
    ///       enabled: true
    ///       useModule: true
    /// ```
    ///
    /// ## What to do
    ///
    /// Change the paths in your code with the deployment, or declare another integration.
    id: "proxy-module-changed",
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
    let enabled = sink.both("enabled", (here.0, &before.enabled), (here.1, &after.enabled));
    let modules = sink.both(
        "useModule",
        (here.0, &before.use_module),
        (here.1, &after.use_module),
    );
    let (Some((was_on, is_on)), Some((was, is))) = (enabled, modules) else {
        return;
    };
    let on = |flag: Option<&Spanned<bool>>| flag.is_some_and(|flag| flag.value);
    // Of a proxy that is off nobody meets the address.
    if !on(was_on) || !on(is_on) || on(was) == on(is) {
        return;
    }
    let whose = if on(is) { "the module's" } else { "the provider's" };
    sink.report(
        new.key("proxy.useModule"),
        was.map_or(before.at, |flag| flag.at),
        is.map_or(after.at, |flag| flag.at),
        format!("proxy calls of {} go to {whose} base URL now", code(new.name)),
    )
    .help("change the paths in your code with the deployment");
}
