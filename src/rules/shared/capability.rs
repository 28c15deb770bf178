//! Actions that a provider or module does not offer.

use super::known::called;
use crate::catalog::{Capability, Module, Provider, Support};
use crate::manifest::{At, Integration, Slot};
use crate::rule::{Context, Level, Sink, alternatives, code};

/// Reports the action at `action_at` if an integration's provider or module does not offer it.
pub fn check_capability(
    cx: &Context<'_>,
    integration: &Integration<'_>,
    action: Capability,
    action_at: At,
    sink: &mut Sink<'_>,
) {
    let (Some(provider), Some(module)) = (cx.provider(integration), cx.module(integration)) else {
        return;
    };
    let proxy = integration.proxy.get().filter(|_| action == Capability::Proxy);
    let use_module = proxy
        .and_then(|it| it.use_module.get())
        .filter(|it| it.value && !module.is_root());
    let support = match proxy {
        Some(_) => provider.proxy_support(module, use_module.is_some()),
        None => module.support(action),
    };
    if !support.is_no() || (proxy.is_none() && elsewhere(provider, module, integration, action).is_some()) {
        return;
    }
    let name = match (proxy, use_module) {
        (Some(_), Some(_)) => format!("the module {} of {}", code(module.id()), code(provider.key())),
        (Some(_), None) => code(provider.key()),
        (None, _) => called(module),
    };
    let key = code(action.key());
    let certain = support == Support::No;
    let unserved = provider.has_no_connector() && matches!(action, Capability::Read | Capability::Write);
    let finding = if unserved {
        sink.report(
            cx.key(action_at),
            format!("{name} is listed, but Ampersand has no connector for it: every {key} fails"),
        )
    } else if certain {
        sink.report(cx.key(action_at), not_offered(action, &name))
    } else {
        sink.report(cx.key(action_at), doubted(action, &name))
            .level(Level::Warning)
    };
    match (use_module, &integration.module, &integration.provider) {
        (Some(use_module), ..) => finding.also(cx.span(use_module.at), "asks for the module's own proxy"),
        (None, Slot::Value(id), _) if proxy.is_none() => {
            finding.also(cx.span(id.at), offers(provider, module, certain))
        }
        (None, _, Slot::Value(key)) => finding.also(cx.span(key.at), offers(provider, module, certain)),
        _ => finding,
    };
    let others = provider.modules().filter(|it| it.support(action) == Support::Yes);
    let elsewhere = alternatives(others.map(Module::id), "or");
    finding.help(if !certain {
        how_to_try(action).to_owned()
    } else if use_module.is_some() && provider.support(Capability::Proxy).is_yes() {
        "leave `useModule` out: the proxy then uses the provider's own address, which works".to_owned()
    } else if !elsewhere.is_empty() && proxy.is_none() {
        match action {
            Capability::Write => format!("set `module` to one that can be written to: {elsewhere}"),
            Capability::Subscribe => format!("name the module whose events can be had: {elsewhere}"),
            Capability::Read | Capability::Proxy => format!("name a module that offers it: {elsewhere}"),
        }
    } else if action == Capability::Subscribe && module.support(Capability::Read) == Support::Yes {
        "read the objects on a schedule instead".to_owned()
    } else if proxy.is_none() && provider.support(Capability::Proxy) == Support::Yes {
        let instead = match action {
            Capability::Write => "send what you write through `proxy`",
            Capability::Subscribe => "ask for what has changed through `proxy`",
            Capability::Read | Capability::Proxy => "call the provider's API through `proxy`",
        };
        format!("remove {key}, and {instead}")
    } else {
        format!("remove {key}")
    });
}

/// That what is called `name` does not offer `action`.
fn not_offered(action: Capability, name: &str) -> String {
    match action {
        Capability::Read => format!("{name} offers no `read` action, so Ampersand refuses it"),
        Capability::Write => format!("{name} takes no writes: Ampersand refuses the `write` action"),
        Capability::Subscribe => {
            format!("{name} can't be subscribed to: Ampersand does not accept the `subscribe` action")
        }
        Capability::Proxy => format!("{name} has no proxy; a manifest that enables `proxy` is refused"),
    }
}

/// That what is called `name` may not offer `action`: the catalogue says no, others yes.
fn doubted(action: Capability, name: &str) -> String {
    match action {
        Capability::Read => format!(
            "{name} may not support `read`: its entry in Ampersand's catalogue says no, other sources say yes"
        ),
        Capability::Write => {
            format!(
                "whether {name} takes writes is doubtful: Ampersand's catalogue denies what other sources say"
            )
        }
        Capability::Subscribe => format!(
            "{name} may send no events: `subscribe` is missing from what the catalogue lists, though other sources have it"
        ),
        Capability::Proxy => {
            format!("{name} may have no proxy: Ampersand's catalogue says so, other sources contradict it")
        }
    }
}

/// How to find out whether `action` works.
fn how_to_try(action: Capability) -> &'static str {
    match action {
        Capability::Read => "try it with a real installation before relying on it",
        Capability::Write => "test it with one record first",
        Capability::Subscribe => "wait for a first event before relying on more",
        Capability::Proxy => "send one request through it first, and look at the answer",
    }
}

/// The modules that offer `action` where no module is named and the default one certainly doesn't.
#[must_use]
pub fn elsewhere(
    provider: Provider,
    module: Module,
    integration: &Integration<'_>,
    action: Capability,
) -> Option<Vec<Module>> {
    if !integration.module.is_missing() || module.support(action) != Support::No {
        return None;
    }
    let others = provider.modules().filter(|it| it.support(action) == Support::Yes);
    Some(others.collect()).filter(|others: &Vec<Module>| !others.is_empty())
}

/// "offers `read` and `proxy`".
fn offers(provider: Provider, module: Module, certain: bool) -> String {
    let offered = |&action: &Capability| match action {
        Capability::Proxy => provider.support(action).is_yes(),
        _ => module.support(action).is_yes(),
    };
    let keys = alternatives(
        Capability::ALL.into_iter().filter(offered).map(Capability::key),
        "and",
    );
    let keys = if keys.is_empty() { "no action" } else { &keys };
    if certain {
        format!("offers {keys}")
    } else {
        format!("its entry lists {keys}")
    }
}
