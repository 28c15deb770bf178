//! Values of the wrong type in manifests.

use super::fill;
use super::words::{found_words, unquoted};
use crate::manifest::{At, Expected, Found, Shape};
use crate::rule::{
    Context, Diagnostic, Edit, Fix, Kind, NodeId, Sink, Span, Style, Tag, alternatives, code, colon_like,
    is_value, key_without_colon,
};

/// A value of another type than its key takes.
pub(super) fn value(cx: &Context<'_>, at: At, expected: Expected, found: Found, sink: &mut Sink<'_>) {
    let is_root = cx.document.parent(at.place(cx.document)).is_none();
    let subject = match at.key(cx.document) {
        Some(key) => code(cx.name(key)),
        None if is_root => "a manifest".to_owned(),
        None => "an item of this list".to_owned(),
    };
    let (expected_words, found_words) = (expected_words(expected), found_words(cx, at, found));
    let finding = sink.report(
        cx.value(at),
        format!("{subject} takes {expected_words}, not {found_words}"),
    );
    let (integer, boolean) = (expected == Expected::Integer, expected == Expected::Boolean);
    if let Some(plain) = unquoted(cx, at, integer, boolean) {
        finding
            .help(format!("write it without quotes: {}", code(&plain)))
            .fix(Fix::safe(
                "remove the quotes",
                [Edit::replace(cx.span(at), plain)],
            ));
    } else if let Some((message, edits)) = dashes(cx, at, expected) {
        finding
            .help("write a space after each dash")
            .fix(own(cx, at).then(|| Fix::safe(message, edits)));
    } else if let Some((pair, edit, sure)) = colon(cx, at, expected) {
        let fix = if sure { Fix::safe } else { Fix::risky };
        finding
            .help(format!("write {}", code(&pair)))
            .fix(own(cx, at).then(|| fix("write a colon and a space", vec![edit])));
    } else if let (Expected::Mapping(shape), Found::List) = (expected, found) {
        list(cx, at, shape, finding);
    } else if let Some((only, without)) = only_value(cx, at, expected) {
        let written = cx.document.slice(only);
        let sure = own(cx, at) && cx.document.kind(at.node) == Kind::Sequence;
        finding
            .help(format!("{without}: {}", code(written)))
            .fix(sure.then(|| Fix::risky(without, [Edit::replace(cx.span(at), written)])));
    } else if let Some(example) = item_for(cx, at, expected) {
        finding
            .help(format!("write {}", code(&example)))
            .fix(fill::named_item(cx, at, &example));
    } else if let Some((help, fix)) = in_full(cx, at, expected, found) {
        finding.help(help).fix(fix);
    } else {
        finding.help(help(cx, at, expected, found));
        if let (Expected::List(shape), Found::Mapping) = (expected, found)
            && shape.keys().iter().take(2).any(|key| has(cx, at, key.name))
            && own(cx, at)
            && let Some(edit) = cx.make_item(at)
        {
            finding.fix(Fix::risky("write the dash", [edit]).moving([cx.span(at)]));
        }
    }
}

/// An item with nothing in it.
pub(super) fn empty_item(cx: &Context<'_>, at: At, shape: Shape, sink: &mut Sink<'_>) {
    let braces = cx.document.kind(at.node) == Kind::Mapping;
    sink.report(
        cx.item(at),
        format!("this item is empty, where {} is expected", shape.words()),
    )
    .help(if braces {
        "remove it, or write the item's keys in its place"
    } else {
        "remove the dash, or write the item's keys after it"
    });
}

/// A merge key with something that can't be merged.
pub(super) fn merge(cx: &Context<'_>, at: At, sink: &mut Sink<'_>) {
    sink.report(
        cx.value(at),
        "`<<` takes a mapping, or a list of mappings, to merge",
    )
    .help("give the alias of a mapping: `<<: *name`");
}

