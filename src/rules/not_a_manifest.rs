use crate::manifest;
use crate::rule::{Context, Kind, Sink, alternatives, rule};

rule! {
    /// A file called like a manifest that is something else.
    ///
    /// ## Why
    ///
    /// `amp.yaml` is a name that other programs use, too. None of the keys at the top of this file is one of a manifest,
    /// so that everything else that could be said of it would be noise.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// apiVersion: v1
    /// kind: Template
    /// metadata:
    ///   name: amp
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
    ///
    /// ## Notes
    ///
    /// A file that is only met in a folder, or named under `--force-exclude` as hooks do, is passed over with a note. No
    /// fix ever writes into it.
    ///
    /// A key that is near one of a manifest, or one of manifests of old, makes a file a manifest; then its mistakes
    /// are reported.
    id: "not-a-manifest",
    group: File,
    level: Error,
    fixes: Never,
    since: "0.2.0",
    check: File(check),
}

/// How many keys are named.
const MOST: usize = 3;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(first) = cx.is_manifest().then(|| manifest::foreign(cx.document)).flatten() else {
        return;
    };
    let place = cx.node(first);
    let mapping = cx.document.parent(first);
    let listed = mapping.filter(|&it| cx.document.kind(it) == Kind::Mapping);
    let message = match listed {
        Some(mapping) => {
            let keys = || {
                cx.document
                    .pairs(mapping)
                    .map(|(key, _)| cx.document.text_of(key))
                    .filter(|name| !name.is_empty())
            };
            let names = match keys().next() {
                Some(_) => alternatives(keys().take(MOST), "and"),
                None => "a key without a name".to_owned(),
            };
            let more = if keys().nth(MOST).is_some() {
                ", among others,"
            } else {
                ""
            };
            format!("this is no manifest: it has {names}{more} at the top, none of which is a key of one")
        }
        None => "this is no manifest but a list of something else".to_owned(),
    };
    sink.report(place, message)
        .label("not a key of a manifest")
        .help(
            "a manifest begins with `specVersion: 1.0.0`, then `integrations:`; what is something else can be left \
             out by `exclude` in `amplint.toml`",
        );
}
