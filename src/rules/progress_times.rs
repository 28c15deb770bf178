use crate::api::time;
use crate::rule::{Context, Payload, Sink, rule};

rule! {
    /// Progress that was updated before it began.
    ///
    /// ## Why
    ///
    /// A backfill begins at `createTime`, so nothing can be known of it earlier. Rates and the time left,
    /// which are worked out from the two, come out negative.
    ///
    /// ## Bad
    ///
    /// ```json
    /// {
    ///   "installationId": "66438162-5299-4669-a41d-85c5a3b1a83e",
    ///   "objectName": "contact",
    ///   "operationId": "3efc0f0f-4bb9-498f-996c-9893d98ca4b5",
    ///   "recordsProcessed": 1250,
    ///   "createTime": "2025-02-13T10:05:00Z",
    ///   "updateTime": "2025-02-13T10:00:00Z"
    /// }
    /// ```
    ///
    /// ## Good
    ///
    /// ```json
    /// {
    ///   "installationId": "66438162-5299-4669-a41d-85c5a3b1a83e",
    ///   "objectName": "contact",
    ///   "operationId": "3efc0f0f-4bb9-498f-996c-9893d98ca4b5",
    ///   "recordsProcessed": 1250,
    ///   "createTime": "2025-02-13T10:00:00Z",
    ///   "updateTime": "2025-02-13T12:05:00+02:00"
    /// }
    /// ```
    id: "progress-times",
    group: Payload,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Payload(check),
}

fn check(cx: &Context<'_>, payload: &Payload<'_>, sink: &mut Sink<'_>) {
    let Some(progress) = payload.progress() else {
        return;
    };
    let (Some(created), Some(updated)) = (progress.time("createTime"), progress.time("updateTime")) else {
        return;
    };
    if updated.value < created.value {
        let gap = time::words(created.value.seconds_since(updated.value));
        sink.report(
            cx.value(updated.at),
            format!("this progress was updated {gap} before it began"),
        )
        .also(cx.span(created.at), "it began here")
        .help("`updateTime` is at or after `createTime`");
    }
}
