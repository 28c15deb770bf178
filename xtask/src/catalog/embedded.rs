//! What the program says is what the data says, both ways.
use std::collections::{BTreeMap, BTreeSet};

use amplint::catalog::{
    self, Capability, Flags, NameCase, Object, StandardEvent, StandardEvents, Support, Weight,
};

use super::data;
use super::sound::DATA;
use super::verdicts::{Pair, Verdict};

fn support(answer: Option<bool>, doubted: bool) -> Support {
    match (answer, doubted) {
        (Some(true), false) => Support::Yes,
        (Some(true), true) => Support::YesDoubted,
        (None, _) => Support::Unknown,
        (Some(false), true) => Support::NoDoubted,
        (Some(false), false) => Support::No,
    }
}

fn level(level: Weight) -> &'static str {
    match level {
        Weight::Info => "info",
        Weight::Warn => "warn",
        Weight::Error => "error",
    }
}

fn flags(flags: Flags) -> BTreeSet<&'static str> {
    flags.iter().map(amplint::catalog::Flag::key).collect()
}

fn events(events: StandardEvents) -> BTreeSet<&'static str> {
    events
        .iter()
        .map(|event| event.key().trim_end_matches("Event"))
        .collect()
}

fn set(words: &[String]) -> BTreeSet<&str> {
    words.iter().map(String::as_str).collect()
}

fn check_actions(module: catalog::Module, actions: &[String], doubtful: &[String]) {
    for action in Capability::ALL {
        let is = |list: &[String]| list.iter().any(|it| it == action.key());
        assert_eq!(
            module.support(action),
            support(Some(is(actions)), is(doubtful)),
            "{module:?} {action:?}"
        );
    }
}

#[test]
fn providers_and_modules_are_those_of_the_data() {
    let keys: Vec<&str> = catalog::providers()
        .map(amplint::catalog::Provider::key)
        .collect();
    assert_eq!(
        keys.iter().copied().collect::<BTreeSet<_>>(),
        DATA.providers.keys().map(String::as_str).collect()
    );
    assert_eq!(keys.len(), DATA.providers.len());
    assert!(keys.is_sorted_by_key(|key| key.to_ascii_lowercase()));
    for (key, data) in &DATA.providers {
        let provider = catalog::provider(key).expect(key);
        assert_eq!(provider.key(), key);
        assert_eq!(provider.display_name(), data.display_name);
        assert_eq!(flags(provider.flags()), set(&data.flags));
        let associations = DATA.limits.association_change.iter().any(|it| it == key);
        assert_eq!(provider.has_association_changes(), associations);
        let default = data.default_module.as_deref().unwrap_or("root");
        assert_eq!(provider.default_module().id(), default);
        assert_eq!(provider.resolve_module(None), Some(provider.default_module()));
        assert!(provider.root().is_root());
        assert_eq!(provider.module("root"), Some(provider.root()));
        assert_eq!(provider.root().provider(), Some(provider));
        check_actions(provider.root(), &data.actions, &data.doubtful);
        check_module(key, "root", provider.root());
        let ids: Vec<&str> = provider.modules().map(amplint::catalog::Module::id).collect();
        assert_eq!(ids, data.modules.keys().collect::<Vec<_>>());
        for (id, data) in &data.modules {
            let module = provider.module(id).expect(id);
            assert_eq!(provider.resolve_module(Some(id)), Some(module));
            assert_eq!((module.id(), module.display_name()), (&**id, &*data.display_name));
            assert_eq!(module.provider(), Some(provider));
            assert_eq!(flags(module.flags()), set(&data.flags));
            check_actions(module, &data.actions, &data.doubtful);
            check_module(key, id, module);
        }
    }
}

