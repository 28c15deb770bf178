use crate::manifest::{Breach, ViolationKind};
use crate::rule::{Context, Payload, Sink, code, rule};

rule! {
    /// A problem whose status is no error, or that has issues with another status.
    ///
    /// ## Why
    ///
    /// A problem is the body of an answer that failed, so its status lies between 400 and 599. Its issues are
    /// parts of that one answer, and can't have come with another status.
    ///
    /// ## Bad
    ///
    /// ```json
    /// {
    ///   "type": "about:blank",
    ///   "title": "Not Found",
    ///   "status": 200,
    ///   "requestId": "89eb1ffb-2a54-4105-aaae-7bf990f1aa69#87715"
    /// }
    /// ```
    ///
    /// ## Good
    ///
    /// ```json
    /// {
    ///   "type": "about:blank",
    ///   "title": "Not Found",
    ///   "status": 404,
    ///   "requestId": "89eb1ffb-2a54-4105-aaae-7bf990f1aa69#87715"
    /// }
    /// ```
    id: "problem-status",
    group: Payload,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Payload(check),
}

/// The statuses of errors.
const ERRORS: std::ops::RangeInclusive<i128> = 400..=599;

fn check(cx: &Context<'_>, payload: &Payload<'_>, sink: &mut Sink<'_>) {
    for problem in payload.claimed(RULE.id) {
        if let ViolationKind::Schema {
            breach: Breach::Range { .. },
            ..
        } = problem.kind
        {
            let message = format!("{} is not the status of an error", code(cx.written(problem.at)));
            sink.report(cx.value(problem.at), message)
                .help("write the HTTP status of the answer, from 400 to 599");
        }
    }
    let Some(status) = payload
        .object
        .whole("status")
        .filter(|status| payload.is("problem") && ERRORS.contains(&status.value))
    else {
        return;
    };
    for issue in payload.object.objects("issues") {
        if let Some(other) = issue.whole("status")
            && ERRORS.contains(&other.value)
            && other.value != status.value
        {
            sink.report(
                cx.value(other.at),
                format!(
                    "this issue has the status {}, its problem {}",
                    other.value, status.value
                ),
            )
            .also(cx.span(status.at), "the status of the answer")
            .help("write the same status, or leave it out of the issue");
        }
    }
}
