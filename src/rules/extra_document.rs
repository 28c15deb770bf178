use crate::rule::{Context, Problem, ProblemKind, Sink, rule};

rule! {
    /// A second YAML document in the file.
    ///
    /// ## Why
    ///
    /// Ampersand reads the first document only: whatever stands after a `---` or `...` that ends it is ignored,
    /// even when it is not YAML.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ---
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: accounts
    ///     provider: salesforce
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
    ///   - name: accounts
    ///     provider: salesforce
    ///     proxy:
    ///       enabled: true
    /// ```
    id: "extra-document",
    group: File,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Yaml(check),
}

fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    if problem.kind != ProblemKind::ExtraDocument {
        return;
    }
    let marker = cx.document.slice(problem.span).starts_with("---");
    let empty = cx.manifest.at.is_none()
        && cx
            .document
            .root()
            .is_none_or(|root| cx.document.span(root).is_empty());
    let (label, help) = if marker && empty {
        ("the first document ends here, and is empty", "remove this `---`")
    } else if marker {
        (
            "a second document begins here",
            "put all integrations under one `integrations`, and remove what is left from here on",
        )
    } else {
        (
            "the document ended before this",
            "remove the line `...` that ends the document, or this text",
        )
    };
    let (message, help) = if cx.is_manifest() {
        (
            "Ampersand ignores everything from here on: it reads one document a file",
            help,
        )
    } else {
        (
            "everything from here on is left unchecked: a file holds one document",
            "put the documents into one list",
        )
    };
    sink.report(cx.file().with_span(problem.span), message)
        .label(label)
        .help(help);
}
