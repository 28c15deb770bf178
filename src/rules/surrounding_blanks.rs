use crate::manifest::{Violation, ViolationKind};
use crate::rule::{Applicability, Context, Kind, Sink, Style, code, rule};

rule! {
    /// Spaces or a line break around a name.
    ///
    /// ## Why
    ///
    /// They are part of the name to Ampersand: `"contacts "` is another object than `contacts`, and no provider
    /// has it. A text after `|` or `>` ends with a line break.
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
    ///         - objectName: "contacts "
    ///           destination: contactWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
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
    ///           optionalFieldsAuto: all
    /// ```
    id: "surrounding-blanks",
    group: Shape,
    level: Error,
    fixes: Safe,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    if problem.kind != ViolationKind::SurroundingWhitespace {
        return;
    }
    let at = problem.at;
    let text = cx.document.text_of(at.node);
    let trimmed = text.trim();
    let before = &text[..text.len() - text.trim_start().len()];
    let after = &text[text.trim_end().len()..];
    let what = |spaces: &str| {
        if spaces.contains(['\n', '\r']) {
            "a line break"
        } else {
            "a space"
        }
    };
    let how = match (before, after) {
        ("", after) => format!("ends with {}", what(after)),
        (before, "") => format!("begins with {}", what(before)),
        (before, after) if what(before) == what(after) => format!("begins and ends with {}", what(before)),
        (before, after) => format!("begins with {} and ends with {}", what(before), what(after)),
    };
    let message = format!(
        "the {} {} {how}, which is part of it to Ampersand",
        cx.noun(at),
        code(trimmed)
    );
    let finding = sink.report(cx.value(at), message);
    let block = matches!(
        cx.document.kind(at.node),
        Kind::Scalar(Style::Literal | Style::Folded)
    );
    if block {
        finding.label("a text after `|` or `>` ends with a line break");
    }
    finding.help(format!("write {}", code(&cx.scalar_like(at, trimmed))));
    if at.via().is_none() {
        finding.fix(cx.replace_text(at, "remove the spaces around it", Applicability::Safe, trimmed));
    }
}
