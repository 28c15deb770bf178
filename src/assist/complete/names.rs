//! Names that may stand at a place: those of the catalogue, and those that the manifest gives.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Completion, CompletionKind, Here};
use crate::assist::describe;
use crate::catalog::{self, Capability, NameCase, Provider};
use crate::manifest::{ReadObject, Slot, Text, is_nested, is_path};

/// Beside what the configuration lists.
const LISTED: &str = "listed in amplint.toml";

impl Here<'_> {
    pub(super) fn providers(&self) -> Vec<Completion> {
        let name = self.around().integration.and_then(|it| it.name.get());
        let name = name
            .map(|name| name.as_str().to_ascii_lowercase())
            .unwrap_or_default();
        let mut providers: Vec<Provider> = catalog::providers()
            .filter(|it| self.provider_fits(*it))
            .collect();
        // An integration is often named after its provider.
        let named = |it: &Provider| name.contains(&it.key().to_ascii_lowercase());
        providers.sort_by_key(|it| {
            if named(it) {
                (0, usize::MAX - it.key().len())
            } else {
                (1, 0)
            }
        });
        let one = |provider: Provider| {
            let (key, display) = (provider.key(), provider.display_name());
            let mut proposal = self.text(CompletionKind::Provider, key, Some(display.to_owned()));
            proposal.filter = Some(format!("{key} {display}")).filter(|_| key != display);
            proposal.docs = Some(describe::provider_words(provider));
            proposal
        };
        providers.into_iter().map(one).collect()
    }

    pub(super) fn modules(&self) -> Vec<Completion> {
        let Some(provider) = self.around().provider() else {
            return Vec::new();
        };
        let fits = |module: &catalog::Module| self.module_fits(provider, *module);
        let modules = provider.modules().filter(fits).map(|module| {
            let detail = if module == provider.default_module() {
                "default"
            } else {
                ""
            };
            let detail = Some(detail).filter(|it| !it.is_empty()).map(str::to_owned);
            let mut proposal = self.text(CompletionKind::Provider, module.id(), detail);
            proposal.docs = Some(describe::module_words(module));
            proposal
        });
        let mut found: Vec<Completion> = modules.collect();
        if provider.modules().len() > 0 && fits(&provider.root()) {
            let root = Some("the provider without any of its modules".to_owned());
            found.push(self.text(CompletionKind::Provider, provider.root().id(), root));
        }
        found
    }

    pub(super) fn display_name(&self) -> Vec<Completion> {
        let provider = self.around().provider();
        let name = provider.map(|provider| self.text(CompletionKind::Word, provider.display_name(), None));
        name.into_iter().collect()
    }

    pub(super) fn objects(&self) -> Vec<Completion> {
        let around = self.around();
        let (Some(module), Some(action)) = (around.module(), around.action) else {
            return self.read_objects(&[]);
        };
        let used = self.used_objects(action);
        let same = |a: &str, b: &str| module.name_case().same(a, b);
        let is_new = |name: &str| !used.iter().any(|used| same(used, name));
        let listed: Vec<catalog::Object> = used.iter().filter_map(|name| module.object(name)).collect();
        // Where case does not matter, the file may have a habit.
        let small = module.name_case() == NameCase::Insensitive && self.writes_small();
        let mut found = if action == Capability::Read {
            Vec::new()
        } else {
            self.read_objects(&used)
        };
        let is_read = !found.is_empty();
        found.retain(|it| is_new(&it.label) && self.object_name_fits(module, &it.label, action));
        if action == Capability::Subscribe && is_read && self.needs_read_object() {
            return found;
        }
        let mut objects: Vec<catalog::Object> = module
            .objects()
            .filter(|object| self.object_fits(*object, action))
            .filter(|object| is_new(object.name()) && !listed.contains(object))
            .collect();
        // What is known to work comes first, other names of the same thing last.
        objects.sort_by_key(|object| (object.alias_of().is_some(), object.support(action)));
        for object in objects {
            if found.iter().any(|it| same(&it.label, object.name())) {
                continue;
            }
            let name = if small {
                Cow::Owned(object.name().to_lowercase())
            } else {
                Cow::Borrowed(object.name())
            };
            let display = object.display_name();
            let detail = Some(display.to_owned()).filter(|it| *it != name);
            let mut proposal = self.text(CompletionKind::Object, &name, detail);
            proposal.filter = (display != name).then(|| format!("{name} {display}"));
            proposal.docs = Some(describe::object_words(object));
            found.push(proposal);
        }
        for own in self.known.own.into_iter().flat_map(|own| own.of(module)) {
            if is_new(&own.name) && !found.iter().any(|it| it.label == own.name) {
                found.push(self.text(CompletionKind::Object, &own.name, Some(LISTED.to_owned())));
            }
        }
        found
    }

    /// The fields that the user has listed for the object around, in a module.
    fn own_fields(&self, is_new: impl Fn(&&str) -> bool) -> Vec<Completion> {
        let around = self.around();
        let own = around
            .module()
            .zip(around.object_name())
            .and_then(|(module, name)| self.known.own?.object(module, name));
        let fields = own.into_iter().flat_map(|own| &own.fields);
        fields
            .map(String::as_str)
            .filter(is_new)
            .map(|name| self.text(CompletionKind::Field, name, Some(LISTED.to_owned())))
            .collect()
    }

    /// Whether the integration's objects are named in small letters: those there are, else what is being typed.
    fn writes_small(&self) -> bool {
        let actions = [Capability::Read, Capability::Write, Capability::Subscribe];
        let names: Vec<&str> = actions
            .into_iter()
            .flat_map(|action| self.used_objects(action))
            .collect();
        let typed = self.mark.token.typed.as_str();
        let shown = if names.is_empty() { vec![typed] } else { names };
        shown.iter().any(|name| !name.is_empty())
            && !shown.iter().any(|name| name.contains(char::is_uppercase))
    }

    /// The names that the objects of an action have already, but for the one of this place.
    fn used_objects(&self, action: Capability) -> Vec<&str> {
        let Some(integration) = self.around().integration else {
            return Vec::new();
        };
        let names: Vec<Option<&Text<'_>>> = match action {
            Capability::Read => integration
                .read_objects()
                .iter()
                .map(|it| it.object_name.get())
                .collect(),
            Capability::Write => integration
                .write_objects()
                .iter()
                .map(|it| it.object_name.get())
                .collect(),
            Capability::Subscribe => integration
                .subscribe_objects()
                .iter()
                .map(|it| it.object_name.get())
                .collect(),
            Capability::Proxy => Vec::new(),
        };
        let others = names
            .into_iter()
            .flatten()
            .filter(|name| name.at.node != self.node);
        others.map(Text::as_str).collect()
    }

    /// The objects that are read, which are those to subscribe and often to write to.
    fn read_objects(&self, used: &[&str]) -> Vec<Completion> {
        let integration = self.around().integration;
        let reads = integration.into_iter().flat_map(|it| it.read_objects());
        let names = reads.filter_map(|read| read.object_name.get()).map(Text::as_str);
        names
            .filter(|name| !used.contains(name) && *name != self.mark.word)
            .map(|name| self.text(CompletionKind::Object, name, Some("read above".to_owned())))
            .collect()
    }

    pub(super) fn destinations(&self) -> Vec<Completion> {
        let mut used: BTreeMap<&str, usize> = BTreeMap::new();
        for integration in self.manifest.integrations() {
            for name in integration.destinations() {
                if name.at.node != self.node {
                    *used.entry(name.as_str()).or_default() += 1;
                }
            }
        }
        let mut here: Vec<(&str, usize)> = used.iter().map(|(name, count)| (*name, *count)).collect();
        let known = |name: &str| self.known.destinations.iter().any(|(it, _)| it == name);
        here.retain(|(name, _)| !self.known.only_those || known(name));
        here.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
        let mut found: Vec<Completion> = here
            .iter()
            .map(|&(name, count)| {
                let times = if count == 1 {
                    "once".to_owned()
                } else {
                    format!("{count} times")
                };
                self.text(
                    CompletionKind::Destination,
                    name,
                    Some(format!("used {times} in this file")),
                )
            })
            .collect();
        for (name, from) in self.known.destinations {
            if !used.contains_key(name.as_str()) {
                found.push(self.text(CompletionKind::Destination, name, Some(from.clone())));
            }
        }
        found
    }

    pub(super) fn fields(&self, key: &str) -> Vec<Completion> {
        let around = self.around();
        let used: Vec<&str> = around
            .read
            .into_iter()
            .flat_map(ReadObject::fields)
            .filter_map(|field| field.field_name.get())
            .filter(|name| name.at.node != self.node)
            .map(Text::as_str)
            .collect();
        let is_new =
            |name: &&str| key != "fieldName" || !used.iter().any(|used| used.eq_ignore_ascii_case(name));
        let mut found = self.own_fields(is_new);
        found.extend(self.object_fields(around.object(), |name| {
            is_new(name) && !found.iter().any(|it| it.label.eq_ignore_ascii_case(name))
        }));
        found
    }

    fn object_fields(
        &self,
        object: Option<catalog::Object>,
        is_new: impl Fn(&&str) -> bool,
    ) -> Vec<Completion> {
        let Some(object) = object else {
            return Vec::new();
        };
        if !object.fields_known() {
            let seen = object.seen_fields().filter(is_new);
            return seen
                .map(|name| self.text(CompletionKind::Field, name, Some("seen in use".to_owned())))
                .collect();
        }
        // Names that begin as paths do can't be written, and of those that differ in case only one.
        let may_be_written = |name: &str| !name.starts_with('$') || is_path(name);
        let mut found: Vec<Completion> = Vec::new();
        for field in object.fields() {
            let name = field.name();
            let same = |before: &Completion| before.label.eq_ignore_ascii_case(name);
            // They are in order without regard to case.
            if !is_new(&name) || !may_be_written(name) || found.last().is_some_and(same) {
                continue;
            }
            let kind = describe::field_kind(field.kind()).map(str::to_owned);
            found.push(self.text(CompletionKind::Field, name, kind));
        }
        found
    }

    pub(super) fn watch_fields(&self) -> Vec<Completion> {
        let around = self.around();
        let subscription = around.module().map(catalog::Module::subscription);
        if subscription.is_some_and(|it| !it.watches_lists()) {
            return Vec::new();
        }
        // Some providers tell of a few fields only.
        let watched = |name: &str| {
            subscription.is_none_or(|it| {
                let mut watchable = it.watchable();
                watchable.len() == 0 || watchable.any(|field| field.eq_ignore_ascii_case(name))
            })
        };
        let update = around.subscribe.and_then(|it| it.update_event.get());
        let used: Vec<&str> = update
            .and_then(|it| it.required_watch_fields.get())
            .into_iter()
            .flat_map(|list| &list.value)
            .filter(|name| name.at.node != self.node)
            .map(Text::as_str)
            .collect();
        let is_new = |name: &&str| watched(name) && !used.iter().any(|used| used.eq_ignore_ascii_case(name));
        let mut found: Vec<Completion> = Vec::new();
        let twin = around.read_twin();
        for field in twin.into_iter().flat_map(ReadObject::fields) {
            let names = [&field.field_name, &field.map_to_name]
                .into_iter()
                .filter_map(Slot::get);
            for name in names
                .map(Text::as_str)
                .filter(is_new)
                .filter(|name| !is_nested(name))
            {
                if !found.iter().any(|it| it.label == name) {
                    found.push(self.text(CompletionKind::Field, name, Some("read above".to_owned())));
                }
            }
        }
        if twin.is_none_or(|it| !it.optional_fields_auto.is_missing()) {
            let own = self.own_fields(|name| {
                is_new(name) && !found.iter().any(|it| it.label.eq_ignore_ascii_case(name))
            });
            found.extend(own);
            let more = self.object_fields(around.object(), |name| {
                is_new(name) && !found.iter().any(|it| it.label.eq_ignore_ascii_case(name))
            });
            found.extend(more);
        }
        found
    }

    pub(super) fn other_events(&self) -> Vec<Completion> {
        let around = self.around();
        if around
            .module()
            .is_some_and(|it| !it.subscription().passes_other_events())
        {
            return Vec::new();
        }
        let used: Vec<&str> = around
            .subscribe
            .and_then(|it| it.other_events.get())
            .into_iter()
            .flat_map(|list| &list.value)
            .filter(|name| name.at.node != self.node)
            .map(Text::as_str)
            .collect();
        let own = around
            .object()
            .into_iter()
            .flat_map(|object| object.other_events());
        let any = around
            .module()
            .into_iter()
            .flat_map(|module| module.subscription().other_events());
        let mut names: Vec<&str> = Vec::new();
        for name in own.chain(any) {
            if !used.contains(&name) && !names.contains(&name) {
                names.push(name);
            }
        }
        names
            .into_iter()
            .map(|name| self.text(CompletionKind::Event, name, None))
            .collect()
    }
}
