use crate::api::KnownRead;
use crate::rule::{Context, Level, Payload, Sink, code, rule};

rule! {
    /// An estimated total for a provider that gives none.
    ///
    /// ## Why
    ///
    /// Only Salesforce and HubSpot say how many records there are; for every other provider the API leaves
    /// `recordsEstimatedTotal` out. Code that is tested with it here does not know what to do without.
    ///
    /// ## Bad
    ///
    /// The manifest:
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: people
    ///     provider: pipedrive
    ///     read:
    ///       objects:
    ///         - objectName: persons
    ///           destination: peopleWebhook
    ///           optionalFieldsAuto: all
    ///           backfill:
    ///             defaultPeriod:
    ///               days: 30
    /// ```
    ///
    /// ```json
    /// {
    ///   "installationId": "66438162-5299-4669-a41d-85c5a3b1a83e",
    ///   "objectName": "persons",
    ///   "operationId": "3efc0f0f-4bb9-498f-996c-9893d98ca4b5",
    ///   "recordsProcessed": 1250,
    ///   "recordsEstimatedTotal": 5000
    /// }
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: people
    ///     provider: pipedrive
    ///     read:
    ///       objects:
    ///         - objectName: persons
    ///           destination: peopleWebhook
    ///           optionalFieldsAuto: all
    ///           backfill:
    ///             defaultPeriod:
    ///               days: 30
    /// ```
    ///
    /// ```json
    /// {
    ///   "installationId": "66438162-5299-4669-a41d-85c5a3b1a83e",
    ///   "objectName": "persons",
    ///   "operationId": "3efc0f0f-4bb9-498f-996c-9893d98ca4b5",
    ///   "recordsProcessed": 1250
    /// }
    /// ```
    ///
    /// ## Notes
    ///
    /// Needs `--manifest`.
    id: "progress-estimate",
    group: Payload,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Payload(check),
}

/// The providers that estimate, by how their keys begin.
const ESTIMATING: [&str; 2] = ["salesforce", "hubspot"];

fn check(cx: &Context<'_>, payload: &Payload<'_>, sink: &mut Sink<'_>) {
    let (Some(reads), Some(progress)) = (cx.reads, payload.progress()) else {
        return;
    };
    let (Some(name), Some(entry)) = (
        progress.text("objectName"),
        progress.entry("recordsEstimatedTotal"),
    ) else {
        return;
    };
    let silent = |read: &KnownRead| match &read.provider {
        Some((provider, _)) => !ESTIMATING.iter().any(|begin| provider.starts_with(begin)),
        None => false,
    };
    let mut named = reads.named(name.as_str());
    let Some(first) = named.clone().next().filter(|_| named.all(silent)) else {
        return;
    };
    let Some((provider, provider_span)) = &first.provider else {
        return;
    };
    sink.report(
        cx.value(entry.key),
        format!(
            "{} gives no estimate, so the API leaves this key out",
            code(provider)
        ),
    )
    .level(Level::Warning)
    .label("only Salesforce and HubSpot give one")
    .also_in(&reads.source, *provider_span, "the provider")
    .also_in(
        &reads.source,
        first.span,
        format!("reads {} from it", code(&first.name)),
    )
    .help("remove it");
}
