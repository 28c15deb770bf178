use crate::manifest::{Field, Integration, ReadObject, Slot};
use crate::rule::{Context, Level, Sink, code, rule};
use crate::rules::shared::{Folded, repeats};

rule! {
    /// Two fields of an object mapped to one name.
    ///
    /// ## Why
    ///
    /// A record can hold one value under a name. Ampersand refuses an object in which two fields are mapped
    /// to the same `mapToName`.
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
    ///             - fieldName: work_phone
    ///               mapToName: telephone
    ///             - fieldName: home_phone
    ///               mapToName: telephone
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
    ///             - fieldName: work_phone
    ///               mapToName: workTelephone
    ///             - fieldName: home_phone
    ///               mapToName: homeTelephone
    /// ```
    ///
    /// ## Notes
    ///
    /// Names that differ in nothing but case are a warning. The same field mapped to the same name twice is
    /// `duplicate-field`.
    id: "field-mapping-unique",
    group: Fields,
    level: Error,
    milder: true,
    fixes: Never,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let mapped = object
        .fields()
        .filter_map(|field| Some((Folded(field.map_to_name.get()?.as_str()), field)));
    repeats(mapped, |later, first| {
        let (Some(name), Some(taken)) = (later.map_to_name.get(), first.map_to_name.get()) else {
            return;
        };
        let same = name.value == taken.value;
        if (same && is_repeat(later, first)) || name.at.node == taken.at.node {
            return;
        }
        let (shown, known) = (code(name.as_str()), code(taken.as_str()));
        let finding = if same {
            let message =
                format!("another field of this object is mapped to {shown} already; a name holds one value");
            sink.report(cx.value(name.at), message)
        } else {
            let message = format!(
                "another field of this object is mapped to {known}, which differs from {shown} only in case"
            );
            sink.report(cx.value(name.at), message).level(Level::Warning)
        };
        finding
            .label("mapped here too")
            .also(cx.span(taken.at), "mapped here first")
            .help("give one of them another `mapToName`");
    });
}

/// The same field again, or one that is wrong anyway.
fn is_repeat(later: &Field<'_>, first: &Field<'_>) -> bool {
    match (&later.field_name, &first.field_name) {
        (Slot::Value(a), Slot::Value(b)) => Folded(a.as_str()) == Folded(b.as_str()),
        (Slot::Unusable, _) | (_, Slot::Unusable) => true,
        _ => false,
    }
}
