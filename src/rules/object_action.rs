use crate::catalog::{Capability, Object};
use crate::manifest::Integration;
use crate::rule::{Context, Level, Sink, alternatives, code, rule};
use crate::rules::shared::{NamedObject, called, done, named_objects};

rule! {
    /// An object of the provider that can't be used for this action.
    ///
    /// ## Why
    ///
    /// The integration deploys, and then the read, write or subscription of this object fails. A provider's objects
    /// differ in what can be done with them: some can be read but not written, few report changes.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: capsule
    ///     write:
    ///       objects:
    ///         - objectName: countries
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: capsule
    ///     write:
    ///       objects:
    ///         - objectName: parties
    /// ```
    ///
    /// ## Notes
    ///
    /// An error where Ampersand's connector itself refuses the object for this action. A warning where only a list does
    /// not name it, or where the connector passes the request on and the provider decides.
    id: "object-action",
    group: Provider,
    level: Error,
    milder: true,
    fixes: Never,
    rests_on_facts: true,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let Some(module) = cx.module(integration) else {
        return;
    };
    for named in named_objects(integration) {
        let Some(object) = cx.object(module, named.name) else {
            continue;
        };
        if cx.own_object(module, named.name.as_str()).is_some() {
            continue;
        }
        if let Some(level) = object.refused(named.action) {
            report(cx, object, &named, level.into(), sink);
        }
    }
}

fn report(cx: &Context<'_>, object: Object, named: &NamedObject<'_>, level: Level, sink: &mut Sink<'_>) {
    let NamedObject {
        action,
        action_at,
        name,
    } = *named;
    let (shown, of, done) = (code(name.as_str()), called(object.module()), done(action));
    let message = if level == Level::Error {
        format!("{shown} of {of} can't be {done}")
    } else {
        format!("it is doubtful whether {shown} of {of} can be {done}")
    };
    let others = [Capability::Read, Capability::Write, Capability::Subscribe].into_iter();
    let others = others.filter(|&other| other != action && object.support(other).is_yes());
    let others = alternatives(others.map(Capability::key), "and");
    let finding = sink.report(cx.value(name.at), message).level(level);
    finding.also(
        cx.key_span(action_at),
        match action {
            Capability::Read => "reads it",
            Capability::Write => "writes it",
            Capability::Subscribe | Capability::Proxy => "subscribes to it",
        },
    );
    if !others.is_empty() {
        finding.label(format!("works for {others}"));
    }
    finding.help(
        match object.subscribe_via().filter(|_| action == Capability::Subscribe) {
            Some(via) => format!("subscribe to {}, which reports its changes too", code(via)),
            None if level == Level::Error => format!("remove it from {}", code(action.key())),
            None => "try it with a real installation before relying on it".to_owned(),
        },
    );
}
