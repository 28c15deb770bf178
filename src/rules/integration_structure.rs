use crate::manifest::{At, Violation, ViolationKind};
use crate::rule::{Context, Kind, Problem, ProblemKind, Sink, Span, alternatives, code, rule};

rule! {
    /// A manifest without integrations, or an integration that does nothing.
    ///
    /// ## Why
    ///
    /// Ampersand refuses it. A manifest lists at least one integration under `integrations`, and each of them has
    /// at least one of `read`, `write`, `subscribe` and `proxy`.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    /// ```
    ///
    /// ```yaml
    /// # Nothing but a comment.
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
    id: "integration-structure",
    group: Shape,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: File(check),
}

const ACTIONS: [&str; 4] = ["read", "write", "subscribe", "proxy"];
const START: &str =
    "a manifest begins with `specVersion: 1.0.0`, then `integrations:` and under it a list of integrations";

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    if is_empty(cx) {
        let written = cx
            .document
            .root()
            .map_or("", |root| cx.document.slice(cx.document.span(root)));
        let what = match (written, cx.document.comments()) {
            ("", []) => "the file is empty".to_owned(),
            ("", _) => "the file has only comments".to_owned(),
            _ => format!("{} is empty", code(written)),
        };
        sink.report(cx.file(), format!("{what}; Ampersand finds no manifest in it"))
            .help(START);
        return;
    }
    for Violation { at, kind } in &cx.manifest.violations {
        match kind {
            ViolationKind::NoIntegrations => no_integrations(cx, *at, sink),
            ViolationKind::EmptyIntegrations => {
                sink.report(
                    cx.key(*at),
                    "`integrations` is an empty list; a manifest needs at least one integration",
                )
                .help("write an integration under it, beginning with `- name:`");
            }
            ViolationKind::NoAction => {
                let name = cx
                    .document
                    .pairs(at.node)
                    .find(|&(key, _)| cx.document.text_of(key) == "name");
                let name = name.map_or(String::new(), |(_, name)| {
                    format!(" {}", code(cx.document.text_of(name)))
                });
                let finding = sink.report(
                    cx.key(*at),
                    format!("the integration{name} does nothing; Ampersand refuses it"),
                );
                for span in empty_sections(cx, *at) {
                    finding.also(span, "nothing stands under it, so it does not count");
                }
                finding.help(format!("give it {}", alternatives(ACTIONS, "or")));
            }
            _ => {}
        }
    }
}

/// Whether the file has no content that Ampersand reads, and nothing else has been said about that.
fn is_empty(cx: &Context<'_>) -> bool {
    let nothing = match cx.document.root() {
        None => true,
        Some(root) => match cx.document.kind(root) {
            Kind::Scalar(_) => cx.document.span(root).is_empty() || cx.manifest.violations.is_empty(),
            Kind::Mapping => cx.document.pairs(root).next().is_none() && !cx.document.is_damaged(root),
            _ => false,
        },
    };
    let said = |problem: &Problem| problem.is_typo() || problem.kind == ProblemKind::ExtraDocument;
    nothing && !cx.document.problems().iter().any(said)
}

/// `at` is the key without a value, or the whole manifest without the key.
fn no_integrations(cx: &Context<'_>, at: At, sink: &mut Sink<'_>) {
    let root = cx.document.root();
    let is_key = cx.document.is_key(at.node);
    let message = if is_key {
        "`integrations` is empty; a manifest needs at least one integration"
    } else {
        "`integrations` is missing; a manifest needs at least one integration"
    };
    let place = if is_key { cx.value(at) } else { cx.file() };
    let finding = sink.report(place, message);
    let mut strays = 0;
    for (key, _) in root.iter().flat_map(|&root| cx.document.pairs(root)) {
        let name = cx.document.text_of(key);
        let stray = ACTIONS.contains(&name) || matches!(name, "name" | "provider" | "objects");
        if stray && strays < 4 {
            strays += 1;
            finding.also(
                cx.document.span(key),
                format!("{} belongs to an integration", code(name)),
            );
        }
    }
    finding.help(if strays > 0 {
        "write `integrations:` above it, and what belongs to the integration as an item of that list: `- name: …`"
    } else {
        "write an integration under `integrations:`, beginning with `- name:`"
    });
}

/// The keys of actions with nothing under them.
fn empty_sections(cx: &Context<'_>, integration: At) -> impl Iterator<Item = Span> {
    cx.document
        .pairs(integration.node)
        .map(|(key, _)| key)
        .filter(|&key| ACTIONS.contains(&cx.document.text_of(key)))
        .map(|key| cx.document.span(key))
}
