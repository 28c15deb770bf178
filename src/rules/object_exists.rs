use std::cell::OnceCell;
use std::collections::HashSet;

use crate::catalog::{self, Capability, Module, Near, Nearness, Object, StandardEvent, Support, Verdict};
use crate::manifest::SubscribeObject;
use crate::rule::{Applicability, Context, Level, Sink, alternatives, code, rule};
use crate::rules::shared::{NamedObject, called, done, list_command, named_objects};

rule! {
    /// An object that the provider does not have.
    ///
    /// ## Why
    ///
    /// The integration deploys, and then every read, write or subscription of the object fails. Names of objects
    /// are the provider's own, in its own case, number and path: `calls`, `line_items`, `sales/opportunities`.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: meetings
    ///     provider: gong
    ///     read:
    ///       objects:
    ///         - objectName: call
    ///           destination: callWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: meetings
    ///     provider: gong
    ///     read:
    ///       objects:
    ///         - objectName: calls
    ///           destination: callWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// An error where Ampersand's connector itself refuses names it does not know, a warning where it passes any name
    /// on and the provider decides. A provider with objects of each customer's own, such as Salesforce or HubSpot, may have any object:
    /// there only a near miss of a known one is reported, as a warning.
    ///
    /// Objects of your own can be listed in `amplint.toml`, under `[[catalog.objects]]`.
    ///
    /// `amplint provider NAME` lists the objects that are known.
    id: "object-exists",
    group: Provider,
    level: Error,
    milder: true,
    fixes: Both,
    rests_on_facts: true,
    since: "0.1.0",
    check: File(check),
}

/// How many unknown names of a file are compared with the known ones, which takes time. Nobody misspells more.
const MOST_COMPARED: usize = 1_000;

/// How many objects are worth naming one by one.
const FEW: usize = 8;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let mut compared = 0;
    for integration in cx.manifest.integrations() {
        let Some(module) = cx.module(integration) else {
            continue;
        };
        let listed = OnceCell::new();
        let listed = || {
            listed.get_or_init(|| {
                let objects = named_objects(integration);
                objects
                    .map(|object| (object.action, object.name.as_str()))
                    .collect()
            })
        };
        let mut read: HashSet<&str> = HashSet::new();
        for named in named_objects(integration) {
            let name = named.name.as_str();
            // A subscription must name the object as it is read: that is one mistake.
            if named.action == Capability::Subscribe && read.contains(name) {
                continue;
            }
            // An action that the module does not offer at all is reported as that.
            let known = module.object(name).is_some() || cx.own_object(module, name).is_some();
            if known || module.support(named.action) == Support::No {
                continue;
            }
            if let Some(own) = cx.own.and_then(|own| own.nearest_object(module, name)) {
                let message = format!(
                    "{} is not known to have an object {}, but amplint.toml lists {}",
                    called(module),
                    code(name),
                    code(own)
                );
                sink.report(cx.value(named.name.at), message)
                    .level(Level::Warning)
                    .help(format!("did you mean {}?", code(own)))
                    .fix(cx.rename(named.name.at, Applicability::Unsafe, own));
                continue;
            }
            let near = if compared < MOST_COMPARED {
                near(module, &named)
            } else {
                Vec::new()
            };
            compared += 1;
            let subscribed: Vec<&SubscribeObject<'_>> = if named.action == Capability::Read {
                let objects = integration.subscribe_objects().iter();
                let same =
                    |it: &&SubscribeObject<'_>| it.object_name.get().is_some_and(|it| it.as_str() == name);
                objects.filter(same).collect()
            } else {
                Vec::new()
            };
            if report(cx, module, &named, &subscribed, &near, &listed, sink)
                && named.action == Capability::Read
            {
                read.insert(name);
            }
        }
    }
}

/// The objects most likely meant, those first that can be used for the action.
fn near(module: Module, named: &NamedObject<'_>) -> Vec<Near<Object>> {
    let mut near = module.near_objects(named.name.as_str());
    near.sort_by_key(|near| is_refused(near, named.action));
    if let Some(best) = near.first().map(|near| near.nearness) {
        near.retain(|near| near.nearness == best);
    }
    near
}

fn is_refused(near: &Near<Object>, action: Capability) -> bool {
    near.item.is_some_and(|object| object.refused(action).is_some())
}

