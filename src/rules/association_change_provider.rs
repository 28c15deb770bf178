use crate::catalog::{self, Capability, Support};
use crate::manifest::{Integration, SubscribeObject};
use crate::rule::{Context, Sink, alternatives, code, rule};

rule! {
    /// Association changes on a provider that does not report them.
    ///
    /// ## Why
    ///
    /// Only HubSpot reports when records are linked and unlinked. Ampersand refuses `associationChangeEvent` for any
    /// other provider.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: salesforce
    ///     read:
    ///       objects:
    ///         - objectName: contact
    ///           destination: contactWebhook
    ///           optionalFieldsAuto: all
    ///     subscribe:
    ///       objects:
    ///         - objectName: contact
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           associationChangeEvent:
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
    ///             - fieldName: phone
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           associationChangeEvent:
    ///             enabled: always
    /// ```
    id: "association-change-provider",
    group: Subscribe,
    level: Error,
    fixes: Never,
    rests_on_facts: true,
    since: "0.1.0",
    check: SubscribeObject(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, object: &SubscribeObject<'_>, sink: &mut Sink<'_>) {
    let (Some(event), Some(name)) = (object.association_change_event.get(), integration.provider.get())
    else {
        return;
    };
    let Some(provider) = catalog::provider_but_for_case(name.as_str()) else {
        return;
    };
    // Without any subscriptions, that comes first.
    let subscribes = cx
        .module(integration)
        .is_none_or(|module| module.support(Capability::Subscribe) != Support::No);
    if provider.has_association_changes() || !subscribes {
        return;
    }
    let able = catalog::providers().filter(|provider| provider.has_association_changes());
    let able = alternatives(able.map(|provider| provider.key()), "and");
    sink.report(
        cx.key(event.at),
        format!(
            "{} does not report changes of associations; only {able} does",
            code(name.as_str())
        ),
    )
    .label("never happens here")
    .also(cx.span(name.at), "this provider")
    .help("remove it");
}
