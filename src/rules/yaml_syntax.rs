use super::shared::{no_json, typo};
use crate::rule::{Context, Problem, ProblemKind, Sink, rule};

rule! {
    /// Text that is not YAML.
    ///
    /// ## Why
    ///
    /// Ampersand can't read the file, and says so with the line where its parser gave up, often not the line of
    /// the mistake. The finding is at the mistake, and the rest of the file is checked all the same.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           schedule: */10 * * * *
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   -name: contacts
    ///    provider:hubspot
    ///    displayName: Contacts: all of them
    ///    proxy:
    ///      enabled: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     displayName: "Contacts: all of them"
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           schedule: "*/10 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// Where the mistake is certain the fix is safe: quotes around a value, a space after a dash or colon, a colon in
    /// the place of `=`, ordinary spaces in the place of no-break ones. Where it is only likely (a missing colon, dash or closing quote, an odd indentation) the fix
    /// is unsafe. What can't be read because of the mistake is left out of all other checks.
    ///
    /// Of the two versions that a merge has left, the first is checked.
    id: "yaml-syntax",
    group: File,
    level: Error,
    fixes: Both,
    since: "0.1.0",
    check: Yaml(check),
}

fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    match &problem.kind {
        ProblemKind::NoJson { node, why } => no_json::report(cx, problem, *node, *why, sink),
        ProblemKind::Syntax(syntax) => typo::tell(cx, problem.span, syntax, false, sink),
        _ => {}
    }
}
