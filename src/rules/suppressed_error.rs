use crate::rule::{Context, Sink, SuppressionKind, SuppressionProblem, code, rule};

rule! {
    /// A suppression comment that names a rule whose finding here is an error.
    ///
    /// ## Why
    ///
    /// Comments silence warnings and infos only: Ampersand refuses or loses what an error points at, whatever
    /// a comment says. The error stays, so the comment has no effect.
    ///
    /// ## Notes
    ///
    /// To live with an error for a while, give its rule another level in `amplint.toml`, or use a baseline.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       # amp:ignore[wrong-type] worked before
    ///       enabled: "true"
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     # amp:ignore[null-section] to be filled in
    ///     read:
    ///     proxy:
    ///       enabled: true
    /// ```
    id: "suppressed-error",
    group: Suppression,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Suppression(check),
}

fn check(cx: &Context<'_>, problem: &SuppressionProblem, sink: &mut Sink<'_>) {
    if problem.kind == SuppressionKind::Error {
        let id = code(cx.source.slice(problem.span));
        sink.report(
            cx.place(problem.span),
            format!("{id} is an error here, and errors can't be silenced"),
        )
        .help("mend the error and remove this; or set the rule's level in `amplint.toml`");
    }
}
