use crate::rule::{Context, Edit, Fix, Problem, ProblemKind, Sink, code, rule};

rule! {
    /// A directive that Ampersand does not read, such as `%YAML 1.2`.
    ///
    /// ## Why
    ///
    /// Ampersand reads YAML 1.1 and refuses a file that announces anything else, although the rest of it may be
    /// fine. A manifest needs no directive.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// %YAML 1.2
    /// ---
    /// specVersion: 1.0.0
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
    id: "yaml-directive",
    group: File,
    level: Error,
    fixes: Safe,
    since: "0.1.0",
    check: Yaml(check),
}

fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    // Ampersand reads manifests only.
    if problem.kind != ProblemKind::Directive || !cx.is_manifest() {
        return;
    }
    let written = cx.document.slice(problem.span);
    let mut words = written.split_ascii_whitespace();
    let message = match (words.next(), words.next()) {
        (Some("%YAML"), Some("1.1")) | (Some("%TAG"), _) => {
            format!(
                "{} needs a line `---` after it; Ampersand refuses a file without one",
                code(written)
            )
        }
        (Some("%YAML"), _) => format!(
            "Ampersand reads YAML 1.1 and refuses a file with {}",
            code(written)
        ),
        _ => format!(
            "{} is no directive of YAML; Ampersand refuses a file with such a line",
            code(written)
        ),
    };
    sink.report(cx.file().with_span(problem.span), message)
        .help("remove the line; a manifest needs no directive")
        .fix(Fix::safe(
            "remove the directive",
            [Edit::delete(cx.whole_lines(problem.span))],
        ));
}