fn report<'m>(
    cx: &Context<'_>,
    module: Module,
    named: &NamedObject<'_>,
    subscribed: &[&SubscribeObject<'_>],
    near: &[Near<Object>],
    listed: &dyn Fn() -> &'m HashSet<(Capability, &'m str)>,
    sink: &mut Sink<'_>,
) -> bool {
    let NamedObject { action, name, .. } = *named;
    let level = module.unlisted(action, name.as_str());
    if level.is_none() && near.is_empty() {
        return false;
    }
    // What is known of an action that may not be there at all is no better known, unless it was seen.
    let level = match (module.support(action), module.verdict_on_unlisted(action)) {
        (Support::Yes, _) | (_, Some(Verdict::Refused)) => level,
        _ => level.map(|level| level.min(catalog::Weight::Warn)),
    };
    let of_events = subscribed.iter().filter_map(|it| of_events(module, it)).max();
    let (of, shown) = (called(module), code(name.as_str()));
    let of_subscription = of_events.filter(|&events| level.is_none_or(|own| own < events));
    let message = match (level, near.first()) {
        _ if of_subscription == Some(catalog::Weight::Error) => {
            format!(
                "{of} has no object {shown}: {} it fails",
                doing(Capability::Subscribe)
            )
        }
        (None, None) => return false,
        (None, Some(near)) => format!(
            "{of} is not known to have an object {shown}, but has {}",
            code(&near.name)
        ),
        (Some(catalog::Weight::Error), _) => {
            format!("{of} has no object {shown}: {} it fails", doing(action))
        }
        (Some(_), _) => format!(
            "{of} is not known to have an object {shown}: {} it is likely to fail",
            doing(action)
        ),
    };
    let finding = sink.report(cx.value(name.at), message);
    let own = level.map_or(Level::Warning, Level::from);
    finding.level(own.max(of_events.map_or(own, Level::from)));
    for object in subscribed {
        if let Some(name) = object.object_name.get() {
            finding.also(cx.span(name.at), "subscribed to here");
        }
    }
    let Some(nearest) = near.first() else {
        finding.help(known(module, action));
        return true;
    };
    let only_case = nearest.nearness == Nearness::Case;
    if is_refused(nearest, action) {
        finding.help(format!(
            "there is {}, but it can't be {} either; {}",
            code(&nearest.name),
            done(action),
            known(module, action)
        ));
    } else if only_case {
        finding.label("case matters in this name");
        finding.help(if listed().contains(&(action, nearest.name.as_ref())) {
            format!(
                "{} is listed too: list it once, under that name",
                code(&nearest.name)
            )
        } else {
            format!("write {}", code(&nearest.name))
        });
    } else {
        let names = alternatives(near.iter().take(3).map(|near| near.name.as_ref()), "or");
        finding.help(format!("did you mean {names}?"));
    }
    // Twice would be no better.
    if !is_refused(nearest, action) && !listed().contains(&(action, nearest.name.as_ref())) {
        let applicability = if only_case {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
        let fix = cx.rename(name.at, applicability, &nearest.name);
        // Both are renamed, or they would no longer belong together.
        let also: Option<Vec<_>> = subscribed
            .iter()
            .filter_map(|it| it.object_name.get())
            .filter(|other| other.at.node != name.at.node)
            .map(|other| cx.rename(other.at, applicability, &nearest.name))
            .collect();
        if let (Some(mut fix), Some(also)) = (fix, also) {
            fix.edits.extend(also.into_iter().flat_map(|fix| fix.edits));
            finding.fix(fix);
        }
    }
    true
}

/// How much it weighs that an object which isn't listed is subscribed to with events that such objects do not have.
fn of_events(module: Module, object: &SubscribeObject<'_>) -> Option<catalog::Weight> {
    if module.support(Capability::Subscribe).is_no() {
        return None;
    }
    let subscription = module.subscription();
    let name = object.object_name.get()?.as_str();
    let offered = subscription.default_events();
    let missing = offered.is_some_and(|offered| {
        let mut events = object.standard_events().filter(|(_, event)| event.is_some());
        events.any(|(key, _)| {
            !StandardEvent::ALL
                .into_iter()
                .any(|kind| kind.key() == key && offered.contains(kind))
        })
    });
    let refused = module.unlisted(Capability::Subscribe, name);
    refused.max(missing.then(|| subscription.level()))
}

fn doing(action: Capability) -> &'static str {
    match action {
        Capability::Read => "reading",
        Capability::Write => "writing",
        Capability::Subscribe => "subscribing to",
        Capability::Proxy => "passing through",
    }
}

/// Which objects there are.
fn known(module: Module, action: Capability) -> String {
    let usable = module
        .objects()
        .filter(|object| object.support(action).is_yes() && object.alias_of().is_none());
    let names: Vec<&str> = usable.take(FEW + 1).map(Object::name).collect();
    if names.is_empty() || names.len() > FEW {
        return format!("{} lists all known objects", list_command(module));
    }
    format!("what can be {} is {}", done(action), alternatives(names, "and"))
}
