//! Mappings and lists that are written in short (`proxy: true`, `delivery: onRequest`, objects by name): what is meant, in
//! full.

use crate::manifest::{At, Shape};
use crate::rule::{Context, Edit, Fix, Kind, NodeId, Span, Style, Tag, alternatives, code, is_value};

/// Columns that what stands under a key is further in.
const STEP: usize = 2;
/// A page of records, where somebody wants them on request and doesn't say how many at once.
const PAGE: &str = "pageSize: 100";

/// An entry to write: a key with its value, or with entries under it.
struct Entry(String, Vec<Entry>);

impl Entry {
    fn plain(text: &str) -> Self {
        Self(text.to_owned(), Vec::new())
    }

    fn over(key: &str, below: Entry) -> Self {
        Self(key.to_owned(), vec![below])
    }

    /// On one line.
    fn flow(&self) -> String {
        match self.1.as_slice() {
            [] => self.0.clone(),
            below => format!("{}: {{{}}}", self.0, flow(below)),
        }
    }

    /// On lines of their own, `column` columns in.
    fn block(&self, column: usize, line_break: &str, out: &mut String) {
        out.push_str(line_break);
        out.push_str(&" ".repeat(column));
        out.push_str(&self.0);
        if !self.1.is_empty() {
            out.push(':');
            for below in &self.1 {
                below.block(column + STEP, line_break, out);
            }
        }
    }
}

fn flow(entries: &[Entry]) -> String {
    let entries: Vec<String> = entries.iter().map(Entry::flow).collect();
    entries.join(", ")
}

/// What to write for the scalar at `at`, where a mapping of this shape belongs: in words, and as a fix where the scalar is
/// written here alone. `None` where it says nothing clear.
pub(super) fn filled(cx: &Context<'_>, at: At, shape: Shape) -> Option<(String, Option<Fix>)> {
    if !matches!(cx.document.kind(at.node), Kind::Scalar(_)) {
        return None;
    }
    let text = cx.document.text_of(at.node).trim().to_ascii_lowercase();
    let entries = match entries(shape, &text)? {
        Ok(entries) => entries,
        Err(words) => return Some((words.to_owned(), None)),
    };
    let shown = alternatives(
        entries
            .iter()
            .map(Entry::flow)
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str),
        "and",
    );
    let lines = if entries.len() == 1 { "line" } else { "lines" };
    let help = format!("write {shown} on the {lines} below, further in");
    Some((help, fix(cx, at, &entries)))
}

/// The entries that a word, a number or a boolean stands for; or what to do where none are needed.
fn entries(shape: Shape, text: &str) -> Option<Result<Vec<Entry>, &'static str>> {
    let yes = matches!(text, "true" | "yes" | "on" | "always" | "enabled" | "all");
    let no = matches!(text, "false" | "no" | "off" | "never" | "disabled" | "none");
    let full = yes || matches!(text, "full" | "fullhistory" | "history" | "everything");
    let entry = |text: &str| Ok(vec![Entry::plain(text)]);
    let days = || Some(format!("days: {}", days(text)?));
    Some(match shape {
        Shape::Proxy if yes || no => entry(if yes { "enabled: true" } else { "enabled: false" }),
        Shape::ValueDefaults if yes || no || text == "any" => entry(if no {
            "allowAnyFields: false"
        } else {
            "allowAnyFields: true"
        }),
        Shape::Event | Shape::AssociationChangeEvent if yes => entry("enabled: always"),
        Shape::UpdateEvent if yes => Ok(vec![
            Entry::plain("enabled: always"),
            Entry::plain("watchFieldsAuto: all"),
        ]),
        Shape::Event | Shape::AssociationChangeEvent | Shape::UpdateEvent if no => {
            Err("leave it out: an event that isn't there is not delivered")
        }
        Shape::Backfill | Shape::DefaultPeriod if no || text == "0" => {
            Err("leave `backfill` out: nothing of the past is read then")
        }
        Shape::Backfill if full => Ok(vec![Entry::over(
            "defaultPeriod",
            Entry::plain("fullHistory: true"),
        )]),
        Shape::Backfill => Ok(vec![Entry::over("defaultPeriod", Entry::plain(&days()?))]),
        Shape::DefaultPeriod if full => entry("fullHistory: true"),
        Shape::DefaultPeriod => entry(&days()?),
        Shape::Delivery if text == "auto" => entry("mode: auto"),
        Shape::Delivery if text == "onrequest" || text == "on-request" || text == "on_request" => {
            Ok(vec![Entry::plain("mode: onRequest"), Entry::plain(PAGE)])
        }
        Shape::Delivery => {
            let size: u32 = text.parse().ok().filter(|size| (50..=500).contains(size))?;
            Ok(vec![
                Entry::plain("mode: onRequest"),
                Entry::plain(&format!("pageSize: {size}")),
            ])
        }
        Shape::AllObjects if yes => Ok(["fieldCreated", "fieldDeleted", "fieldChanged"]
            .map(|key| Entry::over(key, Entry::plain("enabled: always")))
            .into_iter()
            .collect()),
        _ => return None,
    })
}

