use crate::manifest::{Shape, Violation, ViolationKind};
use crate::rule::{Context, Sink, code, rule};

rule! {
    /// A key with nothing under it.
    ///
    /// ## Why
    ///
    /// To Ampersand it is the same as no key at all: `read:` with nothing under it reads nothing. Often what
    /// belongs under it has shifted somewhere else or was commented out.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    id: "null-section",
    group: Shape,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    let ViolationKind::NullSection { key } = problem.kind else {
        return;
    };
    let section = Shape::ALL
        .iter()
        .any(|shape| shape.below().iter().any(|&(below, _)| below == key));
    let list = matches!(key, "otherEvents" | "requiredWatchFields");
    let (message, help) = if section || list {
        (
            "has nothing under it, which is the same as not writing it",
            "write what belongs under it, or remove it",
        )
    } else {
        (
            "has no value, which is the same as not writing it",
            "write its value, or remove it",
        )
    };
    sink.report(
        cx.value(problem.at),
        format!("{} {message}", code(cx.name(problem.at))),
    )
    .help(help);
}
