use std::collections::HashMap;

use crate::manifest::Text;
use crate::rule::{Context, Sink, code, rule};

rule! {
    /// Two integrations of one name.
    ///
    /// ## Why
    ///
    /// Ampersand addresses an integration by its name and refuses a manifest that has a name twice. Manifests that are
    /// deployed to one project share their names, too; `[[projects]]` in `amplint.toml` says which these are.
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
    let mut seen = HashMap::with_capacity(integrations.len());
    for name in integrations
        .iter()
        .filter_map(|integration| integration.name.get())
    {
        let first = *seen.entry(name.as_str()).or_insert(name.at);
        if first == name.at {
            in_projects(cx, name, sink);
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

/// Tells that another manifest has an integration of this name, unless that is told there.
fn in_projects(cx: &Context<'_>, name: &Text<'_>, sink: &mut Sink<'_>) {
    for project in cx.projects {
        let others = project.others.iter().filter(|other| !other.tells());
        let mut found = others.filter_map(|other| {
            let uses = other.names.integrations.get(name.as_str())?;
            Some((&other.names.source, uses.first))
        });
        if let Some((source, span)) = found.next() {
            sink.report(
                cx.value(name.at),
                format!(
                    "{} is the name of an integration of another manifest, too; in the project {} each needs a name of \
                     its own",
                    code(name.as_str()),
                    code(&project.name)
                ),
            )
            .label("the same name again")
            .also_in(source, span, "used here, too")
            .help("give each integration a name of its own");
            return;
        }
    }
}