/// The days of `30`, `30d`, `30 days`, `4 weeks`.
fn days(text: &str) -> Option<u32> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let number: u32 = number
        .parse()
        .ok()
        .filter(|number| (1..10_000).contains(number))?;
    match unit.trim() {
        "" | "d" | "day" | "days" => Some(number),
        "w" | "week" | "weeks" => Some(number * 7),
        _ => None,
    }
}

/// Whether the value is written here, and nothing else refers to it.
fn own(cx: &Context<'_>, at: At) -> bool {
    at.via().is_none() && !cx.document.is_anchored(at.node) && cx.document.tag(at.node) == Tag::None
}

/// Writes the entries in place of the scalar at `at`: on lines of their own where it ends the line of its key.
fn fix(cx: &Context<'_>, at: At, entries: &[Entry]) -> Option<Fix> {
    let key = at.key(cx.document).filter(|_| own(cx, at))?;
    let (key_span, value) = (cx.span(key), cx.span(at));
    let mapping = cx.document.parent(key.node)?;
    let style = cx.document.kind(at.node);
    let simple = matches!(style, Kind::Scalar(Style::Plain | Style::Single | Style::Double));
    let line = cx.source.line_of(key_span.start);
    let between = cx.source.slice(Span::new(key_span.end, value.start));
    let below =
        !cx.document.is_flow(mapping) && cx.source.line_of(value.end) == line && between.trim() == ":";
    let edit = if below {
        let column = key_span.start - cx.source.line_span(line).start;
        let mut text = String::from(":");
        for entry in entries {
            entry.block(column as usize + STEP, cx.source.line_break(), &mut text);
        }
        Edit::replace(Span::new(key_span.end, value.end), text)
    } else {
        Edit::replace(value, format!("{{{}}}", flow(entries)))
    };
    simple.then(|| Fix::risky(format!("write {}", code(&flow(entries))), [edit]))
}

/// Makes a list of a mapping with a key for each item, as if items were found by name: what to write for the first, and
/// the fix. `None` where the mapping is something else.
pub(super) fn by_name(cx: &Context<'_>, at: At, shape: Shape) -> Option<(String, Option<Fix>)> {
    let name_key = name_key(shape)?;
    let pairs: Vec<(NodeId, NodeId)> = cx.document.pairs(at.node).collect();
    let is_name = |key: NodeId| {
        let scalar = matches!(
            cx.document.kind(key),
            Kind::Scalar(Style::Plain | Style::Single | Style::Double)
        );
        scalar && !shape.has(cx.document.text_of(key)) && !cx.document.text_of(key).is_empty()
    };
    let is_item = |value: NodeId| match cx.document.kind(value) {
        Kind::Mapping => !cx
            .document
            .pairs(value)
            .any(|(key, _)| cx.document.text_of(key) == name_key),
        Kind::Scalar(Style::Plain) => cx.document.span(value).is_empty(),
        _ => false,
    };
    let &(first, _) = pairs.first()?;
    if !pairs.iter().all(|&(key, value)| is_name(key) && is_item(value)) {
        return None;
    }
    let written = cx.document.slice(cx.document.span(first));
    let help = format!(
        "make it a list: write {} in place of {}, and so on",
        code(&format!("- {name_key}: {written}")),
        code(&format!("{written}:"))
    );
    let edits: Option<Vec<Edit>> = pairs
        .iter()
        .map(|&(key, value)| item(cx, at, name_key, key, value))
        .collect();
    let fix = edits
        .filter(|_| own(cx, at) && !cx.document.is_flow(at.node))
        .map(|edits| {
            let within = pairs.iter().flat_map(|&(_, value)| cx.document.pairs(value));
            let moved = within.map(|(key, value)| cx.document.span(key).to(cx.document.span(value)));
            Fix::risky("make it a list", edits).moving(moved)
        });
    Some((help, fix))
}