fn check_module(key: &str, id: &str, module: catalog::Module) {
    check_limits(key, id, module);
    let Some(data) = DATA.module(key, id) else {
        assert!(!module.objects_known() && module.is_open() && module.objects().len() == 0);
        assert!(!module.subscription().is_known());
        return;
    };
    assert!(module.objects_known());
    assert_eq!(module.is_open(), data.open);
    assert_eq!(module.enforcement(Capability::Read).key(), data.enforcement.read);
    assert_eq!(
        module.enforcement(Capability::Write).key(),
        data.enforcement.write
    );
    let case = match data.name_case.as_deref() {
        None => NameCase::Sensitive,
        Some("insensitive") => NameCase::Insensitive,
        Some(_) => NameCase::FirstLetter,
    };
    assert_eq!(module.name_case(), case);
    assert_eq!(module.has_own_spelling(), data.own_spelling);
    assert_eq!(module.takes_either_number(), data.either_number);
    assert_eq!(module.open_prefixes().collect::<Vec<_>>(), data.open_prefixes);
    assert_eq!(module.custom_fields().collect::<Vec<_>>(), data.custom_fields);
    assert_eq!(module.has_strict_fields(), data.strict_fields);
    assert_eq!(module.lookup_form(), data.lookup_form.as_deref());
    assert_eq!(module.reserved_prefix(), data.reserved_prefix.as_deref());
    for action in [Capability::Read, Capability::Write] {
        let seen = module.verdict_on_unlisted(action).map(catalog::Verdict::key);
        assert_eq!(seen, verdict(data.unlisted, action), "{module:?}");
    }
    assert_eq!(
        module.has_inferred_names(),
        data.objects.values().any(|it| it.name_inferred)
    );
    let subscription = module.subscription();
    assert_eq!(subscription.is_known(), data.subscribe.is_some());
    if let Some(data) = &data.subscribe {
        assert_eq!(subscription.closed().is_some(), data.closed);
        assert_eq!(level(subscription.level()), data.level);
        assert_eq!(
            subscription.default_events().map(events),
            data.events.as_deref().map(set)
        );
        assert_eq!(subscription.other_events().collect::<Vec<_>>(), data.other_events);
        assert_eq!(subscription.other_events_closed(), data.other_events_closed);
        assert_eq!(subscription.manual_setup(), data.manual_setup);
    }
    let names: BTreeSet<&str> = module.objects().map(Object::name).collect();
    assert_eq!(names, data.objects.keys().map(String::as_str).collect());
    assert_eq!(module.objects().len(), data.objects.len());
    for (name, data) in &data.objects {
        let object = module.object(name).expect(name);
        assert_eq!(object.name(), name);
        check_object(object, data);
    }
}

fn verdict(pair: Pair, action: Capability) -> Option<&'static str> {
    pair.of(action.key()).map(|verdict| match verdict {
        Verdict::Sent => "sent",
        Verdict::Refused | Verdict::NoConnector => "refused",
        Verdict::Untested => "untested",
    })
}

fn check_object(object: Object, data: &data::Object) {
    for action in [Capability::Read, Capability::Write] {
        let seen = object.verdict(action).map(catalog::Verdict::key);
        assert_eq!(seen, verdict(data.verdicts, action), "{object:?}");
    }
    assert_eq!(object.is_partial(), data.partial);
    let rare: BTreeSet<&str> = object
        .fields()
        .filter(|it| it.is_rare())
        .map(amplint::catalog::ObjectField::name)
        .collect();
    let lists = [&data.feature_only, &data.since_api, &data.unconfirmed];
    assert_eq!(rare, lists.into_iter().flatten().map(String::as_str).collect());
    let labels: BTreeMap<&str, &str> = object.labels().map(|(label, field)| (field, label)).collect();
    let expected = data
        .labels
        .iter()
        .map(|(field, label)| (field.as_str(), label.as_str()));
    assert_eq!(labels, expected.collect());
    let doubted = |word: &str| data.inferred.iter().chain(&data.conflict).any(|it| it == word);
    assert_eq!(
        object.support(Capability::Read),
        support(data.read, doubted("read")),
        "{object:?}"
    );
    assert_eq!(
        object.support(Capability::Write),
        support(data.write, doubted("write")),
        "{object:?}"
    );
    assert_eq!(
        object.support(Capability::Subscribe),
        support(data.subscribe, doubted("subscribe")),
        "{object:?}"
    );
    assert_eq!(
        object.incremental(),
        support(data.incremental, doubted("incremental")),
        "{object:?}"
    );
    assert_eq!(
        object.display_name(),
        data.display_name.as_deref().unwrap_or(object.name())
    );
    assert_eq!(object.alias_of(), data.alias_of.as_deref());
    assert_eq!(object.subscribe_via(), data.subscribe_via.as_deref());
    assert_eq!(object.is_name_inferred(), data.name_inferred);
    let modes = data
        .write_modes
        .as_deref()
        .map_or_else(|| BTreeSet::from(["create", "update"]), set);
    let found = object.write_modes();
    assert_eq!(
        (found.create, found.update),
        (modes.contains("create"), modes.contains("update"))
    );
    if let Some(own) = &data.events {
        assert_eq!(object.events().map(events), Some(set(own)));
    } else {
        assert_eq!(object.events(), object.module().subscription().default_events());
    }
    assert_eq!(object.other_events().collect::<Vec<_>>(), data.other_events);
    assert_eq!(object.seen_fields().collect::<Vec<_>>(), data.seen);
    assert_eq!(object.fields_known(), data.fields.is_some());
    assert_eq!(object.fields_open(), data.fields_open || data.fields.is_none());
    assert_eq!(object.fields_complete(), data.fields_complete);
    let fields: BTreeMap<&str, &str> = object.fields().map(|it| (it.name(), it.kind().key())).collect();
    let expected = data
        .fields
        .iter()
        .flatten()
        .map(|(name, kind)| (name.as_str(), kind.as_str()));
    assert_eq!(fields, expected.collect());
    assert_eq!(object.fields().len(), fields.len());
    for &name in fields.keys() {
        assert_eq!(object.field(name).map(catalog::ObjectField::name), Some(name));
        assert!(object.has_field(&name.to_ascii_uppercase()), "{object:?} {name}");
        assert_eq!(object.nearest_field(name), None);
    }
}

