use crate::manifest::{self, At, Shape, Violation, ViolationKind};
use crate::rule::{Context, Kind, Sink, alternatives, code, rule};

rule! {
    /// A key that Ampersand does not know.
    ///
    /// ## Why
    ///
    /// It is ignored, with everything under it.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     description: Reads contacts.
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
    ///   # Reads contacts.
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Notes
    ///
    /// Keys that begin with `x-` are left alone: they are a custom for notes and anchors.
    id: "unknown-key",
    group: Shape,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    let ViolationKind::Unknown { shape, near, there } = problem.kind else {
        return;
    };
    let at = problem.at;
    let words = shape.words();
    let message = match (cx.document.kind(at.node), cx.name(at)) {
        (Kind::Scalar(_), "") => format!("an empty key in {words}; Ampersand ignores it"),
        (Kind::Scalar(_), name) => format!("{} is no key of {words}; Ampersand ignores it", code(name)),
        _ => format!("this key of {words} is no text; Ampersand ignores it"),
    };
    let finding = sink.report(cx.value(at), message);
    if let Some(near) = near.filter(|near| shape.has(near)) {
        finding.help(if there {
            format!("remove it: {} is there already", code(near))
        } else {
            format!("did you mean {}?", code(near))
        });
        return;
    }
    let meant = meant(cx, at, shape);
    finding.help(if !meant.is_empty() {
        format!("did you mean {}?", alternatives(meant.into_iter(), "or"))
    } else if let Some(near) = near {
        format!("did you mean {}?", code(near))
    } else {
        let keys = alternatives(shape.keys().iter().map(|key| key.name), "and");
        match no_key_for(cx.name(at), shape) {
            Some(words) => format!("{words}; known here: {keys}"),
            None => format!("known here: {keys}"),
        }
    });
}

/// The keys that an unknown one means, by what it is called and what stands in it (`events: [update]`), without those that
/// are there.
fn meant(cx: &Context<'_>, at: At, shape: Shape) -> Vec<&'static str> {
    let mut keys = manifest::meant(shape, cx.name(at));
    // Most unknown keys mean none, and there may be very many of them in one mapping.
    if keys.is_empty() {
        return keys;
    }
    if keys.len() > 1 {
        let within: Vec<&'static str> = texts_in(cx, at)
            .flat_map(|text| manifest::meant(shape, text))
            .collect();
        if keys.iter().any(|key| within.contains(key)) {
            keys.retain(|key| within.contains(key));
        }
    }
    let mapping = cx.document.parent(at.node);
    let there: Vec<&str> = mapping
        .into_iter()
        .flat_map(|mapping| cx.document.pairs(mapping))
        .map(|(key, _)| cx.document.text_of(key))
        .collect();
    keys.retain(|key| !there.contains(key));
    keys
}

/// The value of a key, the items of a list or the keys of a mapping there: the first few.
fn texts_in<'a>(cx: &Context<'a>, at: At) -> impl Iterator<Item = &'a str> {
    let document = cx.document;
    let value = document.value_of(at.node);
    let step = value.map_or(1, |value| {
        if document.kind(value) == Kind::Mapping {
            2
        } else {
            1
        }
    });
    let within = value
        .into_iter()
        .flat_map(move |value| document.children(value))
        .step_by(step);
    value
        .into_iter()
        .chain(within.take(MOST))
        .map(|node| document.text_of(node))
}

/// So many items say what is meant.
const MOST: usize = 8;

/// Why there is no key for what people often look for.
fn no_key_for(name: &str, shape: Shape) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let is = |words: &[&str]| {
        words
            .iter()
            .any(|word| lower == *word || lower.strip_suffix('s') == Some(word))
    };
    if is(&["filter", "where", "query", "condition", "criteria", "limit"])
        && matches!(
            shape,
            Shape::Read | Shape::ReadObject | Shape::Subscribe | Shape::SubscribeObject
        )
    {
        return Some("all records are delivered, and filtered where they arrive");
    }
    if is(&[
        "description",
        "comment",
        "note",
        "doc",
        "documentation",
        "summary",
    ]) {
        return Some("write notes as comments, after `#`");
    }
    if is(&[
        "auth",
        "authentication",
        "credential",
        "credentials",
        "apikey",
        "api_key",
        "token",
        "secret",
        "clientid",
    ]) {
        return Some("credentials are set up in the project, not in the manifest");
    }
    None
}
