use crate::manifest::{At, Violation, ViolationKind};
use crate::rule::{Applicability, Context, Edit, Fix, Level, Sink, Tag, code, quoted, rule};

rule! {
    /// A value without quotes that Ampersand reads as something else.
    ///
    /// ## Why
    ///
    /// Ampersand reads values by the rules of YAML 1.1. There `no`, `off` and `y` are booleans, `010` is an octal
    /// number and `1.10` is the number 1.1: a field called `no` becomes a field called `false`, unnoticed.
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
    ///             - fieldName: no
    ///           backfill:
    ///             defaultPeriod:
    ///               days: 030
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
    ///             - fieldName: "no"
    ///           backfill:
    ///             defaultPeriod:
    ///               days: 24
    /// ```
    ///
    /// ## Notes
    ///
    /// An error where a text changes; a warning where a number or boolean has a spelling that reads differently
    /// than it looks (`010`, `1_000`, `1e2`, `30.0`, `yes`).
    id: "implicit-typing",
    group: File,
    level: Error,
    milder: true,
    fixes: Safe,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    let at = problem.at;
    match &problem.kind {
        ViolationKind::ImplicitText {
            reads,
            untouched: true,
        } => {
            let text = cx.document.text_of(at.node);
            let (noun, quoted) = (cx.noun(at), quoted(text));
            let kind = what(text, reads);
            sink.report(
                cx.value(at),
                format!("the {noun} {} stays {kind}: Ampersand leaves fields as they are written, and none can be called that", code(text)),
            )
            .label(format!("unquoted, this is {kind}"))
            .help(format!("quote it: {}", code(&quoted)))
            .fix(fix(cx, at, "quote it", quoted));
        }
        ViolationKind::ImplicitText { reads, .. } => {
            let text = cx.document.text_of(at.node);
            let (noun, quoted) = (cx.noun(at), quoted(text));
            let finding = sink.report(
                cx.value(at),
                format!("Ampersand reads the {noun} {} as {}", code(text), code(reads)),
            );
            finding.label(format!("unquoted, this is {} in YAML 1.1", what(text, reads)));
            if let Some(instead) = instead(noun) {
                finding.help(instead);
            } else {
                finding
                    .help(format!("quote it: {}", code(&quoted)))
                    .fix(fix(cx, at, "quote it", quoted));
            }
        }
        ViolationKind::ImplicitSpelling { plain, boolean } => {
            let text = cx.document.text_of(at.node);
            sink.report(
                cx.value(at),
                format!("Ampersand reads {} as {}", code(text), code(plain)),
            )
            .level(Level::Warning)
            .label(if *boolean {
                "a boolean in YAML 1.1, a text in YAML 1.2"
            } else {
                spelling(text)
            })
            .help(format!("write {}", code(plain)))
            .fix(fix(cx, at, "write what Ampersand reads", plain.clone()));
        }
        _ => {}
    }
}

/// What to write where quotes would not help: nothing of that kind looks like a number or a boolean.
fn instead(noun: &str) -> Option<&'static str> {
    Some(match noun {
        "schedule" => {
            "write five fields, for example `\"0 * * * *\"`, or leave `schedule` out to read on request only"
        }
        "provider" => "write the provider's name; `amplint provider` lists them",
        "module" => "write one of the provider's modules, or leave `module` out",
        _ => return None,
    })
}

/// Only where the value is used: what an alias stands for may be meant otherwise somewhere else.
fn fix(cx: &Context<'_>, at: At, message: &str, text: String) -> Option<Fix> {
    let own =
        at.via().is_none() && !cx.document.is_anchored(at.node) && cx.document.tag(at.node) == Tag::None;
    own.then(|| Fix {
        message: message.to_owned(),
        moves: Vec::new(),
        applicability: Applicability::Safe,
        edits: vec![Edit::replace(cx.span(at), text)],
    })
}

fn what(text: &str, reads: &str) -> &'static str {
    let digits = text.trim_start_matches(['-', '+']);
    match reads {
        "true" | "false" => "a boolean",
        _ if digits.starts_with("0x") || digits.starts_with("0X") => "a hexadecimal number",
        _ if digits.starts_with("0b") || digits.starts_with("0B") => "a binary number",
        _ if is_octal(digits) => "an octal number",
        _ => "a number",
    }
}

fn is_octal(digits: &str) -> bool {
    let more = digits
        .strip_prefix('0')
        .map(|rest| rest.trim_start_matches(['o', 'O']));
    more.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| matches!(b, b'0'..=b'7' | b'_')))
}

fn spelling(text: &str) -> &'static str {
    match what(text, "") {
        "a hexadecimal number" => "`0x` makes it hexadecimal",
        "a binary number" => "`0b` makes it binary",
        "an octal number" => "the leading 0 makes it octal",
        _ if text.contains('_') => "`_` between digits is dropped",
        _ if text.contains(['e', 'E']) => "the exponent is worked out",
        _ => "a fraction of zero is dropped",
    }
}
