//! What is taken out of a manifest is proposed where it stood, and accepting it gives it back.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use amplint::assist::complete::{Completion, Known, complete};
use amplint::assist::{Around, Stand};
use amplint::catalog::{self, NameCase};
use amplint::fix::{Edit, Fix, apply};
use amplint::manifest::{self, Manifest, Shape};
use amplint::source::{Source, Span};
use amplint::yaml::{Document, Kind, NodeId, parse};

/// Manifests without mistakes: the good examples of all rules, and real ones where they are at hand.
pub fn manifests() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(root.join("fixtures/rules")).unwrap() {
        files.push(entry.unwrap().path().join("good.yaml"));
    }
    let corpus =
        std::env::var_os("AMPLINT_CORPUS").map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    match fs::read_dir(corpus.join("manifests")) {
        Ok(entries) => files.extend(entries.map(|entry| entry.unwrap().path())),
        Err(_) => eprintln!("skipped: there is no corpus"),
    }
    files.sort();
    let texts = files
        .into_iter()
        .filter_map(|file| Some((file.display().to_string(), fs::read_to_string(&file).ok()?)));
    texts.filter(|(_, text)| text.contains("specVersion")).collect()
}

fn source(text: &str) -> Source {
    Source::new("amp.yaml", text.as_bytes().to_vec()).unwrap()
}

/// `text` after a proposal is taken, and where the cursor is then.
pub fn accept(text: &str, proposal: &Completion) -> (String, u32) {
    let mut edits = vec![Edit::replace(proposal.span, proposal.text.clone())];
    let mut at = proposal.span.start + u32::try_from(proposal.text.len()).unwrap();
    if let Some((span, indent)) = &proposal.indent {
        at = at + u32::try_from(indent.len()).unwrap() - span.len();
        edits.insert(0, Edit::replace(*span, indent.clone()));
    }
    let (after, applied) = apply(text, [&Fix::safe("", edits)]);
    assert_eq!(applied, 1, "{proposal:?}");
    (after, at)
}

/// Something to take out and get back.
#[derive(Debug)]
enum Removed {
    /// A key, but not its colon.
    Key(String),
    /// A whole entry of one line.
    Entry(String, String),
    /// A value.
    Value(String),
}

/// Every place of a manifest that something can be taken from.
fn places(document: &Document<'_>, manifest: &Manifest<'_>, source: &Source) -> Vec<(Span, Removed)> {
    let mut places = Vec::new();
    for node in document.nodes() {
        let span = document.span(node);
        let line = source.line_span(source.line_of(span.start));
        if document.is_key(node) {
            let Some(Stand::Mapping(shape)) = document.parent(node).and_then(|it| Stand::of(document, it))
            else {
                continue;
            };
            let name = document.text_of(node);
            if !shape.has(name) || document.kind(node) == Kind::Alias {
                continue;
            }
            places.push((span, Removed::Key(name.to_owned())));
            let value = document.value_of(node).unwrap();
            let whole = Span::new(span.start, document.span(value).end);
            let before = source.slice(Span::new(line.start, span.start));
            let alone = before.trim_matches([' ', '-']).is_empty() && whole.end == line.end;
            if alone && known(document, manifest, shape, name, value) {
                places.push((
                    whole,
                    Removed::Entry(name.to_owned(), document.text_of(value).to_owned()),
                ));
            }
        } else if matches!(document.kind(node), Kind::Scalar(_)) && !document.is_anchored(node) {
            let Some(Stand::Value(shape, key) | Stand::Item(shape, key)) = Stand::of(document, node) else {
                continue;
            };
            let one_line = source.line_of(span.start) == source.line_of(span.end);
            if one_line && known(document, manifest, shape, key, node) {
                places.push((span, Removed::Value(document.text_of(node).to_owned())));
            }
        }
    }
    places
}

/// Whether a value can be known without a guess: by the platform's words, the catalogue, or the rest of the file.
fn known(document: &Document<'_>, manifest: &Manifest<'_>, shape: Shape, key: &str, node: NodeId) -> bool {
    let text = document.text_of(node);
    let around = Around::of(document, manifest, node);
    match key {
        "specVersion" | "enabled" | "optionalFieldsAuto" | "mode" | "watchFieldsAuto" | "fullHistory" => true,
        "inheritMapping"
        | "allowAnyFields"
        | "inheritFieldsAndMapping"
        | "includeFullRecords"
        | "useModule" => true,
        "provider" => catalog::provider(text).is_some(),
        "module" => around
            .provider()
            .is_some_and(|it| it.modules().any(|module| module.id() == text)),
        "objectName" => around.object().is_some_and(|it| {
            it.name() == text && around.action.is_some_and(|action| !it.support(action).is_no())
        }),
        "fieldName" if shape == Shape::Field && !is_repeated(&around, text) => around
            .object()
            .is_some_and(|it| it.field(text).is_some_and(|field| field.name() == text)),
        "destination" => {
            let all = manifest
                .integrations()
                .iter()
                .flat_map(amplint::manifest::Integration::destinations);
            // An alias is no second place.
            let same = all.filter(|name| name.as_str() == text);
            same.map(|name| name.at.node).collect::<HashSet<_>>().len() > 1
        }
        _ => false,
    }
}

