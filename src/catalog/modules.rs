//! The modules of a provider, and which of them a manifest's `module` means.
use super::blob;
use super::facts::{Capability, Support};
use super::layout::provider as words;
use super::module::{EMPTY, Module};
use super::near::{self, Near};
use super::provider::{Provider, ROOT};
use crate::suggest::Policy;

impl Provider {
    /// Whether the provider as such supports an action, whatever its modules do.
    #[must_use]
    pub fn support(self, action: Capability) -> Support {
        self.root().support(action)
    }

    /// Whether a proxy works. It uses the base URL of the provider, so that the provider's word counts, unless
    /// the manifest says `useModule: true`; then the module's does.
    #[must_use]
    pub fn proxy_support(self, module: Module, use_module: bool) -> Support {
        if use_module {
            module.support(Capability::Proxy)
        } else {
            self.support(Capability::Proxy)
        }
    }

    /// Its modules in order of id. Most providers have none; then all there is belongs to the root.
    pub fn modules(self) -> impl ExactSizeIterator<Item = Module> + DoubleEndedIterator + Clone {
        self.module_rows()
            .get(1..)
            .unwrap_or_default()
            .iter()
            .map(Module::new)
    }

    /// The part of it that belongs to no module: everything for a provider without modules, and what the
    /// provider as such supports for one with modules.
    #[must_use]
    pub fn root(self) -> Module {
        Module::new(self.module_rows().first().unwrap_or(&EMPTY))
    }

    /// The module with exactly this id; `root` is the root.
    #[must_use]
    pub fn module(self, id: &str) -> Option<Module> {
        if id == ROOT {
            Some(self.root())
        } else {
            self.modules().find(|module| module.id() == id)
        }
    }

    /// The module that applies where a manifest names none: the default module, else the root.
    #[must_use]
    pub fn default_module(self) -> Module {
        blob::name_if_any(self.row(), words::DEFAULT_MODULE)
            .and_then(|id| self.module(id))
            .unwrap_or_else(|| self.root())
    }

    /// The module that a manifest's `module` means; `None` for one that does not exist.
    #[must_use]
    pub fn resolve_module(self, module: Option<&str>) -> Option<Module> {
        match module {
            Some(id) => self.module(id),
            None => Some(self.default_module()),
        }
    }

    /// The module whose id is most likely meant by `text`, if one is near.
    #[must_use]
    pub fn nearest_module(self, text: &str) -> Option<Near<Module>> {
        near::nearest(
            text,
            Policy::NAMES,
            self.modules().map(|module| (module.id(), module)),
        )
    }

    fn module_rows(self) -> &'static [blob::ModuleRow] {
        let start = blob::index(self.row(), words::MODULES);
        blob::slice(blob::MODULES, start, blob::index(self.row(), words::MODULE_COUNT))
    }
}
