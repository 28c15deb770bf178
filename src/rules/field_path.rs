use crate::manifest::{Integration, PathFaultKind, ReadObject, Text, is_nested, meant_path, path_faults};
use crate::rule::{Applicability, Context, Level, Sink, code, rule};

rule! {
    /// A path to a nested field that is not in bracket notation.
    ///
    /// ## Why
    ///
    /// A `fieldName` or `mapToName` that begins with `$` is a path: `$`, then one or more of `['key']` and
    /// `[*]`. Ampersand refuses every other form. A name with dots but without `$` is no path: Ampersand looks
    /// for a field whose name has those dots.
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
    ///             - fieldName: $.address.city
    ///               mapToName: city
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
    ///             - fieldName: "$['address']['city']"
    ///               mapToName: city
    /// ```
    ///
    /// ## Notes
    ///
    /// A key is not empty and holds no single quote. A dotted name that looks like a path is an info.
    id: "field-path",
    aliases: ["field-mapping-jsonpath"],
    group: Fields,
    level: Error,
    milder: true,
    fixes: Unsafe,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    for field in object.fields() {
        for name in [&field.field_name, &field.map_to_name]
            .into_iter()
            .filter_map(|slot| slot.get())
        {
            if name.as_str().starts_with('$') {
                path(cx, name, sink);
            } else if is_nested(name.as_str()) {
                dotted(cx, name, sink);
            }
        }
    }
}

fn path(cx: &Context<'_>, name: &Text<'_>, sink: &mut Sink<'_>) {
    let (faults, repaired) = path_faults(name.as_str());
    let Some((first, others)) = faults.split_first() else {
        return;
    };
    let (why, label) = words(first.kind);
    let finding = sink.report(
        cx.part_of(name, first.range.clone()),
        format!("Ampersand refuses the path {}: {why}", code(name.as_str())),
    );
    finding.label(label);
    let mut told = vec![first.kind];
    for fault in others {
        if !told.contains(&fault.kind) {
            told.push(fault.kind);
            finding.also(cx.part_of(name, fault.range.clone()).span, words(fault.kind).1);
        }
    }
    match repaired {
        Some(path) => {
            finding
                .help(format!("write {}", code(&path)))
                .fix(cx.replace_text(
                    name.at,
                    "write the path in brackets",
                    Applicability::Unsafe,
                    &path,
                ));
        }
        None => {
            let own = || code(&format!("$['{}']", name.as_str()));
            finding.help(match first.kind {
                PathFaultKind::Bare if others.is_empty() => format!(
                    "if the field is really called {}, write {}",
                    code(name.as_str()),
                    own()
                ),
                PathFaultKind::Index => "write `[*]` for all items of the list".to_owned(),
                PathFaultKind::QuoteInKey => {
                    "such a key can't be written: read the field that holds it".to_owned()
                }
                _ => "write each key as `['key']`, and `[*]` for all items of a list".to_owned(),
            });
        }
    }
}

/// Why Ampersand refuses it, and what to say at the place.
fn words(kind: PathFaultKind) -> (&'static str, &'static str) {
    match kind {
        PathFaultKind::NoStep => ("it leads to no field", "no key follows"),
        PathFaultKind::Dots => ("keys stand in brackets, not after dots", "after a dot"),
        PathFaultKind::DoubleQuotes => ("keys stand in single quotes", "in double quotes"),
        PathFaultKind::NoQuotes => ("keys stand in single quotes", "without quotes"),
        PathFaultKind::EmptyKey => ("a key is empty", "no key here"),
        PathFaultKind::QuoteInKey => ("a key can't hold a single quote", "taken for the end of the key"),
        PathFaultKind::Index => (
            "it picks single items of a list",
            "only `[*]`, all items, can stand here",
        ),
        PathFaultKind::Unclosed => ("a bracket or quote stays open", "no `']` closes it"),
        PathFaultKind::Whitespace => ("it has spaces outside its keys", "spaces too many"),
        PathFaultKind::Bare => ("its first key has no brackets", "without brackets and quotes"),
        PathFaultKind::Stray => ("something stands between its keys", "belongs to no key"),
    }
}

fn dotted(cx: &Context<'_>, name: &Text<'_>, sink: &mut Sink<'_>) {
    let Some(path) = meant_path(name.as_str()) else {
        return;
    };
    let sign = name.as_str().find(['.', '[']).unwrap_or_default();
    sink.report(
        cx.part_of(name, sign..sign + 1),
        format!("{} is one name to Ampersand, not a path", code(name.as_str())),
    )
    .level(Level::Info)
    .label("taken for a part of the name")
    .help(format!("for a nested field write {}", code(&path)))
    .fix(cx.replace_text(name.at, "write it as a path", Applicability::Unsafe, &path));
}
