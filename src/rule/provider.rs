//! The provider and module that an integration names, as the catalogue knows them.

use super::context::Context;
use super::message::code;
use crate::catalog::{self, Module, Object, OwnObject, Provider};
use crate::diagnostic::Level;
use crate::fix::{Applicability, Fix};
use crate::manifest::{At, Integration, Slot, Text};

impl From<catalog::Weight> for Level {
    fn from(level: catalog::Weight) -> Self {
        match level {
            catalog::Weight::Info => Level::Info,
            catalog::Weight::Warn => Level::Warning,
            catalog::Weight::Error => Level::Error,
        }
    }
}

impl<'a> Context<'a> {
    /// The provider of an integration; `None` where there is no such provider.
    #[must_use]
    pub fn provider(&self, integration: &Integration<'_>) -> Option<Provider> {
        catalog::provider_but_for_case(integration.provider.get()?.as_str())
    }

    /// The module of an integration, named or not; `None` where there is no such provider or module.
    #[must_use]
    pub fn module(&self, integration: &Integration<'_>) -> Option<Module> {
        let key = integration.provider.get()?;
        let id = match &integration.module {
            Slot::Missing => None,
            Slot::Value(id) => Some(id),
            Slot::Unusable => return None,
        };
        let places = (key.at, id.map(|id| id.at));
        if let Some((_, module)) = self.module.get().filter(|(of, _)| *of == places) {
            return module;
        }
        let provider = catalog::provider_but_for_case(key.as_str());
        let module = provider.and_then(|provider| provider.resolve_module(id.map(Text::as_str)));
        self.module.set(Some((places, module)));
        module
    }

    /// The object of a module that `name` means; `None` where the catalogue knows none.
    #[must_use]
    pub fn object(&self, module: Module, name: &Text<'_>) -> Option<Object> {
        let asked = (name.at, module);
        if let Some((_, object)) = self.object.get().filter(|(of, _)| *of == asked) {
            return object;
        }
        let object = module.object(name.as_str());
        self.object.set(Some((asked, object)));
        object
    }

    /// The object of a module that the user has listed under this name.
    #[must_use]
    pub fn own_object(&self, module: Module, name: &str) -> Option<&'a OwnObject> {
        self.own?.object(module, name)
    }

    /// A fix that writes `name` in place of the value at `at`. `None` for a value that is used in several places.
    #[must_use]
    pub fn rename(&self, at: At, applicability: Applicability, name: &str) -> Option<Fix> {
        let shared = at.via().is_some() || self.document.is_anchored(at.node);
        (!shared).then(|| self.replace_text(at, format!("write {}", code(name)), applicability, name))?
    }
}
