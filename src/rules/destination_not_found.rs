use std::collections::HashSet;

use crate::manifest::Integration;
use crate::rule::{Applicability, Context, Sink, alternatives, code, nearest, rule};

rule! {
    /// A destination that is not among those configured.
    ///
    /// ## Why
    ///
    /// Ampersand refuses a manifest that names a destination which the project does not have. Destinations are set
    /// up in the Ampersand dashboard and can't be seen from here, so list them in `amplint.toml`; without
    /// that list this rule is silent:
    ///
    /// ```toml
    /// destinations = ["contactWebhook", "dealWebhook"]
    /// ```
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// # amplint.toml: destinations = ["contactWebhook", "dealWebhook"]
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactsWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// # amplint.toml: destinations = ["contactWebhook", "dealWebhook"]
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           optionalFieldsAuto: all
    /// ```
    id: "destination-not-found",
    aliases: ["destination-exists"],
    group: Provider,
    level: Error,
    fixes: Unsafe,
    since: "0.1.0",
    check: File(check),
}

/// How many destinations are worth naming one by one.
const FEW: usize = 5;

/// How many unknown names of a file are compared with the known ones, which takes time. Nobody misspells more.
const MOST_COMPARED: usize = 100;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(known) = cx.destinations else { return };
    let set: HashSet<&str> = known.iter().map(String::as_str).collect();
    let mut compared = 0;
    for name in cx
        .manifest
        .integrations()
        .iter()
        .flat_map(Integration::destinations)
    {
        if set.contains(name.as_str()) {
            continue;
        }
        compared += 1;
        let message = format!("{} is not among the configured destinations", code(name.as_str()));
        let finding = sink.report(cx.value(name.at), message);
        let candidates = if compared > MOST_COMPARED { &[][..] } else { known };
        if let Some(near) = nearest(name.as_str(), candidates.iter().map(String::as_str)) {
            finding
                .help(format!("did you mean {}?", code(near)))
                .fix(cx.rename(name.at, Applicability::Unsafe, near));
        } else if (1..=FEW).contains(&known.len()) {
            let all = alternatives(known.iter().map(String::as_str), "or");
            finding.help(format!(
                "write {all}, or add it to `destinations` in amplint.toml"
            ));
        } else {
            finding.help("set it up in the project, then add it to `destinations` in amplint.toml");
        }
    }
}
