use crate::catalog::Module;
use crate::manifest::Integration;
use crate::rule::{Applicability, Context, Sink, alternatives, code, one_typo, rule};

rule! {
    /// A module that the provider does not have.
    ///
    /// ## Why
    ///
    /// Ampersand refuses the module, or falls back to another one: then the objects are looked for in the wrong
    /// place. Most providers have no modules at all.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: mail
    ///     provider: google
    ///     module: mail
    ///     read:
    ///       objects:
    ///         - objectName: messages
    ///           destination: mailWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: mail
    ///     provider: google
    ///     module: gmail
    ///     read:
    ///       objects:
    ///         - objectName: messages
    ///           destination: mailWebhook
    ///           optionalFieldsAuto: all
    /// ```
    id: "provider-module",
    group: Provider,
    level: Error,
    fixes: Unsafe,
    rests_on_facts: true,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let (Some(provider), Some(id)) = (cx.provider(integration), integration.module.get()) else {
        return;
    };
    if provider.module(id.as_str()).is_some() {
        return;
    }
    let (key, shown) = (code(provider.key()), code(id.as_str()));
    if provider.modules().len() == 0 {
        sink.report(
            cx.value(id.at),
            format!("{key} has no modules, so there is no {shown} either"),
        )
        .help("remove `module`");
        return;
    }
    let finding = sink.report(cx.value(id.at), format!("{key} has no module {shown}"));
    let all = |last| alternatives(provider.modules().map(Module::id), last);
    match provider.nearest_module(id.as_str()) {
        Some(near) => {
            let near_shown = code(&near.name);
            finding
                .help(match provider.modules().len() {
                    1 => format!("write {near_shown}"),
                    _ => format!("did you mean {near_shown}? {key} has {}", all("and")),
                })
                .fix(cx.rename(id.at, Applicability::Unsafe, &near.name));
        }
        None => {
            finding.help(format!("write {}", all("or")));
            // Names as short as these are near misses only where there is no other.
            let mut modules = provider.modules();
            if let (Some(only), None) = (modules.next(), modules.next())
                && one_typo(id.as_str(), only.id())
            {
                finding.fix(cx.rename(id.at, Applicability::Unsafe, only.id()));
            }
        }
    }
}
