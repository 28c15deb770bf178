use crate::catalog::{self, By, Meant, Nearness};
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
    if let Some(near) =
        catalog::nearest_provider(name.as_str()).filter(|near| near.nearness == Nearness::Case)
    {
        finding
            .label("case matters in a provider's name")
            .help(format!("write {}", code(&near.name)))
            .fix(cx.rename(name.at, Applicability::Safe, &near.name));
    } else {
        finding.help(meant(name.as_str()));
    }
}

/// What else `name` may be, and how a manifest says that.
fn meant(name: &str) -> String {
    let meant = catalog::meant(name);
    match meant.as_slice() {
        [] => "`amplint provider` lists the providers there are".to_owned(),
        [
            Meant {
                provider,
                module: Some(module),
                ..
            },
            ..,
        ] => {
            format!(
                "write `provider: {}` and `module: {}`",
                provider.key(),
                module.id()
            )
        }
        [one] if one.by == By::Name => format!("write {}", code(one.provider.key())),
        all => {
            let keys = all.iter().map(|meant| meant.provider.key());
            format!("did you mean {}?", alternatives(keys, "or"))
        }
    }
}
