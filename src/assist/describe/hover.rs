//! What stands at a place, in Markdown.

use super::{
    field_kind, key_words, module_words, object_words, own_fields, own_words, provider_words, schedule_words,
    shape_words,
};
use crate::assist::place::{Around, Stand};
use crate::catalog::{Own, OwnObject, Provider};
use crate::manifest::{Manifest, Shape, scalar};
use crate::rule::code;
use crate::rules;
use crate::schedule::Moment;
use crate::source::{Span, index};
use crate::yaml::{Document, Kind, NodeId, Style};

/// Words about characters of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hover {
    /// The characters.
    pub span: Span,
    /// The words, in Markdown.
    pub words: String,
}

/// What is known of what stands at `offset`; `None` where that is nothing. `own` is what the user adds to the
/// catalogue, `now` (UTC) is for the next runs of a schedule.
#[must_use]
pub fn hover(
    document: &Document<'_>,
    manifest: &Manifest<'_>,
    offset: u32,
    own: Option<&Own>,
    now: Option<Moment>,
) -> Option<Hover> {
    if let Some(&comment) = document
        .comments()
        .iter()
        .find(|it| it.start <= offset && offset <= it.end)
    {
        return rule_at(document, comment, offset);
    }
    let node = scalar_at(document, offset)?;
    let span = document.span(node);
    let words = if document.is_key(node) {
        of_key(document, manifest, node)?
    } else {
        of_value(document, manifest, node, own, now)?
    };
    Some(Hover { span, words })
}

/// The scalar or alias at `offset`: the innermost node that holds it.
#[must_use]
pub fn scalar_at(document: &Document<'_>, offset: u32) -> Option<NodeId> {
    let holds = |node: NodeId| {
        let span = document.span(node);
        let leaf = matches!(document.kind(node), Kind::Scalar(_) | Kind::Alias);
        leaf && span.start <= offset && offset <= span.end && !span.is_empty()
    };
    // Behind the last character of a key the colon follows, before that of a value white space.
    let from = document
        .node_from(offset)
        .filter(|&node| document.span(node).start == offset);
    let mut first = from
        .into_iter()
        .flat_map(|node| document.nodes().skip_while(move |&at| at < node).take(4));
    let first = first.find(|&node| holds(node));
    first
        .or_else(|| document.node_before(offset + 1).filter(|&node| holds(node)))
        .or_else(|| document.node_before(offset).filter(|&node| holds(node)))
}

fn of_key(document: &Document<'_>, manifest: &Manifest<'_>, key: NodeId) -> Option<String> {
    let name = document.text_of(document.resolve(key));
    let mapping = document.parent(key)?;
    let Some(Stand::Mapping(shape)) = Stand::of(document, mapping) else {
        return None;
    };
    let known = shape
        .keys()
        .iter()
        .find(|known| known.name.eq_ignore_ascii_case(name))?;
    let mut words = format!("**{}**", known.name);
    if known.required {
        words.push_str(" (required)");
    }
    words.push_str(&format!(" of {}\n\n", shape.words()));
    words.push_str(key_words(shape, known.name)?);
    if let Some(Stand::Mapping(below) | Stand::List(.., Some(below))) = Stand::below(shape, known.name)
        && let Some(more) = shape_words(below).filter(|more| !words.ends_with(more))
    {
        words.push_str("\n\n");
        words.push_str(more);
    }
    if known.name == "provider" || known.name == "module" {
        let around = Around::of(document, manifest, key);
        if let Some(provider) = around.provider() {
            words.push_str(&format!("\n\n---\n\n{}", provider_words(provider)));
        }
    }
    Some(words)
}

