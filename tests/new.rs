//! `amplint new` over the whole catalogue: what comes out is clean and means what was asked for, or is refused with
//! what a check says.

mod common;

use std::panic::AssertUnwindSafe;

use amplint::assist::skeleton::{self, Ask, AskedBackfill, AskedEvents, AskedFields, NotAppended};
use amplint::catalog::{self, Capability, Module, Object, Provider, StandardEvent};
use amplint::diagnostic::Level;
use amplint::manifest::{self, Integration, Reach};
use amplint::source::Source;
use amplint::{Options, check, rules, yaml};
use proptest::prelude::*;

use common::cases;

/// What is found in a manifest, warnings and errors.
fn found(text: &str) -> Vec<String> {
    let mut options = Options::default();
    options.min_level = Some(Level::Warning);
    let checked = check("amp.yaml", text.as_bytes().to_vec(), &options).unwrap();
    checked
        .findings
        .iter()
        .map(|finding| format!("{}: {}", finding.rule, finding.message))
        .collect()
}

/// Reads a manifest of one integration.
fn read<T>(text: &str, of: impl FnOnce(&Integration<'_>) -> T) -> T {
    let source = Source::new("amp.yaml", text.as_bytes().to_vec()).unwrap();
    let document = yaml::parse(&source);
    let manifest = manifest::read(&document);
    assert!(manifest.violations.is_empty(), "{text}");
    let [integration] = manifest.integrations() else {
        panic!("not one integration:\n{text}")
    };
    of(integration)
}

fn text<'t>(slot: &'t manifest::Slot<manifest::Text<'_>>) -> Option<&'t str> {
    slot.get().map(amplint::manifest::Spanned::as_str)
}

/// The events that are asked for are those that are subscribed to.
fn subscribes_as_asked(ask: &Ask, integration: &Integration<'_>, written: &str) {
    if let Some(events) = &ask.events {
        for object in integration.subscribe_objects() {
            let standard: Vec<&str> = object.standard_events().map(|(key, _)| key).collect();
            let wanted = StandardEvent::ALL
                .into_iter()
                .filter(|event| events.standard.contains(event));
            assert_eq!(
                standard,
                wanted.map(StandardEvent::key).collect::<Vec<_>>(),
                "{written}"
            );
        }
    }
}

/// Holds what was written against what was asked for.
fn means(ask: &Ask, written: &str) {
    assert_eq!(found(written), [""; 0], "{ask:?}\n{written}");
    read(written, |integration| {
        assert_eq!(text(&integration.provider), Some(ask.provider.key()));
        if let Some(module) = ask.module.filter(|module| !module.is_root()) {
            assert_eq!(text(&integration.module), Some(module.id()), "{written}");
        }
        if ask.name.is_some() {
            assert_eq!(text(&integration.name), ask.name.as_deref());
        }
        assert_eq!(text(&integration.display_name), ask.display_name.as_deref());
        let has = |action| ask.actions.is_empty() || ask.actions.contains(&action);
        let subscribes = ask.actions.contains(&Capability::Subscribe);
        for (is_there, is_wanted) in [
            (
                integration.read.get().is_some(),
                has(Capability::Read) || subscribes,
            ),
            (integration.write.get().is_some(), has(Capability::Write)),
            (integration.subscribe.get().is_some(), subscribes),
            (integration.proxy.get().is_some(), has(Capability::Proxy)),
        ] {
            assert_eq!(is_there, is_wanted, "{written}");
        }
        let names = |all: Vec<Option<&str>>| all.into_iter().flatten().map(str::to_owned).collect::<Vec<_>>();
        let reads = names(
            integration
                .read_objects()
                .iter()
                .map(|object| text(&object.object_name))
                .collect(),
        );
        let writes = names(
            integration
                .write_objects()
                .iter()
                .map(|object| text(&object.object_name))
                .collect(),
        );
        let all = names(
            integration
                .subscribe_objects()
                .iter()
                .map(|object| text(&object.object_name))
                .collect(),
        );
        for listed in [&reads, &writes, &all] {
            if !ask.objects.is_empty() && !listed.is_empty() {
                assert_eq!(listed, &ask.objects, "{written}");
            }
        }
        for object in integration.read_objects() {
            if let Some(schedule) = &ask.schedule {
                assert_eq!(text(&object.schedule), Some(schedule.as_str()));
            }
            if let Some(destination) = &ask.destination {
                assert_eq!(text(&object.destination), Some(destination.as_str()));
            }
            let reach = object
                .default_period()
                .and_then(amplint::manifest::DefaultPeriod::reach);
            match ask.backfill {
                None | Some(AskedBackfill::None) => assert!(reach.is_none()),
                Some(AskedBackfill::All) => assert!(matches!(reach, Some(Reach::FullHistory(_)))),
                Some(AskedBackfill::Days(days)) => {
                    assert!(
                        matches!(reach, Some(Reach::Days(it)) if it.value == i64::from(days)),
                        "{written}"
                    );
                }
            }
            let fields: Vec<(&str, Option<&str>)> = object
                .fields()
                .map(|field| (text(&field.field_name).unwrap(), text(&field.map_to_name)))
                .collect();
            match &ask.fields {
                Some(AskedFields::All) => assert_eq!(text(&object.optional_fields_auto), Some("all")),
                Some(AskedFields::Named(wanted)) => {
                    assert!(object.optional_fields_auto.is_missing());
                    for name in wanted {
                        assert!(
                            fields.iter().any(|(field, _)| field.eq_ignore_ascii_case(name)),
                            "{name}\n{written}"
                        );
                    }
                    assert!(fields.len() <= wanted.len() + ask.maps.len());
                }
                None => assert!(object.optional_fields_auto.get().is_some() || !fields.is_empty()),
            }
            for (field, name) in &ask.maps {
                assert!(fields.contains(&(field, Some(name))), "{field}={name}\n{written}");
            }
        }
        subscribes_as_asked(ask, integration, written);
    });
}

/// Refused is only what a check would refuse: one of its rules says why.
fn refused(ask: &Ask, refusal: &skeleton::Impossible) {
    assert!(!refusal.message.is_empty() && refusal.help.as_deref() != Some(""));
    let rule = refusal
        .rule
        .unwrap_or_else(|| panic!("{ask:?}: refused without a rule: {refusal}"));
    assert!(!rules::named(rule).is_empty(), "{rule}");
}

fn modules(provider: Provider) -> Vec<Module> {
    let modules: Vec<Module> = provider.modules().collect();
    if modules.is_empty() {
        vec![provider.root()]
    } else {
        modules
    }
}

/// How many of the catalogue's objects are tried: one of so many. All of them when `PROPTEST_CASES` asks for
/// more than usual.
fn step() -> usize {
    match cases(64).cases {
        more if more > 256 => 1,
        _ => 29,
    }
}

#[test]
fn every_object_for_every_action() {
    let (mut clean, mut not) = (0, 0);
    let mut wrong = Vec::new();
    let objects = catalog::providers().flat_map(modules).flat_map(Module::objects);
    for (i, object) in objects.enumerate().step_by(step()) {
        for action in [Capability::Read, Capability::Write, Capability::Subscribe] {
            let ask = asked(object, action, i);
            let done = skeleton::manifest(&ask);
            clean += usize::from(done.is_ok());
            not += usize::from(done.is_err());
            // All that is wrong is told at once.
            let looked = std::panic::catch_unwind(AssertUnwindSafe(|| match done {
                Ok(written) => means(&ask, &written),
                Err(refusal) => is_refused_rightly(object, action, &ask, &refusal),
            }));
            if looked.is_err() {
                let provider = ask.provider.key();
                wrong.push(format!(
                    "{provider}/{} {} {action:?}",
                    object.module().id(),
                    object.name()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), clean + not);
    assert!(clean > 50 && not > 20, "{clean} clean, {not} refused");
}

/// What the catalogue says can be done is refused for a reason of its own only.
fn is_refused_rightly(object: Object, action: Capability, ask: &Ask, refusal: &skeleton::Impossible) {
    refused(ask, refusal);
    let can = |action| object.support(action).is_yes() && object.module().support(action).is_yes();
    // What is subscribed to is read, too.
    let able = can(action) && (action != Capability::Subscribe || can(Capability::Read));
    let named = ["object-exists", "object-action", "provider-not-supported"];
    assert!(
        !able || !named.contains(&refusal.rule.unwrap()),
        "{ask:?}: {refusal}"
    );
}

fn asked(object: Object, action: Capability, i: usize) -> Ask {
    let mut ask = Ask::new(object.module().provider().unwrap());
    ask.module = Some(object.module());
    ask.actions = vec![action];
    ask.objects = vec![object.name().to_owned()];
    ask.display_name = Some("All of it".to_owned());
    ask.bare = i.is_multiple_of(2);
    ask
}

#[test]
fn every_provider_gives_something() {
    let mut given = 0;
    for provider in catalog::providers() {
        let mut ask = Ask::new(provider);
        ask.display_name = Some("All of it".to_owned());
        let parts = provider.modules().chain([provider.root()]);
        let offers = parts
            .flat_map(|module| Capability::ALL.map(|action| module.support(action)))
            .any(catalog::Support::is_yes);
        let written = match skeleton::manifest(&ask) {
            Ok(written) => written,
            Err(refusal) => {
                assert!(!offers, "{}: {refusal}", provider.key());
                refused(&ask, &refusal);
                continue;
            }
        };
        given += 1;
        assert_eq!(found(&written), [""; 0], "{written}");
        read(&written, |integration| {
            assert_eq!(text(&integration.provider), Some(provider.key()));
        });
        // Without comments it says the same.
        let bare = skeleton::manifest(&Ask { bare: true, ..ask }).unwrap();
        let lines = written.lines().filter(|line| !line.trim_start().starts_with('#'));
        assert_eq!(bare.lines().collect::<Vec<_>>(), lines.collect::<Vec<_>>());
    }
    assert!(given > 200);
}

/// Names that are hard to write in YAML.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z][a-zA-Z0-9_]{1,12}",
        1 => prop_oneof![
            Just("no".to_owned()), Just("2024".to_owned()), Just("1.10".to_owned()), Just("~".to_owned()),
            Just("a: b".to_owned()), Just("- x".to_owned()), Just("\"q\"".to_owned()), Just("it's # not".to_owned()),
            Just("null".to_owned()), Just("0x1F".to_owned()), Just("x\u{2028}y".to_owned()), Just("{{v}}".to_owned()),
            Just("é 漢字 😀".to_owned()), Just("a\tb\\n".to_owned()), Just("*a".to_owned()), Just("&a".to_owned()),
            Just("[1]".to_owned()), Just("{a: b}".to_owned()), Just("!x".to_owned()), Just("%d".to_owned()),
        ],
        1 => "\\PC{1,12}",
    ]
}

fn any_ask() -> impl Strategy<Value = Ask> {
    let provider = (0..catalog::providers().len()).prop_map(|i| catalog::providers().nth(i).unwrap());
    let provider = prop_oneof![
        1 => provider,
        3 => prop::sample::select(vec!["hubspot", "salesforce", "gong", "zoho", "google", "stripe", "attio"])
            .prop_map(|key| catalog::provider(key).unwrap()),
    ];
    let actions = prop::sample::subsequence(Capability::ALL.to_vec(), 0..=4);
    let backfill = prop_oneof![
        Just(AskedBackfill::None),
        Just(AskedBackfill::All),
        (1..4000_u32).prop_map(AskedBackfill::Days)
    ];
    let fields = prop_oneof![
        Just(AskedFields::All),
        prop::collection::vec(name(), 1..4).prop_map(AskedFields::Named)
    ];
    let schedule = prop::sample::select(vec![
        "0 * * * *",
        "*/5 * * * *",
        "30 4 * * 1-5",
        "0 0 31 2 *",
        "*/45 * * * *",
    ]);
    let standard = prop::sample::subsequence(StandardEvent::ALL.to_vec(), 1..=3);
    let events = standard.prop_map(|standard| AskedEvents {
        standard,
        raw: Vec::new(),
    });
    (
        (
            provider,
            any::<prop::sample::Index>(),
            any::<bool>(),
            actions,
            prop::option::of(name()),
            0..3_usize,
        ),
        (
            prop::option::of(name()),
            prop::option::of(name()),
            prop::option::of(name()),
            prop::option::of(schedule),
            prop::option::of(backfill),
        ),
        (
            prop::option::of(fields),
            prop::option::of(events),
            prop::collection::vec((name(), name()), 0..2),
            any::<bool>(),
        ),
    )
        .prop_map(
            |(
                (provider, pick, explicit, actions, odd, count),
                (called, display, destination, schedule, backfill),
                rest,
            )| {
                let (fields, events, maps, bare) = rest;
                let modules = modules(provider);
                let module = *pick.get(&modules);
                let known: Vec<Object> = module.objects().collect();
                let mut objects: Vec<String> = Vec::new();
                if !known.is_empty() {
                    for i in 0..count {
                        let name = known[(pick.index(known.len()) + i * 7) % known.len()]
                            .name()
                            .to_owned();
                        if !objects.contains(&name) {
                            objects.push(name);
                        }
                    }
                }
                objects.extend(odd.filter(|_| count == 2));
                Ask {
                    module: explicit.then_some(module),
                    actions,
                    objects,
                    name: called,
                    display_name: display,
                    destination,
                    schedule: schedule.map(str::to_owned),
                    backfill,
                    fields,
                    events,
                    maps,
                    bare,
                    ..Ask::new(provider)
                }
            },
        )
}

proptest! {
    #![proptest_config(cases(150))]

    /// Whatever is asked for is written, clean and to the letter, or refused.
    #[test]
    fn any_arguments(ask in any_ask()) {
        match skeleton::manifest(&ask) {
            Ok(written) if ask.actions.is_empty() => prop_assert_eq!(found(&written), [""; 0]),
            Ok(written) => means(&ask, &written),
            Err(refusal) => prop_assert!(!refusal.to_string().is_empty()),
        }
    }

    /// Adding an integration takes no byte away, and changes none.
    #[test]
    fn adding_leaves_the_rest(
        ask in any_ask(),
        pick in any::<prop::sample::Index>(),
        crlf in any::<bool>(),
        no_end in any::<bool>(),
    ) {
        let files = manifests();
        let mut old = pick.get(&files).clone();
        if crlf {
            old = old.replace('\n', "\r\n");
        }
        if no_end {
            old.truncate(old.trim_end().len());
        }
        let source = Source::new("amp.yaml", old.clone().into_bytes()).unwrap();
        match skeleton::append(&ask, &source) {
            Ok(new) => {
                let common = |a: &mut dyn Iterator<Item = u8>, b: &mut dyn Iterator<Item = u8>| {
                    a.zip(b).take_while(|(a, b)| a == b).count()
                };
                let head = common(&mut old.bytes(), &mut new.bytes());
                let tail = common(&mut old.bytes().rev(), &mut new.bytes().rev());
                prop_assert!(head + tail >= old.len(), "{}\n---\n{}", old, new);
                prop_assert!(!crlf || !new.replace("\r\n", "").contains('\n'));
                let before = found(&old);
                let after = found(&new);
                prop_assert!(after.len() <= before.len(), "{:?}\n{}", after, new);
            }
            Err(NotAppended::Refused(refusal)) => prop_assert!(!refusal.message.is_empty()),
            Err(NotAppended::Unfit(why)) => prop_assert!(!why.is_empty()),
        }
    }
}

/// Manifests of our own, in many styles.
fn manifests() -> Vec<String> {
    let mut all: Vec<String> = [
        "",
        "# only a comment\n",
        "specVersion: 1.0.0\n",
        "specVersion: 1.0.0\nintegrations: []\n",
        "specVersion: 1.0.0\nintegrations: [{name: a, provider: gong, proxy: {enabled: true}}]\n",
        "specVersion: 1.0.0\nintegrations:\n- name: a\n  provider: gong\n  proxy:\n    enabled: true\n",
        "specVersion: 1.0.0\nintegrations:\n    -   name: a\n        provider: gong\n        proxy: {enabled: true} # last\n    # after\n\n# end\n",
        "integrations:\n  - name: a\n    provider: gong\n    proxy:\n      enabled: true\nspecVersion: 1.0.0\n",
        "specVersion: 1.0.0\nintegrations:\n  - &a\n    name: a\n    provider: gong\n    proxy: &p\n      enabled: true\n",
        "---\nspecVersion: 1.0.0\nintegrations:\n  - name: a\n    provider: gong\n    displayName: |\n      text\n\n    proxy:\n      enabled: true\n...\n",
        "{specVersion: 1.0.0, integrations: []}\n",
        "specVersion: 1.0.0\nintegrations:\n",
        "- a\n- b\n",
        "specVersion: 1.0.0\nintegrations:\n  - name: hubspot\n    provider: hubspot\n    proxy:\n      enabled: true\n",
    ]
    .map(str::to_owned)
    .to_vec();
    let rules = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    for folder in std::fs::read_dir(rules).unwrap() {
        let file = folder.unwrap().path().join("good.yaml");
        all.extend(std::fs::read_to_string(file));
    }
    all.sort();
    all
}

/// Where an integration can be added, it is.
#[test]
fn usual_manifests_take_another_integration() {
    let ask = Ask {
        bare: true,
        display_name: Some("All of it".to_owned()),
        ..Ask::new(catalog::provider("hubspot").unwrap())
    };
    for old in manifests() {
        let source = Source::new("amp.yaml", old.clone().into_bytes()).unwrap();
        let done = skeleton::append(&ask, &source);
        let document = old.contains("objectName: contact # as in the manifest");
        let unfit = document
            || old.starts_with(['-', '{']) && !old.starts_with("---")
            || old.ends_with("integrations:\n");
        match done {
            Ok(new) => assert!(!unfit && new.contains("provider: hubspot"), "{new}"),
            Err(NotAppended::Unfit(why)) => assert!(unfit, "{why}\n{old}"),
            Err(NotAppended::Refused(refusal)) => {
                // Where the file has the same finding already, another one can't be told from it.
                assert!(old.contains("hubspot"), "{refusal}\n{old}");
            }
        }
    }
}
