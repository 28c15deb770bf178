use crate::manifest::{Integration, ReadObject};
use crate::rule::{Context, Fix, Sink, code, rule};

rule! {
    /// A field mapped to its own name.
    ///
    /// ## Why
    ///
    /// It changes nothing: without `mapToName` the field goes by its own name.
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
    ///               mapToName: email
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
    /// ```
    ///
    /// ## Notes
    ///
    /// A mapping that changes the case of a name does change it. Where the provider's fields are read in lower
    /// case, a mapping may be there to keep the capital letters.
    id: "identity-mapping",
    group: Fields,
    level: Info,
    fixes: Safe,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    // An object that is always on can't have mapped fields at all, which is an error.
    let always = object.enabled.get().is_some();
    for field in object.fields() {
        let (Some(own), Some(mapped)) = (field.field_name.get(), field.map_to_name.get()) else {
            continue;
        };
        if own.value != mapped.value || always {
            continue;
        }
        let capital = own.as_str().contains(|c: char| c.is_ascii_uppercase());
        if capital
            && cx
                .module(integration)
                .is_some_and(|module| module.has_lower_case_fields())
        {
            continue;
        }
        let finding = sink.report(
            cx.value(mapped.at),
            format!(
                "{} is mapped to its own name, which changes nothing",
                code(own.as_str())
            ),
        );
        finding
            .label("the same name")
            .also(cx.span(own.at), "the field")
            .help("remove `mapToName`");
        // With a name for people the mapping may be there to carry it.
        if field.map_to_display_name.is_missing() {
            let edit = cx.remove_own_entry(field.at, mapped.at);
            finding.fix(edit.map(|edit| Fix::safe("remove `mapToName`", [edit])));
        }
    }
}
