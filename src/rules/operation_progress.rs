use crate::rule::{Context, Level, Payload, Sink, code, rule};

rule! {
    /// Progress inside an operation that belongs to another one.
    ///
    /// ## Why
    ///
    /// What `metadata.progress` says is about the operation it stands in: the same operation, the same
    /// installation, one of the operation's objects. Where the two disagree, one of them was copied from
    /// elsewhere. Only reads have progress.
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
    ///   "status": "in_progress",
    ///   "id": "3efc0f0f-4bb9-498f-996c-9893d98ca4b5",
    ///   "metadata": {
    ///     "objects": ["contact"],
    ///     "progress": {
    ///       "objectName": "account",
    ///       "recordsProcessed": 1250
    ///     }
    ///   }
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
    ///   "id": "3efc0f0f-4bb9-498f-996c-9893d98ca4b5",
    ///   "metadata": {
    ///     "objects": ["contact"],
    ///     "progress": {
    ///       "objectName": "contact",
    ///       "recordsProcessed": 1250
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Notes
    ///
    /// Progress on an action other than a read is a warning.
    id: "operation-progress",
    group: Payload,
    level: Error,
    milder: true,
    fixes: Never,
    since: "0.1.0",
    check: Payload(check),
}

fn check(cx: &Context<'_>, payload: &Payload<'_>, sink: &mut Sink<'_>) {
    if !payload.is("operation") {
        return;
    }
    let operation = payload.object;
    let Some(metadata) = operation.object("metadata") else {
        return;
    };
    let Some(progress) = metadata.object("progress") else {
        return;
    };
    for (theirs, ours, noun) in [
        ("operationId", "id", "operation"),
        ("installationId", "installationId", "installation"),
    ] {
        if let (Some(there), Some(own)) = (progress.text(theirs), operation.text(ours))
            && there.as_str() != own.as_str()
        {
            sink.report(
                cx.value(there.at),
                format!("this progress is that of another {noun}"),
            )
            .also(cx.span(own.at), format!("the {noun} it stands in"))
            .help(format!("write {}", code(own.as_str())));
        }
    }
    if let (Some(name), Some(objects)) = (progress.text("objectName"), metadata.texts("objects"))
        && !objects.iter().any(|object| object.as_str() == name.as_str())
    {
        let message = format!("{} is not among the operation's objects", code(name.as_str()));
        let finding = sink.report(cx.value(name.at), message);
        if let Some(list) = metadata.get("objects") {
            finding.also(cx.span(list), "its objects");
        }
        match objects.as_slice() {
            [only] => finding.help(format!("write {}", code(only.as_str()))),
            _ => finding.help("name one of them, or add it to them"),
        };
    }
    if let Some(action) = operation
        .text("actionType")
        .filter(|action| matches!(action.as_str(), "write" | "subscribe"))
        && let Some(key) = metadata.entry("progress").map(|entry| entry.key)
    {
        sink.report(
            cx.value(key),
            format!(
                "a {} operation has no progress; only reads have",
                code(action.as_str())
            ),
        )
        .level(Level::Warning)
        .also(cx.span(action.at), "the action")
        .help("remove it, or make the operation a read");
    }
}
