use crate::catalog::Capability;
use crate::manifest::Integration;
use crate::rule::{Context, Sink, rule};

rule! {
    /// The same object twice in one `subscribe` action.
    ///
    /// ## Why
    ///
    /// Ampersand refuses it: events are chosen once for each object of an integration.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           requiredFields:
    ///             - fieldName: email
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           deleteEvent:
    ///             enabled: always
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           requiredFields:
    ///             - fieldName: email
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    ///           deleteEvent:
    ///             enabled: always
    /// ```
    ///
    /// ## Notes
    ///
    /// Where the provider ignores case in object names (Salesforce), `Contact` and `contact` are one object.
    /// Elsewhere two spellings that differ in case only are a warning.
    id: "duplicate-subscribe-object",
    group: Names,
    level: Error,
    milder: true,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let names = integration
        .subscribe_objects()
        .iter()
        .map(|object| object.object_name.get());
    cx.report_repeated_objects(integration, Capability::Subscribe, names, sink);
}
