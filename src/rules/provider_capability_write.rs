use crate::catalog::Capability;
use crate::manifest::Integration;
use crate::rule::{Context, Sink, rule};
use crate::rules::shared::check_capability;

rule! {
    /// A write action on a provider or module that does not offer one.
    ///
    /// ## Why
    ///
    /// Ampersand refuses the integration. Some providers can be read but not written to, and modules of one provider
    /// differ in what they offer.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: numbers
    ///     provider: netsuite
    ///     module: suiteql
    ///     write:
    ///       objects:
    ///         - objectName: customer
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: numbers
    ///     provider: netsuite
    ///     module: restapi
    ///     write:
    ///       objects:
    ///         - objectName: customer
    /// ```
    ///
    /// ## Notes
    ///
    /// A warning where Ampersand's catalogue says no although the action is known to work.
    id: "provider-capability-write",
    group: Provider,
    level: Error,
    milder: true,
    fixes: Never,
    rests_on_facts: true,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    if let Some(it) = integration.write.get() {
        check_capability(cx, integration, Capability::Write, it.at, sink);
    }
}
