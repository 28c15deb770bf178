//! The words for typos in YAML: what is said of each mistake behind a syntax error, one row a mistake.

mod part;
mod row;
mod shown;

use crate::rule::{Cause, Context, Edit, Fix, Sink, Span, Syntax};
use row::{COMPARE, SPACES_ONLY, row, say};
use shown::Shown;

/// Tells of `syntax`, a mistake at `span` in a text that is not YAML, or is `read` all the same, as the running rule.
pub fn tell(cx: &Context<'_>, span: Span, syntax: &Syntax, read: bool, sink: &mut Sink<'_>) {
    let written = cx.document.slice(span);
    let row = match syntax.cause {
        Cause::Other if read => say("YAML reads this, but hardly as it is meant", COMPARE),
        Cause::TabLine { lines: 1 } if before_comment(cx, span) => say(
            "a tab before a comment that begins its line; {refused}",
            SPACES_ONLY,
        )
        .safe("remove the tabs"),
        _ => row(&syntax.cause, written),
    };
    let shown = Shown {
        syntax,
        span,
        written,
        manifest: cx.is_manifest(),
    };
    let finding = sink.report(cx.place(span), shown.fill(row.message));
    finding.label = row.label.map(|label| shown.fill(label));
    finding.help(shown.fill(row.help));
    if let Some(related) = syntax.related {
        finding.also(related, row.related);
    }
    if let Some((message, applicability)) = row.fix.filter(|_| !syntax.repair.is_empty()) {
        let edits = syntax.repair.iter();
        finding.fix(Fix {
            message: message.to_owned(),
            moves: Vec::new(),
            applicability,
            edits: edits
                .map(|(span, text)| match syntax.cause {
                    // An empty line may belong to a text.
                    Cause::TabLine { .. } => Edit::replace(*span, text),
                    _ => edit(cx, *span, text),
                })
                .collect(),
        });
    }
}

/// Whether nothing but whitespace stands between `span` and a comment.
fn before_comment(cx: &Context<'_>, span: Span) -> bool {
    let text = cx.source.text().get(span.end as usize..).unwrap_or_default();
    text.trim_start_matches([' ', '\t']).starts_with('#')
}

/// An edit that leaves no spaces at the end of the line, nor an empty line.
fn edit(cx: &Context<'_>, span: Span, text: &str) -> Edit {
    let line = cx.source.line_span(cx.source.line_of(span.start));
    if span.end > line.end {
        return Edit::replace(span, text);
    }
    let before = cx.source.slice(Span::new(line.start, span.start));
    let after = cx.source.slice(Span::new(span.end.min(line.end), line.end));
    let kept = before.trim_end();
    if !text.trim().is_empty() || span.end > line.end || !after.trim().is_empty() {
        return Edit::replace(span, text);
    }
    if kept.is_empty() {
        return Edit::delete(cx.whole_lines(span));
    }
    let spaces = u32::try_from(before.len() - kept.len()).unwrap_or_default();
    Edit::delete(Span::new(span.start - spaces, line.end))
}
