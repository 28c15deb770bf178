use crate::manifest::{Problem, ProblemKind};
use crate::rule::{Context, Kind, Sink, alternatives, code, rule};

rule! {
    /// A key that Ampersand does not know.
    ///
    /// ## Why
    ///
    /// It is dropped without a word, with everything under it.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     description: Reads contacts.
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   # Reads contacts.
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Notes
    ///
    /// Keys that begin with `x-` are left alone: they are a custom for notes and anchors.
    id: "unknown-key",
    group: Shape,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Shape(check),
}

/// Of so many keys all are listed.
const FEW: usize = 5;

fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    let ProblemKind::Unknown { shape, near, there } = problem.kind else {
        return;
    };
    let at = problem.at;
    let words = shape.words();
    let message = match (cx.document.kind(at.node), cx.name(at)) {
        (Kind::Scalar(_), "") => format!("an empty key in {words}; Ampersand ignores it"),
        (Kind::Scalar(_), name) => format!("{} is no key of {words}; Ampersand ignores it", code(name)),
        _ => format!("this key of {words} is no text; Ampersand ignores it"),
    };
    let finding = sink.report(cx.value(at), message);
    let keys = shape.keys();
    if let Some(near) = near {
        finding.help(if there {
            format!("remove it: {} is there already", code(near))
        } else {
            format!("did you mean {}?", code(near))
        });
    } else if keys.len() <= FEW {
        finding.help(format!(
            "known here: {}",
            alternatives(keys.iter().map(|key| key.name), "and")
        ));
    }
}
