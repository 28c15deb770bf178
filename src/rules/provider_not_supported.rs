use crate::catalog::{self, Nearness, Provider};
use crate::manifest::Integration;
use crate::rule::{Applicability, Context, Sink, alternatives, code, rule};

rule! {
    /// A provider that Ampersand does not have.
    ///
    /// ## Why
    ///
    /// Ampersand refuses the integration. A provider is named by its key, exactly and in this very case:
    /// `hubspot`, `zoomInfo`, `zendeskSupport`. `amplint provider` lists them all.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: HubSpot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
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
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// The list of providers is built into amplint. Where Ampersand has added one since, update amplint, or set
    /// `provider-not-supported = "off"` in `amplint.toml`.
    id: "provider-not-supported",
    group: Provider,
    level: Error,
    fixes: Safe,
    rests_on_facts: true,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let Some(name) = integration.provider.get() else {
        return;
    };
    if catalog::provider(name.as_str()).is_some() {
        return;
    }
    let shown = code(name.as_str());
    let message = format!("there is no provider {shown}, so Ampersand refuses the integration");
    let finding = sink.report(cx.value(name.at), message);
    match catalog::nearest_provider(name.as_str()) {
        Some(near) if near.nearness == Nearness::Case => {
            finding
                .label("case matters in a provider's name")
                .help(format!("write {}", code(&near.name)))
                .fix(cx.rename(name.at, Applicability::Safe, &near.name));
        }
        Some(near) => {
            finding.help(format!("did you mean {}?", code(&near.name)));
        }
        None => {
            finding.help(elsewhere(name.as_str()));
        }
    }
}

/// What people call providers for short, where nothing in the name tells.
const NICKNAMES: [(&str, &str); 1] = [("sfdc", "salesforce")];

/// What else `name` may be: a module, perhaps with its provider, or the beginning of several names.
fn elsewhere(name: &str) -> String {
    let bare = |text: &str| text.replace(['-', '_', ' '], "").to_ascii_lowercase();
    let wanted = bare(name);
    if let Some((_, meant)) = NICKNAMES.iter().find(|(nickname, _)| *nickname == wanted) {
        return format!("write {}", code(meant));
    }
    let modules = catalog::providers().flat_map(Provider::modules);
    let of = |module: catalog::Module| module.provider().map_or("", Provider::key);
    let mut owners = modules
        .filter(|module| [bare(module.id()), bare(of(*module)) + &bare(module.id())].contains(&wanted));
    if let Some(module) = owners.next() {
        return format!("write `provider: {}` and `module: {}`", of(module), module.id());
    }
    // `dynamics365`: the number of an edition is in no name.
    let wanted = wanted.trim_end_matches(|c: char| c.is_ascii_digit());
    let begins = catalog::providers().map(Provider::key).filter(|key| {
        wanted.len() > 2
            && key
                .get(..wanted.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(wanted))
    });
    let longer = alternatives(begins.take(4), "or");
    if !longer.is_empty() {
        return format!("did you mean {longer}?");
    }
    let begun = catalog::providers()
        .map(Provider::key)
        .filter(|key| key.len() > 3 && name.starts_with(key));
    match begun.max_by_key(|key| key.len()) {
        Some(shorter) => format!("did you mean {}?", code(shorter)),
        None => "`amplint provider` lists the providers there are".to_owned(),
    }
}
