//! The vocabulary rules are written in.

use std::collections::HashMap;
use std::ops::Range;

pub use crate::diagnostic::{Diagnostic, Level};
pub use crate::fix::{Applicability, Edit, Fix, apply};
pub use crate::near::{nearest, one_slip};
pub use crate::payload::Payload;
pub use crate::relocate::Move;
pub use crate::source::{Fault, FaultKind, Span};
pub use crate::suppress::{Problem as SuppressionProblem, ProblemKind as SuppressionKind};
pub use crate::yaml::{
    Cause, Document, JsonFault, Kind, MAX_ALIASED_NODES, MAX_DEPTH, MAX_JSON_FAULTS, NodeId,
    Problem as YamlProblem, ProblemKind as YamlProblemKind, Style, Syntax, Tag, colon_like, inside_backticks,
    inside_curly_quotes, is_other_quote,
};

mod known;

pub use edits::EmptyEntry;
pub use known::{
    LastModule, Misspelt, NamedObject, called, check_capability, done, list_command, named_destinations,
    named_objects,
};
pub use names::{ByName, Folded, ReadObjects, look_up, nearest_of_few, repeats};
pub use schedule::{Schedule, dates};

use crate::diagnostic::{Tally, tidy};
use crate::escape::visible;
use crate::manifest::{
    At, Integration, Manifest, NamePaths, Problem, ReadObject, SubscribeObject, Text, WriteObject, name_path,
};
use crate::payload::{Payloads, Reads};
use crate::relocate;
use crate::source::Source;

mod edits;
mod keys;
mod names;
mod schedule;

/// What a rule is about; the order of the rule table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// The file and its YAML.
    File,
    /// Keys and the types of their values.
    Shape,
    /// Names and repetitions.
    Names,
    /// Cron schedules.
    Schedule,
    /// Delivery and backfill.
    Delivery,
    /// Fields and mappings.
    Fields,
    /// Subscribe actions.
    Subscribe,
    /// Providers, objects and destinations.
    Provider,
    /// Suppression comments.
    Suppression,
    /// API documents.
    Payload,
}

impl Group {
    /// Its heading.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Group::File => "File and YAML",
            Group::Shape => "Shape",
            Group::Names => "Names and duplicates",
            Group::Schedule => "Schedule",
            Group::Delivery => "Delivery and backfill",
            Group::Fields => "Fields and mappings",
            Group::Subscribe => "Subscribe",
            Group::Provider => "Provider, objects, destinations",
            Group::Suppression => "Suppressions",
            Group::Payload => "API documents",
        }
    }
}

/// Which fixes a rule may offer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fixes {
    /// None.
    Never,
    /// Safe ones only.
    Safe,
    /// Unsafe ones only.
    Unsafe,
    /// Either, depending on the case.
    Both,
}

impl Fixes {
    /// How the rule table shows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Fixes::Never => "none",
            Fixes::Safe => "safe",
            Fixes::Unsafe => "unsafe",
            Fixes::Both => "safe or unsafe",
        }
    }

    /// Whether a fix of this applicability may be offered.
    #[must_use]
    pub fn allow(self, applicability: Applicability) -> bool {
        match self {
            Fixes::Never => false,
            Fixes::Safe => applicability == Applicability::Safe,
            Fixes::Unsafe => applicability == Applicability::Unsafe,
            Fixes::Both => true,
        }
    }
}

/// One rule: what it is called, what is said of it, and its check.
#[derive(Debug)]
pub struct Rule {
    /// Its name: kebab-case, reads as "allow X".
    pub id: &'static str,
    /// Other names accepted in suppressions and configuration.
    pub aliases: &'static [&'static str],
    /// What it is about.
    pub group: Group,
    /// Its level unless configured; the highest, for rules that use more than one.
    pub level: Level,
    /// Which fixes it may offer.
    pub fixes: Fixes,
    /// The version that brought it.
    pub since: &'static str,
    /// Its documentation, in markdown under fixed headings; the first paragraph is its summary.
    pub docs: &'static str,
    /// The check.
    pub check: Check,
}

