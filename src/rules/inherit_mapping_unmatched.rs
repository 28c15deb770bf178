use crate::manifest::{Integration, Slot, Spanned, Text};
use crate::rule::{Context, Sink, code, rule};
use crate::rules::shared::ReadObjects;

rule! {
    /// A mapping that is inherited from a read object that is not there.
    ///
    /// ## Why
    ///
    /// `inheritMapping` and `inheritFieldsAndMapping` take the mappings of the read object with the same
    /// `objectName`. Without one there is nothing to take: records keep the provider's names.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           requiredFields:
    ///             - fieldName: firstname
    ///               mapToName: first_name
    ///     write:
    ///       objects:
    ///         - objectName: companies
    ///           inheritMapping: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           requiredFields:
    ///             - fieldName: firstname
    ///               mapToName: first_name
    ///     write:
    ///       objects:
    ///         - objectName: contacts
    ///           inheritMapping: true
    ///         - objectName: companies
    /// ```
    ///
    /// ## Notes
    ///
    /// A subscribe object with standard events needs its read object in any case: that is
    /// `subscribe-read-object`.
    id: "inherit-mapping-unmatched",
    group: Fields,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let write = integration
        .write_objects()
        .iter()
        .map(|object| (&object.object_name, &object.inherit_mapping));
    let subscribe = integration.subscribe_objects().iter().filter(|object| {
        !object.has_standard_events()
            && object
                .other_events
                .get()
                .is_some_and(|list| !list.value.is_empty())
    });
    let subscribe = subscribe.map(|object| (&object.object_name, &object.inherit_fields_and_mapping));
    let inherits = |slot: &Slot<Spanned<bool>>| slot.get().is_some_and(|inherit| inherit.value);
    let mut inheriting = write
        .chain(subscribe)
        .filter(|(_, inherit)| inherits(inherit))
        .peekable();
    if inheriting.peek().is_none() || cx.document.is_damaged(integration.at.node) {
        return;
    }
    let read = ReadObjects::of(cx, integration);
    // Without `read` at all nothing can be inherited either; with nothing under it that has been reported.
    let no_read = integration.read.is_missing()
        && cx.find_key(integration.at, "read").is_none()
        && !cx.stands_elsewhere(integration.at, &["read"]);
    if !read.is_complete() && !no_read {
        return;
    }
    for (name, inherit) in inheriting {
        if let (Some(name), Some(inherit)) = (name.get(), inherit.get())
            && read.find(name.as_str()).is_none()
        {
            report(cx, name, inherit, &read, sink);
        }
    }
}

fn report(
    cx: &Context<'_>,
    name: &Text<'_>,
    inherit: &Spanned<bool>,
    read: &ReadObjects<'_>,
    sink: &mut Sink<'_>,
) {
    let key = inherit
        .at
        .key(cx.document)
        .map_or("inheritMapping", |key| cx.name(key));
    let shown = code(name.as_str());
    let finding = sink.report(
        cx.value(inherit.at),
        format!("there is no read object {shown} to inherit a mapping from"),
    );
    finding
        .label("nothing to inherit")
        .also(cx.span(name.at), "not among the read objects");
    let like = read
        .like(name.as_str())
        .and_then(|object| object.object_name.get());
    if let Some(like) = like {
        finding.also(cx.span(like.at), "differs in case");
    }
    let near = like.map(Text::as_str).or_else(|| read.nearest(name.as_str()));
    match near {
        Some(near) => finding.help(format!("if {} is meant, use one spelling for both", code(near))),
        None => finding.help(format!("remove {}, or add {shown} to `read`", code(key))),
    };
}