/// Whether the object lists a field twice: what is there already is not proposed again.
fn is_repeated(around: &Around<'_>, name: &str) -> bool {
    let fields = around
        .read
        .into_iter()
        .flat_map(amplint::manifest::ReadObject::fields);
    let names = fields.filter_map(|field| field.field_name.get());
    names.filter(|it| it.as_str().eq_ignore_ascii_case(name)).count() > 1
}

struct Tally {
    tried: usize,
    back: usize,
    missing: Vec<String>,
}

impl Tally {
    fn new() -> Self {
        Self {
            tried: 0,
            back: 0,
            missing: Vec::new(),
        }
    }

    fn add(&mut self, done: bool, what: impl FnOnce() -> String) {
        self.tried += 1;
        if done {
            self.back += 1;
        } else {
            self.missing.push(what());
        }
    }

    fn hold(&self, what: &str, least: f64) {
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let share = self.back as f64 / self.tried.max(1) as f64;
        eprintln!("{what}: {} of {} ({:.2} %)", self.back, self.tried, share * 100.0);
        let shown = self
            .missing
            .iter()
            .take(40)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n");
        assert!(
            self.tried > 2 && share >= least,
            "{what}: {} of {}\n{shown}",
            self.back,
            self.tried
        );
    }
}

/// What the manifest says: keys and values, without regard to how they are written.
fn sense(text: &str) -> Vec<(String, String)> {
    let source = source(text);
    let document = parse(&source);
    let scalars = document
        .nodes()
        .filter(|&node| matches!(document.kind(node), Kind::Scalar(_)));
    scalars
        .map(|node| (document.path(node), document.text_of(node).to_owned()))
        .collect()
}

fn same_name(a: &str, b: &str, any_case: bool) -> bool {
    a == b || any_case && a.eq_ignore_ascii_case(b)
}

/// Whether `text` says what `before` does.
fn same_sense(text: &str, before: &[(String, String)], any_case: bool) -> bool {
    let after = sense(text);
    after.len() == before.len()
        && after
            .iter()
            .zip(before)
            .all(|(a, b)| a.0 == b.0 && same_name(&a.1, &b.1, any_case))
}

fn try_all(texts: &[(String, String)], step: usize) -> (Tally, Tally) {
    let (mut keys, mut values) = (Tally::new(), Tally::new());
    for (name, text) in texts {
        let source = source(text);
        let document = parse(&source);
        let manifest = manifest::read(&document);
        let before = sense(text);
        // Keys in another case, and what is read as something else than it says, come back as the platform has them.
        if ["key-case", "implicit-typing", "wrong-type"]
            .iter()
            .any(|rule| name.contains(rule))
        {
            continue;
        }
        // What a check objects to is not proposed.
        let findings = super::refused::findings(text);
        let refused = |span: Span| {
            findings.iter().any(|it| {
                let here = it.span.start < span.end && span.start < it.span.end;
                let provider = it.labels.iter().any(|label| label.span == span);
                here || (provider && it.rule.starts_with("provider-capability"))
            })
        };
        for (i, (span, removed)) in places(&document, &manifest, &source).into_iter().enumerate() {
            if i % step != 0 || (!matches!(removed, Removed::Key(_)) && refused(span)) {
                continue;
            }
            // Names in a case that does not matter come back as the file has them elsewhere.
            let any_case = document
                .node_from(span.start)
                .and_then(|node| Around::of(&document, &manifest, node).module())
                .is_some_and(|module| module.name_case() != NameCase::Sensitive);
            let (cut, _) = apply(text, [&Fix::safe("", [Edit::delete(span)])]);
            let at = |text: &str, offset: u32| complete(&self::source(text), offset, Known::default());
            let place = || format!("{name}:{} {removed:?}", source.line_of(span.start));
            match &removed {
                Removed::Key(key) => {
                    let found = at(&cut, span.start);
                    let found = found.iter().find(|it| it.label == *key);
                    let back = found.is_some_and(|it| accept(&cut, it).0 == *text);
                    keys.add(back, place);
                }
                Removed::Value(value) => {
                    let found = at(&cut, span.start);
                    let found = found.iter().find(|it| same_name(&it.label, value, any_case));
                    values.add(
                        found.is_some_and(|it| same_sense(&accept(&cut, it).0, &before, any_case)),
                        place,
                    );
                }
                Removed::Entry(key, value) => {
                    let found = at(&cut, span.start);
                    let back = found.iter().find(|it| it.label == *key).is_some_and(|it| {
                        let (half, offset) = accept(&cut, it);
                        if sense(&half) == before {
                            return true;
                        }
                        let found = at(&half, offset);
                        let found = found.iter().find(|it| same_name(&it.label, value, any_case));
                        found.is_some_and(|it| same_sense(&accept(&half, it).0, &before, any_case))
                    });
                    keys.add(back, place);
                }
            }
        }
    }
    (keys, values)
}

