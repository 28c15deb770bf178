//! `proxy-module-changed`

use crate::change::{Pair, Sink, change, code};
use crate::manifest::Integration;

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

fn look(pair: &Pair<'_, Integration<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let slots = (&both.old.value.proxy, &both.new.value.proxy);
    let Some(((old, before), (new, after))) = sink.within("proxy", both.here(), slots) else {
        return;
    };
    let here = (old.here(), new.here());
    let enabled = sink.both("enabled", (here.0, &before.enabled), (here.1, &after.enabled));
    let Some((Some(was_on), Some(is_on))) = enabled else {
        return;
    };
    // Of a proxy that is off nobody meets the address.
    if !was_on.value || !is_on.value {
        return;
    }
    let slots = (&before.use_module, &after.use_module);
    let Some((on, (was, is))) = sink.turned("useModule", here, slots) else {
        return;
    };
    let whose = if on { "the module's" } else { "the provider's" };
    sink.report(
        new.key("useModule"),
        was.unwrap_or(before.at),
        is.unwrap_or(after.at),
        format!(
            "proxy calls of {} go to {whose} base URL now",
            code(both.new.name)
        ),
    )
    .help("change the paths in your code with the deployment");
}
