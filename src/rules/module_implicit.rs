use crate::catalog::Module;
use crate::manifest::Integration;
use crate::rule::{Context, Fix, Sink, alternatives, code, rule};
use crate::rules::shared::name_module;

rule! {
    /// An integration that names none of its provider's several modules.
    ///
    /// ## Why
    ///
    /// Ampersand then takes the provider's default module. Which one that is can't be seen from the manifest, and
    /// its objects differ from those of the others.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: meetings
    ///     provider: google
    ///     read:
    ///       objects:
    ///         - objectName: events
    ///           destination: eventWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: meetings
    ///     provider: google
    ///     module: calendar
    ///     read:
    ///       objects:
    ///         - objectName: events
    ///           destination: eventWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// An integration that only has a `proxy` needs no module: the proxy uses the provider's own address.
    id: "module-implicit",
    group: Provider,
    level: Info,
    fixes: Unsafe,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    if !integration.module.is_missing() || cx.document.is_damaged(integration.at.node) {
        return;
    }
    let (Some(provider), Some(key)) = (cx.provider(integration), integration.provider.get()) else {
        return;
    };
    let applies = provider.default_module();
    let use_module = integration
        .proxy
        .get()
        .and_then(|proxy| proxy.use_module.get())
        .is_some_and(|it| it.value);
    let without =
        integration.read.is_missing() && integration.write.is_missing() && integration.subscribe.is_missing();
    if provider.modules().len() < 2 || applies.is_root() || (without && !use_module) {
        return;
    }
    let line = format!("module: {}", applies.id());
    let others = alternatives(
        provider
            .modules()
            .map(Module::id)
            .filter(|&id| id != applies.id()),
        "and",
    );
    let edit = name_module(cx, integration, key.at, applies);
    sink.report(
        cx.value(key.at),
        format!(
            "without `module`, {} means its module {}",
            code(key.as_str()),
            code(applies.id())
        ),
    )
    .label(format!("also has {others}"))
    .help(format!("write {} to make it plain", code(&line)))
    .fix(edit.map(|edit| Fix::risky(format!("add {}", code(&line)), [edit])));
}
