use crate::manifest::Integration;
use crate::rule::{Applicability, Context, Sink, code, rule};
use crate::rules::shared::{called, named_objects};

rule! {
    /// An object's name in another case than the provider's own.
    ///
    /// ## Why
    ///
    /// It works, because the provider ignores case. But the object then has two names: whoever searches for the
    /// provider's own, or compares the objects of two manifests, misses this one.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: invoices
    ///     provider: dynamicsBusinessCentral
    ///     read:
    ///       objects:
    ///         - objectName: SalesInvoices
    ///           destination: invoiceWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: invoices
    ///     provider: dynamicsBusinessCentral
    ///     read:
    ///       objects:
    ///         - objectName: salesInvoices
    ///           destination: invoiceWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// Where case matters, a name in another case is no object: see `object-exists`. Salesforce and others whose
    /// objects are usually written in either way are left alone.
    id: "object-name-case",
    group: Provider,
    level: Info,
    fixes: Safe,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let Some(module) = cx.module(integration) else {
        return;
    };
    if !module.has_own_spelling() && !module.takes_either_number() {
        return;
    }
    for named in named_objects(integration) {
        let name = named.name.as_str();
        let Some(own) = module.object(name).map(|object| object.name()) else {
            continue;
        };
        let only_case = own.eq_ignore_ascii_case(name);
        if own == name || (only_case && !module.has_own_spelling()) {
            continue;
        }
        let message = if only_case {
            format!("{} spells {} as {}", called(module), code(name), code(own))
        } else {
            format!(
                "{} takes {}, but calls it {}",
                called(module),
                code(name),
                code(own)
            )
        };
        let finding = sink.report(cx.value(named.name.at), message);
        finding.help(format!("write {}", code(own)));
        // Another number would be another name for what is delivered.
        if only_case {
            finding.fix(cx.rename(named.name.at, Applicability::Safe, own));
        }
    }
}
