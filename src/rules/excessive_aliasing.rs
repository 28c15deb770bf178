use crate::rule::{Context, MAX_ALIASED_NODES, NodeId, Problem, ProblemKind, Sink, Span, code, rule};

rule! {
    /// An alias that makes a value contain itself, or the manifest absurdly large.
    ///
    /// ## Why
    ///
    /// An alias (`*name`) stands for a copy of what its anchor (`&name`) marks. A value with an alias of itself
    /// inside would never end, and a few aliases of aliases stand for millions of values; Ampersand refuses
    /// both.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - &contacts
    ///     name: contacts
    ///     provider: hubspot
    ///     read: *contacts
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read: &read
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           optionalFieldsAuto: all
    ///   - name: moreContacts
    ///     provider: hubspot
    ///     read: *read
    /// ```
    ///
    /// ## Notes
    ///
    /// The bound is 250,000 values (keys, texts, lists, mappings) for all aliases of a file together; the finding
    /// is at the alias that exceeds it.
    id: "excessive-aliasing",
    group: File,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Yaml(check),
}

fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    let alias = code(cx.document.slice(problem.span));
    let place = cx.place(problem.span);
    match problem.kind {
        ProblemKind::ContainsItself => {
            let finding = sink.report(
                place,
                format!("{alias} stands inside the value it names, which would never end"),
            );
            if let Some(anchor) = anchor_around(cx, place.node, problem.span) {
                finding.also(anchor, "the value begins here");
            }
            finding.help("write out what is meant here");
        }
        ProblemKind::TooManyAliased => {
            sink.report(
                place,
                format!(
                    "with {alias}, the aliases of this file stand for more than {MAX_ALIASED_NODES} values"
                ),
            )
            .label(if cx.is_manifest() {
                "Ampersand refuses such files"
            } else {
                "this is where reading ends"
            })
            .help("write out what the aliases stand for, or use fewer of them");
        }
        _ => {}
    }
}

/// The anchor of the alias at `alias`, which lies inside the anchored value.
fn anchor_around(cx: &Context<'_>, inner: Option<NodeId>, alias: Span) -> Option<Span> {
    let name = cx.document.slice(alias).strip_prefix('*')?;
    let mut at = inner;
    while let Some(node) = at {
        if cx.document.is_anchored(node) {
            let before = cx
                .document
                .slice(Span::new(0, cx.document.span(node).start))
                .trim_end();
            // A tag may stand between the anchor and its value.
            let start = before.rfind('&')?;
            if before[start + 1..].split_whitespace().next() == Some(name) {
                let start = u32::try_from(start).ok()?;
                return Some(Span::new(start, start + alias.len()));
            }
        }
        at = cx.document.parent(node);
    }
    None
}
