//! Findings, as data.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::fix::{Applicability, Fix};
use crate::source::{Source, Span};

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// Advice, shown on request.
    Info,
    /// Works, but very likely isn't what is meant.
    Warning,
    /// The platform refuses it, or configuration is silently lost or changed.
    Error,
}

impl Level {
    /// All levels, mildest first.
    pub const ALL: [Level; 3] = [Level::Info, Level::Warning, Level::Error];

    /// Its name in reports and options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// A text that is no level's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownLevel;

impl fmt::Display for UnknownLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the levels are `error`, `warning` and `info`")
    }
}

impl std::error::Error for UnknownLevel {}

impl FromStr for Level {
    type Err = UnknownLevel;

    /// Reads a level's [name](Level::name).
    fn from_str(name: &str) -> Result<Self, UnknownLevel> {
        let level = Level::ALL.into_iter().find(|level| level.name() == name);
        level.ok_or(UnknownLevel)
    }
}

/// A second place that a finding speaks of.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Label {
    /// The characters meant.
    pub span: Span,
    /// What they have to do with it.
    pub message: String,
    /// The file they stand in, when it is not the one the finding is in.
    pub source: Option<Arc<Source>>,
}

impl Label {
    /// The file it speaks of, for a finding in `own`.
    #[must_use]
    pub fn source_in<'s>(&'s self, own: &'s Source) -> &'s Source {
        self.source.as_deref().unwrap_or(own)
    }
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The id of the rule.
    pub rule: &'static str,
    /// How bad it is, as configured.
    pub level: Level,
    /// What is wrong, with the value named, and what it costs.
    pub message: String,
    /// The characters that are wrong.
    pub span: Span,
    /// Why, in a few words right at the span.
    pub label: Option<String>,
    /// Other places.
    pub labels: Vec<Label>,
    /// What to write instead.
    pub help: Option<String>,
    /// Ways to fix it, the best first.
    pub fixes: Vec<Fix>,
    /// The manifest path of the span: `$.integrations[0].read`.
    pub path: String,
    /// The same by names, which survives insertions and moves: `integrations[crm].read`.
    pub name_path: String,
    /// Silenced by a comment.
    pub suppressed: bool,
}

impl Diagnostic {
    /// A finding about a whole file, with nothing else said of it.
    #[must_use]
    pub fn new(rule: &'static str, level: Level, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            level,
            message: message.into(),
            span,
            label: None,
            labels: Vec::new(),
            help: None,
            fixes: Vec::new(),
            path: "$".to_owned(),
            name_path: "$".to_owned(),
            suppressed: false,
        }
    }

    /// Sets the level, for rules with more than one.
    pub fn level(&mut self, level: Level) -> &mut Self {
        self.level = level;
        self
    }

    /// Says why at the span.
    pub fn label(&mut self, message: impl Into<String>) -> &mut Self {
        self.label = Some(message.into());
        self
    }

    /// Points to another place.
    pub fn also(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.labels.push(Label {
            span,
            message: message.into(),
            source: None,
        });
        self
    }

    /// Points to a place in another file.
    pub fn also_in(&mut self, source: &Arc<Source>, span: Span, message: impl Into<String>) -> &mut Self {
        self.labels.push(Label {
            span,
            message: message.into(),
            source: Some(Arc::clone(source)),
        });
        self
    }

    /// Says what to write instead.
    pub fn help(&mut self, message: impl Into<String>) -> &mut Self {
        self.help = Some(message.into());
        self
    }

    /// Adds a way to fix it.
    pub fn fix(&mut self, fix: impl Into<Option<Fix>>) -> &mut Self {
        self.fixes.extend(fix.into());
        self
    }

    /// The applicability of its best fix.
    #[must_use]
    pub fn fixable(&self) -> Option<Applicability> {
        self.fixes.iter().map(|fix| fix.applicability).min()
    }
}

/// Findings that are only counted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    rules: BTreeMap<(&'static str, Level), usize>,
    suppressed: usize,
}

impl Tally {
    /// Counts `finding`, as one of this level.
    pub fn add(&mut self, finding: &Diagnostic, level: Level) {
        if finding.suppressed {
            self.suppressed += 1;
        } else {
            *self.rules.entry((finding.rule, level)).or_default() += 1;
        }
    }

    /// Takes over what `other` counts.
    pub fn extend(&mut self, other: &Tally) {
        for (&key, number) in &other.rules {
            *self.rules.entry(key).or_default() += number;
        }
        self.suppressed += other.suppressed;
    }

    /// Forgets all findings but those of these rules and levels.
    pub fn retain(&mut self, keep: impl Fn(&'static str, Level) -> bool) {
        self.rules.retain(|&(rule, level), _| keep(rule, level));
    }

    /// How many findings stand at `level`.
    #[must_use]
    pub fn of(&self, level: Level) -> usize {
        let at = self.rules.iter().filter(|((_, at), _)| *at == level);
        at.map(|(_, number)| number).sum()
    }

    /// How many findings stand.
    #[must_use]
    pub fn total(&self) -> usize {
        self.rules.values().sum()
    }

    /// How many findings are silenced by a comment.
    #[must_use]
    pub fn suppressed(&self) -> usize {
        self.suppressed
    }

    /// How many findings of each rule stand.
    pub fn rules(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.rules.iter().map(|(&(rule, _), &number)| (rule, number))
    }
}

/// Sorts by place, and joins what is the same finding through several aliases.
pub(crate) fn sort_and_join(findings: &mut Vec<Diagnostic>) {
    findings
        .sort_by(|a, b| (a.span, b.level, a.rule, &a.message).cmp(&(b.span, a.level, b.rule, &b.message)));
    findings.dedup_by(|later, first| {
        let same = (later.rule, later.span, &later.message) == (first.rule, first.span, &first.message);
        if same {
            let new: Vec<_> = later
                .labels
                .drain(..)
                .filter(|label| !first.labels.contains(label))
                .collect();
            // More than a few places of use tell nothing more.
            first
                .labels
                .extend(new.into_iter().take(4_usize.saturating_sub(first.labels.len())));
        }
        same
    });
}
