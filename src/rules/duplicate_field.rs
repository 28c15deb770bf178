use crate::manifest::{Field, Integration, ReadObject, Slot, Text};
use crate::rule::{Context, Fix, Place, Sink, code, rule};
use crate::rules::shared::{Folded, repeats};

rule! {
    /// A field listed twice to the same effect, or as required and as optional.
    ///
    /// ## Why
    ///
    /// The second entry changes nothing. Often another field was meant.
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
    ///             - fieldName: lastname
    ///             - fieldName: firstname
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
    ///             - fieldName: lastname
    /// ```
    ///
    /// ## Notes
    ///
    /// One field under two different `mapToName`s is right. Case does not matter in field names.
    id: "duplicate-field",
    group: Fields,
    level: Warning,
    fixes: Safe,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let required = object
        .required_fields
        .get()
        .into_iter()
        .flat_map(|list| &list.value)
        .map(|field| (field, "required here"));
    let optional = object
        .optional_fields
        .get()
        .into_iter()
        .flat_map(|list| &list.value)
        .map(|field| (field, "optional here"));
    let listed = required.chain(optional).filter_map(|(field, list)| {
        let name = field.field_name.get()?;
        let mapped = match &field.map_to_name {
            Slot::Missing => None,
            Slot::Unusable => return None,
            Slot::Value(mapped) => Some(mapped.as_str()),
        };
        let item = field.at.place(cx.document);
        let place = if item == field.at.node {
            cx.value(name.at)
        } else {
            cx.node(item)
        };
        Some((
            (Folded(name.as_str()), mapped),
            Listed {
                field,
                name,
                place,
                list,
            },
        ))
    });
    repeats(listed, |a, b| {
        // Optional fields may stand before the required ones.
        let (later, first) = if a.place.span >= b.place.span {
            (a, b)
        } else {
            (b, a)
        };
        // One list under both keys is listed once.
        if later.place.node != first.place.node {
            report(cx, later, first, sink);
        }
    });
}

#[derive(Clone, Copy)]
struct Listed<'f> {
    field: &'f Field<'f>,
    name: &'f Text<'f>,
    /// Its name, or the alias that stands for the whole entry.
    place: Place,
    /// What to say of the list it stands in.
    list: &'static str,
}

fn report(cx: &Context<'_>, later: Listed<'_>, first: Listed<'_>, sink: &mut Sink<'_>) {
    let shown = code(later.name.as_str());
    if later.list != first.list {
        sink.report(
            later.place,
            format!("{shown} is listed as required and as optional"),
        )
        .label(later.list)
        .also(first.place.span, first.list)
        .help("keep it in one list");
        return;
    }
    let exact = is_exact_repeat(cx, later.field, first.field);
    let message = if exact {
        format!("{shown} is listed twice; the second entry changes nothing")
    } else if later.name.value == first.name.value {
        format!("{shown} is listed twice")
    } else {
        format!(
            "{shown} is the same field as {}: case does not matter in field names",
            code(first.name.as_str())
        )
    };
    let finding = sink.report(later.place, message);
    finding
        .label("listed again")
        .also(first.place.span, "first listed here")
        .help("remove one");
    if exact {
        finding.fix(
            cx.remove_item(later.field.at)
                .map(|edit| Fix::safe("remove the repeated field", [edit])),
        );
    }
}

/// Whether both entries say the very same.
fn is_exact_repeat(cx: &Context<'_>, later: &Field<'_>, first: &Field<'_>) -> bool {
    let same = |a: &Slot<Text<'_>>, b: &Slot<Text<'_>>| match (a, b) {
        (Slot::Value(a), Slot::Value(b)) => a.value == b.value,
        (Slot::Missing, Slot::Missing) => true,
        _ => false,
    };
    let pairs = |field: &Field<'_>| cx.document.pairs(field.at.node).count();
    same(&later.field_name, &first.field_name)
        && same(&later.map_to_name, &first.map_to_name)
        && same(&later.map_to_display_name, &first.map_to_display_name)
        && same(&later.prompt, &first.prompt)
        && same(&later.default, &first.default)
        && pairs(later) == pairs(first)
}
