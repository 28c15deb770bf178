use crate::manifest::{Violation, ViolationKind};
use crate::rule::{Applicability, Context, Sink, code, rule};

rule! {
    /// A key that is spelled with other capitals than Ampersand's.
    ///
    /// ## Why
    ///
    /// Ampersand reads `Schedule` as `schedule`, but schemas, editors and other tools do not, and beside a
    /// `schedule` in the same mapping it is dropped.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     Provider: hubspot
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
    id: "key-case",
    group: File,
    level: Warning,
    fixes: Safe,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    let ViolationKind::KeyCase { known } = problem.kind else {
        return;
    };
    let at = problem.at;
    let (name, known_name) = (code(cx.name(at)), code(known));
    let finding = sink.report(
        cx.value(at),
        format!("Ampersand reads {name} as {known_name}; other tools do not"),
    );
    finding.help(format!("write {known_name}"));
    if at.via().is_none() {
        finding.fix(cx.replace_text(at, format!("write {known_name}"), Applicability::Safe, known));
    }
}
