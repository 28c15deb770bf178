use crate::manifest::{At, Found, Shape, Violation, ViolationKind};
use crate::rule::{
    Context, Edit, Fix, Kind, NodeId, Sink, Span, Style, Tag, code, is_value, key_without_colon, quoted, rule,
};

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

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    let ViolationKind::NotAField { found } = problem.kind else {
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
            if let [key] = keys[..]
                && let Some(node) = cx.document.pairs(at.node).next().map(|(key, _)| key)
                && cx.document.kind(node) == Kind::Scalar(Style::Plain)
                && stands_alone(cx, at, node)
                && let Some((name, edit, value)) = key_without_colon(key, cx.document.span(node).start)
                && Shape::Field.has(name)
            {
                let fixed = code(&format!("{name}: {value}"));
                sink.report(
                    cx.node(node),
                    format!("{} is a key without a value, so this is no field", code(key)),
                )
                .help(format!("write {fixed}"))
                .fix(is_value(value).then(|| Fix::safe("write a colon and a space", [edit])));
                return;
            }
            let message = match keys.as_slice() {
                [] => "this field is empty",
                ["mapToDisplayName"] => "this field has a display name but no name",
                _ => "this field has neither `fieldName` nor `mapToName`",
            };
            sink.report(cx.key(at), message).help(NAMES);
        }
    }
}

/// Whether `key` of the mapping at `at` has neither a colon nor a value, as between braces it may.
fn stands_alone(cx: &Context<'_>, at: At, key: NodeId) -> bool {
    let after = Span::new(cx.document.span(key).end, cx.span(at).end);
    cx.document.is_flow(at.node) && !cx.source.slice(after).trim_start().starts_with(':')
}

fn text(cx: &Context<'_>, at: At, sink: &mut Sink<'_>) {
    let (text, written) = (cx.document.text_of(at.node), cx.written(at));
    let own =
        at.via().is_none() && !cx.document.is_anchored(at.node) && cx.document.tag(at.node) == Tag::None;
    let span = cx.span(at);
    // `- fieldName:email`, `- fieldName email`
    let plain = cx.document.kind(at.node) == Kind::Scalar(Style::Plain);
    let parts = key_without_colon(text, span.start).filter(|(key, ..)| plain && Shape::Field.has(key));
    if let Some((key, edit, rest)) = parts {
        let without = if text[key.len()..].starts_with(':') {
            "a space after its colon"
        } else {
            "a colon"
        };
        sink.report(
            cx.value(at),
            format!("without {without}, {} is a bare text and no field", code(text)),
        )
        .help(format!("write {}", code(&format!("{key}: {rest}"))))
        .fix(
            (own && is_value(rest) && !written.contains(['\n', '\r']))
                .then(|| Fix::safe("write a colon and a space", [edit])),
        );
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
        finding.fix(Fix::safe("make it a field", edits).moving([span]));
    }
}
