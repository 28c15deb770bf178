use crate::api::time::{self, MistakeKind};
use crate::manifest::{At, Breach, Shape, Violation, ViolationKind};
use crate::rule::{Applicability, Context, Sink, alternatives, code, nearest, rule, value};

rule! {
    /// A value that is not one of the words its key takes.
    ///
    /// ## Why
    ///
    /// Ampersand refuses the manifest. `enabled` takes the word `always` except under `proxy`,
    /// `optionalFieldsAuto` takes `all`, `watchFieldsAuto` takes `all` or `selected`, and the `mode` of a delivery
    /// is `auto` or `onRequest`.
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
    ///           optionalFieldsAuto: true
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
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// In API documents: also a number that is too large or too small, and a text that is no time (RFC 3339),
    /// UUID, absolute URI or email address where one is expected.
    id: "invalid-value",
    group: Shape,
    level: Error,
    fixes: Both,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    let at = problem.at;
    let allowed = match &problem.kind {
        ViolationKind::InvalidWord { allowed } => *allowed,
        ViolationKind::Schema { breach, .. } => return in_payload(cx, at, breach, sink),
        _ => return,
    };
    let key = at.key(cx.document).map_or("", |key| cx.name(key));
    let written = cx.document.text_of(at.node);
    let words = alternatives(allowed.iter().copied(), "or");
    let said = written.trim();
    let message = match said {
        "" => format!("{} is empty; it takes {words}", code(key)),
        _ => format!("{} takes {words}, not {}", code(key), code(written)),
    };
    let finding = sink.report(cx.value(at), message);
    if is_off(said) {
        finding.help(format!("to have it off, remove {}", code(switch(cx, at, key))));
        return;
    }
    let same = allowed.iter().find(|word| word.eq_ignore_ascii_case(said));
    let meant = same
        .copied()
        .or_else(|| nearest(said, allowed.iter().copied()))
        .or(match *allowed {
            [only] => Some(only),
            _ => None,
        });
    let Some(meant) = meant else {
        finding.help(format!("write {words}"));
        return;
    };
    finding.help(format!("write {}", code(meant)));
    if at.via().is_none() {
        let sure = if same.is_some() {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
        finding.fix(cx.replace_text(at, format!("write {}", code(meant)), sure, meant));
    }
}

fn is_off(word: &str) -> bool {
    ["false", "no", "n", "0", "off", "never", "none", "disabled"]
        .iter()
        .any(|off| word.eq_ignore_ascii_case(off))
}

/// The key to remove for what `key` would switch: for `enabled` the event it stands in.
fn switch<'a>(cx: &Context<'a>, at: At, key: &'a str) -> &'a str {
    let mapping = cx
        .document
        .parent(at.place(cx.document))
        .filter(|_| key == "enabled");
    let event = mapping
        .and_then(|mapping| cx.document.key_of(mapping))
        .map(|event| cx.document.text_of(event));
    let known = |event: &&str| Shape::ALL.iter().any(|shape| shape.has(event));
    event.filter(known).unwrap_or(key)
}

/// A value in an API document.
fn in_payload(cx: &Context<'_>, at: At, breach: &Breach, sink: &mut Sink<'_>) {
    let text = cx.document.text_of(at.node);
    let key = at.key(cx.document).map_or("this", |key| cx.name(key));
    match breach {
        Breach::Word { allowed } => {
            let words = alternatives(allowed.iter().map(String::as_str), "or");
            let finding = sink.report(
                cx.value(at),
                format!("{} takes {words}, not {}", code(key), value(text)),
            );
            cx.suggest(finding, at, allowed);
        }
        Breach::Range { limit, above } => {
            let (more, most) = if *above {
                ("more", "most")
            } else {
                ("less", "least")
            };
            sink.report(
                cx.value(at),
                format!("{} is {more} than {} may be", code(cx.written(at)), code(key)),
            )
            .help(format!("write {limit} at the {most}"));
        }
        Breach::Format { format } if format == "date-time" => time(cx, at, text, sink),
        Breach::Format { format } => {
            let (noun, help) = match format.as_str() {
                "uuid" => (
                    "UUID",
                    "write 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, with `-` between them",
                ),
                "uri" => (
                    "absolute URI",
                    "begin with a scheme, as in `https://example.com/a`, `urn:a:b` or `about:blank`",
                ),
                "email" => ("email address", "write it like `name@example.com`"),
                other => (other, "write it as its format demands"),
            };
            sink.report(cx.value(at), format!("{} is no {noun}", value(text)))
                .help(help);
        }
        Breach::Other { keyword } => {
            sink.report(cx.value(at), format!("{} does not allow this value", code(key)))
                .help(format!("see {} in the document's schema", code(keyword)));
        }
        Breach::Missing { .. } | Breach::Misspelled { .. } | Breach::Type { .. } => {}
    }
}

/// A text that is no moment.
fn time(cx: &Context<'_>, at: At, text: &str, sink: &mut Sink<'_>) {
    let Err(mistake) = time::parse(text) else { return };
    let place = cx.part(at, mistake.range.clone());
    let part = code(text.get(mistake.range).unwrap_or(text));
    let example = "write it like `2025-02-13T10:00:00Z`";
    match mistake.kind {
        MistakeKind::OnlyDay => sink
            .report(place, format!("{part} is a day, and the time is missing"))
            .help("add it, as in `2025-02-13T10:00:00Z`"),
        MistakeKind::NoT => sink
            .report(
                place,
                format!("{part} stands between day and time, where a `T` belongs"),
            )
            .help(example),
        MistakeKind::NoZone => sink
            .report(place, format!("{part} does not say in which time zone"))
            .help("add `Z` for UTC, or an offset such as `+02:00`"),
        MistakeKind::Zone => sink
            .report(place, format!("{part} is no time zone"))
            .help("write `Z` for UTC, or an offset such as `+02:00`"),
        MistakeKind::Range { unit, least, most } => sink
            .report(
                place,
                format!("{part} is out of range: {unit} go from {least} to {most} here"),
            )
            .help(format!("write a number from {least} to {most}")),
        MistakeKind::Other => sink
            .report(place, format!("{} is no point in time", value(text)))
            .help(example),
    };
}
