//! What the catalogue knows of what a manifest names, as the provider rules need it.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::catalog::{Capability, Missed, Module, Object, OwnObject, Provider, Support};
use crate::manifest::{At, Integration, ReadObject, Slot, Text, is_nested};
use crate::rule::{Context, Level, Sink, alternatives, code};

/// An object that an integration names for an action.
#[derive(Clone, Copy, Debug)]
pub struct NamedObject<'m> {
    /// What it is named for.
    pub action: Capability,
    /// The mapping under the action's key.
    pub action_at: At,
    /// The name.
    pub name: &'m Text<'m>,
}

/// Every object that an integration names.
pub fn named_objects<'m>(integration: &'m Integration<'m>) -> impl Iterator<Item = NamedObject<'m>> {
    let named = |action, action_at| {
        move |name| NamedObject {
            action,
            action_at,
            name,
        }
    };
    let read = integration.read.get().into_iter().flat_map(move |it| {
        it.objects()
            .iter()
            .filter_map(|object| object.object_name.get())
            .map(named(Capability::Read, it.at))
    });
    let write = integration.write.get().into_iter().flat_map(move |it| {
        it.objects()
            .iter()
            .filter_map(|object| object.object_name.get())
            .map(named(Capability::Write, it.at))
    });
    let subscribe = integration.subscribe.get().into_iter().flat_map(move |it| {
        it.objects()
            .iter()
            .filter_map(|object| object.object_name.get())
            .map(named(Capability::Subscribe, it.at))
    });
    read.chain(write).chain(subscribe)
}

/// Whether `object-exists` reports `name`, used for `action`: the provider does not have it, or has one nearly so called.
#[must_use]
pub fn is_told_unknown(cx: &Context<'_>, module: Module, action: Capability, name: &str) -> bool {
    module.object(name).is_none()
        && cx.own_object(module, name).is_none()
        && module.support(action) != Support::No
        && (module.unlisted(action, name).is_some() || module.nearest_object(name).is_some())
}

/// Every destination that an integration names.
pub fn named_destinations<'m>(integration: &'m Integration<'m>) -> impl Iterator<Item = &'m Text<'m>> {
    integration.destinations()
}

/// Tells which fields of a read object are none that the object has.
#[derive(Debug)]
pub struct Misspelt<'m> {
    object: Option<Object>,
    own: Option<&'m OwnObject>,
    read: &'m ReadObject<'m>,
    /// What the read object selects, and the names it maps to, in lower case.
    names: OnceCell<HashSet<String>>,
}

impl<'m> Misspelt<'m> {
    /// For `read`, an object of `module`; `None` where nothing is known of it.
    #[must_use]
    pub fn new<'a: 'm>(cx: &Context<'a>, module: Module, read: &'m ReadObject<'m>) -> Option<Self> {
        let name = read.object_name.get()?;
        let (object, own) = (cx.object(module, name), cx.own_object(module, name.as_str()));
        (object.is_some() || own.is_some()).then_some(Self {
            object,
            own,
            read,
            names: OnceCell::new(),
        })
    }

    /// The object, as the catalogue knows it.
    #[must_use]
    pub fn object(&self) -> Option<Object> {
        self.object
    }

    /// Whether the user has listed a field of this name.
    #[must_use]
    pub fn is_own(&self, name: &str) -> bool {
        self.own.is_some_and(|own| own.has_field(name))
    }

    /// The field listed by the user that `name`, which is none that is known, is one letter from.
    #[must_use]
    pub fn own_typo(&self, name: &str) -> Option<&'m str> {
        let known = self.object.is_some_and(|object| object.has_field(name));
        if known || is_nested(name) || self.is_own(name) {
            return None;
        }
        let near = self.own?.nearest_field(name)?;
        let fields = self.read.fields().filter_map(|field| field.field_name.get());
        let mut selected = fields.map(Text::as_str);
        (!selected.any(|field| field.eq_ignore_ascii_case(near))).then_some(near)
    }

    /// What `name` is instead of a field. `None` where it may be meant as it stands: it is a path, something is
    /// mapped to it, or the field that it could be a typo for is selected as well.
    #[must_use]
    pub fn missed(&self, name: &str) -> Option<Missed> {
        if is_nested(name) {
            return None;
        }
        if self.is_own(name) {
            return None;
        }
        let missed = self.object?.missed_field(name)?;
        let names = self.names.get_or_init(|| {
            let fields = self.read.fields().filter_map(|field| field.field_name.get());
            let mapped = self.read.fields().filter_map(|field| field.map_to_name.get());
            fields
                .map(|text| text.as_str().to_ascii_lowercase())
                .chain(mapped.map(|text| format!("{MAPPED}{}", text.as_str().to_ascii_lowercase())))
                .collect()
        });
        let selected = |field: &str| names.contains(&field.to_ascii_lowercase());
        let intended = names.contains(&format!("{MAPPED}{}", name.to_ascii_lowercase()))
            || match &missed {
                Missed::Typo(field) => selected(field),
                Missed::Elsewhere(fields) => fields.iter().all(|field| selected(field)),
                _ => false,
            };
        (!intended).then_some(missed)
    }
}

/// Marks a name that is mapped to among those that are selected; no field begins with it.
const MAPPED: char = '\n';

/// What a module is called in a message: its provider, and the module itself where there are several.
#[must_use]
pub fn called(module: Module) -> String {
    let Some(provider) = module.provider() else {
        return code(module.id());
    };
    let key = code(provider.key());
    if module.is_root() || provider.modules().len() < 2 {
        key
    } else {
        format!("{key} (module {})", code(module.id()))
    }
}

/// What can be done with an object, for messages: "can't be read".
#[must_use]
pub fn done(action: Capability) -> &'static str {
    match action {
        Capability::Read => "read",
        Capability::Write => "written",
        Capability::Subscribe => "subscribed to",
        Capability::Proxy => "passed through",
    }
}

/// The command that lists what the catalogue knows of a module.
#[must_use]
pub fn list_command(module: Module) -> String {
    let key = module.provider().map_or("", Provider::key);
    if module.is_root() {
        format!("`amplint provider {key}`")
    } else {
        format!("`amplint provider {key} --module {}`", module.id())
    }
}

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
