//! A new integration in a manifest that is there, every other byte of which stays.

use super::ask::Ask;
use super::plan;
use super::refusal::Impossible;
use super::tree::{Draft, whole};
use crate::check::{Checked, check};
use crate::diagnostic::Level;
use crate::manifest::{self, Slot};
use crate::options::Options;
use crate::source::{Source, Span, TooLarge};
use crate::yaml::{self, Document, Kind, NodeId};

/// Why nothing was added.
#[derive(Debug)]
pub enum NotAppended {
    /// There is no integration as asked for.
    Refused(Impossible),
    /// The file can't take one, and why.
    Unfit(String),
}

impl From<Impossible> for NotAppended {
    fn from(refusal: Impossible) -> Self {
        NotAppended::Refused(refusal)
    }
}

impl From<TooLarge> for NotAppended {
    fn from(error: TooLarge) -> Self {
        NotAppended::Unfit(error.to_string())
    }
}

/// The text of `source` (which may be empty) with one integration more, and nothing else changed. Without names of
/// their own, the integration gets one that is not there yet and sends to the destination that is used most.
///
/// # Errors
/// Why that can't be.
pub fn append(ask: &Ask, source: &Source) -> Result<String, NotAppended> {
    let unfit = |why: &str| Err(NotAppended::Unfit(why.to_owned()));
    let document = yaml::parse(source);
    let broken = document.problems().iter().any(yaml::Problem::is_typo);
    if broken || !source.faults().is_empty() {
        return unfit("it is not YAML as it stands; `amplint check` shows where");
    }
    if crate::api::kind::payloads(&document, ask.options.kind).is_some() {
        return unfit("it is no manifest but a document of the API");
    }
    let manifest = manifest::read(&document);
    let before = manifest.integrations();
    let mut ask = ask.clone();
    if ask.destination.is_none() {
        ask.destination = usual_destination(&manifest);
    }
    let names: Vec<&str> = before
        .iter()
        .filter_map(|it| it.name.get())
        .map(|name| name.as_str())
        .collect();
    let mut integration = plan::integration(&ask)?;
    if ask.name.is_none()
        && let Some(free) = free_name(&integration, &names)
    {
        ask.name = Some(free);
        integration = plan::integration(&ask)?;
    }
    let Some(text) = placed(source, &document, &manifest, &integration) else {
        return unfit("its integrations are written in a way that nothing can be added to");
    };
    prove(&ask, source, &text)?;
    Ok(text)
}