/// The one value in the list or mapping at `at`, on one line, where such a value alone is expected; and how to say
/// so.
fn only_value(cx: &Context<'_>, at: At, expected: Expected) -> Option<(Span, &'static str)> {
    let (value, without) = match cx.document.kind(at.node) {
        Kind::Sequence if cx.document.is_flow(at.node) => {
            let mut items = cx.document.children(at.node);
            (
                items.next().filter(|_| items.next().is_none())?,
                "write it without the list",
            )
        }
        Kind::Mapping => {
            let mut pairs = cx.document.pairs(at.node);
            let (_, value) = pairs.next().filter(|_| pairs.next().is_none())?;
            (value, "write the value alone")
        }
        _ => return None,
    };
    let scalar = matches!(
        cx.document.kind(value),
        Kind::Scalar(Style::Plain | Style::Single | Style::Double)
    );
    let text = cx.document.text_of(value);
    let fits = match expected {
        Expected::Text => true,
        Expected::Integer => text.parse::<i64>().is_ok(),
        Expected::Boolean => matches!(text, "true" | "false"),
        Expected::Word(allowed) => allowed.contains(&text),
        Expected::Mapping(_) | Expected::List(_) | Expected::Texts => false,
    };
    let span = cx.document.span(value);
    let written = cx.document.slice(span);
    (scalar && fits && !written.contains(['\n', '\r']) && is_value(written)).then_some((span, without))
}

/// What is meant by a value in short, such as `proxy: true`, and a fix that writes it in full.
fn in_full(cx: &Context<'_>, at: At, expected: Expected, found: Found) -> Option<(String, Option<Fix>)> {
    match (expected, found) {
        (Expected::Mapping(shape), _) => fill::filled(cx, at, shape),
        (Expected::List(shape), Found::Mapping) => fill::by_name(cx, at, shape),
        (Expected::List(Shape::Field) | Expected::Texts, Found::Text) => {
            let (list, fix) = fill::listed(cx, at, expected != Expected::Texts)?;
            Some((format!("make it a list: write {}", code(&list)), Some(fix)))
        }
        _ => None,
    }
}

/// The item to write for a bare name in a list of objects or integrations.
fn item_for(cx: &Context<'_>, at: At, expected: Expected) -> Option<String> {
    let key = match expected {
        Expected::Mapping(Shape::Integration) => "name",
        Expected::Mapping(Shape::ReadObject | Shape::WriteObject | Shape::SubscribeObject) => "objectName",
        _ => return None,
    };
    let written = cx.written(at);
    let name = matches!(cx.document.kind(at.node), Kind::Scalar(_))
        && is_value(written)
        && !written.contains([':', ' ', '\n', '\r']);
    name.then(|| format!("{key}: {written}"))
}

/// Whether the value is written here, and nothing else refers to it.
fn own(cx: &Context<'_>, at: At) -> bool {
    at.via().is_none() && !cx.document.is_anchored(at.node) && cx.document.tag(at.node) == Tag::None
}

/// Whether only spaces and dashes stand before `span` on its line.
fn begins_line(cx: &Context<'_>, span: Span) -> bool {
    let start = cx.source.line_span(cx.source.line_of(span.start)).start;
    cx.source
        .slice(Span::new(start, span.start))
        .bytes()
        .all(|b| matches!(b, b' ' | b'-'))
}

/// A list whose dashes have no space after them, which makes it one text.
fn dashes(cx: &Context<'_>, at: At, expected: Expected) -> Option<(&'static str, Vec<Edit>)> {
    let plain = cx.document.kind(at.node) == Kind::Scalar(Style::Plain);
    if !plain || !matches!(expected, Expected::List(_) | Expected::Texts) {
        return None;
    }
    let span = cx.span(at);
    if !begins_line(cx, span) {
        return None;
    }
    let (first, last) = (cx.source.line_of(span.start), cx.source.line_of(span.end));
    let mut edits = Vec::new();
    for line in first..=last {
        let whole = cx.source.line_span(line);
        let part = Span::new(whole.start.max(span.start), whole.end.min(span.end));
        let text = cx.source.slice(part);
        let item = text.trim_start();
        if item.is_empty() {
            continue;
        }
        let rest = item
            .strip_prefix('-')
            .filter(|rest| !rest.starts_with('-') && is_value(rest))?;
        edits.push(Edit::insert(part.end - u32::try_from(rest.len()).ok()?, " "));
    }
    Some(("write a space after each dash", edits))
}

