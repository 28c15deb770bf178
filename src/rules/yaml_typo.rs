use super::shared::typo;
use crate::rule::{Context, Problem, ProblemKind, Sink, rule};

rule! {
    /// A typo that leaves the file YAML, but not the one that is meant.
    ///
    /// ## Why
    ///
    /// Ampersand accepts the file, and reads something else: `-integrations` is a key of that name, a
    /// no-break space in an indentation belongs to the key after it, and what follows the end of the first document
    /// is dropped. What is lost with it shows only when nothing is read or written.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// -integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ```yaml
    ///   specVersion: 1.0.0
    /// integrations:
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
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Notes
    ///
    /// It tells of the same typos as `yaml-syntax`, with the same fixes, where the file happens to be YAML all the
    /// same. The rest of the file is checked as if the typo were corrected. A key that is misspelled, stands twice or
    /// in the wrong place is told by `misspelled-key`, `duplicate-key` and `misplaced-key`.
    id: "yaml-typo",
    group: File,
    level: Error,
    fixes: Both,
    since: "0.2.0",
    check: Yaml(check),
}

fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    if let ProblemKind::Misread(syntax) = &problem.kind {
        typo::tell(cx, problem.span, syntax, true, sink);
    }
}
