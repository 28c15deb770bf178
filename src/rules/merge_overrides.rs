use crate::rule::{Context, Edit, Fix, NodeId, Problem, ProblemKind, Sink, Span, code, rule};

rule! {
    /// A merge key that overwrites keys above it.
    ///
    /// ## Why
    ///
    /// In YAML a mapping's own keys win over what is merged into it, wherever `<<` stands. To Ampersand the order counts: a
    /// merge wins over the keys above it. So the value that is written for this object alone is not the one that it gets.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// x-defaults: &defaults
    ///   destination: sharedWebhook
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           schedule: "0 * * * *"
    ///           optionalFieldsAuto: all
    ///           <<: *defaults
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// x-defaults: &defaults
    ///   destination: sharedWebhook
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - <<: *defaults
    ///           objectName: contacts
    ///           destination: contactWebhook
    ///           schedule: "0 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// Nothing is said where both values are the same, nor of a key that stands below the merge once more.
    id: "merge-overrides",
    group: File,
    level: Error,
    fixes: Unsafe,
    since: "0.2.0",
    check: Yaml(check),
}

fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    let ProblemKind::MergeOverrides { key, merge } = problem.kind else {
        return;
    };
    // Others than Ampersand keep the mapping's own keys.
    if !cx.is_manifest() {
        return;
    }
    let name = code(cx.document.text_of(cx.document.resolve(key)));
    let finding = sink.report(
        cx.node(key),
        format!("the merge below overwrites {name}: to Ampersand it wins over the keys above it"),
    );
    finding
        .also(cx.document.span(merge), "this merge gives it another value")
        .help("put `<<` first, so that the mapping's own keys win");
    if let Some(edits) = move_up(cx, merge) {
        let value = cx.document.value_of(merge).unwrap_or(merge);
        let moved = cx.document.span(merge).to(cx.document.span(value));
        finding.fix(Fix::risky("put `<<` first", edits).moving([moved]));
    }
}

/// Moves the merge key, which has its line for itself, before the first key of its mapping.
fn move_up(cx: &Context<'_>, merge: NodeId) -> Option<Vec<Edit>> {
    let document = cx.document;
    let mapping = document.parent(merge)?;
    let value = document.value_of(merge)?;
    let (first, _) = document.pairs(mapping).next()?;
    let entry = Span::new(document.span(merge).start, document.span(value).end);
    let line = cx.source.line_span(cx.source.line_of(entry.start));
    let text = cx.source.text();
    let before = &text[line.start as usize..entry.start as usize];
    let after = &text[entry.end as usize..line.end.max(entry.end) as usize];
    let alone = before.trim().is_empty() && after.trim().is_empty() && !document.is_flow(mapping);
    let own = document.span(first);
    let first_line = cx.source.line_span(cx.source.line_of(own.start)).start;
    let column = text[first_line as usize..own.start as usize].chars().count();
    let written = format!(
        "{}{}{}",
        cx.source.slice(entry),
        cx.source.line_break(),
        " ".repeat(column)
    );
    alone.then(|| {
        vec![
            Edit::insert(own.start, written),
            Edit::delete(cx.whole_lines(entry)),
        ]
    })
}