fn has(cx: &Context<'_>, at: At, name: &str) -> bool {
    cx.document
        .pairs(at.node)
        .any(|(key, _)| cx.document.text_of(key) == name)
}

/// A list where a mapping is wanted.
fn list(cx: &Context<'_>, at: At, shape: Shape, finding: &mut Diagnostic) {
    let items: Vec<NodeId> = cx.document.children(at.node).collect();
    let known = |item: &NodeId| {
        let mut keys = cx.document.pairs(*item).map(|(key, _)| cx.document.text_of(key));
        cx.document.kind(*item) == Kind::Mapping && keys.any(|key| shape.has(key))
    };
    if !items.is_empty() && items.iter().all(known) {
        let flow = cx.document.is_flow(at.node);
        let (help, message) = match (flow, items.len()) {
            (true, _) => (
                "remove the brackets: there is one of these, not a list",
                "remove the brackets",
            ),
            (false, 1) => (
                "remove the `- `: there is one of these, not a list",
                "remove the dash",
            ),
            (false, _) => (
                "remove each `- `: there is one of these, not a list",
                "remove the dashes",
            ),
        };
        finding.help(help);
        if own(cx, at) {
            let pairs = items.iter().flat_map(|&item| cx.document.pairs(item));
            let moved = pairs.map(|(key, value)| cx.document.span(key).to(cx.document.span(value)));
            finding.fix(
                cx.unmake_items(at)
                    .map(|edits| Fix::risky(message, edits).moving(moved)),
            );
        }
        return;
    }
    if matches!(shape, Shape::Read | Shape::Write | Shape::Subscribe) {
        finding.help("put the list under `objects:`");
        let edit = cx.put_under(at, "objects").filter(|_| own(cx, at));
        finding.fix(edit.map(|edit| Fix::risky("write `objects:` above it", [edit]).moving([cx.span(at)])));
        return;
    }
    finding.help(match example(shape) {
        Some(example) => format!(
            "write, for example, {} on the line below, further in",
            code(example)
        ),
        None => "write its keys on the lines below, further in".to_owned(),
    });
}

/// A key without its colon, or without the space after it, which makes the line one text: what is meant, the
/// fix, and whether it is certain.
fn colon(cx: &Context<'_>, at: At, expected: Expected) -> Option<(String, Edit, bool)> {
    let (Expected::Mapping(shape), Kind::Scalar(Style::Plain)) = (expected, cx.document.kind(at.node)) else {
        return None;
    };
    let written = cx.written(at);
    let (key, edit, value) = key_without_colon(written, cx.span(at).start)?;
    let one_line = shape.has(key) && !written.contains(['\n', '\r']) && begins_line(cx, cx.span(at));
    // With a sign for the colon nothing else can be meant, unless what follows is no value of the key.
    let section = shape.below().iter().any(|&(name, _)| name == key);
    let rest = &written[key.len()..];
    let sure = !section && (rest.starts_with(':') || colon_like(rest).is_some());
    (one_line && is_value(value)).then(|| (format!("{key}: {value}"), edit, sure))
}

fn expected_words(expected: Expected) -> String {
    match expected {
        Expected::Mapping(shape) => {
            let keys: Vec<_> = shape.keys().iter().take(3).map(|key| key.name).collect();
            format!(
                "keys and values ({}{})",
                keys.join(", "),
                if shape.keys().len() > 3 { ", …" } else { "" }
            )
        }
        Expected::List(_) | Expected::Texts => "a list".to_owned(),
        Expected::Text => "a text".to_owned(),
        Expected::Word(allowed) => alternatives(allowed.iter().copied(), "or"),
        Expected::Integer => "a whole number".to_owned(),
        Expected::Boolean => "`true` or `false`".to_owned(),
    }
}

