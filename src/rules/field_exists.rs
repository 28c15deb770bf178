use crate::manifest::{Integration, ReadObject};
use crate::rule::{Applicability, Context, Sink, code, rule};
use crate::rules::shared::{Misspelt, called};

rule! {
    /// A field that is a slip away from one that the object has.
    ///
    /// ## Why
    ///
    /// A field that does not exist is simply missing from every record that is delivered, without a word.
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
    ///             - fieldName: first_name
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
    /// ```
    ///
    /// ## Notes
    ///
    /// Lists of fields are never complete, and customers add fields of their own. So only such a difference is
    /// reported as two fields of one object hardly ever have: other separators, or one letter inside a word.
    /// Case does not matter.
    ///
    /// `amplint provider NAME --object OBJECT` lists the fields that are known.
    id: "field-exists",
    group: Provider,
    level: Warning,
    fixes: Unsafe,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let (Some(module), Some(object_name)) = (cx.module(integration), object.object_name.get()) else {
        return;
    };
    let Some(known) = module.object(object_name.as_str()) else {
        return;
    };
    let misspelt = Misspelt::new(known, object);
    for name in object.fields().filter_map(|field| field.field_name.get()) {
        let Some(meant) = misspelt.meant(name.as_str()) else {
            continue;
        };
        let (shown, of) = (code(name.as_str()), code(object_name.as_str()));
        let message = format!(
            "{of} of {} is not known to have a field {shown}, but has {}",
            called(module),
            code(meant)
        );
        sink.report(cx.value(name.at), message)
            .help(format!("did you mean {}?", code(meant)))
            .fix(cx.rename(name.at, Applicability::Unsafe, meant));
    }
}
