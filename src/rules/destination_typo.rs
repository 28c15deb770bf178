use std::collections::HashMap;
use std::sync::Arc;

use crate::manifest::{Integration, Text};
use crate::project::Project;
use crate::rule::{Applicability, Context, Diagnostic, Sink, Span, code, one_typo, rule};
use crate::source::Source;

rule! {
    /// A destination used once that is a typo away from one used several times.
    ///
    /// ## Why
    ///
    /// Destinations are set up in the Ampersand project, under exactly these names. One that does not exist is found
    /// out only when the manifest is deployed.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: crmWebhook
    ///           optionalFieldsAuto: all
    ///         - objectName: companies
    ///           destination: crmWebhok
    ///           optionalFieldsAuto: all
    ///         - objectName: deals
    ///           destination: crmWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: crmWebhook
    ///           optionalFieldsAuto: all
    ///         - objectName: companies
    ///           destination: crmWebhook
    ///           optionalFieldsAuto: all
    ///         - objectName: deals
    ///           destination: crmWebhook
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// With `destinations` listed in `amplint.toml`, `destination-not-found` checks them all and this rule is
    /// silent. Manifests that are deployed to one project (`[[projects]]` in `amplint.toml`) are looked at together.
    /// Names that differ in a digit or in one letter at either end (`hook1`, `hookA`) are taken as meant.
    id: "destination-typo",
    group: Provider,
    level: Warning,
    fixes: Unsafe,
    since: "0.1.0",
    check: File(check),
}

/// Shorter names are too easily like one another, and nobody misspells longer ones.
const LENGTHS: std::ops::RangeInclusive<usize> = 5..=128;

/// How many names that look alike are compared with one.
const MOST_ALIKE: usize = 16;

/// How often a name is used in the project, and where first.
struct Uses<'m> {
    name: &'m str,
    count: usize,
    /// The first use in this manifest.
    own: Option<&'m Text<'m>>,
    first: First<'m>,
}

/// Where a name is used first, in the order of the project's manifests.
#[derive(Clone, Copy)]
enum First<'m> {
    /// In the manifest with this number of those before this one.
    Before(usize, &'m Arc<Source>, Span),
    Here(Span),
    After(usize, &'m Arc<Source>, Span),
}

impl First<'_> {
    fn order(self) -> (u8, usize, Span) {
        match self {
            First::Before(at, _, span) => (0, at, span),
            First::Here(span) => (1, 0, span),
            First::After(at, _, span) => (2, at, span),
        }
    }
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    if cx.destinations.is_some() {
        return;
    }
    let own = own(cx);
    addresses(cx, &own, sink);
    match cx.projects {
        [] => names(cx, &own, None, sink),
        projects => {
            for project in projects {
                names(cx, &with_others(&own, project), Some(&project.name), sink);
            }
        }
    }
}

/// The names that this manifest uses.
fn own<'m>(cx: &'m Context<'_>) -> HashMap<&'m str, Uses<'m>> {
    let mut uses: HashMap<&str, Uses<'_>> = HashMap::new();
    for name in cx
        .manifest
        .integrations()
        .iter()
        .flat_map(Integration::destinations)
    {
        uses.entry(name.as_str())
            .or_insert(Uses {
                name: name.as_str(),
                count: 0,
                own: Some(name),
                first: First::Here(cx.span(name.at)),
            })
            .count += 1;
    }
    uses
}

/// These names, and those of the project's other manifests.
fn with_others<'m>(own: &HashMap<&'m str, Uses<'m>>, project: &'m Project) -> HashMap<&'m str, Uses<'m>> {
    let mut all: HashMap<&str, Uses<'_>> = own
        .iter()
        .map(|(&name, uses)| (name, Uses { name, ..*uses }))
        .collect();
    for (at, other) in project.others.iter().enumerate() {
        for (name, uses) in &other.names.destinations {
            let source = &other.names.source;
            let first = if other.is_before {
                First::Before(at, source, uses.first)
            } else {
                First::After(at, source, uses.first)
            };
            let known = all.entry(name.as_str()).or_insert(Uses {
                name,
                count: 0,
                own: None,
                first,
            });
            known.count += uses.count;
            if first.order() < known.first.order() {
                known.first = first;
            }
        }
    }
    all
}

/// Tells which of these names are likely meant for others of them; `project` is what they have in common.
fn names(cx: &Context<'_>, uses: &HashMap<&str, Uses<'_>>, project: Option<&str>, sink: &mut Sink<'_>) {
    spellings(cx, uses, sink);
    let (once, often): (Vec<_>, Vec<_>) = uses.values().partition(|uses| uses.count == 1);
    let once: Vec<(&Uses<'_>, &Text<'_>)> = once
        .into_iter()
        .filter_map(|uses| Some((uses, uses.own?)))
        .collect();
    if once.is_empty() || often.is_empty() {
        return;
    }
    // Names that are a typo apart have a variant in common, so that not every name is compared with every other.
    let mut alike: HashMap<String, Vec<&Uses<'_>>> = HashMap::new();
    for uses in often {
        for variant in variants(uses.name) {
            alike.entry(variant).or_default().push(uses);
        }
    }
    for (uses, name) in once {
        let near = variants(uses.name)
            .into_iter()
            .filter_map(|variant| alike.get(&variant));
        let near = near.flat_map(|near| near.iter().take(MOST_ALIKE));
        let near = near.filter(|near| is_typo(uses.name, near.name));
        // In case alone is told above, however often each is used.
        let near = near.filter(|near| !near.name.eq_ignore_ascii_case(uses.name));
        // The same whatever order the map is in.
        if let Some(near) = near.max_by_key(|near| (near.count, std::cmp::Reverse(near.name))) {
            report(cx, name, near, project, sink);
        }
    }
}

