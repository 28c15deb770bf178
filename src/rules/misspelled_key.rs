use crate::manifest::{Problem, ProblemKind};
use crate::rule::{Applicability, Context, Sink, alternatives, code, rule};

rule! {
    /// A key that is a slip or two away from one that is missing here.
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
    /// habit, such as `cron` for `schedule` or `name` for `objectName`, count as slips.
    id: "misspelled-key",
    group: Shape,
    level: Error,
    fixes: Both,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    let ProblemKind::Misspelled { known, sure, shape } = &problem.kind else {
        return;
    };
    let at = problem.at;
    let words = shape.words();
    let finding = sink.report(
        cx.value(at),
        format!(
            "{} is no key of {words}; Ampersand drops it without a word",
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
