//! `amplint.toml`: the settings of a repository.
//!
//! The file is linted like a manifest: everything wrong with it is found in one run, with its characters.
//! Nothing in it can make the program run, write or fetch anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::catalog::{self, Module, Own, OwnObject, Provider};
use crate::compare::{Acceptance, FailOn};
use crate::diagnostic::{Diagnostic, Level};
use crate::options::{Options, RuleLevel, rules_named};
use crate::rule::{alternatives, code};
use crate::source::{Source, Span, index};
use crate::suggest;
use crate::{changes, rules};

/// The names a configuration file may have, in the order they are looked for.
pub const NAMES: [&str; 2] = ["amplint.toml", ".amplint.toml"];

/// The largest configuration that is read, in bytes.
pub const MAX_SIZE: u64 = 1 << 20;

/// How many findings about a configuration are listed.
pub const MAX_FINDINGS: usize = 100;

/// What findings about a configuration carry in place of a rule's id.
pub const ID: &str = "configuration";

/// The settings of one configuration file.
#[derive(Debug, Default)]
pub struct Config {
    /// Files that are left out of a walk.
    pub exclude: Patterns,
    /// Files that a walk takes up besides manifests.
    pub include: Patterns,
    /// The destinations that exist; turns `destination-not-found` on.
    pub destinations: Option<Vec<String>>,
    /// The line that lists them, from 1.
    pub destinations_line: u32,
    /// The line of each setting at the top that is set, from 1.
    pub lines: BTreeMap<&'static str, u32>,
    /// The mildest level that fails a check.
    pub fail_on: Option<Level>,
    /// The mildest level that is shown.
    pub min_level: Option<Level>,
    /// The baseline, relative to the configuration's folder.
    pub baseline: Option<String>,
    /// The only rules that run: ids, aliases and groups.
    pub select: Vec<String>,
    /// Rules that do not run: ids, aliases and groups.
    pub ignore: Vec<String>,
    /// Objects and fields that exist besides those of the catalogue.
    pub own: Arc<Own>,
    /// Levels for all files.
    pub rules: Vec<Setting>,
    /// Levels for some files, later ones stronger.
    pub overrides: Vec<Override>,
    /// Which manifests are deployed together.
    pub projects: Vec<Members>,
    /// Which changes fail a comparison, and the line that says so, from 1.
    pub compare_fail_on: Option<(FailOn, u32)>,
    /// Changes that are accepted.
    pub accept: Vec<Acceptance>,
}

/// The level of one rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting {
    /// The rule's id or alias, which exists.
    pub rule: String,
    /// What it is set to.
    pub level: RuleLevel,
    /// The line that sets it, from 1.
    pub line: u32,
}

/// Levels for the files that match.
#[derive(Debug, Default)]
pub struct Override {
    /// Which files.
    pub files: Patterns,
    /// Their levels.
    pub rules: Vec<Setting>,
}

/// Manifests that are deployed to one project.
#[derive(Debug, Default)]
pub struct Members {
    /// What messages call the project.
    pub name: String,
    /// Which manifests.
    pub files: Patterns,
}

/// A set of patterns as in `.gitignore`, relative to the configuration's folder.
#[derive(Debug)]
pub struct Patterns {
    /// The patterns as written.
    pub list: Vec<String>,
    /// The line they are set in, from 1; 0 when they come from elsewhere.
    pub line: u32,
    matcher: Gitignore,
}

impl Default for Patterns {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            line: 0,
            matcher: Gitignore::empty(),
        }
    }
}

impl Patterns {
    /// Whether `path`, relative to the configuration's folder and with `/`, or a folder above it matches.
    #[must_use]
    pub fn matches(&self, path: &str, is_folder: bool) -> bool {
        // The matcher refuses paths that lead out of its folder.
        let inside = !path.starts_with('/') && !path.split('/').any(|part| part == "..");
        inside
            && !self.list.is_empty()
            && self
                .matcher
                .matched_path_or_any_parents(path, is_folder)
                .is_ignore()
    }