impl Rule {
    /// The first paragraph of the documentation, on one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let first = self.docs.split("\n\n").next().unwrap_or_default();
        first.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The documentation without the blank that begins each line of a doc comment.
    #[must_use]
    pub fn body(&self) -> String {
        let lines = self.docs.lines();
        let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        lines.join("\n").trim_end().to_owned() + "\n"
    }

    /// The first paragraph under "Why", on one line.
    #[must_use]
    pub fn why(&self) -> Option<String> {
        let (_, why) = self.docs.split_once("\n ## Why\n")?;
        let first = why.trim_start().split("\n\n").next()?;
        Some(first.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// A check function, with what it is called for.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Once a file; once a manifest, if the rule's group is another than [`Group::File`].
    File(fn(&Context<'_>, &mut Sink<'_>)),
    /// For everything the reader of the YAML found.
    Yaml(fn(&Context<'_>, &YamlProblem, &mut Sink<'_>)),
    /// For everything the reader of the manifest, or of API documents, found.
    Shape(fn(&Context<'_>, &Problem, &mut Sink<'_>)),
    /// For each integration.
    Integration(fn(&Context<'_>, &Integration<'_>, &mut Sink<'_>)),
    /// For each read object.
    ReadObject(fn(&Context<'_>, &Integration<'_>, &ReadObject<'_>, &mut Sink<'_>)),
    /// For each write object.
    WriteObject(fn(&Context<'_>, &Integration<'_>, &WriteObject<'_>, &mut Sink<'_>)),
    /// For each subscribe object.
    SubscribeObject(fn(&Context<'_>, &Integration<'_>, &SubscribeObject<'_>, &mut Sink<'_>)),
    /// For each schedule. Must not look at anything else: a schedule without findings is checked once a file.
    Schedule(fn(&Context<'_>, &Schedule<'_>, &mut Sink<'_>)),
    /// For each API document.
    Payload(fn(&Context<'_>, &Payload<'_>, &mut Sink<'_>)),
    /// For everything wrong with suppression comments.
    Suppression(fn(&Context<'_>, &SuppressionProblem, &mut Sink<'_>)),
}

/// What a check may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The text.
    pub source: &'a Source,
    /// The tree.
    pub document: &'a Document<'a>,
    /// The manifest; nothing is known of it in a file of API documents.
    pub manifest: &'a Manifest<'a>,
    /// The API documents, in a file that holds such.
    pub payloads: Option<&'a Payloads<'a>>,
    /// What is read by the manifest that API documents belong to, when the user has named it.
    pub reads: Option<&'a Reads>,
    /// Destinations that exist, when the user has listed them.
    pub destinations: Option<&'a [String]>,
    /// Remembers the module of the integration looked at last.
    pub module: LastModule,
}

/// A place a finding can point at.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The characters.
    pub span: Span,
    /// The node they belong to; gives the manifest path.
    pub node: Option<NodeId>,
    /// The alias through which they are used.
    pub via: Option<NodeId>,
}

impl Place {
    /// Another span in the same node.
    #[must_use]
    pub fn with_span(self, span: Span) -> Self {
        Self { span, ..self }
    }
}

impl<'a> Context<'a> {
    /// Whether the file is a manifest, not API documents.
    #[must_use]
    pub fn is_manifest(&self) -> bool {
        self.payloads.is_none()
    }

    /// The value at `at`.
    #[must_use]
    pub fn value(&self, at: At) -> Place {
        Place {
            span: at.span(self.document),
            node: Some(at.node),
            via: at.via(),
        }
    }

    /// The node itself, such as the key of a problem in the YAML.
    #[must_use]
    pub fn node(&self, node: NodeId) -> Place {
        Place {
            span: self.document.span(node),
            node: Some(node),
            via: None,
        }
    }

    /// Characters that belong to no node; the path is that of what they stand in.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        Place {
            span,
            node: self.document.around(span),
            via: None,
        }
    }

    /// Where the value at `at` is used: the alias that stands for it, or brings it, else the value.
    #[must_use]
    pub fn used(&self, at: At) -> Place {
        at.via().map_or_else(|| self.value(at), |alias| self.node(alias))
    }

    /// Places of two values of which one is a repetition: the values, but the aliases where both come from the
    /// same characters.
    #[must_use]
    pub fn places_of_two(&self, later: At, first: At) -> (Place, Span) {
        if later.node == first.node {
            (self.used(later), self.used(first).span)
        } else {
            (self.value(later), self.span(first))
        }
    }

    /// An item of a list: its value, or its dash where nothing follows that.
    #[must_use]
    pub fn item(&self, at: At) -> Place {
        let place = self.value(at);
        let span = place.span;
        let dash = span.start.checked_sub(1).map(|start| Span::new(start, span.end));
        match dash {
            Some(dash) if span.is_empty() && self.document.slice(dash) == "-" => place.with_span(dash),
            _ => place,
        }
    }

    /// Bytes `range` of the text at `at`: the characters they were read from.
    #[must_use]
    pub fn part(&self, at: At, range: Range<usize>) -> Place {
        self.value(at).with_span(self.document.place(at.node, range))
    }

    /// An edit that writes `new` for bytes `range` of the text at `at`; `None` where it can't be told which
    /// characters those were read from.
    #[must_use]
    pub fn replace_part(&self, at: At, range: Range<usize>, new: impl Into<String>) -> Option<Edit> {
        let (part, whole) = (self.part(at, range.clone()).span, self.span(at));
        let all = range == (0..self.document.text_of(at.node).len());
        (part != whole || all).then(|| Edit::replace(part, new))
    }

    /// Bytes `range` of a name: the characters they were read from.
    #[must_use]
    pub fn part_of(&self, name: &Text<'_>, range: Range<usize>) -> Place {
        // A name is without the blanks around it, which are a finding of their own.
        let written = self.document.text_of(name.at.node);
        let blanks = written.find(name.as_str()).unwrap_or_default();
        self.part(name.at, blanks + range.start..blanks + range.end)
    }

    /// The key of the value at `at`; an item's first key, else the value itself.
    #[must_use]
    pub fn key(&self, at: At) -> Place {
        if let Some(key) = at.key(self.document) {
            return self.value(key);
        }
        match self.document.pairs(at.node).next() {
            Some((key, _)) => Place {
                span: self.document.span(key),
                node: Some(at.node),
                via: at.via(),
            },
            None => self.value(at),
        }
    }

    /// The characters of the key of the value at `at` (see [`Context::key`]).
    #[must_use]
    pub fn key_span(&self, at: At) -> Span {
        self.key(at).span
    }

    /// The whole entry, key and value.
    #[must_use]
    pub fn entry_span(&self, at: At) -> Span {
        let value = self.document.span(at.place(self.document));
        Span::new(self.key_span(at).start, value.end)
    }

    /// The span of the value at `at`.
    #[must_use]
    pub fn span(&self, at: At) -> Span {
        at.span(self.document)
    }

    /// The value at `at` as it is written, quotes and all.
    #[must_use]
    pub fn written(&self, at: At) -> &'a str {
        self.document.slice(at.span(self.document))
    }

    /// The name of the key at `at` (which must be a key's own place, as in problems about keys).
    #[must_use]
    pub fn name(&self, key: At) -> &'a str {
        self.document.text_of(key.node)
    }

    /// The first key of the file, else its beginning.
    #[must_use]
    pub fn file(&self) -> Place {
        let root = self.document.root();
        let first = root.and_then(|root| self.document.pairs(root).next());
        let span = match (first, root) {
            (Some((key, _)), _) => self.document.span(key),
            (None, Some(root)) => {
                let span = self.document.span(root);
                self.source.line_span(self.source.line_of(span.start))
            }
            (None, None) => self.source.line_span(1),
        };
        Place {
            span,
            node: root,
            via: None,
        }
    }

    /// What the value at `at` is called in a message, such as "field name".
    #[must_use]
    pub fn noun(&self, at: At) -> &'static str {
        let list = || {
            self.document
                .parent(at.place(self.document))
                .and_then(|list| self.document.key_of(list))
        };
        let key = at.key(self.document).map(|key| key.node).or_else(list);
        match key.map_or("", |key| self.document.text_of(self.document.resolve(key))) {
            "name" => "integration name",
            "displayName" | "mapToDisplayName" => "display name",
            "provider" => "provider",
            "module" => "module",
            "objectName" => "object name",
            "destination" => "destination",
            "schedule" => "schedule",
            "fieldName" => "field name",
            "mapToName" => "mapped name",
            "prompt" => "prompt",
            "default" => "default",
            "requiredWatchFields" => "watched field",
            "otherEvents" => "event name",
            _ => "text",
        }
    }

    /// The lines that hold `span`, line break included, when nothing else stands on them (at the end of the
    /// file the break before them); else `span` itself.
    #[must_use]
    pub fn whole_lines(&self, span: Span) -> Span {
        let (first, last) = (self.source.line_of(span.start), self.source.line_of(span.end));
        let (start, end) = (
            self.source.line_span(first).start,
            self.source.line_span(last).end,
        );
        let blank = |from: u32, to: u32| self.source.slice(Span::new(from, to)).trim().is_empty();
        if !blank(start, span.start) || !blank(span.end, end) {
            return span;
        }
        self.lines(first, last)
    }

    /// Moves the entry of `key` out, to stand after the entry of `beside`, which encloses it. `None` where that
    /// takes more than moving whole lines.
    #[must_use]
    pub fn move_out(&self, key: At, beside: At) -> Option<Move> {
        let direct = key.via().is_none() && beside.via().is_none();
        direct
            .then(|| relocate::outward(self, key.node, beside.node))
            .flatten()
    }

    /// Moves the entry of `key` in, under keys that are not there, which are written above it.
    #[must_use]
    pub fn wrap(&self, key: At, under: &[&str]) -> Option<Move> {
        let direct = key.via().is_none();
        direct.then(|| relocate::wrap(self, key.node, under)).flatten()
    }

    /// Makes the mapping at `at` the only item of a list.
    #[must_use]
    pub fn make_item(&self, at: At) -> Option<Edit> {
        relocate::make_item(self, at.node)
    }

    /// Makes the items of the list at `at`, all mappings, one mapping.
    #[must_use]
    pub fn unmake_items(&self, at: At) -> Option<Vec<Edit>> {
        relocate::unmake_items(self, at.node)
    }

    /// Writes the key `name` above the list at `at`, which stands under another.
    #[must_use]
    pub fn put_under(&self, at: At, name: &str) -> Option<Edit> {
        relocate::put_under(self, at.node, name)
    }

    /// Moves the entry of `key` in, under the key `under` of the same mapping.
    #[must_use]
    pub fn move_in(&self, key: At, under: NodeId) -> Option<Move> {
        key.via()
            .is_none()
            .then(|| relocate::inward(self, key.node, under))
            .flatten()
    }

    /// `text` as a value that reads as this very text, for fixes: plain where that is safe, else in double
    /// quotes; in the style of the value at `like` where that has quotes (block scalars get double ones).
    #[must_use]
    pub fn scalar_like(&self, like: At, text: &str) -> String {
        match self.document.kind(like.node) {
            Kind::Scalar(Style::Single) if !text.contains('\'') => format!("'{text}'"),
            Kind::Scalar(Style::Single | Style::Double) => quoted(text),
            // What stood in a block text is plain only where it is a single word.
            Kind::Scalar(Style::Literal | Style::Folded) if text.contains(' ') => quoted(text),
            _ if is_plain(text) => text.to_owned(),
            _ => quoted(text),
        }
    }

    /// A fix that replaces the value at `at` by `text`, written in the value's own style. `None` where the
    /// value is no scalar in the file.
    #[must_use]
    pub fn replace_text(
        &self,
        at: At,
        message: impl Into<String>,
        applicability: Applicability,
        text: &str,
    ) -> Option<Fix> {
        let is_scalar = matches!(self.document.kind(at.node), Kind::Scalar(_));
        let mut written = self.scalar_like(at, text);
        if let Some(comment) = self.block_comment(at) {
            written.push(' ');
            written.push_str(comment);
        }
        let edit = Edit::replace(self.span(at), written);
        is_scalar.then(|| Fix {
            message: message.into(),
            applicability,
            edits: vec![edit],
        })
    }

    /// Tells `finding` which of `allowed` to write for the text at `at`: the nearest, with a fix, else any.
    pub fn suggest(&self, finding: &mut Diagnostic, at: At, allowed: &[String]) {
        let lower: Vec<String> = allowed.iter().map(|word| word.to_lowercase()).collect();
        let text = self.document.text_of(at.node).to_lowercase();
        let same = lower.iter().position(|word| *word == text);
        let near = || {
            let near = nearest(&text, lower.iter().map(String::as_str))?;
            lower.iter().position(|word| word == near)
        };
        if let Some(i) = same.or_else(near) {
            let message = format!("write {}", code(&allowed[i]));
            let fix = self.replace_text(at, message.as_str(), Applicability::Unsafe, &allowed[i]);
            finding.help(message).fix(fix);
        } else {
            let words = allowed.iter().map(String::as_str);
            finding.help(format!("write {}", alternatives(words, "or")));
        }
    }
}

/// The rule that `name` is most likely meant for.
#[must_use]
pub fn nearest_rule(name: &str) -> Option<&'static str> {
    let names = crate::rules::ALL
        .iter()
        .flat_map(|rule| std::iter::once(&rule.id).chain(rule.aliases));
    nearest(name, names.clone().copied()).or_else(|| {
        // Half of a name that is the beginning of no other.
        let mut begun = names.filter(|rule| name.len() >= rule.len() / 2 && rule.starts_with(name));
        match (begun.next(), begun.next()) {
            (Some(&only), None) => Some(only),
            _ => None,
        }
    })
}

