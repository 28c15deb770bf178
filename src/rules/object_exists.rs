use std::cell::OnceCell;
use std::collections::HashSet;

use crate::catalog::{self, Action, Module, Near, Nearness, Object, Support, Verdict};
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
        for named in named_objects(integration) {
            let name = named.name.as_str();
            // An action that the module does not offer at all is reported as that.
            if module.object(name).is_some() || module.support(named.action) == Support::No {
                continue;
            }
            let near = if compared < MOST_COMPARED {
                near(module, &named)
            } else {
                Vec::new()
            };
            compared += 1;
            report(cx, module, &named, &near, &listed, sink);
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

fn is_refused(near: &Near<Object>, action: Action) -> bool {
    near.item.is_some_and(|object| object.refused(action).is_some())
}

fn report<'m>(
    cx: &Context<'_>,
    module: Module,
    named: &NamedObject<'_>,
    near: &[Near<Object>],
    listed: &dyn Fn() -> &'m HashSet<(Action, &'m str)>,
    sink: &mut Sink<'_>,
) {
    let NamedObject { action, name, .. } = *named;
    let level = module.unlisted(action, name.as_str());
    if level.is_none() && near.is_empty() {
        return;
    }
    // What is known of an action that may not be there at all is no better known, unless it was seen.
    let level = match (module.support(action), module.verdict_on_unlisted(action)) {
        (Support::Yes, _) | (_, Some(Verdict::Refused)) => level,
        _ => level.map(|level| level.min(catalog::Weight::Warn)),
    };
    let (of, shown) = (called(module), code(name.as_str()));
    let message = match (level, near.first()) {
        (None, None) => return,
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
    finding.level(level.map_or(Level::Warning, Level::from));
    let Some(nearest) = near.first() else {
        finding.help(known(module, action));
        return;
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
                "{} is listed too: keep one of them, under that name",
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
        finding.fix(cx.rename(name.at, applicability, &nearest.name));
    }
}

fn doing(action: Action) -> &'static str {
    match action {
        Action::Read => "reading",
        Action::Write => "writing",
        Action::Subscribe => "subscribing to",
        Action::Proxy => "passing through",
    }
}

/// Which objects there are.
fn known(module: Module, action: Action) -> String {
    let usable = module
        .objects()
        .filter(|object| object.support(action).is_yes() && object.alias_of().is_none());
    let names: Vec<&str> = usable.take(FEW + 1).map(Object::name).collect();
    if names.is_empty() || names.len() > FEW {
        return format!("{} lists the objects that are known", list_command(module));
    }
    format!("what can be {} is {}", done(action), alternatives(names, "and"))
}