    /// Reads patterns as in `.gitignore`.
    ///
    /// # Errors
    /// The index of the first pattern that can't be read, and why.
    pub fn new(list: Vec<String>) -> Result<Self, (usize, String)> {
        let mut builder = GitignoreBuilder::new("");
        for (i, pattern) in list.iter().enumerate() {
            builder
                .add_line(None, pattern)
                .map_err(|error| (i, reason(error)))?;
        }
        let matcher = builder.build().map_err(|error| (0, reason(error)))?;
        Ok(Self {
            list,
            line: 0,
            matcher,
        })
    }
}

impl Config {
    /// Applies the settings for the file at `path` (relative to the configuration's folder, with `/`).
    pub fn apply(&self, path: &str, options: &mut Options) {
        if !self.own.is_empty() {
            options.own = Some(Arc::clone(&self.own));
        }
        if self.destinations.is_some() {
            options.destinations.clone_from(&self.destinations);
        }
        // Rules that the command line selects are stronger. All of these exist: that was checked when the file was read.
        if !options.is_narrowed() {
            for name in &self.select {
                let _ = options.select(name);
            }
        }
        self.apply_levels(path, options);
    }

    /// The same without `select`, which speaks of rules: for comparisons.
    pub fn apply_levels(&self, path: &str, options: &mut Options) {
        for name in &self.ignore {
            let _ = options.set_level(name, RuleLevel::Off);
        }
        let overrides = self
            .overrides
            .iter()
            .filter(|entry| entry.files.matches(path, false));
        for setting in self.rules.iter().chain(overrides.flat_map(|entry| &entry.rules)) {
            // The rule exists: that was checked when the file was read.
            let _ = options.set_level(&setting.rule, setting.level);
        }
    }
}

/// What is wrong with a pattern, without the pattern.
fn reason(error: ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err,
        ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithPath { err, .. } => reason(*err),
        other => other.to_string(),
    }
}

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

struct Reader<'s> {
    source: &'s Source,
    bom: u32,
    config: Config,
    findings: Vec<Diagnostic>,
}

type Key<'t> = Spanned<std::borrow::Cow<'t, str>>;
type Value<'t> = Spanned<DeValue<'t>>;

