use crate::manifest::{At, Found, Problem, ProblemKind, Shape};
use crate::rule::{Context, Edit, Fix, Kind, Sink, Style, Tag, code, quoted, rule};

rule! {
    /// An item of `requiredFields` or `optionalFields` that names no field.
    ///
    /// ## Why
    ///
    /// Ampersand takes only items with a `fieldName` or a `mapToName`. A bare `- email` is accepted and means
    /// nothing: the field is not read.
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
    ///           requiredFields:
    ///             - email
    ///             - mapToDisplayName: First name
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
    ///           requiredFields:
    ///             - fieldName: email
    ///             - mapToName: firstName
    ///               mapToDisplayName: First name
    /// ```
    id: "field-entry",
    group: Shape,
    level: Error,
    fixes: Safe,
    since: "0.1.0",
    check: Shape(check),
}

const NAMES: &str = "write `fieldName:` with the provider's name of the field, or `mapToName:` for one that the customer maps";

fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    let ProblemKind::NotAField { found } = problem.kind else {
        return;
    };
    let at = problem.at;
    match found {
        Found::Text if !cx.document.text_of(at.node).trim().is_empty() => text(cx, at, sink),
        Found::Integer | Found::Number | Found::Boolean | Found::Refused => {
            let what = match found {
                Found::Boolean => "the boolean ",
                Found::Refused => "",
                _ => "the number ",
            };
            let written = cx.document.text_of(at.node);
            sink.report(cx.value(at), format!("{what}{} is no field", code(written)))
                .help(format!(
                    "if a field has that name, write {}",
                    code(&format!("fieldName: {}", quoted(written)))
                ));
        }
        Found::Null | Found::Text => {
            sink.report(cx.item(at), "this item is empty, where a field is expected")
                .help(format!("remove it, or {NAMES}"));
        }
        Found::List => {
            sink.report(cx.value(at), "a list inside this list is no field")
                .help(NAMES);
        }
        Found::Mapping => {
            let keys: Vec<&str> = cx
                .document
                .pairs(at.node)
                .map(|(key, _)| cx.document.text_of(key))
                .collect();
            let message = match keys.as_slice() {
                [] => "this field is empty",
                ["mapToDisplayName"] => "this field has a display name but no name",
                _ => "this field has neither `fieldName` nor `mapToName`",
            };
            sink.report(cx.key(at), message).help(NAMES);
        }
    }
}

fn text(cx: &Context<'_>, at: At, sink: &mut Sink<'_>) {
    let (text, written) = (cx.document.text_of(at.node), cx.written(at));
    let own =
        at.via().is_none() && !cx.document.is_anchored(at.node) && cx.document.tag(at.node) == Tag::None;
    let span = cx.span(at);
    // `- fieldName:email`
    let key = text
        .split_once(':')
        .map(|(key, _)| key)
        .filter(|key| Shape::Field.has(key) && text.starts_with(*key));
    if let Some(key) = key.filter(|_| cx.document.kind(at.node) == Kind::Scalar(Style::Plain)) {
        let colon = span.start + u32::try_from(key.len()).unwrap_or(0) + 1;
        let fix = own.then(|| Fix::safe("insert a blank after the colon", [Edit::insert(colon, " ")]));
        sink.report(
            cx.value(at),
            format!(
                "without a blank after its colon, {} is a text and no field",
                code(text)
            ),
        )
        .help(format!("write {}", code(&text.replacen(':', ": ", 1))))
        .fix(fix);
        return;
    }
    let finding = sink.report(
        cx.value(at),
        format!("the bare text {} is no field; Ampersand ignores it", code(text)),
    );
    let inline = matches!(
        cx.document.kind(at.node),
        Kind::Scalar(Style::Plain | Style::Single | Style::Double)
    );
    let inline = inline && !written.contains(['\n', '\r']);
    let name = if inline {
        written.to_owned()
    } else {
        cx.scalar_like(at, text.trim())
    };
    finding.help(format!("write {}", code(&format!("fieldName: {name}"))));
    if own && inline {
        let flow = cx
            .document
            .parent(at.node)
            .is_some_and(|list| cx.document.is_flow(list));
        let edits = if flow {
            vec![
                Edit::insert(span.start, "{fieldName: "),
                Edit::insert(span.end, "}"),
            ]
        } else {
            vec![Edit::insert(span.start, "fieldName: ")]
        };
        finding.fix(Fix::safe("make it a field", edits));
    }
}
