use crate::catalog::{self, Missed};
use crate::manifest::{Integration, ReadObject};
use crate::rule::{Applicability, Context, Sink, alternatives, code, rule};
use crate::rules::shared::{Misspelt, called, list_command};

rule! {
    /// A field that the object does not have: most often a typo for one that it has.
    ///
    /// ## Why
    ///
    /// A field that does not exist is simply missing from every record that is delivered; no error says so.
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
    /// Lists of fields are never complete, and customers add fields of their own. So as a rule only such a difference is
    /// reported as two fields of one object hardly ever have: other separators, or one letter inside a word. Case
    /// does not matter.
    ///
    /// Where a customer's own fields can be told by their shape (`__c` at Salesforce), a name that has not that shape
    /// must be one of the provider's: others are reported with those that may be meant. Fields that exist only with a
    /// feature switched on are known, but never proposed first. A reference that a read returns under another
    /// name (`_ownerid_value` for `ownerid` at Dynamics) is told, and so is a field that only other objects of the
    /// provider have.
    ///
    /// Fields of your own can be listed in `amplint.toml`, under `[[catalog.objects]]`: they are known then, and near
    /// misses of them found.
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
    let Some(misspelt) = Misspelt::new(cx, module, object) else {
        return;
    };
    for name in object.fields().filter_map(|field| field.field_name.get()) {
        let own = misspelt.own_typo(name.as_str());
        let missed = if own.is_none() {
            misspelt.missed(name.as_str())
        } else {
            None
        };
        if own.is_none() && missed.is_none() {
            continue;
        }
        let (shown, of) = (code(name.as_str()), code(object_name.as_str()));
        let of = format!("{of} of {}", called(module));
        if let Some(field) = own {
            sink.report(
                cx.value(name.at),
                format!(
                    "{of} is not known to have a field {shown}, but amplint.toml lists {}",
                    code(field)
                ),
            )
            .help(format!("did you mean {}?", code(field)))
            .fix(cx.rename(name.at, Applicability::Unsafe, field));
            continue;
        }
        let Some(missed) = missed else { continue };
        let (message, meant) = match &missed {
            // Another rule's.
            Missed::Label(_) => continue,
            Missed::Typo(field) => (
                format!(
                    "{of} is not known to have a field {shown}, but has {}",
                    code(field)
                ),
                vec![*field],
            ),
            Missed::Lookup(field) => (
                format!("a read of {of} returns the reference {shown} as {}", code(field)),
                vec![*field],
            ),
            Missed::Unknown(fields) => {
                let shapes = alternatives(module.custom_fields(), "or");
                let message =
                    format!("{of} has no standard field {shown}, and custom ones look like {shapes}");
                (message, fields.clone())
            }
            Missed::Elsewhere(fields) => {
                let has = alternatives(fields.iter().copied(), "and");
                let message =
                    format!("{of} has no standard field {shown}, as other objects do; it has {has}");
                (message, fields.clone())
            }
        };
        let finding = sink.report(cx.value(name.at), message);
        finding.help(match (&missed, meant.as_slice()) {
            (_, []) => format!(
                "{} --object {}` lists its fields",
                list_command(module).trim_end_matches('`'),
                misspelt.object().map_or("", catalog::Object::name)
            ),
            (Missed::Lookup(field), _) => format!("write {}", code(field)),
            (_, several) => format!("did you mean {}?", alternatives(several.iter().copied(), "or")),
        });
        if let [only] = meant.as_slice() {
            finding.fix(cx.rename(name.at, Applicability::Unsafe, only));
        }
    }
}
