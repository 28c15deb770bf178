use crate::manifest::{At, Problem, ProblemKind, Shape};
use crate::rule::{Applicability, Context, Sink, alternatives, code, nearest, rule};

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
    id: "invalid-value",
    group: Shape,
    level: Error,
    fixes: Both,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    let ProblemKind::InvalidWord { allowed } = problem.kind else {
        return;
    };
    let at = problem.at;
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
