//! Words for what is YAML and has no JSON form.

use crate::manifest::{Violation, ViolationKind};
use crate::rule::{Context, NoJson, NodeId, Problem, Sink, code};

/// Reports it, unless something more exact is said of it.
pub fn report(cx: &Context<'_>, problem: &Problem, node: NodeId, why: NoJson, sink: &mut Sink<'_>) {
    let around = cx.document.parent(node);
    // What a mapping lacks says nothing of what is in it.
    let lacks = |violation: &Violation| matches!(violation.kind, ViolationKind::Missing { .. });
    let is_told = |violation: &Violation| {
        violation.at.node == node || (Some(violation.at.node) == around && !lacks(violation))
    };
    let told = cx.manifest.violations.iter().any(is_told);
    // To Ampersand alone it matters.
    if told || !cx.is_manifest() {
        return;
    }
    let written = cx.document.slice(problem.span);
    let refuses = "Ampersand makes JSON of a manifest, and refuses the file";
    let place = cx.node(node).with_span(problem.span);
    match why {
        NoJson::NullKey if written.is_empty() => sink
            .report(place, format!("a key without a name; {refuses}"))
            .help("write the key before the colon, or remove the line"),
        NoJson::NullKey => sink
            .report(
                place,
                format!("the key {} is null, not text; {refuses}", code(written)),
            )
            .help(format!(
                "write another name, or put quotes around it: `\"{written}\"`"
            )),
        NoJson::CollectionKey if cx.source.text()[..problem.span.start as usize].ends_with('{') => sink
            .report(
                place,
                format!("braces in braces are a mapping as a key to YAML; {refuses}"),
            )
            .help("put quotes around the whole value"),
        NoJson::CollectionKey => sink
            .report(
                place,
                format!("a list or mapping stands where a key is expected; {refuses}"),
            )
            .help("write a name for the key, or put quotes around it"),
        NoJson::LargeKey => sink
            .report(
                place,
                format!(
                    "the key {} is a number of more than 63 bits; {refuses}",
                    code(written)
                ),
            )
            .help(format!("put quotes around it: `\"{written}\"`")),
        NoJson::Tag => sink
            .report(
                place,
                format!("{} is not what its tag says; {refuses}", code(written)),
            )
            .help("remove the tag, or write a value of its type"),
        NoJson::NotFinite => sink
            .report(
                place,
                format!("{} is a number that JSON doesn't have; {refuses}", code(written)),
            )
            .help(format!(
                "write a number, or put quotes around it: `\"{written}\"`"
            )),
        NoJson::Merge => sink
            .report(
                place,
                format!("`<<` takes a mapping, or a list of mappings, to merge; {refuses}"),
            )
            .help("give the alias of a mapping: `<<: *name`"),
    };
}
