//! Reading a configuration: what stands at the top, and values of each kind.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::model::Config;
use super::patterns::Patterns;
use crate::diagnostic::{Diagnostic, Level};
use crate::rule::code;
use crate::source::{Source, Span, index};
use crate::suggest;

/// What findings about a configuration carry in place of a rule's id.
pub const ID: &str = "configuration";

/// Reads a configuration. The findings are everything that is wrong with it, in order; all of them are errors.
#[must_use]
pub fn read(source: &Source) -> (Config, Vec<Diagnostic>) {
    let text = source.text();
    let bom = source.bom_len();
    let mut reader = Reader {
        source,
        bom,
        config: Config::default(),
        findings: Vec::new(),
    };
    for fault in source.faults() {
        reader
            .report(fault.span, "this is not text in UTF-8")
            .help("save the file as UTF-8");
    }
    if reader.findings.is_empty() {
        let (table, errors) = DeTable::parse_recoverable(&text[bom as usize..]);
        for error in errors {
            let span = error.span().map_or(Span::at(bom), |range| reader.span(range));
            reader.report(span, format!("this is not TOML: {}", error.message()));
        }
        reader.top(table.get_ref());
    }
    let Reader {
        config, mut findings, ..
    } = reader;
    findings.sort_by_key(|finding| finding.span);
    (config, findings)
}

/// The settings at the top.
const KEYS: [&str; 13] = [
    "exclude",
    "include",
    "destinations",
    "fail-on",
    "min-level",
    "baseline",
    "select",
    "ignore",
    "rules",
    "overrides",
    "projects",
    "compare",
    "catalog",
];

pub(super) struct Reader<'s> {
    pub(super) source: &'s Source,
    bom: u32,
    pub(super) config: Config,
    findings: Vec<Diagnostic>,
}

pub(super) type Key<'t> = Spanned<std::borrow::Cow<'t, str>>;
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

impl Reader<'_> {
    pub(super) fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(index(range.start) + self.bom, index(range.end) + self.bom)
    }

    pub(super) fn line<T>(&self, at: &Spanned<T>) -> u32 {
        self.source.line_of(self.span(at.span()).start)
    }

    pub(super) fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let finding = Diagnostic::new(ID, Level::Error, span, message);
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// Reports a name that is none, with the name that is likely meant, as it would be written, or else `help`.
    pub(super) fn no_such(
        &mut self,
        span: Span,
        message: String,
        near: Option<String>,
        help: impl FnOnce() -> String,
    ) {
        let help = near.map_or_else(help, |near| format!("did you mean {near}?"));
        self.report(span, message).help(help);
    }

    pub(super) fn unknown_key(&mut self, key: &Key<'_>, known: &[&str]) {
        let near = suggest::nearest(key.get_ref(), known.iter().copied());
        self.no_such(
            self.span(key.span()),
            format!("there is no setting {} here", code(key.get_ref())),
            near.map(|near| format!("`{near}`")),
            || format!("the settings here are `{}`", known.join("`, `")),
        );
    }

    pub(super) fn wrong_type(&mut self, key: &Key<'_>, value: &Value<'_>, expected: &str) {
        let span = self.span(value.span());
        self.report(
            span,
            format!(
                "{} takes {expected}, not {}",
                code(key.get_ref()),
                kind(value.get_ref())
            ),
        );
    }

    fn top(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            if let Some(known) = KEYS.iter().find(|known| *known == key.get_ref()) {
                self.config.lines.insert(known, self.line(key));
            }
            match &**key.get_ref() {
                "exclude" => self.config.exclude = self.patterns(key, value),
                "include" => self.config.include = self.patterns(key, value),
                "destinations" => {
                    self.config.destinations_line = self.line(key);
                    let list = self.texts(key, value);
                    self.config.destinations = Some(list.into_iter().map(|(text, _)| text).collect());
                }
                "fail-on" => self.config.fail_on = self.shown_level(key, value),
                "min-level" => self.config.min_level = self.shown_level(key, value),
                "baseline" => match value.get_ref() {
                    DeValue::String(text) => self.config.baseline = Some(text.to_string()),
                    _ => self.wrong_type(key, value, "the name of a file"),
                },
                "select" => self.config.select = self.names(key, value),
                "ignore" => self.config.ignore = self.names(key, value),
                "rules" => self.config.rules = self.rules(key, value),
                "overrides" => self.overrides(key, value),
                "projects" => self.projects(key, value),
                "compare" => self.compare(key, value),
                "catalog" => self.catalog(key, value),
                _ => self.unknown_key(key, &KEYS),
            }
        }
    }

    pub(super) fn texts(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<(String, Span)> {
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, "a list of texts");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::String(text) => texts.push((text.to_string(), self.span(item.span()))),
                _ => self.wrong_type(key, item, "texts"),
            }
        }
        texts
    }

    pub(super) fn patterns(&mut self, key: &Key<'_>, value: &Value<'_>) -> Patterns {
        let texts = self.texts(key, value);
        let list = texts.iter().map(|(text, _)| text.clone()).collect();
        match Patterns::new(list) {
            Ok(mut patterns) => {
                patterns.line = self.line(key);
                patterns
            }
            Err((i, why)) => {
                let span = texts.get(i).map_or(Span::default(), |&(_, span)| span);
                self.report(span, format!("this pattern can't be read: {why}"))
                    .help("patterns are written as in .gitignore: `vendor/**`, `*.test.yaml`");
                Patterns::default()
            }
        }
    }

    /// The tables of a list; `write` is how one begins.
    pub(super) fn tables<'t, 'v>(
        &mut self,
        key: &Key<'_>,
        value: &'v Value<'t>,
        write: &str,
    ) -> Vec<(&'v Value<'t>, &'v DeTable<'t>)> {
        let expected = format!("tables: write `{write}`");
        let DeValue::Array(entries) = value.get_ref() else {
            self.wrong_type(key, value, &expected);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for entry in entries {
            match entry.get_ref() {
                DeValue::Table(table) => tables.push((entry, table)),
                _ => self.wrong_type(key, entry, &expected),
            }
        }
        tables
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