impl Reader<'_> {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(index(range.start) + self.bom, index(range.end) + self.bom)
    }

    fn line<T>(&self, at: &Spanned<T>) -> u32 {
        self.source.line_of(self.span(at.span()).start)
    }

    fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let finding = Diagnostic::new(ID, Level::Error, span, message);
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    fn unknown_key(&mut self, key: &Key<'_>, known: &[&str]) {
        let span = self.span(key.span());
        let near = suggest::nearest(key.get_ref(), known.iter().copied());
        let finding = self.report(span, format!("there is no setting {} here", code(key.get_ref())));
        match near {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help(format!("the settings here are `{}`", known.join("`, `"))),
        };
    }

    fn wrong_type(&mut self, key: &Key<'_>, value: &Value<'_>, expected: &str) {
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

    /// `[compare]`, with its list `[[compare.accept]]`.
    fn compare(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong_type(key, value, "a table: write `[compare]`");
        };
        for (key, value) in table {
            match &**key.get_ref() {
                "fail-on" => self.compare_fail_on(key, value),
                "accept" => self.accept(key, value),
                _ => self.unknown_key(key, &["fail-on", "accept"]),
            }
        }
    }

    fn compare_fail_on(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let DeValue::String(text) = value.get_ref() else {
            return self.wrong_type(key, value, "\"breaking\", \"everyone\", \"any\" or \"never\"");
        };
        match FailOn::named(text) {
            Some(fail_on) => self.config.compare_fail_on = Some((fail_on, self.line(value))),
            None => {
                let names = FailOn::ALL.map(FailOn::name);
                let near = suggest::nearest(text, names).map(str::to_owned);
                let span = self.span(value.span());
                let finding = self.report(span, format!("changes don't fail on {}", code(text)));
                match near {
                    Some(near) => finding.help(format!("did you mean \"{near}\"?")),
                    None => finding.help("write \"breaking\", \"everyone\", \"any\" or \"never\""),
                };
            }
        }
    }

    fn accept(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let DeValue::Array(entries) = value.get_ref() else {
            return self.wrong_type(key, value, "tables: write `[[compare.accept]]`");
        };
        for entry in entries {
            let DeValue::Table(table) = entry.get_ref() else {
                self.wrong_type(key, entry, "tables: write `[[compare.accept]]`");
                continue;
            };
            let keys = ["change", "at", "reason", "until"];
            let mut texts = [None, None, None, None];
            for (key, value) in table {
                let Some(i) = keys.iter().position(|known| *known == &**key.get_ref()) else {
                    self.unknown_key(key, &keys);
                    continue;
                };
                match value.get_ref() {
                    DeValue::String(text) if i == 0 && changes::find(text).is_none() => {
                        let span = self.span(value.span());
                        let near = changes::nearest(text);
                        let finding = self.report(span, format!("there is no change {}", code(text)));
                        match near {
                            Some(near) => finding.help(format!("did you mean `{near}`?")),
                            None => finding.help("`amplint rules` lists the changes, too"),
                        };
                        texts[i] = Some(text.to_string());
                    }
                    DeValue::String(text) if !text.trim().is_empty() => texts[i] = Some(text.to_string()),
                    DeValue::String(_) => {
                        let span = self.span(value.span());
                        self.report(span, format!("{} says nothing", code(key.get_ref())));
                        texts[i] = Some(String::new());
                    }
                    _ => {
                        self.wrong_type(key, value, "a text");
                        texts[i] = Some(String::new());
                    }
                }
            }
            let span = self.span(entry.span());
            for (key, help) in [
                (
                    "change",
                    "name the change, for example `change = \"field-removed\"`",
                ),
                (
                    "at",
                    "say where, with the name path that `amplint compare` prints",
                ),
                (
                    "reason",
                    "say why the change is wanted: whoever reads this later will ask",
                ),
            ] {
                let i = keys.iter().position(|known| *known == key).unwrap_or_default();
                if texts[i].is_none() {
                    self.report(span, format!("this entry accepts nothing: it has no `{key}`"))
                        .help(help);
                }
            }
            if let [Some(change), Some(at), Some(reason), until] = texts {
                self.config.accept.push(Acceptance {
                    change,
                    at,
                    reason,
                    until,
                });
            }
        }
    }

    /// `[catalog]`, with its list `[[catalog.objects]]`.
    fn catalog(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong_type(key, value, "a table: write `[[catalog.objects]]`");
        };
        let mut own = Own::default();
        for (key, value) in table {
            match (&**key.get_ref(), value.get_ref()) {
                ("objects", DeValue::Array(entries)) => {
                    for entry in entries {
                        match entry.get_ref() {
                            DeValue::Table(table) => self.own_object(table, entry, &mut own),
                            _ => self.wrong_type(key, entry, "tables: write `[[catalog.objects]]`"),
                        }
                    }
                }
                ("objects", _) => self.wrong_type(key, value, "tables: write `[[catalog.objects]]`"),
                _ => self.unknown_key(key, &["objects"]),
            }
        }
        self.config.own = Arc::new(own);
    }

    fn own_object(&mut self, table: &DeTable<'_>, entry: &Value<'_>, own: &mut Own) {
        let keys = ["provider", "module", "name", "fields"];
        let mut names: [Option<(String, Span)>; 3] = [None, None, None];
        let mut fields = Vec::new();
        let mut whole = true;
        for (key, value) in table {
            let at = keys.iter().position(|known| *known == &**key.get_ref());
            match (at, value.get_ref()) {
                (None, _) => self.unknown_key(key, &keys),
                (Some(3), _) => fields = self.own_fields(key, value),
                (Some(i), DeValue::String(text)) if !text.trim().is_empty() => {
                    names[i] = Some((text.to_string(), self.span(value.span())));
                }
                (_, DeValue::String(_)) => {
                    let span = self.span(value.span());
                    self.report(span, format!("{} says nothing", code(key.get_ref())));
                    whole = false;
                }
                _ => {
                    self.wrong_type(key, value, "a text");
                    whole = false;
                }
            }
        }
        let span = self.span(entry.span());
        let [provider, module, name] = names;
        for (key, value, help) in [
            (
                "provider",
                &provider,
                "name the provider that has it, for example `provider = \"salesforce\"`",
            ),
            (
                "name",
                &name,
                "name the object, for example `name = \"widget__c\"`",
            ),
        ] {
            if whole && value.is_none() {
                self.report(span, format!("this entry adds nothing: it has no `{key}`"))
                    .help(help);
            }
        }
        let Some(found) = provider.and_then(|(key, span)| self.own_provider(&key, span)) else {
            return;
        };
        let module = match module {
            None => Some(found.default_module()),
            Some((id, span)) => self.own_module(found, &id, span),
        };
        let (Some(module), Some((name, name_span))) = (module, name) else {
            return;
        };
        let object = OwnObject {
            module,
            name: name.clone(),
            fields,
            line: self.source.line_of(name_span.start),
        };
        if !own.add(object) {
            self.report(name_span, format!("the object {} is listed twice", code(&name)))
                .help("keep one of the entries, with the fields of both");
        }
    }

    fn own_provider(&mut self, key: &str, span: Span) -> Option<Provider> {
        let found = catalog::provider(key);
        if found.is_none() {
            let meant: Vec<&str> = catalog::meant(key).iter().map(|it| it.provider.key()).collect();
            let finding = self.report(span, format!("there is no provider {}", code(key)));
            if meant.is_empty() {
                finding.help("`amplint provider` lists them");
            } else {
                finding.help(format!("did you mean {}?", alternatives(meant.into_iter(), "or")));
            }
        }
        found
    }

    fn own_module(&mut self, provider: Provider, id: &str, span: Span) -> Option<Module> {
        let found = provider.module(id);
        if found.is_none() {
            let ids: Vec<&str> = provider.modules().map(Module::id).collect();
            let finding = self.report(
                span,
                format!("{} has no module {}", code(provider.key()), code(id)),
            );
            finding.help(if ids.is_empty() {
                "remove it: this provider has no modules".to_owned()
            } else {
                format!("its modules are {}", alternatives(ids.into_iter(), "and"))
            });
        }
        found
    }

    fn own_fields(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<String> {
        let mut fields: Vec<String> = Vec::new();
        for (field, span) in self.texts(key, value) {
            if field.trim().is_empty() {
                self.report(span, "a field without a name");
            } else if fields.iter().any(|known| known.eq_ignore_ascii_case(&field)) {
                self.report(span, format!("the field {} is listed twice", code(&field)))
                    .help("remove one of the two; case does not matter in fields");
            } else {
                fields.push(field);
            }
        }
        fields
    }

    /// A level, which can't be `off`.
    fn shown_level(&mut self, key: &Key<'_>, value: &Value<'_>) -> Option<Level> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(key, value, "a level: \"error\", \"warning\" or \"info\"");
            return None;
        };
        let found = Level::ALL.into_iter().find(|level| level.name() == *text);
        if found.is_none() {
            let span = self.span(value.span());
            let near = suggest::nearest(text, Level::ALL.map(Level::name));
            let finding = self.report(span, format!("there is no level {} here", code(text)));
            match near {
                Some(near) => finding.help(format!("did you mean \"{near}\"?")),
                None => finding.help("the levels are \"error\", \"warning\" and \"info\""),
            };
        }
        found
    }

    /// Names of rules and groups.
    fn names(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<String> {
        let mut names = Vec::new();
        for (name, span) in self.texts(key, value) {
            if self.is_rule(&name, span) {
                names.push(name);
            }
        }
        names
    }

    /// Whether a rule or group is called so; says what is near otherwise.
    fn is_rule(&mut self, name: &str, span: Span) -> bool {
        let known = !rules_named(name).is_empty() || changes::find(name).is_some();
        if !known {
            let near = rules::nearest_rule(name).or_else(|| changes::nearest(name));
            let finding = self.report(span, format!("there is no rule {}", code(name)));
            match near {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("`amplint rules` lists the rules"),
            };
        }
        known
    }

    fn overrides(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let DeValue::Array(entries) = value.get_ref() else {
            return self.wrong_type(key, value, "tables: write `[[overrides]]`");
        };
        for entry in entries {
            let DeValue::Table(table) = entry.get_ref() else {
                self.wrong_type(key, entry, "tables: write `[[overrides]]`");
                continue;
            };
            let mut read = Override::default();
            let mut files = false;
            for (key, value) in table {
                match &**key.get_ref() {
                    "files" => {
                        files = true;
                        read.files = self.patterns(key, value);
                    }
                    "rules" => read.rules = self.rules(key, value),
                    _ => self.unknown_key(key, &["files", "rules"]),
                }
            }
            if !files {
                let span = self.span(entry.span());
                self.report(span, "this override applies to no file: it has no `files`")
                    .help("add, for example, `files = [\"sandbox/**\"]`");
            }
            self.config.overrides.push(read);
        }
    }

    fn projects(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let DeValue::Array(entries) = value.get_ref() else {
            return self.wrong_type(key, value, "tables: write `[[projects]]`");
        };
        for entry in entries {
            let DeValue::Table(table) = entry.get_ref() else {
                self.wrong_type(key, entry, "tables: write `[[projects]]`");
                continue;
            };
            let mut read = Members::default();
            let (mut name, mut files) = (false, false);
            for (key, value) in table {
                match (&**key.get_ref(), value.get_ref()) {
                    ("name", DeValue::String(text)) => {
                        name = true;
                        read.name = text.to_string();
                        let span = self.span(value.span());
                        if text.trim().is_empty() {
                            self.report(span, "this name says nothing")
                                .help("write what people call the project, for example \"prod\"");
                        } else if self.config.projects.iter().any(|other| other.name == *text) {
                            self.report(
                                span,
                                format!("{} is the name of another project already", code(text)),
                            )
                            .help("give each project a name of its own, with all its `files`");
                        }
                    }
                    ("name", _) => {
                        name = true;
                        self.wrong_type(key, value, "a text");
                    }
                    ("files", _) => {
                        files = true;
                        read.files = self.patterns(key, value);
                    }
                    _ => self.unknown_key(key, &["name", "files"]),
                }
            }
            let span = self.span(entry.span());
            if !name {
                self.report(span, "this project has no `name`, which messages need")
                    .help("add, for example, `name = \"prod\"`");
            }
            if !files {
                self.report(span, "this project has no manifests: it has no `files`")
                    .help("add, for example, `files = [\"integrations/**\"]`");
            }
            self.config.projects.push(read);
        }
    }

    fn rules(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<Setting> {
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(key, value, "a table of rules and levels");
            return Vec::new();
        };
        let mut settings = Vec::new();
        for (key, value) in table {
            let name = key.get_ref();
            let span = self.span(key.span());
            if !self.is_rule(name, span) {
                continue;
            }
            let DeValue::String(text) = value.get_ref() else {
                self.wrong_type(key, value, "a level: \"error\", \"warning\", \"info\" or \"off\"");
                continue;
            };
            let span = self.span(value.span());
            match text.parse() {
                Ok(level) => settings.push(Setting {
                    rule: name.to_string(),
                    level,
                    line: self.line(value),
                }),
                Err(_) => {
                    let near = suggest::nearest(text, RuleLevel::ALL.map(RuleLevel::name)).map(str::to_owned);
                    let finding = self.report(span, format!("there is no level {}", code(text)));
                    match near {
                        Some(near) => finding.help(format!("did you mean \"{near}\"?")),
                        None => finding.help("the levels are \"error\", \"warning\", \"info\" and \"off\""),
                    };
                }
            }
        }
        settings
    }

    fn texts(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<(String, Span)> {
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

    fn patterns(&mut self, key: &Key<'_>, value: &Value<'_>) -> Patterns {
        let texts = self.texts(key, value);
        let list = texts.iter().map(|(text, _)| text.clone()).collect();
        match Patterns::new(list) {
            Ok(patterns) => Patterns {
                line: self.line(key),
                ..patterns
            },
            Err((i, why)) => {
                let span = texts.get(i).map_or(Span::default(), |&(_, span)| span);
                self.report(span, format!("this pattern can't be read: {why}"))
                    .help("patterns are written as in .gitignore: `vendor/**`, `*.test.yaml`");
                Patterns::default()
            }
        }
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
