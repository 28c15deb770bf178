use std::cell::LazyCell;

use crate::manifest::{Field, Integration, List, ReadObject, Slot, SubscribeObject, Text, is_nested};
use crate::rule::{Applicability, Context, Sink, code, rule};
use crate::rules::shared::{Folded, ReadObjects, look_up, nearest_of_few};

rule! {
    /// A watched field that the read object neither reads nor maps.
    ///
    /// ## Why
    ///
    /// `requiredWatchFields` name fields of the read object with the same `objectName`, by `fieldName` or by
    /// `mapToName`. A change of any other field goes unnoticed.
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
    ///             - fieldName: email
    ///             - fieldName: phone
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           updateEvent:
    ///             enabled: always
    ///             requiredWatchFields:
    ///               - emial
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
    ///             - fieldName: email
    ///             - fieldName: phone
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           updateEvent:
    ///             enabled: always
    ///             requiredWatchFields:
    ///               - email
    /// ```
    ///
    /// ## Notes
    ///
    /// Case does not matter. With `optionalFieldsAuto: all` every field may be watched.
    id: "watch-field-unknown",
    group: Subscribe,
    level: Warning,
    fixes: Unsafe,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let mut watching = integration
        .subscribe_objects()
        .iter()
        .filter_map(watched)
        .peekable();
    if watching.peek().is_none() {
        return;
    }
    let read = ReadObjects::of(cx, integration);
    let mut told = 0;
    for (name, watched) in watching {
        let Some(object) = read
            .find(name.as_str())
            .filter(|object| lists_its_fields(cx, object))
        else {
            continue;
        };
        let plain = watched.value.iter().filter(|field| !is_nested(field.as_str()));
        let names = names(object).map(|name| (Folded(name), ()));
        let elsewhere = LazyCell::new(|| fields_elsewhere(cx, object));
        look_up(
            plain.map(|field| (Folded(field.as_str()), field)),
            names,
            |field, known| {
                if known.is_none() && !*elsewhere {
                    let compare = told < MOST_COMPARED;
                    told += 1;
                    report(cx, field, object, compare, sink);
                }
            },
        );
    }
}

/// How many unknown fields of an integration are compared with the known ones, which takes time. Nobody misspells more.
const MOST_COMPARED: usize = 1_000;

fn watched<'a>(object: &'a SubscribeObject<'a>) -> Option<(&'a Text<'a>, &'a List<Text<'a>>)> {
    Some((
        object.object_name.get()?,
        object.update_event.get()?.required_watch_fields.get()?,
    ))
}

/// Whether nothing but the fields it lists can be among its fields, and all of those can be read. One without
/// any says nothing of fields.
fn lists_its_fields(cx: &Context<'_>, object: &ReadObject<'_>) -> bool {
    let known = |text: &Slot<Text<'_>>, at, key| match text {
        Slot::Missing => !cx.is_left_empty(at, key),
        Slot::Unusable => false,
        Slot::Value(_) => true,
    };
    let whole = |slot: &Slot<List<Field<'_>>>, key| match slot {
        Slot::Missing => cx.find_key(object.at, key).is_none(),
        Slot::Unusable => false,
        Slot::Value(list) => {
            let usable = |field: &Field<'_>| {
                known(&field.field_name, field.at, "fieldName")
                    && known(&field.map_to_name, field.at, "mapToName")
                    && !(field.field_name.is_missing() && field.map_to_name.is_missing())
            };
            !cx.document.is_damaged(list.at.node)
                && list.value.len() == cx.document.children(list.at.node).count()
                && list.value.iter().all(usable)
        }
    };
    object.optional_fields_auto.is_missing()
        && !cx.is_left_empty(object.at, "optionalFieldsAuto")
        && whole(&object.required_fields, "requiredFields")
        && whole(&object.optional_fields, "optionalFields")
        && !cx.document.is_damaged(object.at.node)
        && names(object).next().is_some()
}

/// Whether fields, or `optionalFieldsAuto`, seem to be there in a wrong place, which has been reported.
fn fields_elsewhere(cx: &Context<'_>, object: &ReadObject<'_>) -> bool {
    let missing = [
        ("requiredFields", object.required_fields.is_missing()),
        ("optionalFields", object.optional_fields.is_missing()),
        ("optionalFieldsAuto", object.optional_fields_auto.is_missing()),
    ];
    let mut missing = missing.iter().filter(|(_, missing)| *missing);
    missing.any(|&(key, _)| cx.stands_elsewhere(object.at, &[key]))
}

/// Every name that a field of the object goes by.
fn names<'a>(object: &'a ReadObject<'_>) -> impl Iterator<Item = &'a str> + Clone {
    let names = object
        .fields()
        .flat_map(|field| [&field.field_name, &field.map_to_name]);
    names.filter_map(Slot::get).map(Text::as_str)
}

fn report(cx: &Context<'_>, field: &Text<'_>, object: &ReadObject<'_>, compare: bool, sink: &mut Sink<'_>) {
    let (shown, name) = (code(field.as_str()), object.object_name.get());
    let reader = name.map_or_else(|| "the read object".to_owned(), |name| code(name.as_str()));
    let finding = sink.report(
        cx.value(field.at),
        format!("{shown} is watched, but {reader} reads no such field"),
    );
    finding.label("neither a `fieldName` nor a `mapToName` there");
    if let Some(name) = name {
        finding.also(cx.span(name.at), "the read object");
    }
    let near = || nearest_of_few(field.as_str(), names(object));
    match compare.then(near).flatten() {
        Some(near) => {
            let fix = cx.replace_text(
                field.at,
                format!("watch {}", code(near)),
                Applicability::Unsafe,
                near,
            );
            finding
                .help(format!("did you mean {}?", code(near)))
                .fix(fix.filter(|_| field.at.via().is_none()));
        }
        None => {
            finding.help("add it to the fields of the read object, or watch one of those");
        }
    }
}
