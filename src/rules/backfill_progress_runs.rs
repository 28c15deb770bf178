use crate::rule::{Context, Payload, Sink, code, rule};

rule! {
    /// Runs of a batch export backfill that do not add up.
    ///
    /// ## Why
    ///
    /// No more runs can be finished than there are, and `progress` is the part of them that is: from 0 to 1.
    /// A bar drawn from other numbers jumps or runs over its end.
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
    ///   "last_updated_at": "2026-02-26T10:00:00Z",
    ///   "progress": {"total_runs": 4, "finished_runs": 1, "progress": 0.75}
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
    ///   "status": "Running",
    ///   "created_at": "2026-02-26T09:00:00Z",
    ///   "last_updated_at": "2026-02-26T10:00:00Z",
    ///   "progress": {"total_runs": 4, "finished_runs": 1, "progress": 0.3}
    /// }
    /// ```
    ///
    /// ## Notes
    ///
    /// PostHog rounds `progress` to one decimal, so it may be off by 0.05.
    id: "backfill-progress-runs",
    group: Payload,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Payload(check),
}

/// How far `progress` may be off, by rounding to one decimal and back.
const ROUNDING: f64 = 0.05 + 1e-9;

fn check(cx: &Context<'_>, payload: &Payload<'_>, sink: &mut Sink<'_>) {
    if !payload.is("batch-export-backfill") {
        return;
    }
    let Some(runs) = payload.object.object("progress") else {
        return;
    };
    let (total, finished) = (runs.whole("total_runs"), runs.whole("finished_runs"));
    let mut quotient = None;
    if let (Some(total), Some(finished)) = (total, finished) {
        if finished.value > total.value {
            sink.report(
                cx.value(finished.at),
                format!(
                    "{} runs are finished, more than the {} there are",
                    finished.value, total.value
                ),
            )
            .also(cx.span(total.at), "all runs")
            .help(format!("write at most {}", total.value));
            return;
        }
        #[allow(clippy::cast_precision_loss)]
        if total.value > 0 {
            quotient = Some((finished.value as f64 / total.value as f64, finished, total));
        }
    }
    let Some(progress) = runs.number("progress") else {
        return;
    };
    let written = code(cx.written(progress.at));
    if !(0.0..=1.0).contains(&progress.value) {
        sink.report(
            cx.value(progress.at),
            format!("{written} is no share of a whole: progress runs from 0 to 1"),
        )
        .help("write the finished runs divided by all runs");
    } else if let Some((quotient, finished, total)) = quotient
        && (progress.value - quotient).abs() > ROUNDING
    {
        let message = format!(
            "{written} is not the part that is finished, {} of {} runs",
            finished.value, total.value
        );
        sink.report(cx.value(progress.at), message)
            .also(cx.span(finished.at), "finished runs")
            .also(cx.span(total.at), "all runs")
            .help(format!(
                "write {}",
                code(&format!("{}", (quotient * 10.0).round() / 10.0))
            ));
    }
}
