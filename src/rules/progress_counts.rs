use crate::rule::{Context, Level, Payload, Sink, rule};

rule! {
    /// A negative count of records, or more records processed than there are thought to be.
    ///
    /// ## Why
    ///
    /// A count is never below zero, so the document can't have come from the API. More processed than
    /// estimated can happen, because the total is an estimate; in a mock it is mostly a typo, and a bar drawn
    /// from it runs over its end.
    ///
    /// ## Bad
    ///
    /// ```json
    /// {
    ///   "installationId": "66438162-5299-4669-a41d-85c5a3b1a83e",
    ///   "objectName": "contact",
    ///   "operationId": "3efc0f0f-4bb9-498f-996c-9893d98ca4b5",
    ///   "recordsProcessed": 5200,
    ///   "recordsEstimatedTotal": 5000
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
    ///   "recordsProcessed": 4800,
    ///   "recordsEstimatedTotal": 5000
    /// }
    /// ```
    ///
    /// ## Notes
    ///
    /// A negative count is an error, more processed than estimated a warning.
    id: "progress-counts",
    group: Payload,
    level: Error,
    milder: true,
    fixes: Never,
    since: "0.1.0",
    check: Payload(check),
}

fn check(cx: &Context<'_>, payload: &Payload<'_>, sink: &mut Sink<'_>) {
    let Some(progress) = payload.progress() else {
        return;
    };
    let processed = progress.whole("recordsProcessed");
    let estimated = progress.whole("recordsEstimatedTotal");
    for count in [&processed, &estimated]
        .into_iter()
        .flatten()
        .filter(|count| count.value < 0)
    {
        sink.report(
            cx.value(count.at),
            format!("{} records can't be: a count is never negative", count.value),
        )
        .help("write a number from 0 on");
    }
    if let (Some(processed), Some(estimated)) = (processed, estimated)
        && estimated.value >= 0
        && processed.value > estimated.value
    {
        let message = format!(
            "{} records are processed of an estimated {}",
            processed.value, estimated.value
        );
        sink.report(cx.value(processed.at), message)
            .level(Level::Warning)
            .label("more than the estimate")
            .also(cx.span(estimated.at), "the estimate")
            .help(format!(
                "write at most {}, or raise the estimate",
                estimated.value
            ));
    }
}
