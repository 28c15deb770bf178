use crate::catalog::Missed;
use crate::manifest::{Integration, ReadObject, is_nested};
use crate::rule::{Applicability, Context, Sink, code, rule};
use crate::rules::shared::called;

rule! {
    /// A field's label where its name belongs.
    ///
    /// ## Why
    ///
    /// People see `Account Name` on the screen; the field is called `name`. Records are read by the names of fields, so
    /// that a label is missing from every one of them.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: accounts
    ///     provider: salesforce
    ///     read:
    ///       objects:
    ///         - objectName: account
    ///           destination: accountWebhook
    ///           requiredFields:
    ///             - fieldName: Account Name
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: accounts
    ///     provider: salesforce
    ///     read:
    ///       objects:
    ///         - objectName: account
    ///           destination: accountWebhook
    ///           requiredFields:
    ///             - fieldName: name
    /// ```
    ///
    /// ## Notes
    ///
    /// A text with a space is taken for a label where a field of the object has that label, or where no field of the
    /// provider has a space in its name. `amplint provider NAME --object OBJECT` lists names and labels.
    id: "field-label",
    group: Provider,
    level: Warning,
    fixes: Unsafe,
    since: "0.2.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let (Some(module), Some(object_name)) = (cx.module(integration), object.object_name.get()) else {
        return;
    };
    let own = cx.own_object(module, object_name.as_str());
    for name in object.fields().filter_map(|field| field.field_name.get()) {
        let text = name.as_str();
        // Spaces around a name are another rule's.
        let listed = own.is_some_and(|own| own.has_field(text));
        if !text.contains(' ') || text.trim() != text || is_nested(text) || listed {
            continue;
        }
        let known = cx.object(module, object_name);
        let missed = known.and_then(|known| known.missed_field(text));
        let field = match missed {
            Some(Missed::Label(field)) => field,
            None if known.is_none_or(|known| !known.fields_known()) && module.has_no_spaces_in_fields() => {
                None
            }
            _ => continue,
        };
        let (shown, of) = (code(text), called(module));
        let finding = sink.report(
            cx.value(name.at),
            format!("{shown} is a label, not the name of a field: names at {of} have no spaces"),
        );
        match field {
            Some(field) => {
                finding.message = format!(
                    "{shown} is the label of a field of {}; its name is {}",
                    code(object_name.as_str()),
                    code(field)
                );
                finding.help(format!("write {}", code(field))).fix(cx.rename(
                    name.at,
                    Applicability::Unsafe,
                    field,
                ));
            }
            None => {
                finding.help("write the field's name, as the provider's API has it");
            }
        }
    }
}
