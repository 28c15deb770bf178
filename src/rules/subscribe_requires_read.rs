use crate::catalog::{Capability, Support};
use crate::manifest::{Integration, Slot};
use crate::rule::{Context, Sink, rule};

rule! {
    /// An integration that subscribes but does not read.
    ///
    /// ## Why
    ///
    /// Subscribed objects take their fields and mappings from `read`. Ampersand refuses `subscribe` without it.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
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
    ///           optionalFieldsAuto: all
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    /// ```
    id: "subscribe-requires-read",
    group: Subscribe,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let Slot::Value(subscribe) = &integration.subscribe else {
        return;
    };
    if !integration.read.is_missing() || cx.document.is_damaged(integration.at.node) {
        return;
    }
    // Without any subscriptions at the provider, that comes first.
    if cx
        .module(integration)
        .is_some_and(|module| module.support(Capability::Subscribe) == Support::No)
    {
        return;
    }
    // In a wrong place it has been reported.
    if cx.stands_elsewhere(integration.at, &["read"]) {
        return;
    }
    if let Some(read) = cx.find_key(integration.at, "read") {
        sink.report(
            cx.node(read),
            "`subscribe` needs `read` in the same integration, which has nothing under it",
        )
        .label("counts as missing")
        .also(cx.key_span(subscribe.at), "takes fields and mappings from `read`")
        .help("write `objects:` under it, with the objects that are subscribed to");
        return;
    }
    sink.report(
        cx.key(subscribe.at),
        "`subscribe` needs `read` in the same integration, which has none",
    )
    .label("takes fields and mappings from `read`")
    .help("add `read` with the objects that are subscribed to");
}