/// Tells addresses where the name of a destination belongs.
fn addresses(cx: &Context<'_>, uses: &HashMap<&str, Uses<'_>>, sink: &mut Sink<'_>) {
    let is_address = |name: &str| {
        ["https://", "http://"].iter().any(|scheme| {
            name.get(..scheme.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
        })
    };
    let mut found: Vec<&Text<'_>> = uses
        .values()
        .filter(|uses| is_address(uses.name))
        .filter_map(|uses| uses.own)
        .collect();
    found.sort_by_key(|name| cx.span(name.at));
    for name in found {
        sink.report(
            cx.value(name.at),
            format!(
                "{} is an address; a destination is named by its alias",
                code(name.as_str())
            ),
        )
        .label("not an alias")
        .help("set the address up as a destination of the project, and write its alias here");
    }
}

/// Tells names that differ in case alone: destinations are told apart by it, so that one of them is likely unknown.
fn spellings(cx: &Context<'_>, uses: &HashMap<&str, Uses<'_>>, sink: &mut Sink<'_>) {
    let mut spelt: HashMap<String, Vec<&Uses<'_>>> = HashMap::new();
    for uses in uses.values() {
        spelt
            .entry(uses.name.to_ascii_lowercase())
            .or_default()
            .push(uses);
    }
    let mut found: Vec<_> = spelt.into_values().filter(|same| same.len() > 1).collect();
    for same in &mut found {
        // The one used most is likely right; of those the first.
        same.sort_by_key(|uses| (std::cmp::Reverse(uses.count), uses.first.order()));
    }
    found.sort_by_key(|same| same.first().map(|uses| uses.first.order()));
    for same in found {
        let Some((right, others)) = same.split_first() else {
            continue;
        };
        for (other, name) in others.iter().filter_map(|other| Some((other, other.own?))) {
            let (shown, meant) = (code(other.name), code(right.name));
            let finding = sink.report(
                cx.value(name.at),
                format!("destinations {shown} and {meant} differ in case only, which tells them apart"),
            );
            point(cx, right, finding);
            finding
                .help(format!(
                    "did you mean {meant}? If both exist, list them as `destinations` in amplint.toml"
                ))
                .fix(cx.rename(name.at, Applicability::Unsafe, right.name));
        }
    }
}

fn report(cx: &Context<'_>, name: &Text<'_>, other: &Uses<'_>, project: Option<&str>, sink: &mut Sink<'_>) {
    let (shown, meant, count) = (code(name.as_str()), code(other.name), other.count);
    // The project is worth a word only where it matters.
    let place = match project.filter(|_| !matches!((other.own, other.first), (Some(_), First::Here(_)))) {
        Some(project) => format!(" in the project {}", code(project)),
        None => String::new(),
    };
    let finding = sink.report(
        cx.value(name.at),
        format!("destination {shown} is used only here, but {meant} {count} times{place}"),
    );
    point(cx, other, finding);
    finding
        .help(format!(
            "did you mean {meant}? If both exist, list them as `destinations` in amplint.toml"
        ))
        .fix(cx.rename(name.at, Applicability::Unsafe, other.name));
}

/// Shows where a name is used: here if it is, else where it is first.
fn point(cx: &Context<'_>, uses: &Uses<'_>, finding: &mut Diagnostic) {
    match (uses.own, uses.first) {
        (Some(name), _) => finding.also(cx.span(name.at), "the other name"),
        (None, First::Here(span)) => finding.also(span, "the other name"),
        (None, First::Before(_, source, span) | First::After(_, source, span)) => {
            finding.also_in(source, span, "the other name")
        }
    };
}

/// The name itself, the name without any one of its letters, and its letters alone in lower case.
fn variants(name: &str) -> Vec<String> {
    if !LENGTHS.contains(&name.len()) {
        return Vec::new();
    }
    let mut variants: Vec<String> = name
        .char_indices()
        .map(|(i, c)| [&name[..i], &name[i + c.len_utf8()..]].concat())
        .collect();
    variants.push(name.to_owned());
    variants.push(
        name.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect(),
    );
    variants.sort_unstable();
    variants.dedup();
    variants
}

/// Whether the names are a typo apart and not told apart on purpose.
fn is_typo(a: &str, b: &str) -> bool {
    let without_digits = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let inner = |text: &str| text.chars().skip(1).collect::<String>();
    let outer = |text: &str| text.chars().rev().skip(1).collect::<String>();
    let numbered = without_digits(a) == without_digits(b);
    let lettered = a.chars().count() == b.chars().count() && (inner(a) == inner(b) || outer(a) == outer(b));
    one_typo(a, b) && (a.eq_ignore_ascii_case(b) || !numbered && !lettered)
}