#[expect(clippy::too_many_lines, reason = "one assertion after another")]
fn check_limits(key: &str, id: &str, module: catalog::Module) {
    let limits = &DATA.limits;
    let here = |provider: &str, module: &str| provider == key && module == id;
    assert_eq!(
        module.has_lower_case_fields(),
        limits
            .lower_case_fields
            .iter()
            .any(|it| here(&it.provider, &it.module))
    );
    let fields = limits.fields.iter().find(|it| here(&it.provider, &it.module));
    let found = module.field_limit();
    assert_eq!(
        found.map(|it| (it.max, level(it.level), level(it.auto_level))),
        fields.map(|it| (it.max, &*it.level, &*it.auto_level))
    );
    let row = limits.subscribe.iter().find(|it| here(&it.provider, &it.module));
    let subscription = module.subscription();
    let limit = |limit: Option<catalog::Limit>| limit.map(|it| (it.max, level(it.level)));
    let expected = |max: Option<u16>| max.and_then(|max| Some((max, &*row?.level)));
    assert_eq!(
        limit(subscription.max_objects()),
        expected(row.and_then(|it| it.max_objects))
    );
    assert_eq!(
        limit(subscription.max_watch_fields()),
        expected(row.and_then(|it| it.max_watch_fields))
    );
    assert_eq!(
        subscription.watches_lists(),
        row.is_none_or(|it| it.watch_list.is_none())
    );
    assert_eq!(
        subscription.watches_custom_fields(),
        !row.is_some_and(|it| it.custom_unwatched)
    );
    assert_eq!(
        subscription.passes_other_events(),
        !row.is_some_and(|it| it.other_events_ignored)
    );
    let watchable = row.map(|it| it.watchable.as_slice()).unwrap_or_default();
    assert_eq!(subscription.watchable().collect::<Vec<_>>(), watchable);
    let records = limits.records.iter().find(|it| here(&it.provider, &it.module));
    assert_eq!(module.max_records(), records.map(|it| it.max));
    for row in limits
        .unreadable
        .iter()
        .filter(|it| here(&it.provider, &it.module))
    {
        assert_eq!(module.unreadable(&row.object), Some(row.needs.as_str()));
    }
    for row in limits
        .no_metadata
        .iter()
        .filter(|it| here(&it.provider, &it.module))
    {
        let object = |name: &String| module.object(name).is_some_and(Object::has_no_metadata);
        assert!(row.objects.iter().all(object), "{key}/{id}");
    }
    let watch_all = subscription.watch_all().map(|(rule, it)| {
        (
            if rule == catalog::WatchAll::Required {
                "required"
            } else {
                "refused"
            },
            level(it),
        )
    });
    assert_eq!(
        watch_all,
        row.and_then(|it| Some((it.watch_all.as_deref()?, &*it.level)))
    );
    let reserved = limits
        .reserved_mappings
        .iter()
        .find(|it| here(&it.provider, &it.module));
    assert_eq!(
        module
            .reserved_names()
            .map(|it| (level(it.level), it.names().collect())),
        reserved.map(|it| (
            &*it.level,
            it.names.iter().map(String::as_str).collect::<Vec<_>>()
        ))
    );
    let mut rows = 0;
    for row in limits.backfill.iter().filter(|it| here(&it.provider, &it.module)) {
        let objects = match &row.objects {
            Some(objects) => objects.iter().map(|it| Some(it.as_str())).collect(),
            None => vec![None],
        };
        rows += objects.len();
        for object in objects {
            let limit = module
                .backfill_limit(object.unwrap_or("any other"))
                .expect("a limit");
            assert_eq!(limit.object(), object);
            assert_eq!(level(limit.level()), row.level);
            assert_eq!(limit.max_days(), row.max_days);
            assert_eq!(limit.proposed_days(), row.recommended_days.or(row.max_days));
            assert_eq!(limit.default_days(), row.default_days);
            assert_eq!(limit.allows_days(), row.days != Some(false));
            assert_eq!(limit.allows_full_history(), row.full_history != Some(false));
        }
    }
    assert_eq!(module.backfill_limits().len(), rows);
}

#[test]
fn events_have_the_keys_of_manifests() {
    assert_eq!(StandardEvent::ALL.map(StandardEvent::key).len(), 4);
    assert!(
        StandardEvent::ALL
            .iter()
            .all(|event| event.key().ends_with("Event"))
    );
}
