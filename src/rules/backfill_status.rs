use crate::manifest::{Breach, Violation, ViolationKind};
use crate::rule::{Context, Level, Payload, Sink, code, rule, value};

rule! {
    /// A state that does not exist for a batch export backfill, or that its end contradicts.
    ///
    /// ## Why
    ///
    /// PostHog knows nine states. A backfill that is starting or running has not finished, and one that is
    /// completed has finished at some time.
    ///
    /// ## Bad
    ///
    /// ```json
    /// {
    ///   "id": "00000000-0000-0000-0000-000000000004",
    ///   "batch_export": "11111111-1111-1111-1111-111111111111",
    ///   "team": 1,
    ///   "status": "Running",
    ///   "created_at": "2026-02-26T09:00:00Z",
    ///   "finished_at": "2026-02-26T10:00:00Z",
    ///   "last_updated_at": "2026-02-26T10:00:00Z",
    ///   "progress": null
    /// }
    /// ```
    ///
    /// ## Good
    ///
    /// ```json
    /// {
    ///   "id": "00000000-0000-0000-0000-000000000004",
    ///   "batch_export": "11111111-1111-1111-1111-111111111111",
    ///   "team": 1,
    ///   "status": "Completed",
    ///   "created_at": "2026-02-26T09:00:00Z",
    ///   "finished_at": "2026-02-26T10:00:00Z",
    ///   "last_updated_at": "2026-02-26T10:00:00Z",
    ///   "progress": null
    /// }
    /// ```
    ///
    /// ## Notes
    ///
    /// `Completed` without `finished_at` is a warning, the others are errors.
    id: "backfill-status",
    group: Payload,
    level: Error,
    milder: true,
    fixes: Unsafe,
    since: "0.1.0",
    check: Payload(check),
}

fn check(cx: &Context<'_>, payload: &Payload<'_>, sink: &mut Sink<'_>) {
    if !payload.is("batch-export-backfill") {
        return;
    }
    for Violation { at, kind } in payload.claimed(RULE.id) {
        let ViolationKind::Schema {
            breach: Breach::Word { allowed },
            ..
        } = kind
        else {
            continue;
        };
        let text = cx.document.text_of(at.node);
        let finding = sink.report(
            cx.value(*at),
            format!("{} is no state of a backfill", value(text)),
        );
        cx.suggest(finding, *at, allowed);
    }
    let backfill = payload.object;
    let Some(status) = backfill.text("status") else {
        return;
    };
    match status.as_str() {
        "Running" | "Starting" => {
            if let Some(finished) = backfill.get("finished_at") {
                let message = format!(
                    "a backfill that is {} has not finished yet",
                    code(status.as_str())
                );
                sink.report(cx.value(finished), message)
                    .also(cx.span(status.at), "its state")
                    .help("write `null`, or the state it finished in");
            }
        }
        "Completed" if backfill.lacks("finished_at") => {
            let finding = sink.report(
                cx.value(status.at),
                "a backfill that is `Completed` has no `finished_at`",
            );
            finding.level(Level::Warning);
            if let Some(entry) = backfill.entry("finished_at") {
                finding.also(cx.span(entry.value), "no time here");
            }
            finding.help("write when it finished");
        }
        _ => {}
    }
}