fn help(cx: &Context<'_>, at: At, expected: Expected, found: Found) -> String {
    let written = cx.written(at);
    let key = at.key(cx.document).map_or("", |key| cx.name(key));
    let plain = match (expected, found) {
        (Expected::List(shape), Found::Mapping) => {
            let first = shape.keys().first().map_or("", |key| key.name);
            return format!(
                "make it a list: write {} before the first key of each item, as in {}",
                code("- "),
                code(&format!("- {first}:"))
            );
        }
        (Expected::List(Shape::Field), _) => "give each field its own line, as in `- fieldName: email`",
        (Expected::Texts, Found::Text) => "make it a list: put the text after `- ` on the next line",
        (Expected::List(_) | Expected::Texts, _) => "give each item its own line after `- `",
        (Expected::Mapping(shape), _) => match example(shape) {
            Some(example) => {
                return format!(
                    "write, for example, {} on the line below, further in",
                    code(example)
                );
            }
            None => "write its keys on the lines below, further in",
        },
        (Expected::Integer, Found::Number) => "write a whole number of at most 64 bits, without a fraction",
        (Expected::Integer, Found::Text) if leading_number(cx.document.text_of(at.node)).is_some() => {
            let number = leading_number(cx.document.text_of(at.node)).unwrap_or_default();
            return format!("write the number alone: {}", code(number));
        }
        (Expected::Integer, _) if key == "pageSize" => "write a whole number, such as 100",
        (Expected::Integer, _) => "write a whole number, such as 30",
        (Expected::Boolean, Found::Integer) if key == "fullHistory" && written.len() > 1 => {
            return format!(
                "for a number of days write {} instead",
                code(&format!("days: {written}"))
            );
        }
        (Expected::Boolean, Found::Text) if stray_quote(written) => {
            "remove the quote: `true` or `false` without quotes is wanted"
        }
        (Expected::Boolean, _) => match cx.document.text_of(at.node).to_ascii_lowercase().as_str() {
            "1" | "yes" | "on" | "always" | "enabled" | "all" => "write `true`",
            "0" | "no" | "off" | "never" | "disabled" | "none" => "write `false`",
            _ if written.starts_with(['"', '\'']) => "write one of the two, without quotes",
            _ => "write one of the two",
        },
        (Expected::Word(&[only]), _) => return format!("write {}", code(only)),
        (Expected::Word(_), _) => "write one of them",
        (Expected::Text, Found::List) => "write one text, without `- ` or brackets",
        (Expected::Text, Found::Refused) => "remove the tag",
        (Expected::Text, _) => "write one text here",
    };
    plain.to_owned()
}

/// A quote at one end only.
fn stray_quote(written: &str) -> bool {
    written.starts_with(['"', '\'']) != written.ends_with(['"', '\''])
}

fn example(shape: Shape) -> Option<&'static str> {
    Some(match shape {
        Shape::Backfill => "defaultPeriod: {days: 30}",
        Shape::DefaultPeriod => "days: 30",
        Shape::Delivery => "mode: onRequest",
        Shape::Event | Shape::UpdateEvent | Shape::AssociationChangeEvent => "enabled: always",
        Shape::Proxy => "enabled: true",
        Shape::ValueDefaults => "allowAnyFields: true",
        Shape::AllObjects => "fieldCreated: {enabled: always}",
        _ => return None,
    })
}

/// The number of `30 days`.
fn leading_number(text: &str) -> Option<&str> {
    let (number, unit) = text.split_once(' ')?;
    let plain = number.bytes().all(|b| b.is_ascii_digit()) && (1..10).contains(&number.len());
    (plain && matches!(unit, "day" | "days")).then_some(number)
}
