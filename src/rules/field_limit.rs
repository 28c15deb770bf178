use std::collections::HashSet;

use crate::manifest::{Field, Integration, List, ReadObject, Slot};
use crate::rule::{Context, Sink, rule};
use crate::rules::shared::called;

rule! {
    /// More fields than the provider returns in one read.
    ///
    /// ## Why
    ///
    /// The provider refuses the read. It counts the fields that a customer has selected: all required ones, and any
    /// of the optional ones.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: warehouse
    ///     provider: bigquery
    ///     read:
    ///       objects:
    ///         - objectName: orders
    ///           destination: orderWebhook
    ///           requiredFields:
    ///             - fieldName: id
    ///             - fieldName: customer
    ///             - fieldName: currency
    ///             - fieldName: net
    ///             - fieldName: tax
    ///             - fieldName: total
    ///             - fieldName: created_at
    ///             - fieldName: updated_at
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: warehouse
    ///     provider: bigquery
    ///     read:
    ///       objects:
    ///         - objectName: orders
    ///           destination: orderWebhook
    ///           requiredFields:
    ///             - fieldName: id
    ///             - fieldName: customer
    ///             - fieldName: currency
    ///             - fieldName: total
    ///             - fieldName: updated_at
    /// ```
    ///
    /// ## Notes
    ///
    /// A warning where only a customer who selects many optional fields exceeds the limit, as with
    /// `optionalFieldsAuto: all`.
    id: "field-limit",
    group: Provider,
    level: Error,
    milder: true,
    fixes: Never,
    rests_on_facts: true,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let Some(module) = cx.module(integration) else {
        return;
    };
    let Some(limit) = module.field_limit() else { return };
    let max = usize::from(limit.max);
    let required = count(&object.required_fields, &Slot::Missing);
    let all = count(&object.required_fields, &object.optional_fields);
    let most = format!("{} takes {max} in one read", called(module));
    if let (Slot::Value(list), true) = (&object.required_fields, required > max) {
        sink.report(
            cx.key(list.at),
            format!("every read asks for {required} fields; {most}"),
        )
        .level(limit.level.into())
        .help("list fewer fields, or make some of them optional");
    } else if let Slot::Value(auto) = &object.optional_fields_auto {
        sink.report(
            cx.key(auto.at),
            format!("customers may select any number of fields; {most}"),
        )
        .level(limit.auto_level.into())
        .help("offer a few fields in `optionalFields` instead");
    } else if let (Slot::Value(list), true) = (&object.optional_fields, all > max) {
        sink.report(
            cx.key(list.at),
            format!("customers may select {all} fields, the required ones counted; {most}"),
        )
        .level(limit.auto_level.into())
        .help("list fewer fields");
    }
}

/// How many fields two lists select. One that is listed under several mappings is read once.
fn count(required: &Slot<List<Field<'_>>>, optional: &Slot<List<Field<'_>>>) -> usize {
    let fields = || {
        [required, optional]
            .into_iter()
            .filter_map(Slot::get)
            .flat_map(|list| &list.value)
    };
    let named: HashSet<String> = fields()
        .filter_map(|field| field.field_name.get())
        .map(|name| name.as_str().to_ascii_lowercase())
        .collect();
    let chosen = fields().filter(|field| field.field_name.is_missing() && field.map_to_name.get().is_some());
    named.len() + chosen.count()
}
