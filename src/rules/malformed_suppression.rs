use crate::rule::{Context, Sink, SuppressionKind, SuppressionProblem, code, rule};

rule! {
    /// A comment that begins like a suppression but is none.
    ///
    /// ## Why
    ///
    /// It silences nothing, or, where a rule's id stands without brackets, every rule. A suppression is `# amp:ignore[rule, rule] reason`, or `# amp:ignore` for all rules.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   # amp:ignore[] nothing named
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
    ///   # See amp:ignore in the linter's manual.
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    id: "malformed-suppression",
    group: Suppression,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Suppression(check),
}

fn check(cx: &Context<'_>, problem: &SuppressionProblem, sink: &mut Sink<'_>) {
    let (message, help) = match problem.kind {
        SuppressionKind::Unclosed => (
            "the list of rules is not closed; this silences nothing".to_owned(),
            "close it: `amp:ignore[rule, rule]`",
        ),
        SuppressionKind::EmptyList => (
            "the list of rules is empty; this silences nothing".to_owned(),
            "name the rules, or write `amp:ignore` alone for all of them",
        ),
        SuppressionKind::SpaceBeforeList => (
            "a space stands between `amp:ignore` and its list; this silences nothing".to_owned(),
            "write `amp:ignore[rule]`",
        ),
        SuppressionKind::NoBrackets => (
            format!(
                "without brackets, {} is part of the reason: this silences every rule here",
                code(cx.source.slice(problem.span))
            ),
            "write `amp:ignore[rule] reason`",
        ),
        SuppressionKind::NotAMark => (
            format!(
                "{} is no suppression; it silences nothing",
                code(cx.source.slice(problem.span))
            ),
            "write `amp:ignore[rule, rule]`, or `amp:ignore` for all rules",
        ),
        _ => return,
    };
    sink.report(cx.place(problem.span), message).help(help);
}
