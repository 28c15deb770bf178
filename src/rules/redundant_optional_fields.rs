use crate::manifest::{Field, Integration, ReadObject, is_nested};
use crate::rule::{Context, Sink, rule};

rule! {
    /// Optional fields listed where customers may pick any field.
    ///
    /// ## Why
    ///
    /// `optionalFieldsAuto: all` offers every field of the object. Listing some of them as well adds nothing and has
    /// to be kept up to date.
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
    ///           optionalFields:
    ///             - fieldName: jobtitle
    ///             - fieldName: city
    ///           optionalFieldsAuto: all
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
    /// ```
    ///
    /// ## Notes
    ///
    /// Mapped fields and nested ones say more than `optionalFieldsAuto` does and are right beside it.
    id: "redundant-optional-fields",
    group: Fields,
    level: Info,
    fixes: Never,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let (Some(list), Some(auto)) = (object.optional_fields.get(), object.optional_fields_auto.get()) else {
        return;
    };
    let plain = list.value.iter().filter(|field| is_plain(field)).count();
    if plain == 0 {
        return;
    }
    let all = list.value.len();
    let (message, help) = if plain == all {
        let message =
            "`optionalFields` adds nothing to `optionalFieldsAuto: all`, which offers every field".to_owned();
        (message, "remove `optionalFields`".to_owned())
    } else {
        let what = if plain == 1 {
            "one of these fields".to_owned()
        } else {
            format!("{plain} of these {all} fields")
        };
        let verb = if plain == 1 { "is" } else { "are" };
        let message = format!("{what} {verb} offered by `optionalFieldsAuto: all` anyway");
        (
            message,
            "keep only the mapped and the nested fields in `optionalFields`".to_owned(),
        )
    };
    sink.report(cx.value(list.at), message)
        .label(if plain == all {
            "already among all fields"
        } else {
            "the plain ones are already among all fields"
        })
        .also(cx.span(auto.at), "offers every field")
        .help(help);
}

/// Whether it is just the name of a field.
fn is_plain(field: &Field<'_>) -> bool {
    field.map_to_name.is_missing()
        && field.map_to_display_name.is_missing()
        && field
            .field_name
            .get()
            .is_some_and(|name| !is_nested(name.as_str()))
}
