use crate::catalog::Capability;
use crate::manifest::Integration;
use crate::rule::{Context, Sink, rule};
use crate::rules::shared::check_capability;

rule! {
    /// A subscribe action on a provider or module that does not offer one.
    ///
    /// ## Why
    ///
    /// Ampersand refuses the integration: it receives events of few providers. The objects of the others can be read
    /// on a schedule.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: notes
    ///     provider: pylon
    ///     read:
    ///       objects:
    ///         - objectName: issues
    ///           destination: issueWebhook
    ///           optionalFieldsAuto: all
    ///     subscribe:
    ///       objects:
    ///         - objectName: issues
    ///           destination: issueWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: notes
    ///     provider: pylon
    ///     read:
    ///       objects:
    ///         - objectName: issues
    ///           destination: issueWebhook
    ///           schedule: "*/15 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// A warning where Ampersand's catalogue says no although the action is known to work.
    id: "provider-capability-subscribe",
    group: Provider,
    level: Error,
    milder: true,
    fixes: Never,
    rests_on_facts: true,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    if let Some(it) = integration.subscribe.get() {
        check_capability(cx, integration, Capability::Subscribe, it.at, sink);
    }
}
