use crate::manifest::{Integration, SubscribeObject, is_nested};
use crate::rule::{Context, Sink, code, rule};

rule! {
    /// A watched field that lies inside another field.
    ///
    /// ## Why
    ///
    /// Providers report changes of whole fields. Ampersand refuses a path, or a name with dots or brackets, among
    /// `requiredWatchFields`.
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
    ///             - fieldName: email
    ///             - fieldName: phone
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           updateEvent:
    ///             enabled: always
    ///             requiredWatchFields:
    ///               - email.domain
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
    ///             - fieldName: email
    ///             - fieldName: phone
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           updateEvent:
    ///             enabled: always
    ///             requiredWatchFields:
    ///               - email
    /// ```
    id: "watch-fields-no-nesting",
    group: Subscribe,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: SubscribeObject(check),
}

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &SubscribeObject<'_>, sink: &mut Sink<'_>) {
    let Some(list) = object
        .update_event
        .get()
        .and_then(|event| event.required_watch_fields.get())
    else {
        return;
    };
    for name in list.value.iter().filter(|name| is_nested(name.as_str())) {
        let text = name.as_str();
        let finding = sink.report(
            cx.value(name.at),
            format!("{} can't be watched: only whole fields can", code(text)),
        );
        let (label, root) = match text.strip_prefix('$') {
            Some(path) => ("a path", path.trim_start_matches(['.', '[', '\'', '"'])),
            None => ("leads inside a field", text),
        };
        finding.label(label);
        match root.split(['.', '[', ']', '\'', '"', '$']).next() {
            Some(root) if !root.is_empty() && root != "*" => {
                finding.help(format!("watch the whole field: {}", code(root)))
            }
            _ => finding.help("watch the field that holds it"),
        };
    }
}
