use crate::catalog::Capability;
use crate::manifest::Integration;
use crate::rule::{Context, Sink, rule};
use crate::rules::shared::check_capability;

rule! {
    /// A read action on a provider or module that can only be used otherwise.
    ///
    /// ## Why
    ///
    /// Ampersand refuses the integration. Many providers can only be called through `proxy`, and modules of one
    /// provider differ in what they offer.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: pages
    ///     provider: notion
    ///     read:
    ///       objects:
    ///         - objectName: pages
    ///           destination: pageWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: pages
    ///     provider: notion
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Notes
    ///
    /// A warning where Ampersand's catalogue says no although the action is known to work.
    id: "provider-capability-read",
    group: Provider,
    level: Error,
    milder: true,
    fixes: Never,
    rests_on_facts: true,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    if let Some(it) = integration.read.get() {
        check_capability(cx, integration, Capability::Read, it.at, sink);
    }
}
