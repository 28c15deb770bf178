use crate::manifest::Integration;
use crate::rule::{Context, Sink, code, rule};

rule! {
    /// More subscribed objects than the provider takes.
    ///
    /// ## Why
    ///
    /// Salesforce sends change events for 5 objects at most. Ampersand refuses an integration that subscribes to more.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: salesforce
    ///     read:
    ///       objects:
    ///         - objectName: account
    ///           destination: crmWebhook
    ///           optionalFieldsAuto: all
    ///     subscribe:
    ///       objects:
    ///         - {objectName: account, destination: crmWebhook, otherEvents: [UNDELETE]}
    ///         - {objectName: contact, destination: crmWebhook, otherEvents: [UNDELETE]}
    ///         - {objectName: lead, destination: crmWebhook, otherEvents: [UNDELETE]}
    ///         - {objectName: opportunity, destination: crmWebhook, otherEvents: [UNDELETE]}
    ///         - {objectName: campaign, destination: crmWebhook, otherEvents: [UNDELETE]}
    ///         - {objectName: task, destination: crmWebhook, otherEvents: [UNDELETE]}
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: salesforce
    ///     read:
    ///       objects:
    ///         - objectName: account
    ///           destination: crmWebhook
    ///           optionalFieldsAuto: all
    ///     subscribe:
    ///       objects:
    ///         - {objectName: account, destination: crmWebhook, otherEvents: [UNDELETE]}
    ///         - {objectName: contact, destination: crmWebhook, otherEvents: [UNDELETE]}
    ///         - {objectName: lead, destination: crmWebhook, otherEvents: [UNDELETE]}
    ///         - {objectName: opportunity, destination: crmWebhook, otherEvents: [UNDELETE]}
    ///         - {objectName: campaign, destination: crmWebhook, otherEvents: [UNDELETE]}
    /// ```
    id: "subscribe-limit",
    aliases: ["salesforce-subscribe-limit"],
    group: Subscribe,
    level: Error,
    milder: true,
    fixes: Never,
    rests_on_facts: true,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let objects = integration.subscribe_objects();
    if objects.is_empty() {
        return;
    }
    let Some(limit) = cx
        .module(integration)
        .and_then(|module| module.subscription().max_objects())
    else {
        return;
    };
    let (Some(over), Some(provider)) = (objects.get(usize::from(limit.max)), integration.provider.get())
    else {
        return;
    };
    let plural = if limit.max == 1 { "object" } else { "objects" };
    sink.report(
        over.object_name
            .get()
            .map_or(cx.key(over.at), |name| cx.value(name.at)),
        format!(
            "{} takes subscriptions to {} {plural} at most; this integration has {}",
            code(provider.as_str()),
            limit.max,
            objects.len()
        ),
    )
    .level(limit.level.into())
    .label("the first one too many")
    .also(cx.span(provider.at), "this provider")
    .help("read the others on a schedule");
}
