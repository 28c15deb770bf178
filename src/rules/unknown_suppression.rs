use crate::rule::{Context, Edit, Fix, Sink, SuppressionKind, SuppressionProblem, code, rule};

rule! {
    /// An id in a suppression comment that names no rule.
    ///
    /// ## Why
    ///
    /// It silences nothing, however much it looks as if it did.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   # amp:ignore[unknow-key] kept for our own tooling
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   # amp:ignore[unknown-key] kept for our own tooling
    ///   - name: contacts
    ///     provider: hubspot
    ///     team: growth
    ///     proxy:
    ///       enabled: true
    /// ```
    id: "unknown-suppression",
    group: Suppression,
    level: Warning,
    fixes: Unsafe,
    since: "0.1.0",
    check: Suppression(check),
}

fn check(cx: &Context<'_>, problem: &SuppressionProblem, sink: &mut Sink<'_>) {
    let SuppressionKind::UnknownId { nearest } = problem.kind else {
        return;
    };
    let id = cx.source.slice(problem.span);
    let finding = sink.report(
        cx.place(problem.span),
        format!("there is no rule {}; this silences nothing", code(id)),
    );
    match nearest {
        Some(near) => {
            let edit = Edit::replace(problem.span, near);
            finding
                .help(format!("write {}", code(near)))
                .fix(Fix::risky(format!("name {}", code(near)), [edit]));
        }
        None => {
            finding.help("`amplint rules` lists the rules");
        }
    }
}
