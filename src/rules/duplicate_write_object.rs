use crate::catalog::Capability;
use crate::manifest::Integration;
use crate::rule::{Context, Sink, rule};

rule! {
    /// The same object twice in one `write` action.
    ///
    /// ## Why
    ///
    /// Ampersand refuses it: what may be written is set once for each object of an integration.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     write:
    ///       objects:
    ///         - objectName: contacts
    ///         - objectName: companies
    ///         - objectName: contacts
    ///           valueDefaults:
    ///             allowAnyFields: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     write:
    ///       objects:
    ///         - objectName: contacts
    ///           valueDefaults:
    ///             allowAnyFields: true
    ///         - objectName: companies
    /// ```
    ///
    /// ## Notes
    ///
    /// Where the provider ignores case in object names (Salesforce), `Contact` and `contact` are one object.
    /// Elsewhere two spellings that differ in case only are a warning.
    id: "duplicate-write-object",
    group: Names,
    level: Error,
    milder: true,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let names = integration
        .write_objects()
        .iter()
        .map(|object| object.object_name.get());
    cx.report_repeated_objects(integration, Capability::Write, names, sink);
}
