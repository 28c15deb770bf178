use crate::rule::{Context, Edit, Fix, Sink, Span, SuppressionKind, SuppressionProblem, code, rule};

rule! {
    /// A suppression comment, or an id in one, that silences nothing.
    ///
    /// ## Why
    ///
    /// What it once silenced has been fixed, has moved, or the rule is off. Left behind, it hides the next
    /// mistake of its kind at this place.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   # amp:ignore[null-section] to be filled in
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
    ///   # amp:ignore[null-section] to be filled in
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Notes
    ///
    /// A comment covers the key or item it stands before (or at the end of whose line it stands) and
    /// everything under it.
    ///
    /// A comment that names a check of Ampersand's own validator is never reported: it may be of use there. Nor is one
    /// whose rule is left out by `--ignore` or `--select`, which is for one run.
    id: "unused-suppression",
    group: Suppression,
    level: Warning,
    fixes: Safe,
    since: "0.1.0",
    check: Suppression(check),
}

fn check(cx: &Context<'_>, problem: &SuppressionProblem, sink: &mut Sink<'_>) {
    match problem.kind {
        SuppressionKind::Unused => {
            let finding = sink.report(cx.place(problem.span), "this comment silences nothing");
            if let Some(rule) = problem.to_name {
                finding.help(format!(
                    "errors about a provider must be named: `amp:ignore[{rule}]`"
                ));
                return;
            }
            finding.help("remove it").fix(Fix::safe(
                "remove the comment",
                [Edit::delete(comment_and_line(cx, problem.comment))],
            ));
        }
        SuppressionKind::UnusedId => {
            let id = code(cx.source.slice(problem.span));
            sink.report(cx.place(problem.span), format!("{id} silences nothing here"))
                .help("remove it from the list")
                .fix(Fix::safe(
                    format!("remove {id}"),
                    [Edit::delete(id_and_comma(cx, problem.span))],
                ));
        }
        _ => {}
    }
}

/// The comment with the spaces before it, or its whole line when nothing else is on it.
fn comment_and_line(cx: &Context<'_>, comment: Span) -> Span {
    let text = cx.source.text();
    let line = cx.source.line_span(cx.source.line_of(comment.start));
    let before = &text[line.start as usize..comment.start as usize];
    let kept = before.trim_end_matches([' ', '\t']);
    if !kept.is_empty() {
        return Span::new(line.start + span_len(kept), line.end);
    }
    cx.whole_lines(comment)
}

/// The id with the comma and spaces that separate it from its neighbour.
fn id_and_comma(cx: &Context<'_>, id: Span) -> Span {
    let text = cx.source.text();
    let after = &text[id.end as usize..];
    let spaces = after.trim_start();
    if let Some(rest) = spaces.strip_prefix(',') {
        let next = rest.trim_start_matches([' ', '\t']);
        return Span::new(id.start, id.end + span_len(&after[..after.len() - next.len()]));
    }
    let before = text[..id.start as usize].trim_end();
    let before = before.strip_suffix(',').unwrap_or(before);
    Span::new(span_len(before), id.end)
}

fn span_len(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
