use std::collections::HashMap;

use crate::manifest::Text;
use crate::rule::{Applicability, Context, Sink, code, one_typo, rule};
use crate::rules::shared::named_destinations;

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
    /// silent. Names that differ in a digit or in one letter at either end (`hook1`, `hookA`) are taken as meant.
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

/// How often a name is used, and where first.
struct Uses<'m> {
    first: &'m Text<'m>,
    count: usize,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    if cx.destinations.is_some() {
        return;
    }
    let mut uses: HashMap<&str, Uses<'_>> = HashMap::new();
    for name in cx.manifest.integrations().iter().flat_map(named_destinations) {
        uses.entry(name.as_str())
            .or_insert(Uses {
                first: name,
                count: 0,
            })
            .count += 1;
    }
    addresses(cx, &uses, sink);
    spellings(cx, &uses, sink);
    let (once, often): (Vec<_>, Vec<_>) = uses.values().partition(|uses| uses.count == 1);
    if once.is_empty() || often.is_empty() {
        return;
    }
    // Names that are a typo apart have a variant in common, so that not every name is compared with every other.
    let mut alike: HashMap<String, Vec<&Uses<'_>>> = HashMap::new();
    for uses in often {
        for variant in variants(uses.first.as_str()) {
            alike.entry(variant).or_default().push(uses);
        }
    }
    for name in once.into_iter().map(|uses| uses.first) {
        let near = variants(name.as_str())
            .into_iter()
            .filter_map(|variant| alike.get(&variant));
        let near = near.flat_map(|near| near.iter().take(MOST_ALIKE));
        let near = near.filter(|near| is_typo(name.as_str(), near.first.as_str()));
        // In case alone is told above, however often each is used.
        let near = near.filter(|near| !near.first.as_str().eq_ignore_ascii_case(name.as_str()));
        // The same whatever order the map is in.
        if let Some(near) = near.max_by_key(|near| (near.count, std::cmp::Reverse(near.first.as_str()))) {
            report(cx, name, near, sink);
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
    let mut found: Vec<_> = uses
        .values()
        .filter(|uses| is_address(uses.first.as_str()))
        .collect();
    found.sort_by_key(|uses| cx.span(uses.first.at));
    for uses in found {
        sink.report(
            cx.value(uses.first.at),
            format!(
                "{} is an address; a destination is named by its alias",
                code(uses.first.as_str())
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
            .entry(uses.first.as_str().to_ascii_lowercase())
            .or_default()
            .push(uses);
    }
    let mut found: Vec<_> = spelt.into_values().filter(|same| same.len() > 1).collect();
    for same in &mut found {
        // The one used most is likely right; of those the first in the file.
        same.sort_by_key(|uses| (std::cmp::Reverse(uses.count), cx.span(uses.first.at)));
    }
    found.sort_by_key(|same| same.first().map(|uses| cx.span(uses.first.at)));
    for same in found {
        let Some((right, others)) = same.split_first() else {
            continue;
        };
        for other in others {
            let (shown, meant) = (code(other.first.as_str()), code(right.first.as_str()));
            sink.report(
                cx.value(other.first.at),
                format!("destinations {shown} and {meant} differ in case only, which tells them apart"),
            )
            .also(cx.span(right.first.at), "the other name")
            .help(format!(
                "did you mean {meant}? If both exist, list them as `destinations` in amplint.toml"
            ))
            .fix(cx.rename(other.first.at, Applicability::Unsafe, right.first.as_str()));
        }
    }
}

fn report(cx: &Context<'_>, name: &Text<'_>, other: &Uses<'_>, sink: &mut Sink<'_>) {
    let (shown, meant, count) = (code(name.as_str()), code(other.first.as_str()), other.count);
    sink.report(
        cx.value(name.at),
        format!("destination {shown} is used only here, but {meant} {count} times"),
    )
    .also(cx.span(other.first.at), "the other name")
    .help(format!(
        "did you mean {meant}? If both exist, list them as `destinations` in amplint.toml"
    ))
    .fix(cx.rename(name.at, Applicability::Unsafe, other.first.as_str()));
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