/// `text` in double quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether `text` without quotes reads as itself, in block and in flow style.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    let word =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '$' | '@' | '+' | '*' | ' ');
    // What begins with a digit and has blanks, such as a schedule, is no number.
    let begins = |c: char| c.is_alphabetic() || c == '_' || (c.is_ascii_digit() && text.contains(' '));
    let plain = text.starts_with(begins) && !text.ends_with(' ') && text.chars().all(word);
    plain
        && matches!(
            crate::manifest::scalar::resolve(text, true, crate::yaml::Tag::None),
            crate::manifest::scalar::Scalar::Text
        )
}

/// Whether `written`, put behind `: ` or `- `, is a value that ends with it.
#[must_use]
pub fn is_value(written: &str) -> bool {
    let mut chars = written.chars();
    let Some(first) = chars.next() else { return false };
    let rest = chars.as_str();
    match first {
        '"' | '\'' => rest
            .strip_suffix(first)
            .is_some_and(|text| !text.contains([first, '\\'])),
        '-' | '?' | ':' => !rest.is_empty() && !rest.starts_with([' ', '\t']) && !has_colon(rest),
        _ => !" \t,[]{}#&*!|>%@`".contains(first) && !has_colon(rest),
    }
}

/// The parts of a key at `start` that lacks its colon, has another sign for it, or lacks the blank after it, as in
/// `days:30`: the key, what mends it, and the value.
#[must_use]
pub fn key_without_colon(text: &str, start: u32) -> Option<(&str, Edit, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (key, rest) = text.split_at(end);
    let at = start + u32::try_from(end).ok()?;
    let (edit, value) = if let Some(sign) = colon_like(rest) {
        let value = &rest[sign.len()..];
        let blank = value.is_empty() || value.starts_with([' ', '\t']);
        let span = Span::new(at, at + u32::try_from(sign.len()).ok()?);
        (Edit::replace(span, if blank { ":" } else { ": " }), value)
    } else if let Some(value) = rest.strip_prefix(':') {
        (Edit::insert(at + 1, " "), value)
    } else if rest.starts_with([' ', '\t']) {
        (Edit::insert(at, ":"), rest)
    } else {
        return None;
    };
    (!key.is_empty()).then(|| (key, edit, value.trim_start_matches([' ', '\t'])))
}