/// The destination that the manifest uses most, the first of several.
fn usual_destination(manifest: &manifest::Manifest<'_>) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for integration in manifest.integrations() {
        let reads = integration
            .read_objects()
            .iter()
            .filter_map(|object| object.destination.get());
        let subscribes = integration
            .subscribe_objects()
            .iter()
            .filter_map(|object| object.destination.get());
        for name in reads.chain(subscribes) {
            match counts.iter_mut().find(|(known, _)| *known == name.as_str()) {
                Some((_, count)) => *count += 1,
                None => counts.push((name.as_str(), 1)),
            }
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max();
    let used = counts.iter().find(|(_, count)| Some(*count) == most);
    used.map(|(name, _)| (*name).to_owned())
}

/// Another name for the integration, if its own is taken.
fn free_name(integration: &Draft, taken: &[&str]) -> Option<String> {
    let name = integration.text_at("name")?;
    if !taken.contains(&name) {
        return None;
    }
    (2..=taken.len() + 2)
        .map(|number| format!("{name}-{number}"))
        .find(|name| !taken.contains(&name.as_str()))
}

/// The text with `integration` in its place; `None` where there is no good one.
fn placed(
    source: &Source,
    document: &Document<'_>,
    manifest: &manifest::Manifest<'_>,
    integration: &Draft,
) -> Option<String> {
    let end = source.line_break();
    let item = |indent| Draft::List(vec![integration.clone()]).block(indent, end);
    let text = source.text();
    let Some(root) = document.root() else {
        // Nothing but spaces and comments.
        let empty = document.is_empty() && !text.contains("---");
        let line = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            end
        };
        return empty.then(|| format!("{text}{line}{}", whole(integration, end)));
    };
    let top = document.resolve(root);
    if document.kind(top) != Kind::Mapping || document.is_flow(top) {
        return None;
    }
    match &manifest.integrations {
        Slot::Value(list) if list.at.via().is_none() && !document.is_anchored(list.at.node) => {
            let node = list.at.node;
            let items: Vec<NodeId> = document.children(node).collect();
            match (document.is_flow(node), items.last()) {
                (false, Some(&last)) => {
                    let first = *items.first()?;
                    let at = document.span(first).start;
                    let dash = dash_column(source, at)?;
                    Some(after(source, document.span(last), &item(dash)))
                }
                (true, last) => {
                    let close = document.span(node).end.checked_sub(1)?;
                    let inside = source.slice(Span::new(
                        last.map_or(document.span(node).start + 1, |&last| document.span(last).end),
                        close,
                    ));
                    // A comma may stand there already, or a comment that would swallow what is added.
                    if inside.contains('#') {
                        return None;
                    }
                    let comma = if last.is_some() && !inside.contains(',') {
                        ", "
                    } else {
                        ""
                    };
                    let at = usize::try_from(close).ok()?;
                    let (head, tail) = text.split_at_checked(at)?;
                    Some(format!(
                        "{head}{comma}{}{tail}",
                        integration.clone().bare().flow()
                    ))
                }
                (false, None) => None,
            }
        }
        Slot::Missing => {
            // A key with nothing after it would stand there twice.
            let named = document
                .pairs(top)
                .any(|(key, _)| document.text_of(key).eq_ignore_ascii_case("integrations"));
            let column = document
                .pairs(top)
                .next()
                .map(|(key, _)| source.position(document.span(key).start).column - 1)?;
            if named || document.is_anchored(top) {
                return None;
            }
            let pad = " ".repeat(usize::try_from(column).ok()?);
            let body = format!("{pad}integrations:{end}{}", item(pad.len() + 2));
            Some(after(source, document.span(top), &body))
        }
        Slot::Unusable | Slot::Value(_) => None,
    }
}

/// The text with `lines` put after the line in which `span` ends.
fn after(source: &Source, span: Span, lines: &str) -> String {
    let text = source.text();
    let last = source.line_of(span.end.max(span.start + 1) - 1);
    let line = source.line_span(last);
    let until = text.get(line.end as usize..).map_or(text.len(), |rest| {
        let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
        line.end as usize
            + if text[..line.end as usize].ends_with('\n') {
                0
            } else {
                length
            }
    });
    let (head, tail) = text.split_at(until.min(text.len()));
    let gap = if head.ends_with('\n') || head.is_empty() {
        ""
    } else {
        source.line_break()
    };
    format!("{head}{gap}{lines}{tail}")
}

/// The column, from 0, of the dash before the item at `offset`.
fn dash_column(source: &Source, offset: u32) -> Option<usize> {
    let text = source.text().get(..offset as usize)?;
    let dash = text.trim_end_matches([' ', '\t', '\r', '\n']).rfind('-')?;
    let line = source.line_span(source.line_of(u32::try_from(dash).ok()?));
    let before = text.get(line.start as usize..dash)?;
    before.chars().all(|c| c == ' ').then_some(before.len())
}

/// Holds the new text against the old: nothing found that was not there before, and one integration more.
fn prove(ask: &Ask, source: &Source, text: &str) -> Result<(), NotAppended> {
    let mut options: Options = ask.options.clone();
    options.min_level = Some(Level::Warning);
    let look = |text: &str| check(source.name(), source.encoding().encode(text), &options);
    let (before, after) = (look(source.text())?, look(text)?);
    let count = |checked: &Checked, rule: &str| {
        checked
            .findings
            .iter()
            .filter(|finding| finding.rule == rule)
            .count()
    };
    for finding in after.findings.iter().rev() {
        if count(&after, finding.rule) > count(&before, finding.rule) {
            return Err(Impossible::of(finding).into());
        }
    }
    let integrations = |source: &Source| {
        let document = yaml::parse(source);
        manifest::read(&document).integrations().len()
    };
    let fresh = Source::new(source.name(), source.encoding().encode(text))?;
    if integrations(&fresh) != integrations(source) + 1 {
        return Err(NotAppended::Unfit(
            "what would be added is not read as an integration".to_owned(),
        ));
    }
    Ok(())
}
