use crate::manifest::{Breach, Violation, ViolationKind};
use crate::rule::{Context, Payload, Sink, rule, value};

rule! {
    /// An operation with a status or an action that does not exist.
    ///
    /// ## Why
    ///
    /// An operation is `in_progress`, and then a `success` or a `failure`; it does a `read`, a `write` or a
    /// `subscribe`. Code that is tested with another word waits for something that never comes.
    ///
    /// ## Bad
    ///
    /// ```json
    /// {
    ///   "projectId": "my-project",
    ///   "integrationId": "113e9685-9a51-42cc-8662-9d9725b17f14",
    ///   "installationId": "66438162-5299-4669-a41d-85c5a3b1a83e",
    ///   "configId": "a1b2c3d4-e5f6-4789-a012-3456789abcde",
    ///   "actionType": "read",
    ///   "status": "in-progress",
    ///   "id": "3efc0f0f-4bb9-498f-996c-9893d98ca4b5"
    /// }
    /// ```
    ///
    /// ## Good
    ///
    /// ```json
    /// {
    ///   "projectId": "my-project",
    ///   "integrationId": "113e9685-9a51-42cc-8662-9d9725b17f14",
    ///   "installationId": "66438162-5299-4669-a41d-85c5a3b1a83e",
    ///   "configId": "a1b2c3d4-e5f6-4789-a012-3456789abcde",
    ///   "actionType": "read",
    ///   "status": "in_progress",
    ///   "id": "3efc0f0f-4bb9-498f-996c-9893d98ca4b5"
    /// }
    /// ```
    id: "operation-status",
    group: Payload,
    level: Error,
    fixes: Unsafe,
    since: "0.1.0",
    check: Payload(check),
}

fn check(cx: &Context<'_>, payload: &Payload<'_>, sink: &mut Sink<'_>) {
    for Violation { at, kind } in payload.claimed(RULE.id) {
        let ViolationKind::Schema {
            breach: Breach::Word { allowed },
            ..
        } = kind
        else {
            continue;
        };
        let text = cx.document.text_of(at.node);
        let noun = match at.key(cx.document).map_or("", |key| cx.name(key)) {
            "actionType" => "action",
            _ => "status",
        };
        let finding = sink.report(
            cx.value(*at),
            format!("{} is no {noun} of an operation", value(text)),
        );
        cx.suggest(finding, *at, allowed);
    }
}
