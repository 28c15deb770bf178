use crate::api::time;
use crate::rule::{Context, Payload, Sink, code, rule};

rule! {
    /// Times of a batch export backfill that run backwards.
    ///
    /// ## Why
    ///
    /// The interval that is exported ends after it starts, its adjusted start lies inside it, and nothing
    /// happens to a backfill before it is created. PostHog never shows one where that isn't so.
    ///
    /// ## Bad
    ///
    /// ```json
    /// {
    ///   "id": "00000000-0000-0000-0000-000000000001",
    ///   "batch_export": "11111111-1111-1111-1111-111111111111",
    ///   "team": 1,
    ///   "start_at": "2021-01-02T00:00:00Z",
    ///   "end_at": "2021-01-01T00:00:00Z",
    ///   "status": "Failed",
    ///   "created_at": "2026-02-26T09:00:00Z",
    ///   "last_updated_at": "2026-02-26T10:00:00Z",
    ///   "progress": null
    /// }
    /// ```
    ///
    /// ## Good
    ///
    /// ```json
    /// {
    ///   "id": "00000000-0000-0000-0000-000000000001",
    ///   "batch_export": "11111111-1111-1111-1111-111111111111",
    ///   "team": 1,
    ///   "start_at": "2021-01-01T00:00:00Z",
    ///   "end_at": "2021-01-02T00:00:00Z",
    ///   "status": "Failed",
    ///   "created_at": "2026-02-26T09:00:00Z",
    ///   "last_updated_at": "2026-02-26T10:00:00Z",
    ///   "progress": null
    /// }
    /// ```
    id: "backfill-window",
    group: Payload,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Payload(check),
}

/// Which time must not lie before which, and which of the two is spoken of.
const ORDER: [(&str, &str, Side); 5] = [
    ("start_at", "end_at", Side::Later),
    ("start_at", "adjusted_start_at", Side::Later),
    ("adjusted_start_at", "end_at", Side::Earlier),
    ("created_at", "finished_at", Side::Later),
    ("created_at", "last_updated_at", Side::Later),
];

#[derive(Clone, Copy)]
enum Side {
    Earlier,
    Later,
}

fn check(cx: &Context<'_>, payload: &Payload<'_>, sink: &mut Sink<'_>) {
    if !payload.is("batch-export-backfill") {
        return;
    }
    for (earlier, later, side) in ORDER {
        let (Some(first), Some(second)) = (payload.object.time(earlier), payload.object.time(later)) else {
            continue;
        };
        if second.value >= first.value {
            continue;
        }
        let gap = time::words(first.value.seconds_since(second.value));
        let (at, other, message) = match side {
            Side::Later => (
                second.at,
                first.at,
                format!("{} lies {gap} before {}", code(later), code(earlier)),
            ),
            Side::Earlier => (
                first.at,
                second.at,
                format!("{} lies {gap} after {}", code(earlier), code(later)),
            ),
        };
        let name = if other == first.at { earlier } else { later };
        sink.report(cx.value(at), message)
            .also(cx.span(other), code(name))
            .help(format!("{} is at or after {}", code(later), code(earlier)));
    }
}
