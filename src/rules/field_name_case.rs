use crate::manifest::{Integration, ReadObject};
use crate::rule::{Applicability, Context, Sink, code, rule};

rule! {
    /// A capital letter in a field that is read and delivered in lower case.
    ///
    /// ## Why
    ///
    /// Ampersand delivers the fields of Salesforce in lower case: whoever looks for `FirstName` in a record finds
    /// `firstname`. Written in lower case, the manifest shows what is delivered.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: salesforce
    ///     read:
    ///       objects:
    ///         - objectName: contact
    ///           destination: contactWebhook
    ///           requiredFields:
    ///             - fieldName: FirstName
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: salesforce
    ///     read:
    ///       objects:
    ///         - objectName: contact
    ///           destination: contactWebhook
    ///           requiredFields:
    ///             - fieldName: firstname
    /// ```
    ///
    /// ## Notes
    ///
    /// A field with a `mapToName` is delivered under that name, so it may be written either way.
    id: "field-name-case",
    group: Provider,
    level: Info,
    fixes: Safe,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    if !cx
        .module(integration)
        .is_some_and(|module| module.has_lower_case_fields())
    {
        return;
    }
    for field in object.fields() {
        let Some(name) = field.field_name.get().filter(|_| field.map_to_name.is_missing()) else {
            continue;
        };
        let text = name.as_str();
        if text.starts_with('$') || !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            continue;
        }
        let lower = text.to_ascii_lowercase();
        sink.report(
            cx.value(name.at),
            format!("{} is delivered as {}", code(text), code(&lower)),
        )
        .help(format!("write {}", code(&lower)))
        .fix(cx.rename(name.at, Applicability::Safe, &lower));
    }
}
