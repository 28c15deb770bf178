use crate::catalog::{Capability, Module};
use crate::manifest::{Integration, SubscribeObject, Text};
use crate::rule::{Context, Sink, code, rule};
use crate::rules::shared::{ReadObjects, is_told_unknown};

rule! {
    /// Standard events on an object that is not read.
    ///
    /// ## Why
    ///
    /// Events of creation, update, deletion and association change deliver the fields of the read object with
    /// the same `objectName`. Ampersand refuses the manifest without one. `otherEvents` need none.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: crmWebhook
    ///           optionalFieldsAuto: all
    ///     subscribe:
    ///       objects:
    ///         - objectName: companies
    ///           destination: crmWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: companies
    ///           destination: crmWebhook
    ///           optionalFieldsAuto: all
    ///     subscribe:
    ///       objects:
    ///         - objectName: companies
    ///           destination: crmWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    /// ```
    id: "subscribe-read-object",
    group: Subscribe,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let mut objects = integration
        .subscribe_objects()
        .iter()
        .filter(|object| object.has_standard_events())
        .peekable();
    if objects.peek().is_none() {
        return;
    }
    let read = ReadObjects::of(cx, integration);
    if !read.is_complete() {
        return;
    }
    for object in objects {
        if let Some(name) = object.object_name.get()
            && read.find(name.as_str()).is_none()
        {
            // One that the provider does not have either is reported as that.
            let unknown = |module: Module| is_told_unknown(cx, module, Capability::Subscribe, name.as_str());
            if cx.module(integration).is_some_and(unknown) {
                continue;
            }
            let known = |name: &str| cx.module(integration)?.object(name);
            // Where the provider has this one and not that, the typo is in `read`.
            let right = known(name.as_str()).is_some();
            let typo = read
                .nearest(name.as_str())
                .filter(|near| right && known(near).is_none());
            report(cx, name, object, &read, typo, sink);
        }
    }
}

fn report(
    cx: &Context<'_>,
    name: &Text<'_>,
    object: &SubscribeObject<'_>,
    read: &ReadObjects<'_>,
    typo: Option<&str>,
    sink: &mut Sink<'_>,
) {
    let shown = code(name.as_str());
    let finding = sink.report(
        cx.value(name.at),
        format!("{shown} is subscribed to but not read: its events have no fields to deliver"),
    );
    finding.label("not among the read objects");
    for (_, event) in object.standard_events() {
        if let Some(event) = event {
            finding.also(cx.key_span(event), format!("needs {shown} under `read`"));
        }
    }
    if let Some(like) = read
        .like(name.as_str())
        .and_then(|object| object.object_name.get())
    {
        finding
            .also(cx.span(like.at), "differs in case")
            .help("use one spelling for both");
    } else if let Some(typo) = typo {
        finding.help(format!("write it in place of {} under `read`", code(typo)));
    } else if let Some(near) = read.nearest(name.as_str()) {
        finding.help(format!("did you mean {}, which is read?", code(near)));
    } else {
        finding.help(format!("add {shown} to `read`"));
    }
}
