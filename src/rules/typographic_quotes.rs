use crate::manifest::{Violation, ViolationKind};
use crate::rule::{Context, Edit, Fix, Sink, code, inside_curly_quotes, rule};

rule! {
    /// Typographic quotes where straight ones are meant.
    ///
    /// ## Why
    ///
    /// To YAML they are letters like others: `“hubspot”` is a name of nine letters, which no provider has. They come
    /// from text programs and chats that put them in the place of straight ones.
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
    ///           schedule: “*/10 * * * *”
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
    ///           schedule: "*/10 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// In texts for people, such as `displayName`, they may be meant and are left alone.
    id: "typographic-quotes",
    group: Shape,
    level: Error,
    fixes: Safe,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    let ViolationKind::CurlyQuotes { quotes } = problem.kind else {
        return;
    };
    let at = problem.at;
    let text = cx.document.text_of(at.node);
    let Some(inner) = inside_curly_quotes(text) else {
        return;
    };
    let plain = if !quotes {
        inner.to_owned()
    } else if inner.contains(['"', '\\']) {
        format!("'{}'", inner.replace('\'', "''"))
    } else {
        format!("\"{inner}\"")
    };
    let one_line = !cx.document.slice(cx.span(at)).contains(['\n', '\r']);
    let fix = Fix::safe(
        if quotes {
            "write straight quotes"
        } else {
            "remove the quotes"
        },
        [Edit::replace(cx.span(at), plain.as_str())],
    );
    sink.report(
        cx.value(at),
        format!(
            "the quotes of {} are typographic ones: to YAML they belong to the text",
            code(text)
        ),
    )
    .help(format!("write {}", code(&plain)))
    .fix((at.via().is_none() && one_line).then_some(fix));
}
