use crate::catalog::{Module, Object};
use crate::manifest::{Integration, ReadObject, is_nested};
use crate::rule::{Context, Sink, code, rule};
use crate::rules::shared::{Misspelt, list_command};

rule! {
    /// A field that a read of the object never returns.
    ///
    /// ## Why
    ///
    /// For some providers Ampersand asks for a fixed set of fields, whatever the manifest lists. Any other field is
    /// missing from every record, and no message tells of it. It is easily overlooked: the provider's own documentation
    /// may well have the field, or the object next to it.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: issues
    ///     provider: linear
    ///     read:
    ///       objects:
    ///         - objectName: issues
    ///           destination: issueWebhook
    ///           requiredFields:
    ///             - fieldName: id
    ///             - fieldName: name
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: issues
    ///     provider: linear
    ///     read:
    ///       objects:
    ///         - objectName: issues
    ///           destination: issueWebhook
    ///           requiredFields:
    ///             - fieldName: id
    ///             - fieldName: title
    /// ```
    ///
    /// ## Notes
    ///
    /// A field that looks like a typo for another is reported by `field-exists` instead.
    ///
    /// `amplint provider NAME --object OBJECT` lists what is returned.
    id: "field-never-returned",
    group: Provider,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let (Some(module), Some(object_name)) = (cx.module(integration), object.object_name.get()) else {
        return;
    };
    let Some(misspelt) = Misspelt::new(cx, module, object) else {
        return;
    };
    let known = misspelt.object().filter(|known| known.fields_complete());
    let Some(known) = known else { return };
    for name in object.fields().filter_map(|field| field.field_name.get()) {
        let text = name.as_str();
        let listed = known.has_field(text) || misspelt.is_own(text);
        if listed || is_nested(text) || misspelt.missed(text).is_some() || misspelt.own_typo(text).is_some() {
            continue;
        }
        sink.report(
            cx.value(name.at),
            format!(
                "a read of {} never returns {}",
                code(object_name.as_str()),
                code(text)
            ),
        )
        .label("missing from every record")
        .help(help(module, known));
    }
}

fn help(module: Module, object: Object) -> String {
    format!(
        "{} --object {}` lists what is returned",
        list_command(module).trim_end_matches('`'),
        object.name()
    )
}
