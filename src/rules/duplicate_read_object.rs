use crate::catalog::Capability;
use crate::manifest::Integration;
use crate::rule::{Context, Sink, rule};

rule! {
    /// The same object twice in one `read` action.
    ///
    /// ## Why
    ///
    /// Ampersand refuses it: fields, schedule and backfill are set once for each object of an integration.
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
    ///           schedule: "0 * * * *"
    ///           requiredFields:
    ///             - fieldName: email
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           schedule: "0 * * * *"
    ///           optionalFieldsAuto: all
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
    ///           schedule: "0 * * * *"
    ///           requiredFields:
    ///             - fieldName: email
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// Where the provider ignores case in object names (Salesforce), `Contact` and `contact` are one object.
    /// Elsewhere two spellings that differ in case only are a warning.
    id: "duplicate-read-object",
    group: Names,
    level: Error,
    milder: true,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let names = integration
        .read_objects()
        .iter()
        .map(|object| object.object_name.get());
    cx.report_repeated_objects(integration, Capability::Read, names, sink);
}
