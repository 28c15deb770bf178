use crate::manifest::{Integration, Slot, SubscribeObject};
use crate::rule::{Context, Edit, Fix, Sink, code, rule};

rule! {
    /// Standard events without `inheritFieldsAndMapping: true`.
    ///
    /// ## Why
    ///
    /// Events of creation, update, deletion and association change always deliver the fields of the read object.
    /// Ampersand wants that said, and refuses the manifest otherwise. An object with only `otherEvents` does not
    /// need it.
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
    ///           optionalFieldsAuto: all
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           createEvent:
    ///             enabled: always
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
    ///           optionalFieldsAuto: all
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    /// ```
    id: "subscribe-inherit-fields",
    group: Subscribe,
    level: Error,
    fixes: Safe,
    since: "0.1.0",
    check: SubscribeObject(check),
}

const ENTRY: &str = "inheritFieldsAndMapping: true";

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &SubscribeObject<'_>, sink: &mut Sink<'_>) {
    if !object.has_standard_events() {
        return;
    }
    let missing = match &object.inherit_fields_and_mapping {
        Slot::Missing => {
            !cx.document.is_damaged(object.at.node)
                && !cx.stands_elsewhere(object.at, &["inheritFieldsAndMapping"])
        }
        Slot::Unusable => false,
        Slot::Value(inherit) => !inherit.value,
    };
    if !missing {
        return;
    }
    let name = object.object_name.get();
    let subject = name.map_or("this object".to_owned(), |name| code(name.as_str()));
    let (place, label, edit) = match &object.inherit_fields_and_mapping {
        Slot::Value(inherit) => {
            let (value, key) = (inherit.at.place(cx.document), inherit.at.key(cx.document));
            let own = key.and_then(|key| cx.document.parent(key.node)) == Some(object.at.node);
            // One that is merged in is overruled.
            let replaced = own.then(|| Edit::replace(cx.document.span(value), "true"));
            (
                cx.value(inherit.at),
                "must be `true`",
                replaced.or_else(|| cx.insert_last(object.at, ENTRY)),
            )
        }
        _ => (
            name.map_or(cx.key(object.at), |name| cx.value(name.at)),
            "without it",
            add(cx, object),
        ),
    };
    let finding = sink.report(place, format!("the events of {subject} need {}", code(ENTRY)));
    finding.label(label);
    if let Some((key, Some(event))) = object.standard_events().next() {
        finding.also(
            cx.key_span(event),
            format!("{} delivers the fields of the read object", code(key)),
        );
    }
    finding.help(format!("write {}", code(ENTRY)));
    finding.fix(edit.map(|edit| Fix::safe(format!("write {}", code(ENTRY)), [edit])));
}

/// Behind the destination, where manifests usually have it.
fn add(cx: &Context<'_>, object: &SubscribeObject<'_>) -> Option<Edit> {
    if let Some(key) = cx.find_key(object.at, "inheritFieldsAndMapping") {
        return cx.editor().fill(key, "true");
    }
    let mut after = [&object.destination, &object.object_name]
        .into_iter()
        .filter_map(Slot::get);
    after
        .find_map(|text| cx.insert_after(text.at, ENTRY))
        .or_else(|| cx.insert_first(object.at, ENTRY))
}
