use crate::manifest::Integration;
use crate::rule::{Context, Sink, alternatives, code, rule};

rule! {
    /// A field mapped to a name that the provider's records have already.
    ///
    /// ## Why
    ///
    /// The provider puts a value of its own under that name, which the mapping covers or loses to.
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
    ///             - fieldName: crm_number
    ///               mapToName: id
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
    ///             - fieldName: crm_number
    ///               mapToName: crmNumber
    /// ```
    id: "mapping-reserved-name",
    group: Fields,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let Some(reserved) = cx.module(integration).and_then(|module| module.reserved_names()) else {
        return;
    };
    let fields = integration
        .read_objects()
        .iter()
        .flat_map(|object| object.fields());
    for name in fields.filter_map(|field| field.map_to_name.get()) {
        if !reserved.contains(name.as_str()) {
            continue;
        }
        let provider = integration
            .provider
            .get()
            .map_or("", |provider| provider.as_str());
        let own = if reserved.names().len() == 1 {
            format!("{} keeps this name for itself", code(provider))
        } else {
            format!(
                "{} keeps {} for itself",
                code(provider),
                alternatives(reserved.names(), "and")
            )
        };
        sink.report(
            cx.value(name.at),
            format!(
                "{} is a name that the records of {} have already",
                code(name.as_str()),
                code(provider)
            ),
        )
        .level(reserved.level.into())
        .label(own)
        .help("map it to another name");
    }
}
