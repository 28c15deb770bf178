use crate::manifest::{Integration, Reach, ReadObject};
use crate::rule::{Context, Sink, code, rule};
use crate::rules::shared::called;

rule! {
    /// An object that can't be read, or not in full, by what a manifest can say.
    ///
    /// ## Why
    ///
    /// Some requests need what a manifest has no key for, such as a filter or an end date: the provider refuses them, and
    /// nothing is read. Other providers give no more than so many records of an object, whatever is asked: a full
    /// history ends there.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: activities
    ///     provider: marketo
    ///     read:
    ///       objects:
    ///         - objectName: activities
    ///           destination: activityWebhook
    ///           schedule: "0 * * * *"
    ///           requiredFields:
    ///             - fieldName: id
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: activities
    ///     provider: marketo
    ///     read:
    ///       objects:
    ///         - objectName: leads
    ///           destination: activityWebhook
    ///           schedule: "0 * * * *"
    ///           requiredFields:
    ///             - fieldName: id
    /// ```
    id: "object-unreadable",
    group: Provider,
    level: Warning,
    fixes: Never,
    rests_on_facts: true,
    since: "0.2.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let (Some(module), Some(name)) = (cx.module(integration), object.object_name.get()) else {
        return;
    };
    let shown = || code(name.as_str());
    if let Some(needs) = module.unreadable(name.as_str()) {
        let message = format!(
            "a read of {} of {} needs {needs}, which a manifest can't give: nothing is read",
            shown(),
            called(module)
        );
        sink.report(cx.value(name.at), message)
            .help("remove it, and call the provider's API for it through `proxy`");
        return;
    }
    let reach = object.default_period().and_then(|period| period.reach());
    if let (Some(max), Some(Reach::FullHistory(at))) = (module.max_records(), reach) {
        let message = format!(
            "{} gives {max} records of {} at most: its history may not be read in full",
            called(module),
            shown()
        );
        sink.report(cx.value(name.at), message)
            .also(cx.span(at), "asks for all of it")
            .help("begin with as many days as stay below that");
    }
}
