//! `[catalog]`: objects and fields that exist besides those of the catalogue.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::reader::{Key, Reader, Value};
use crate::catalog::{self, Module, Own, OwnObject, Provider};
use crate::rule::{alternatives, code};
use crate::source::Span;

impl Reader<'_> {
    /// `[catalog]`, with its list `[[catalog.objects]]`.
    pub(super) fn catalog(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong_type(key, value, "a table: write `[[catalog.objects]]`");
        };
        let mut own = Own::default();
        for (key, value) in table {
            match &**key.get_ref() {
                "objects" => {
                    for (entry, table) in self.tables(key, value, "[[catalog.objects]]") {
                        self.own_object(table, entry, &mut own);
                    }
                }
                _ => self.unknown_key(key, &["objects"]),
            }
        }
        self.config.own = Arc::new(own);
    }

    fn own_object(&mut self, table: &DeTable<'_>, entry: &Value<'_>, own: &mut Own) {
        let keys = ["provider", "module", "name", "fields"];
        let mut names: [Option<(String, Span)>; 3] = [None, None, None];
        let mut fields = Vec::new();
        let mut whole = true;
        for (key, value) in table {
            let at = keys.iter().position(|known| *known == &**key.get_ref());
            match (at, value.get_ref()) {
                (None, _) => self.unknown_key(key, &keys),
                (Some(3), _) => fields = self.own_fields(key, value),
                (Some(i), DeValue::String(text)) if !text.trim().is_empty() => {
                    names[i] = Some((text.to_string(), self.span(value.span())));
                }
                (_, DeValue::String(_)) => {
                    let span = self.span(value.span());
                    self.report(span, format!("{} says nothing", code(key.get_ref())));
                    whole = false;
                }
                _ => {
                    self.wrong_type(key, value, "a text");
                    whole = false;
                }
            }
        }
        let span = self.span(entry.span());
        let [provider, module, name] = names;
        for (key, value, help) in [
            (
                "provider",
                &provider,
                "name the provider that has it, for example `provider = \"salesforce\"`",
            ),
            (
                "name",
                &name,
                "name the object, for example `name = \"widget__c\"`",
            ),
        ] {
            if whole && value.is_none() {
                self.report(span, format!("this entry adds nothing: it has no `{key}`"))
                    .help(help);
            }
        }
        let Some(found) = provider.and_then(|(key, span)| self.own_provider(&key, span)) else {
            return;
        };
        let module = match module {
            None => Some(found.default_module()),
            Some((id, span)) => self.own_module(found, &id, span),
        };
        let (Some(module), Some((name, name_span))) = (module, name) else {
            return;
        };
        let object = OwnObject {
            module,
            name: name.clone(),
            fields,
            line: self.source.line_of(name_span.start),
        };
        if !own.add(object) {
            self.report(name_span, format!("the object {} is listed twice", code(&name)))
                .help("keep one of the entries, with the fields of both");
        }
    }

    fn own_provider(&mut self, key: &str, span: Span) -> Option<Provider> {
        let found = catalog::provider(key);
        if found.is_none() {
            let meant: Vec<&str> = catalog::meant(key).iter().map(|it| it.provider.key()).collect();
            let finding = self.report(span, format!("there is no provider {}", code(key)));
            if meant.is_empty() {
                finding.help("`amplint provider` lists them");
            } else {
                finding.help(format!("did you mean {}?", alternatives(meant.into_iter(), "or")));
            }
        }
        found
    }

    fn own_module(&mut self, provider: Provider, id: &str, span: Span) -> Option<Module> {
        let found = provider.module(id);
        if found.is_none() {
            let ids: Vec<&str> = provider.modules().map(Module::id).collect();
            let finding = self.report(
                span,
                format!("{} has no module {}", code(provider.key()), code(id)),
            );
            finding.help(if ids.is_empty() {
                "remove it: this provider has no modules".to_owned()
            } else {
                format!("its modules are {}", alternatives(ids.into_iter(), "and"))
            });
        }
        found
    }

    fn own_fields(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<String> {
        let mut fields: Vec<String> = Vec::new();
        for (field, span) in self.texts(key, value) {
            if field.trim().is_empty() {
                self.report(span, "a field without a name");
            } else if fields.iter().any(|known| known.eq_ignore_ascii_case(&field)) {
                self.report(span, format!("the field {} is listed twice", code(&field)))
                    .help("remove one of the two; case does not matter in fields");
            } else {
                fields.push(field);
            }
        }
        fields
    }
}