/// Whether a part of `text` reads as a key.
fn has_colon(text: &str) -> bool {
    text.ends_with(':') || text.contains(": ") || text.contains(":\t")
}

/// How many characters of a value, key or name a message shows.
pub const MAX_EXCERPT: usize = 60;

/// `text` between backticks for a message, cut when it is long, control characters shown as escapes.
#[must_use]
pub fn code(text: &str) -> String {
    match text.char_indices().nth(MAX_EXCERPT) {
        Some((end, _)) => format!("`{}…`", visible(&text[..end])),
        None => format!("`{}`", visible(text)),
    }
}

/// The value `text` for the beginning of a message.
#[must_use]
pub fn value(text: &str) -> String {
    if text.is_empty() {
        "an empty text".to_owned()
    } else {
        code(text)
    }
}

/// A list for a message: `a`, `b` or `c`.
#[must_use]
pub fn alternatives<'w>(words: impl IntoIterator<Item = &'w str>, last: &str) -> String {
    let words: Vec<String> = words.into_iter().map(code).collect();
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// How many findings are held before the mildest are given up for the worst.
pub const MAX_HELD: usize = 100_000;

/// Where findings go.
#[derive(Debug)]
pub struct Sink<'a> {
    document: &'a Document<'a>,
    names: NamePaths<'a>,
    rule: &'static str,
    level: Level,
    /// The levels that the user has set.
    levels: HashMap<&'static str, Level>,
    /// What was reported so far; the worst of it, when there is very much.
    pub(crate) findings: Vec<Diagnostic>,
    /// How often something was reported.
    pub(crate) reported: usize,
    /// The findings that were given up.
    pub(crate) omitted: Tally,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(document: &'a Document<'a>, levels: HashMap<&'static str, Level>) -> Self {
        Self {
            document,
            names: NamePaths::new(document),
            rule: "",
            level: Level::Error,
            levels,
            findings: Vec::new(),
            reported: 0,
            omitted: Tally::default(),
        }
    }

    /// Gives up half of the findings: the mildest, and of those the last in the file.
    fn thin(&mut self) {
        tidy(&mut self.findings);
        if self.findings.len() <= MAX_HELD / 2 {
            return;
        }
        let level = |finding: &Diagnostic| self.levels.get(finding.rule).copied().unwrap_or(finding.level);
        self.findings
            .sort_by_key(|finding| std::cmp::Reverse(level(finding)));
        for finding in self.findings.drain(MAX_HELD / 2..) {
            self.omitted.add(&finding, level(&finding));
        }
    }

    pub(crate) fn begin(&mut self, rule: &Rule) {
        self.rule = rule.id;
        self.level = rule.level;
    }

    /// Reports a finding of the running rule at `place`, at the rule's level. The result takes labels, help
    /// and fixes.
    pub fn report(&mut self, place: Place, message: impl Into<String>) -> &mut Diagnostic {
        let mut finding = Diagnostic {
            rule: self.rule,
            level: self.level,
            message: message.into(),
            span: place.span,
            label: None,
            labels: Vec::new(),
            help: None,
            fixes: Vec::new(),
            path: place
                .node
                .map_or_else(|| "$".to_owned(), |node| self.document.path(node)),
            name_path: place
                .node
                .map_or_else(|| name_path::ROOT.to_owned(), |node| self.names.of(node)),
            suppressed: false,
        };
        if let Some(alias) = place.via {
            finding.also(self.document.span(alias), "used here");
        }
        if self.findings.len() >= MAX_HELD {
            self.thin();
        }
        self.reported += 1;
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }
}

/// Declares a rule: its documentation as a doc comment, then its properties.
///
/// ```text
/// rule! {
///     /// One line: what it finds.
///     ///
///     /// ## Why
///     /// …
///     id: "some-rule",
///     group: Shape,
///     level: Error,
///     fixes: Safe,
///     since: "0.1.0",
///     check: Shape(check),
/// }
/// ```
macro_rules! rule {
    (
        $(#[doc = $doc:literal])+
        id: $id:literal,
        $(aliases: [$($alias:literal),+ $(,)?],)?
        group: $group:ident,
        level: $level:ident,
        fixes: $fixes:ident,
        since: $since:literal,
        check: $on:ident($check:path) $(,)?
    ) => {
        $(#[doc = $doc])+
        pub(crate) static RULE: crate::rule::Rule = crate::rule::Rule {
            id: $id,
            aliases: &[$($($alias),+)?],
            group: crate::rule::Group::$group,
            level: crate::rule::Level::$level,
            fixes: crate::rule::Fixes::$fixes,
            since: $since,
            docs: concat!($($doc, "\n"),+),
            check: crate::rule::Check::$on($check),
        };
    };
}
pub(crate) use rule;
