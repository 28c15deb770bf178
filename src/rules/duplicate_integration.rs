use std::collections::HashMap;

use crate::rule::{Context, Sink, code, rule};

rule! {
    /// Two integrations of one name.
    ///
    /// ## Why
    ///
    /// Ampersand addresses an integration by its name and refuses a manifest that has a name twice.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm-proxy
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    ///   - name: crm-proxy
    ///     provider: salesforce
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: hubspot-proxy
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    ///   - name: salesforce-proxy
    ///     provider: salesforce
    ///     proxy:
    ///       enabled: true
    /// ```
    id: "duplicate-integration",
    group: Names,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: File(check),
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let integrations = cx.manifest.integrations();
    if integrations.len() < 2 {
        return;
    }
    let mut seen = HashMap::with_capacity(integrations.len());
    for name in integrations
        .iter()
        .filter_map(|integration| integration.name.get())
    {
        let first = *seen.entry(name.as_str()).or_insert(name.at);
        if first == name.at {
            continue;
        }
        let (place, first) = cx.places_of_two(name.at, first);
        sink.report(
            place,
            format!(
                "{} is the name of another integration already; Ampersand refuses that",
                code(name.as_str())
            ),
        )
        .label("the same name again")
        .also(first, "first used here")
        .help("give each integration a name of its own");
    }
}