fn of_value(
    document: &Document<'_>,
    manifest: &Manifest<'_>,
    node: NodeId,
    own: Option<&Own>,
    now: Option<Moment>,
) -> Option<String> {
    let target = document.resolve(node);
    let text = document.text_of(target);
    let around = Around::of(document, manifest, node);
    let own = around
        .module()
        .zip(around.object_name())
        .and_then(|(module, name)| own?.object(module, name));
    let (shape, key) = match Stand::of(document, node)? {
        Stand::Value(shape, key) | Stand::Item(shape, key) => (shape, key),
        Stand::Mapping(_) | Stand::List(..) => return None,
    };
    match key {
        "provider" => around.provider().map(with_limits),
        "module" => around.module().map(module_words),
        "objectName" => match (around.object(), own) {
            (Some(object), Some(own)) => Some(format!("{}\n- {}", object_words(object), own_fields(own))),
            (Some(object), None) => Some(object_words(object)),
            (None, own) => own.map(own_words),
        },
        "fieldName" | "default" => field_words(&around, own, text),
        "requiredWatchFields" => {
            let twin = around.read_twin();
            let field = twin.into_iter().flat_map(|read| read.fields()).find(|field| {
                let names = [&field.field_name, &field.map_to_name];
                names
                    .iter()
                    .filter_map(|slot| slot.get())
                    .any(|name| name.as_str() == text)
            });
            let name = field
                .and_then(|field| field.field_name.get())
                .map_or(text, |name| name.as_str());
            field_words(&around, own, name)
        }
        "schedule" => Some(schedule_words(text, shape == Shape::WatchSchema, now)),
        "otherEvents" => None,
        _ => None,
    }
    .or_else(|| {
        let mut words = key_words(shape, key)?.to_owned();
        if let Some(read) = read_as(document, target) {
            words.push_str(&format!("\n\nRead as {read}."));
        }
        Some(words)
    })
}

fn with_limits(provider: Provider) -> String {
    let mut words = provider_words(provider);
    let modules: Vec<_> = provider.modules().collect();
    if modules.is_empty() {
        let notes = super::module_notes(provider.root());
        if !notes.is_empty() {
            words.push_str(&format!("\n\n- {}", notes.join("\n- ")));
        }
    }
    words
}

fn field_words(around: &Around<'_>, own: Option<&OwnObject>, name: &str) -> Option<String> {
    let of = |object: &str| format!("of {}", code(object));
    if let Some(object) = around.object() {
        if let Some(field) = object.field(name) {
            let kind = field_kind(field.kind())
                .map(|kind| format!(": {kind}"))
                .unwrap_or_default();
            return Some(format!("Field **{}** {}{kind}", field.name(), of(object.name())));
        }
        if object.seen_fields().any(|seen| seen.eq_ignore_ascii_case(name)) {
            return Some(format!("Field {} {}, seen in use", code(name), of(object.name())));
        }
    }
    let own = own.filter(|own| own.has_field(name))?;
    Some(format!(
        "Field {} {}, listed in amplint.toml",
        code(name),
        of(&own.name)
    ))
}

/// What an unquoted scalar is read as, where that is another text than it seems.
#[must_use]
pub fn read_as(document: &Document<'_>, node: NodeId) -> Option<String> {
    if document.kind(node) != Kind::Scalar(Style::Plain) {
        return None;
    }
    let text = document.text_of(node);
    let read = match scalar::resolve(text, true, document.tag(node)) {
        scalar::Scalar::Bool(is) => is.to_string(),
        scalar::Scalar::Int(number) => number.to_string(),
        scalar::Scalar::Float(number) => number.to_string(),
        scalar::Scalar::Null if !text.is_empty() => "null".to_owned(),
        _ => return None,
    };
    (read != text).then(|| code(&read))
}

/// The rule that a suppression names at `offset`.
fn rule_at(document: &Document<'_>, comment: Span, offset: u32) -> Option<Hover> {
    let text = document.slice(comment);
    let at = (offset - comment.start) as usize;
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let start = text[..at].trim_end_matches(word).len();
    let end = text.len() - text[at..].trim_start_matches(word).len();
    let (before, name) = (&text[..start], &text[start..end]);
    let mark = before.rfind("amp:ignore[")?;
    if before[mark..].contains(']') {
        return None;
    }
    Some(Hover {
        span: Span::new(comment.start + index(start), comment.start + index(end)),
        words: rule_words(name)?,
    })
}

/// What the rule or rules called `name` find, and why, in Markdown.
#[must_use]
pub fn rule_words(name: &str) -> Option<String> {
    let named = rules::named(name);
    let words: Vec<String> = named
        .iter()
        .map(|rule| {
            let mut words = format!("**{}** ({})\n\n{}", rule.id, rule.level.name(), rule.summary());
            if let Some(why) = rule.why() {
                words.push_str(&format!("\n\n{why}"));
            }
            words
        })
        .collect();
    (!words.is_empty()).then(|| words.join("\n\n---\n\n"))
}
