use crate::manifest::{Integration, ReadObject};
use crate::rule::{Context, Sink, code, rule};
use crate::rules::shared::{Folded, look_up};

rule! {
    /// A field mapped to a name that another field of the object has.
    ///
    /// ## Why
    ///
    /// Records then hold two different values under what reads as one name, and a watched field of that name
    /// may be either.
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
    ///             - fieldName: phone
    ///             - fieldName: mobilephone
    ///               mapToName: phone
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
    ///             - fieldName: phone
    ///             - fieldName: mobilephone
    ///               mapToName: mobile
    /// ```
    ///
    /// ## Notes
    ///
    /// A field that is itself mapped to another name leaves its own name free.
    id: "mapping-shadows-field",
    group: Fields,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let mapped = object
        .fields()
        .filter_map(|field| Some((Folded(field.map_to_name.get()?.as_str()), field)));
    let unmapped = object.fields().filter(|field| field.map_to_name.is_missing());
    let own = unmapped
        .filter_map(|field| field.field_name.get())
        .map(|name| (Folded(name.as_str()), name));
    look_up(mapped, own, |field, shadowed| {
        let (Some(name), Some(shadowed)) = (field.map_to_name.get(), shadowed) else {
            return;
        };
        // A field mapped to its own name is the same field.
        if field
            .field_name
            .get()
            .is_some_and(|own| Folded(own.as_str()) == Folded(name.as_str()))
        {
            return;
        }
        let message = match field.field_name.get() {
            Some(own) => format!(
                "{} is mapped to {}, the name of another field of this object",
                code(own.as_str()),
                code(name.as_str())
            ),
            None => format!(
                "customers map a field to {}, the name of another field of this object",
                code(name.as_str())
            ),
        };
        sink.report(cx.value(name.at), message)
            .label("two fields by one name")
            .also(cx.span(shadowed.at), "read under its own name")
            .help("map it to a name that no field of the object has");
    });
}
