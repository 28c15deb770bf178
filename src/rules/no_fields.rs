use crate::manifest::{Field, Integration, List, ReadObject, Shape, Slot};
use crate::rule::{Context, Sink, code, rule};
use crate::rules::shared::{Folded, look_up};

rule! {
    /// A read object that selects no field.
    ///
    /// ## Why
    ///
    /// Ampersand reads the fields that `requiredFields` and `optionalFields` list, or any the customer picks with
    /// `optionalFieldsAuto: all`. Without them there is nothing to read.
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
    ///           schedule: "0 * * * *"
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
    ///           schedule: "0 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// An object that is there because `subscribe` needs it may go without fields.
    id: "no-fields",
    group: Fields,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

const LISTS: [&str; 2] = ["requiredFields", "optionalFields"];
const AUTO: &str = "optionalFieldsAuto";

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let bare = integration
        .read_objects()
        .iter()
        .filter(|object| is_bare(cx, object));
    let bare = bare.map(|object| (object.object_name.get().map(|name| Folded(name.as_str())), object));
    let subscribed = integration.subscribe_objects().iter();
    let subscribed =
        subscribed.filter_map(|object| Some((Some(Folded(object.object_name.get()?.as_str())), ())));
    // What can't be read of `subscribe` may need any of them.
    let unclear = match &integration.subscribe {
        Slot::Missing => false,
        Slot::Unusable => true,
        Slot::Value(subscribe) => match subscribe.objects.get() {
            Some(list) => {
                list.value.len() != cx.document.children(list.at.node).count()
                    || list.value.iter().any(|object| object.object_name.get().is_none())
            }
            None => true,
        },
    };
    if unclear {
        return;
    }
    // In a wrong place, under a wrong name or with nothing after it they have been reported.
    let elsewhere = |object: &ReadObject<'_>| {
        cx.stands_elsewhere(object.at, &[LISTS[0], LISTS[1], AUTO])
            || cx.has_foreign_section(object.at, Shape::ReadObject)
            || left_empty(cx, object)
    };
    look_up(bare, subscribed, |object, subscribed| {
        if subscribed.is_none() && !elsewhere(object) {
            report(cx, object, sink);
        }
    });
}

/// Whether a key that would select fields has nothing after it.
fn left_empty(cx: &Context<'_>, object: &ReadObject<'_>) -> bool {
    let [required, optional] = [&object.required_fields, &object.optional_fields];
    let null = |(key, list): (&str, &Slot<_>)| list.is_missing() && cx.find_key(object.at, key).is_some();
    LISTS.into_iter().zip([required, optional]).any(null) || cx.is_left_empty(object.at, AUTO)
}

fn report(cx: &Context<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let (place, subject) = match object.object_name.get() {
        Some(name) => (cx.value(name.at), code(name.as_str())),
        None => (cx.key(object.at), "this object".to_owned()),
    };
    let finding = sink.report(
        place,
        format!("{subject} selects no field, so there is nothing to read"),
    );
    let lists = [&object.required_fields, &object.optional_fields]
        .into_iter()
        .filter_map(Slot::get);
    if lists.clone().next().is_none() {
        finding.label("no `requiredFields`, `optionalFields` or `optionalFieldsAuto`");
    }
    for list in lists {
        finding.also(cx.span(list.at), "empty");
    }
    finding
        .help("list fields under `requiredFields` or `optionalFields`, or write `optionalFieldsAuto: all`");
}

/// Whether it says nothing of fields. With `enabled: always` that is an error of its own.
fn is_bare(cx: &Context<'_>, object: &ReadObject<'_>) -> bool {
    let is_empty = |slot: &Slot<List<Field<'_>>>| match slot {
        Slot::Missing => true,
        Slot::Unusable => false,
        Slot::Value(list) => {
            list.value.is_empty()
                && cx.document.children(list.at.node).next().is_none()
                && !cx.document.is_damaged(list.at.node)
        }
    };
    is_empty(&object.required_fields)
        && is_empty(&object.optional_fields)
        && object.optional_fields_auto.is_missing()
        && object.enabled.is_missing()
        && !cx.document.is_damaged(object.at.node)
}
