use crate::manifest::{At, Shape, Slot, ViolationKind};
use crate::rule::{Applicability, Context, Edit, Fix, Kind, Sink, Span, Style, Tag, code, rule};

rule! {
    /// A `specVersion` that is missing or not `1.0.0`.
    ///
    /// ## Why
    ///
    /// Ampersand refuses the manifest. `1.0.0` is the only version there is, and `1.0` without quotes is the
    /// number 1 to it.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0
    /// integrations:
    ///   - name: contacts
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
    ///   - name: contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    id: "spec-version",
    group: Shape,
    level: Error,
    fixes: Safe,
    since: "0.1.0",
    check: File(check),
}

const VERSION: &str = "1.0.0";

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    for problem in &cx.manifest.violations {
        match problem.kind {
            ViolationKind::Missing {
                key: "specVersion",
                shape: Shape::Manifest,
            } if has_content(cx) => {
                sink.report(
                    cx.file(),
                    "`specVersion` is missing; Ampersand refuses the manifest",
                )
                .help(format!("begin the file with {}", code("specVersion: 1.0.0")))
                .fix(insert(cx));
            }
            ViolationKind::NoValue {
                shape: Shape::Manifest,
            } => {
                let value = cx
                    .document
                    .value_of(problem.at.node)
                    .map(|value| cx.document.span(value));
                let version = value.map(|span| {
                    if span.is_empty() {
                        format!(" {VERSION}")
                    } else {
                        VERSION.to_owned()
                    }
                });
                let edit = value
                    .zip(version)
                    .map(|(span, version)| Edit::replace(span, version));
                sink.report(
                    cx.value(problem.at),
                    "`specVersion` has no value; Ampersand refuses the manifest",
                )
                .help(format!("write {}", code("specVersion: 1.0.0")))
                .fix(edit.map(|edit| Fix::safe(format!("write {}", code(VERSION)), [edit])));
            }
            _ => {}
        }
    }
    if let Slot::Value(version) = &cx.manifest.spec_version
        && version.as_str() != VERSION
        && !cx.document.is_guessed(version.at.node)
    {
        let written = cx.document.text_of(version.at.node);
        let reads = if written.trim().is_empty() {
            "`specVersion` is empty; Ampersand refuses the manifest".to_owned()
        } else if written == version.as_str() {
            format!("there is no version {} of the manifest", code(written))
        } else {
            format!(
                "Ampersand reads the version {} as {}",
                code(written),
                code(version.as_str())
            )
        };
        let plain = written.trim().trim_start_matches(['v', 'V']);
        let meant = matches!(plain, "" | "1" | "1.0" | VERSION) && version.at.via().is_none();
        let finding = sink.report(cx.value(version.at), reads);
        finding.help(format!("write {}, the only one", code(VERSION)));
        if meant {
            finding.fix(replace(cx, version.at));
        }
    }
}

/// Without quotes it is a text too.
fn replace(cx: &Context<'_>, at: At) -> Option<Fix> {
    let message = format!("write {}", code(VERSION));
    match cx.document.kind(at.node) {
        Kind::Scalar(Style::Plain) if cx.document.tag(at.node) == Tag::None => {
            Some(Fix::safe(message, [Edit::replace(cx.span(at), VERSION)]))
        }
        _ => cx.replace_text(at, message, Applicability::Safe, VERSION),
    }
}

/// An empty mapping has worse problems.
fn has_content(cx: &Context<'_>) -> bool {
    cx.manifest
        .at
        .is_some_and(|at| cx.document.pairs(at.node).next().is_some())
}

/// Inserts the key before the first one; a comment that belongs to that stays with it.
fn insert(cx: &Context<'_>) -> Option<Fix> {
    let root = cx.document.root()?;
    let (first, _) = cx.document.pairs(root).next()?;
    let start = cx.document.span(first).start;
    let message = format!("insert {}", code("specVersion: 1.0.0"));
    if cx.document.is_flow(root) {
        return Some(Fix::safe(
            message,
            [Edit::insert(start, format!("specVersion: {VERSION}, "))],
        ));
    }
    let mut line = cx.source.line_of(start);
    let indent = cx.source.slice(Span::new(cx.source.line_span(line).start, start));
    if !indent.bytes().all(|b| b == b' ') {
        return None;
    }
    while line > 1 && cx.source.line_text(line - 1).trim_start().starts_with("# amp:") {
        line -= 1;
    }
    let text = format!("{indent}specVersion: {VERSION}{}", cx.source.line_break());
    Some(Fix::safe(
        message,
        [Edit::insert(cx.source.line_span(line).start, text)],
    ))
}
