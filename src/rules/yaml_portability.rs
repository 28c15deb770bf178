use crate::rule::{
    Context, Diagnostic, Edit, Fix, Kind, Lenient, NodeId, Problem, ProblemKind, Sink, Span, Style, rule,
};

rule! {
    /// What Ampersand reads although it is not YAML 1.2.
    ///
    /// ## Why
    ///
    /// Ampersand's decoder is older than YAML 1.2 and takes some things that the standard does not. Editors, formatters
    /// and other checks that read the same file refuse it, or read something else. Nothing is lost by writing it so
    /// that all of them agree.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: "contacts"# what the team calls it
    ///     provider: hubspot
    ///     displayName: "Tom\'s contacts"
    ///     proxy: {
    ///     enabled: true
    ///     }
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: "contacts" # what the team calls it
    ///     provider: hubspot
    ///     displayName: "Tom's contacts"
    ///     proxy: {
    ///       enabled: true
    ///       }
    /// ```
    ///
    /// ## Notes
    ///
    /// It tells of a comment right after a quote, bracket or comma; of `\'` in double quotes; of text in quotes, brackets
    /// or braces that goes on at or left of the column of its key; of a block text with longer empty lines before it;
    /// of a lone `-` between brackets; and of U+0085, U+2028, U+2029 and U+FEFF, which editors don't show. The fix is
    /// safe where what Ampersand reads stays the same.
    id: "yaml-portability",
    group: File,
    level: Warning,
    fixes: Both,
    since: "0.2.0",
    check: Yaml(check),
}

fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    let ProblemKind::Lenient(lenient) = problem.kind else {
        return;
    };
    let others = if cx.is_manifest() {
        "Ampersand reads it, YAML 1.2 doesn't"
    } else {
        "YAML 1.2 doesn't allow it"
    };
    let at = problem.span.start;
    let line = cx.source.line_span(cx.source.line_of(at));
    let content = Span::new(at, line.end.max(at));
    match lenient {
        Lenient::Comment => {
            let before = cx.source.text()[..at as usize].chars().next_back().unwrap_or('"');
            let what = format!(
                "a comment right after {}: {others}",
                crate::rule::code(&before.to_string())
            );
            sink.report(cx.place(Span::new(at, at + 1)), what)
                .label("a space is missing before it")
                .fix(Fix::safe("put a space before it", [Edit::insert(at, " ")]));
        }
        Lenient::EscapedQuote => {
            let span = Span::new(at, at + 2);
            sink.report(cx.place(span), format!("`\\'` in double quotes: {others}"))
                .label("in double quotes, `'` needs no backslash")
                .fix(Fix::safe("write `'`", [Edit::replace(span, "'")]));
        }
        Lenient::QuoteIndent => {
            let what = format!("text in quotes that goes on at or left of its key's column: {others}");
            indent(cx, sink.report(cx.place(content), what), at, "the quotes");
        }
        Lenient::FlowIndent => {
            let what = format!("text in brackets that goes on at or left of its key's column: {others}");
            indent(cx, sink.report(cx.place(content), what), at, "the brackets");
        }
        Lenient::BlockIndent => {
            let what = format!("the empty lines before this are longer than its indentation: {others}");
            sink.report(cx.place(content), what)
                .label("not part of the block text above")
                .help("remove the spaces of the empty lines above");
        }
        Lenient::Dash => {
            let span = Span::new(at, at + 1);
            sink.report(cx.place(span), format!("a lone `-` between brackets: {others}"))
                .label("the text `-`")
                .fix(Fix::safe("put quotes around it", [Edit::replace(span, "\"-\"")]));
        }
        Lenient::Separator => {
            let c = cx
                .document
                .text()
                .get(at as usize..)
                .and_then(|rest| rest.chars().next())
                .unwrap_or('\u{85}');
            let span = Span::new(at, at + u32::try_from(c.len_utf8()).unwrap_or(1));
            let ends = if cx.is_manifest() {
                "Ampersand ends the line here"
            } else {
                "YAML 1.1 ends the line here"
            };
            sink.report(
                cx.place(span),
                format!("{ends}; YAML 1.2 reads U+{:04X} as a letter", u32::from(c)),
            )
            .label("editors don't show it")
            .help("write an ordinary line break in its place, or nothing; pasted text brings it along");
        }
        Lenient::Bom => byte_order_mark(cx, problem.span, sink, others),
    }
}

fn byte_order_mark(cx: &Context<'_>, span: Span, sink: &mut Sink<'_>, others: &str) {
    let comments = cx.document.comments();
    if comments.iter().any(|comment| comment.contains(span)) {
        sink.report(
            cx.place(span),
            format!("a byte-order mark in a comment: {others}"),
        )
        .label("U+FEFF, which editors don't show")
        .help("remove it; it comes from joining two files");
        return;
    }
    let finding = sink.report(
        cx.place(span),
        format!("a byte-order mark inside the text: {others}"),
    );
    finding.label("U+FEFF, which editors don't show, is part of the text");
    let before = cx.source.line_span(cx.source.line_of(span.start)).start;
    let before = cx.document.slice(Span::new(before, span.start));
    if before.trim_matches([' ', '-', '?', '\u{FEFF}']).is_empty() {
        // All that stands right of it would move.
        finding.help("remove it, but keep the columns of what follows; it comes from joining two files");
    } else {
        finding.fix(Fix::risky("remove it", [Edit::delete(span)]));
    }
}

/// Offers to indent the lines of the text that goes on at `at`, which changes nothing about what it says.
fn indent(cx: &Context<'_>, finding: &mut Diagnostic, at: u32, what: &str) {
    let document = cx.document;
    finding.label(format!("it must stand right of the key that {what} belong to"));
    let inside = |&node: &NodeId| {
        let span = document.span(node);
        span.start < at && at <= span.end
    };
    let around = document
        .node_before(at)
        .into_iter()
        .flat_map(|node| std::iter::successors(Some(node), |&node| document.parent(node)));
    let wraps = |&node: &NodeId| {
        document.is_flow(node) || matches!(document.kind(node), Kind::Scalar(Style::Single | Style::Double))
    };
    let Some(node) = around.filter(inside).filter(wraps).last() else {
        return;
    };
    let Some(block) = document.parent(node) else {
        return;
    };
    let block = document.span(block).start;
    let text = cx.source.text();
    let column = (block - cx.source.line_span(cx.source.line_of(block)).start) as usize;
    let span = document.span(node);
    let first = cx.source.line_of(span.start);
    let edits: Vec<Edit> = (first + 1..=cx.source.line_of(span.end))
        .filter_map(|line| {
            let line = cx.source.line_span(line);
            let written = &text[line.range()];
            let content = written.trim_start_matches([' ', '\t']);
            let spaces = written.len() - written.trim_start_matches(' ').len();
            let indent = u32::try_from(written.len() - content.len()).unwrap_or_default();
            let left = spaces <= column && !content.is_empty();
            left.then(|| Edit::replace(Span::new(line.start, line.start + indent), " ".repeat(column + 2)))
        })
        .collect();
    // Not every reader ends a line where this one does.
    if edits
        .iter()
        .any(|edit| edit.span.end == at || edit.span.contains(Span::at(at)))
    {
        finding.fix(Fix::safe("indent it", edits));
    }
}
