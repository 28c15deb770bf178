use crate::catalog::{Capability, Module};
use crate::manifest::{At, Integration};
use crate::rule::{Context, Fix, Sink, alternatives, code, rule};
use crate::rules::shared::{elsewhere, name_module};

rule! {
    /// An action that the default module can't do, though another module can.
    ///
    /// ## Why
    ///
    /// Where a manifest names no `module`, the provider's default one applies. If that one does not offer the
    /// action, the integration is refused or fails, although a module of the same provider would do what is meant.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: campaigns
    ///     provider: linkedIn
    ///     read:
    ///       objects:
    ///         - objectName: adAccounts
    ///           destination: campaignWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: campaigns
    ///     provider: linkedIn
    ///     module: ads
    ///     read:
    ///       objects:
    ///         - objectName: adAccounts
    ///           destination: campaignWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// It stands in place of `provider-capability-read` and its neighbours, which speak of modules that are named.
    id: "module-needed",
    group: Provider,
    level: Error,
    fixes: Unsafe,
    rests_on_facts: true,
    since: "0.2.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let (Some(provider), Some(module), Some(key)) = (
        cx.provider(integration),
        cx.module(integration),
        integration.provider.get(),
    ) else {
        return;
    };
    let places = [
        (Capability::Read, integration.read.get().map(|it| it.at)),
        (Capability::Write, integration.write.get().map(|it| it.at)),
        (Capability::Subscribe, integration.subscribe.get().map(|it| it.at)),
    ];
    let asked = || places.into_iter().filter_map(|(action, at)| Some((action, at?)));
    // A module is of use only if it does all that is asked.
    let able = |it: &Module| asked().all(|(action, _)| !it.support(action).is_no());
    for (action, at) in asked() {
        let Some(others) = elsewhere(provider, module, integration, action) else {
            continue;
        };
        let fitting: Vec<Module> = others.iter().copied().filter(able).collect();
        let named = if fitting.is_empty() { &others } else { &fitting };
        let names = alternatives(named.iter().map(|it| it.id()), "or");
        let place: At = at;
        let finding = sink.report(
            cx.key(place),
            format!(
                "without `module`, {} means its module {}, which offers no {}",
                code(key.as_str()),
                code(module.id()),
                code(action.key())
            ),
        );
        finding
            .also(cx.span(key.at), format!("{names} offers it"))
            .help(format!("name the module: {names}"));
        if let [only] = fitting.as_slice() {
            let line = format!("module: {}", only.id());
            let edit = name_module(cx, integration, key.at, *only);
            finding.fix(edit.map(|edit| Fix::risky(format!("add {}", code(&line)), [edit])));
        }
    }
}
