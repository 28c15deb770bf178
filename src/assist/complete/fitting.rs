//! What goes together with what is there already: what a check would object to is not proposed.

use super::Here;
use crate::catalog::{Capability, Module, Object, Provider, StandardEvent};
use crate::manifest::{Integration, ReadObject, Slot, SubscribeObject};

impl Here<'_> {
    /// Whether a provider, or a module of it, can do what the integration asks for.
    pub(super) fn provider_fits(&self, provider: Provider) -> bool {
        let mut modules = provider.modules().chain([provider.root()]);
        modules.any(|module| self.module_fits(provider, module))
    }

    /// Whether a module can do what the integration asks for.
    pub(super) fn module_fits(&self, provider: Provider, module: Module) -> bool {
        let asked = self.around().integration.map(actions).unwrap_or_default();
        asked.into_iter().all(|action| {
            let no = module.support(action).is_no();
            !no || (action == Capability::Proxy && !provider.support(action).is_no())
        })
    }

    /// Whether an object can be named for `action` here.
    pub(super) fn object_fits(&self, object: Object, action: Capability) -> bool {
        if object.support(action).is_no() || object.refused(action).is_some() {
            return false;
        }
        let around = self.around();
        match action {
            Capability::Read => {
                let auto = around
                    .read
                    .is_some_and(|it| !it.optional_fields_auto.is_missing());
                object.module().unreadable(object.name()).is_none() && !(auto && object.has_no_metadata())
            }
            Capability::Subscribe => {
                let events = around.subscribe.map(events).unwrap_or_default();
                let has = |event: StandardEvent| object.events().is_none_or(|known| known.contains(event));
                object.subscribe_via().is_none() && events.into_iter().all(has)
            }
            Capability::Write | Capability::Proxy => true,
        }
    }

    /// Whether a name that the manifest has elsewhere can be one of an object for `action` here.
    pub(super) fn object_name_fits(&self, module: Module, name: &str, action: Capability) -> bool {
        match module.object(name) {
            Some(object) => self.object_fits(object, action),
            None => module.unlisted(action, name).is_none(),
        }
    }

    /// Whether the subscribed object here has standard events, which take their fields from a read object.
    pub(super) fn needs_read_object(&self) -> bool {
        let around = self.around();
        around.subscribe.is_some_and(SubscribeObject::has_standard_events)
    }

    /// The words for `fullHistory` here.
    pub(super) fn history_words(&self) -> &'static [&'static str] {
        let around = self.around();
        let period = around.read.and_then(ReadObject::default_period);
        if period.is_some_and(|period| period.days.get().is_some()) {
            return &[];
        }
        let module = around.module();
        let limit = module
            .zip(around.object_name())
            .and_then(|(module, name)| module.backfill_limit(name));
        let all = limit.is_none_or(|limit| limit.allows_full_history())
            && module.is_none_or(|module| module.max_records().is_none());
        if all { &["true", "false"] } else { &["false"] }
    }

    /// The words for `mode` here: only what is delivered on request has pages.
    pub(super) fn mode_words(&self) -> &'static [&'static str] {
        let delivery = self.around().read.and_then(|read| read.delivery.get());
        match delivery.map(|delivery| &delivery.page_size) {
            Some(Slot::Value(_)) => &["onRequest"],
            _ => &["auto", "onRequest"],
        }
    }

    /// The words for `optionalFieldsAuto` here.
    pub(super) fn auto_words(&self) -> &'static [&'static str] {
        match self.around().object() {
            Some(object) if object.has_no_metadata() => &[],
            _ => &["all"],
        }
    }

    /// The words for `inheritMapping` and `inheritFieldsAndMapping` here: standard events take their fields from a
    /// read object, and nothing can be taken from one that isn't there.
    pub(super) fn inherit_words(&self) -> &'static [&'static str] {
        let around = self.around();
        match () {
            () if self.needs_read_object() => &["true"],
            () if around.object_name().is_some() && around.read_twin().is_none() => &["false"],
            () => &["true", "false"],
        }
    }

    /// The words for `enabled` and `useModule` of `proxy` here.
    pub(super) fn proxy_words(&self, key: &str) -> &'static [&'static str] {
        let around = self.around();
        let proxy = around.integration.and_then(|it| it.proxy.get());
        let other = proxy.and_then(|it| {
            let other = if key == "useModule" {
                &it.enabled
            } else {
                &it.use_module
            };
            other.get()
        });
        // Both together pass requests to the module.
        let no = other.is_some_and(|it| it.value)
            && around
                .module()
                .is_some_and(|it| it.support(Capability::Proxy).is_no());
        if no { &["false"] } else { &["true", "false"] }
    }
}

/// The actions that an integration asks for.
fn actions(integration: &Integration<'_>) -> Vec<Capability> {
    let asked = [
        (Capability::Read, !integration.read.is_missing()),
        (Capability::Write, !integration.write.is_missing()),
        (Capability::Subscribe, !integration.subscribe.is_missing()),
        (
            Capability::Proxy,
            integration
                .proxy
                .get()
                .and_then(|proxy| proxy.enabled.get())
                .is_some_and(|it| it.value),
        ),
    ];
    asked
        .into_iter()
        .filter_map(|(action, is)| is.then_some(action))
        .collect()
}

/// The standard events of a subscribed object.
fn events(object: &SubscribeObject<'_>) -> Vec<StandardEvent> {
    let of = |key: &str| StandardEvent::ALL.into_iter().find(|event| event.key() == key);
    object.standard_events().filter_map(|(key, _)| of(key)).collect()
}
