//! The data is of its schema, sound in itself and laid out; the embedded tables are made of it.
use std::collections::BTreeSet;

use std::sync::LazyLock;

use super::data::Data;
use super::{load, tables};
use crate::root;

/// The facts of the project.
pub static DATA: LazyLock<Data> = LazyLock::new(|| load(&root()).expect("the facts"));

#[test]
fn everything_is_as_the_command_writes_it() {
    let args = super::Catalog {
        connectors: None,
        revision: None,
        date: None,
        verdicts: None,
        accept_errors: false,
        check: true,
    };
    super::run(&args).expect("nothing to write");
}

#[test]
fn the_tables_are_small() {
    let blob = tables::blob(&DATA, &[]).expect("tables");
    assert!(blob.len() < 1_400_000, "{} bytes", blob.len());
}

#[test]
#[expect(clippy::too_many_lines, reason = "one assertion after another")]
fn what_the_data_points_at_exists() {
    let mut wrong = Vec::new();
    let mut check = |ok: bool, place: String| {
        if !ok {
            wrong.push(place);
        }
    };
    for (key, provider) in &DATA.providers {
        let default = provider.default_module.as_deref().unwrap_or("root");
        let known = default == "root" || provider.modules.contains_key(default);
        check(known, format!("{key}: default module {default}"));
        if let Some(owner) = &provider.objects_of {
            let known = DATA.objects.contains_key(owner) && !DATA.objects.contains_key(key);
            check(known, format!("{key}: objects of {owner}"));
        }
    }
    for (key, file) in &DATA.objects {
        let provider = DATA.providers.get(key);
        check(provider.is_some(), format!("{key}: no such provider"));
        for (id, module) in &file.modules {
            let place = format!("{key}/{id}");
            let known = provider.is_some_and(|it| {
                if it.modules.is_empty() {
                    id == "root"
                } else {
                    it.modules.contains_key(id)
                }
            });
            check(known, format!("{place}: no such module"));
            for (name, object) in &module.objects {
                for other in [&object.alias_of, &object.subscribe_via].into_iter().flatten() {
                    let known = other != name && module.objects.contains_key(other);
                    check(known, format!("{place}: {name} names {other}"));
                }
                let answers = [object.read, object.write, object.subscribe, object.incremental];
                for (word, answer) in ["read", "write", "subscribe", "incremental"].iter().zip(answers) {
                    let inferred = object.inferred.iter().any(|it| it == word);
                    check(
                        !inferred || answer == Some(false),
                        format!("{place}: {name} infers {word}"),
                    );
                    let conflict = object.conflict.iter().any(|it| it == word);
                    check(
                        !conflict || answer.is_some(),
                        format!("{place}: {name} disputes {word}"),
                    );
                }
                let events = object.events.is_some() || !object.other_events.is_empty();
                check(
                    !events || object.subscribe == Some(true),
                    format!("{place}: events of {name}"),
                );
                let lists = [&object.feature_only, &object.since_api, &object.unconfirmed];
                let marked = lists.into_iter().flatten().chain(object.labels.keys());
                for field in marked {
                    let known = object
                        .fields
                        .as_ref()
                        .is_some_and(|fields| fields.contains_key(field));
                    check(known, format!("{place}: {name} has no field {field}"));
                }
                check(
                    object.seen.is_empty() || object.fields.is_none(),
                    format!("{place}: seen in {name}"),
                );
            }
        }
    }
    let limits = &DATA.limits;
    let mut places: Vec<(&str, &str, &str)> = Vec::new();
    places.extend(
        limits
            .backfill
            .iter()
            .map(|it| ("backfill", &*it.provider, &*it.module)),
    );
    places.extend(
        limits
            .lower_case_fields
            .iter()
            .map(|it| ("lowerCaseFields", &*it.provider, &*it.module)),
    );
    let mut once: Vec<(&str, &str, &str)> = Vec::new();
    once.extend(
        limits
            .fields
            .iter()
            .map(|it| ("fields", &*it.provider, &*it.module)),
    );
    once.extend(
        limits
            .subscribe
            .iter()
            .map(|it| ("subscribe", &*it.provider, &*it.module)),
    );
    once.extend(
        limits
            .reserved_mappings
            .iter()
            .map(|it| ("reservedMappings", &*it.provider, &*it.module)),
    );
    check(
        once.iter().collect::<BTreeSet<_>>().len() == once.len(),
        "two rows for one module".to_owned(),
    );
    for (kind, provider, module) in places.into_iter().chain(once) {
        let known = DATA.providers.get(provider).is_some_and(|it| {
            if it.modules.is_empty() {
                module == "root"
            } else {
                it.modules.contains_key(module)
            }
        });
        check(known, format!("{kind}: no module {provider}/{module}"));
    }
    for row in &limits.backfill {
        let module = DATA.module(&row.provider, &row.module);
        for object in row.objects.iter().flatten() {
            let known = module.is_some_and(|it| it.objects.contains_key(object));
            check(
                known,
                format!("backfill: no object {object} of {}/{}", row.provider, row.module),
            );
        }
    }
    let rows = limits
        .unreadable
        .iter()
        .map(|it| (&it.provider, &it.module, &it.object));
    let more = limits.no_metadata.iter();
    let more = more.flat_map(|it| it.objects.iter().map(|object| (&it.provider, &it.module, object)));
    for (provider, module, object) in rows.chain(more) {
        let known = DATA
            .module(provider, module)
            .is_some_and(|it| it.objects.contains_key(object));
        check(
            known,
            format!("limits: no object {object} of {provider}/{module}"),
        );
    }
    for provider in &limits.association_change {
        check(
            DATA.providers.contains_key(provider),
            format!("associationChange: no provider {provider}"),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
