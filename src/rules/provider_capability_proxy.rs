use crate::catalog::Capability;
use crate::manifest::Integration;
use crate::rule::{Context, Sink, rule};
use crate::rules::shared::check_capability;

rule! {
    /// A proxy on a provider, or with `useModule` on a module, that does not offer one.
    ///
    /// ## Why
    ///
    /// Ampersand refuses the integration. A proxy uses the provider's own address, whatever the module; with
    /// `useModule: true` it uses the module's, which few modules have.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: calls
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    ///       useModule: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: calls
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Notes
    ///
    /// A proxy that is switched off (`enabled: false`) needs nothing of its provider.
    ///
    /// A warning where Ampersand's catalogue says no although the action is known to work.
    id: "provider-capability-proxy",
    group: Provider,
    level: Error,
    milder: true,
    fixes: Never,
    rests_on_facts: true,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let Some(proxy) = integration.proxy.get() else {
        return;
    };
    if proxy.enabled.get().is_none_or(|enabled| enabled.value) {
        check_capability(cx, integration, Capability::Proxy, proxy.at, sink);
    }
}
