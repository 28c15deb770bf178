use crate::rule::{Context, Sink, SuppressionKind, SuppressionProblem, code, rule};

rule! {
    /// A suppression comment that names a rule whose finding here is an error.
    ///
    /// ## Why
    ///
    /// Ampersand refuses or loses what an error of the text or its shape points at, whatever a comment says. The error
    /// stays, so the comment has no effect. Only errors that rest on facts about providers, such as
    /// `object-exists`, can be silenced by a comment that names their rule.
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
            format!("{id} is an error here that no comment can silence"),
        )
        .help("fix the error and remove this; or set the rule's level in `amplint.toml`");
    }
}
