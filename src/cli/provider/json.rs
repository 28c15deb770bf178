//! The same for programs.

use std::collections::HashMap;

use amplint::catalog::{self, Capability, FieldKind, Flag, Module, Object, Provider, StandardEvent, Support};
use serde_json::{Value, json};

use super::text::best;
use amplint::assist::describe::{kind, module_notes};

/// An answer for programs.
pub(in crate::cli) fn support_json(support: Support) -> Value {
    match support {
        Support::Yes => "yes",
        Support::YesDoubted => "yes, doubted",
        Support::Unknown => "unknown",
        Support::NoDoubted => "no, doubted",
        Support::No => "no",
    }
    .into()
}

pub(super) fn summary_json(provider: Provider) -> Value {
    let actions =
        Capability::ALL.map(|action| (action.key().to_owned(), support_json(best(provider, action))));
    json!({
        "provider": provider.key(),
        "displayName": provider.display_name(),
        "actions": Value::Object(actions.into_iter().collect()),
        "kinds": provider.flags().iter().map(Flag::key).collect::<Vec<_>>(),
        "modules": provider.modules().map(Module::id).collect::<Vec<_>>(),
        "defaultModule": Some(provider.default_module()).filter(|it| !it.is_root()).map(Module::id),
    })
}

/// A provider with all its modules, or with the one that is asked for.
pub(super) fn provider_json(provider: Provider, only: Option<Module>) -> Value {
    let root = std::iter::once(provider.root()).filter(|_| provider.modules().len() == 0);
    let modules = provider.modules().chain(root);
    let modules = modules.filter(|&module| only.is_none_or(|only| module == only));
    let mut value = summary_json(provider);
    value["modules"] = modules.map(module_json).collect();
    value["proxy"] = support_json(provider.support(Capability::Proxy));
    value["facts"] = facts_json();
    value
}

/// Where the facts come from, and of which day.
fn facts_json() -> Value {
    let sources =
        catalog::sources().map(|it| json!({"source": it.what, "revision": it.revision, "date": it.date}));
    json!({"date": catalog::date(), "sources": sources.collect::<Vec<_>>()})
}

fn module_json(module: Module) -> Value {
    let actions = [
        Capability::Read,
        Capability::Write,
        Capability::Subscribe,
        Capability::Proxy,
    ];
    let actions = actions.map(|action| (action.key().to_owned(), support_json(module.support(action))));
    json!({
        "module": Some(module.id()).filter(|_| !module.is_root()),
        "displayName": module.display_name(),
        "actions": Value::Object(actions.into_iter().collect()),
        "kinds": module.flags().iter().map(Flag::key).collect::<Vec<_>>(),
        "objectsKnown": module.objects_known(),
        "otherObjects": module.is_open(),
        "notes": module_notes(module),
        "objects": module.objects().map(|object| object_json(object, false)).collect::<Vec<_>>(),
    })
}

pub(super) fn object_json(object: Object, with_fields: bool) -> Value {
    let modes = object.write_modes();
    let written = object.support(Capability::Write).is_yes();
    let mut value = json!({
        "object": object.name(),
        "displayName": object.display_name(),
        "sameAs": object.alias_of(),
        "read": support_json(object.support(Capability::Read)),
        "incremental": support_json(object.incremental()),
        "write": support_json(object.support(Capability::Write)),
        "creates": written.then_some(modes.create),
        "updates": written.then_some(modes.update),
        "subscribe": support_json(object.support(Capability::Subscribe)),
        "subscribeVia": object.subscribe_via(),
        "fieldsKnown": object.fields_known(),
    });
    if with_fields {
        value["events"] = object
            .events()
            .map(|events| events.iter().map(StandardEvent::key).collect::<Vec<_>>())
            .into();
        value["otherEvents"] = object.other_events().collect();
        let module = object.module();
        value["provider"] = module.provider().map(Provider::key).into();
        value["module"] = Some(module.id()).filter(|_| !module.is_root()).into();
        value["backfill"] = object.backfill_limit().map_or(Value::Null, |limit| {
            json!({
                "days": limit.allows_days(),
                "maxDays": limit.max_days(),
                "defaultDays": limit.default_days(),
                "fullHistory": limit.allows_full_history(),
            })
        });
        value["otherFields"] = (!object.fields_complete()).into();
        value["seenFields"] = object.seen_fields().collect();
        let kind =
            |field: catalog::ObjectField| Some(kind(field.kind())).filter(|_| field.kind() != FieldKind::Any);
        let labels: HashMap<&str, &str> = object.labels().map(|(label, field)| (field, label)).collect();
        let field = |field: catalog::ObjectField| {
            let mut value = json!({ "field": field.name(), "type": kind(field) });
            if let Some(label) = labels.get(field.name()) {
                value["label"] = (*label).into();
            }
            value
        };
        value["fields"] = object.fields().map(field).collect();
    }
    value
}
