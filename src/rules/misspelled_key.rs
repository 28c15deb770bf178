use crate::manifest::{Breach, Violation, ViolationKind};
use crate::rule::{Applicability, Context, Level, Sink, alternatives, code, rule};

rule! {
    /// A key that is a typo or two away from one that is missing here.
    ///
    /// ## Why
    ///
    /// Ampersand drops keys it does not know without a word: with `scheduel` an object is never read.
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
    ///           scheduel: "0 * * * *"
    ///           required_fields:
    ///             - fieldName: email
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
    ///           schedule: "0 * * * *"
    ///           requiredFields:
    ///             - fieldName: email
    /// ```
    ///
    /// ## Notes
    ///
    /// What stands under the key is checked as if it were spelled right. Names that people give to a key from
    /// habit, such as `cron` for `schedule` or `name` for `objectName`, count as typos.
    ///
    /// In API documents, which may have further keys, a typo for a key that may be missing is a warning.
    id: "misspelled-key",
    group: Shape,
    level: Error,
    milder: true,
    fixes: Both,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    let at = problem.at;
    let (known, sure, shape) = match &problem.kind {
        ViolationKind::Misspelled { known, sure, shape } => (known, sure, shape),
        ViolationKind::Schema {
            document,
            breach: Breach::Misspelled { known, required },
        } => {
            let name = code(cx.name(at));
            let finding = sink.report(
                cx.value(at),
                format!("{name} is no key of {document}, but {} is", code(known)),
            );
            if !required {
                finding.level(Level::Warning);
            }
            let message = format!("write {}", code(known));
            finding
                .help(message.as_str())
                .fix(cx.replace_text(at, message, Applicability::Unsafe, known));
            return;
        }
        _ => return,
    };
    let words = shape.words();
    let finding = sink.report(
        cx.value(at),
        format!(
            "{} is no key of {words}, and Ampersand drops it silently",
            code(cx.name(at))
        ),
    );
    finding.help(format!("write {}", alternatives(known.iter().copied(), "or")));
    if at.via().is_some() {
        return;
    }
    let sure = if *sure {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    for known in known {
        finding.fix(cx.replace_text(at, format!("write {}", code(known)), sure, known));
    }
}