/// A text in another dress.
fn dressed(texts: &[(String, String)], dress: impl Fn(&str) -> Option<String>) -> Vec<(String, String)> {
    texts
        .iter()
        .filter_map(|(name, text)| Some((name.clone(), dress(text)?)))
        .collect()
}

/// Four columns a level, dashes followed by three spaces.
fn four_columns(text: &str) -> Option<String> {
    let mut wide = String::new();
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        wide.push_str(&"  ".repeat(line.len() - content.len()));
        match content.strip_prefix("- ") {
            Some(item) => wide.push_str(&format!("-   {item}")),
            None => wide.push_str(content),
        }
    }
    (sense(&wide) == sense(text)).then_some(wide)
}

/// Everything in brackets and braces, on one line.
fn flow(text: &str) -> Option<String> {
    fn write(document: &Document<'_>, node: NodeId, out: &mut String) -> Option<()> {
        match document.kind(node) {
            Kind::Mapping => {
                out.push('{');
                for (i, (key, value)) in document.pairs(node).enumerate() {
                    out.push_str(if i > 0 { ", " } else { "" });
                    write(document, key, out)?;
                    out.push_str(": ");
                    write(document, value, out)?;
                }
                out.push('}');
            }
            Kind::Sequence => {
                out.push('[');
                for (i, item) in document.children(node).enumerate() {
                    out.push_str(if i > 0 { ", " } else { "" });
                    write(document, item, out)?;
                }
                out.push(']');
            }
            Kind::Scalar(_) => {
                let text = document.text_of(node);
                let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.') && !text.is_empty();
                out.push_str(&if plain {
                    text.to_owned()
                } else {
                    format!("{text:?}")
                });
            }
            Kind::Alias | Kind::Hole => return None,
        }
        Some(())
    }
    let source = source(text);
    let document = parse(&source);
    let mut out = String::new();
    write(&document, document.root()?, &mut out)?;
    out.push('\n');
    (!document.nodes().any(|node| document.is_anchored(node)) && sense(&out) == sense(text)).then_some(out)
}

#[test]
fn what_is_removed_comes_back() {
    // AMPLINT_ALL: every place.
    let step = if std::env::var_os("AMPLINT_ALL").is_some() {
        1
    } else {
        11
    };
    let (keys, values) = try_all(&manifests(), step);
    values.hold("values", 1.0);
    keys.hold("keys", 1.0);
}

#[test]
fn in_another_dress_too() {
    let texts = manifests();
    let crlf = dressed(&texts, |text| {
        Some(text.replace("\r\n", "\n").replace('\n', "\r\n"))
    });
    let (keys, values) = try_all(&crlf, 61);
    keys.hold("keys with CRLF", 0.99);
    values.hold("values with CRLF", 0.99);
    let (keys, values) = try_all(&dressed(&texts, four_columns), 61);
    keys.hold("keys in four columns", 0.99);
    values.hold("values in four columns", 0.99);
    let (keys, values) = try_all(&dressed(&texts, flow), 61);
    keys.hold("keys in braces", 0.99);
    values.hold("values in braces", 0.99);
}

/// Something else is wrong elsewhere: what is removed is proposed all the same.
#[test]
fn beside_another_mistake() {
    for mistake in [
        "oops\n",
        "  - name: other\n    provid\n",
        "  - name: \"other\n    provider: hubspot\n",
    ] {
        let (mut keys, mut values) = (Tally::new(), Tally::new());
        for (name, text) in manifests() {
            let source = source(&text);
            let document = parse(&source);
            let manifest = manifest::read(&document);
            for (span, removed) in places(&document, &manifest, &source)
                .into_iter()
                .skip(3)
                .step_by(101)
            {
                let (cut, _) = apply(&text, [&Fix::safe("", [Edit::delete(span)])]);
                let cut = format!("{}\n{mistake}", cut.trim_end());
                let found = complete(&self::source(&cut), span.start, Known::default());
                let place = || format!("{name}:{} {removed:?}", source.line_of(span.start));
                match &removed {
                    Removed::Key(key) | Removed::Entry(key, _) => {
                        keys.add(found.iter().any(|it| it.label == *key), place);
                    }
                    Removed::Value(value) => values.add(found.iter().any(|it| it.label == *value), place),
                }
            }
        }
        keys.hold(&format!("keys beside {mistake:?}"), 0.98);
        values.hold(&format!("values beside {mistake:?}"), 0.98);
    }
}