/// The key that names an item of a list.
fn name_key(shape: Shape) -> Option<&'static str> {
    match shape {
        Shape::Integration => Some("name"),
        Shape::ReadObject | Shape::WriteObject | Shape::SubscribeObject => Some("objectName"),
        Shape::Field => Some("fieldName"),
        _ => None,
    }
}

/// Writes `- objectName: contacts` for `contacts:`, with as much space after the dash as what stands below is further in.
fn item(cx: &Context<'_>, at: At, name_key: &str, key: NodeId, value: NodeId) -> Option<Edit> {
    let (document, source) = (cx.document, cx.source);
    let (key_span, value_span) = (document.span(key), document.span(value));
    let line = source.line_of(key_span.start);
    let column = key_span.start - source.line_span(line).start;
    let before = source.slice(Span::new(source.line_span(line).start, key_span.start));
    let name = document.slice(key_span);
    if !before.bytes().all(|b| b == b' ')
        || document.parent(key) != Some(at.node)
        || document.is_anchored(value)
    {
        return None;
    }
    let rest = source.slice(Span::new(key_span.end, source.line_span(line).end));
    let colon = key_span.end + 1 + u32::try_from(rest.find(':')?).ok()?;
    if document.kind(value) != Kind::Mapping {
        return Some(Edit::replace(
            Span::new(key_span.start, colon),
            format!("- {name_key}: {name}"),
        ));
    }
    if document.is_flow(value) {
        // Between braces these would end it.
        let ends =
            document.kind(key) == Kind::Scalar(Style::Plain) && name.contains([',', '[', ']', '{', '}']);
        if ends {
            return None;
        }
        let inner = source.slice(value_span).strip_prefix('{')?.trim_start();
        let comma = if inner.starts_with('}') { "" } else { ", " };
        let skipped = value_span.end - u32::try_from(inner.len()).ok()?;
        return (source.line_of(value_span.start) == line).then(|| {
            Edit::replace(
                Span::new(key_span.start, skipped),
                format!("- {{{name_key}: {name}{comma}"),
            )
        });
    }
    let first = document.pairs(value).next()?.0;
    let start = document.span(first).start;
    let within = start - source.line_span(source.line_of(start)).start;
    let step = within.checked_sub(column).filter(|&step| step >= 2)?;
    let space = " ".repeat(step as usize - 1);
    (source.line_of(start) > line).then(|| {
        Edit::replace(
            Span::new(key_span.start, colon),
            format!("-{space}{name_key}: {name}"),
        )
    })
}

/// A fix that writes a name alone as the item it stands for: `objectName: contacts`.
pub(super) fn named_item(cx: &Context<'_>, at: At, item: &str) -> Option<Fix> {
    own(cx, at).then(|| {
        Fix::risky(
            format!("write {}", code(item)),
            [Edit::replace(cx.span(at), item)],
        )
    })
}

/// A fix that puts the text at `at` into brackets, as a list of one; for a field as one too.
pub(super) fn listed(cx: &Context<'_>, at: At, field: bool) -> Option<(String, Fix)> {
    let written = cx.written(at);
    let simple = own(cx, at)
        && matches!(
            cx.document.kind(at.node),
            Kind::Scalar(Style::Plain | Style::Single | Style::Double)
        )
        && is_value(written)
        && !written.contains(['\n', '\r', ',', '[', ']', '{', '}', ':', '#']);
    let list = if field {
        format!("[{{fieldName: {written}}}]")
    } else {
        format!("[{written}]")
    };
    simple.then(|| {
        let fix = Fix::risky(
            format!("write {}", code(&list)),
            [Edit::replace(cx.span(at), list.as_str())],
        );
        (list, fix)
    })
}
