//! What a user may set for a check.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use std::sync::Arc;

use crate::api::Reads;
use crate::api::kind::DocumentKind;
use crate::catalog::Own;
use crate::diagnostic::{Level, UnknownLevel};
use crate::escape::visible;
use crate::project::Project;
use crate::rule::Rule;
use crate::{changes, rules};

/// What a user sets for a rule.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RuleLevel {
    /// It does not run.
    Off,
    /// Its findings have this level.
    At(Level),
}

impl RuleLevel {
    /// All of them, the strictest first.
    pub const ALL: [RuleLevel; 4] = [
        RuleLevel::At(Level::Error),
        RuleLevel::At(Level::Warning),
        RuleLevel::At(Level::Info),
        RuleLevel::Off,
    ];

    /// Its name in configurations and options: a level's, or `off`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            RuleLevel::Off => "off",
            RuleLevel::At(level) => level.name(),
        }
    }
}

impl From<Level> for RuleLevel {
    fn from(level: Level) -> Self {
        RuleLevel::At(level)
    }
}

impl FromStr for RuleLevel {
    type Err = UnknownLevel;

    fn from_str(name: &str) -> Result<Self, UnknownLevel> {
        match name {
            "off" => Ok(RuleLevel::Off),
            _ => name.parse().map(RuleLevel::At),
        }
    }
}

/// How a check is done. The default runs every rule at its own level and keeps everything.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    levels: BTreeMap<&'static str, RuleLevel>,
    selected: BTreeSet<&'static str>,
    skipped: BTreeSet<&'static str>,
    /// The mildest level that is kept, but for selected rules; `None` keeps all.
    pub min_level: Option<Level>,
    /// The destinations that exist; turns `destination-not-found` on.
    pub destinations: Option<Vec<String>>,
    /// Objects and fields that exist besides those of the catalogue.
    #[doc(hidden)]
    pub own: Option<Arc<Own>>,
    /// What every file is taken for; `None` tells by what is in it.
    #[doc(hidden)]
    pub kind: Option<&'static DocumentKind>,
    /// The manifest that API documents belong to.
    #[doc(hidden)]
    pub manifest: Option<Arc<Reads>>,
    /// The projects that a manifest is deployed to together with others.
    #[doc(hidden)]
    pub projects: Vec<Arc<Project>>,
}

/// The name of a rule that does not exist.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct UnknownRule {
    /// The name as given.
    pub name: String,
    /// A rule it may be meant for.
    pub nearest: Option<&'static str>,
}

impl std::fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no rule `{}`", visible(&self.name))?;
        match self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => write!(f, "; `amplint rules` lists them"),
        }
    }
}

impl std::error::Error for UnknownRule {}

impl Options {
    /// Gives every finding of a rule (an id or alias), or a change, this level, or turns it off. An alias sets all rules
    /// that carry it.
    ///
    /// # Errors
    /// [`UnknownRule`] when no rule has that name.
    pub fn set_level(&mut self, rule: &str, level: impl Into<RuleLevel>) -> Result<(), UnknownRule> {
        let level = level.into();
        for id in named(rule)? {
            self.levels.insert(id, level);
        }
        Ok(())
    }

    /// Selects a rule (an id or alias): only selected rules report, and what they find is kept whatever its
    /// level.
    ///
    /// # Errors
    /// [`UnknownRule`] when no rule has that name.
    pub fn select(&mut self, rule: &str) -> Result<(), UnknownRule> {
        self.selected.extend(named(rule)?);
        Ok(())
    }

    /// Leaves out what a rule (an id or alias) finds, for this once: other than a rule that is off, it still runs
    /// where comments silence it, so that they are not taken for useless.
    ///
    /// # Errors
    /// [`UnknownRule`] when no rule has that name.
    pub fn skip(&mut self, rule: &str) -> Result<(), UnknownRule> {
        self.skipped.extend(named(rule)?);
        Ok(())
    }

    /// Whether rules were selected.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.selected.is_empty()
    }

    /// The same, but everything is kept.
    pub(crate) fn keeping_all(&self) -> Options {
        let mut options = self.clone();
        options.selected.clear();
        options.skipped.clear();
        options.min_level = None;
        options
    }

    /// Whether a finding of the rule `id` at this level is kept.
    #[must_use]
    pub fn keeps(&self, id: &str, level: Level) -> bool {
        if self.skipped.contains(id) {
            false
        } else if self.selected.is_empty() {
            self.min_level.is_none_or(|min| level >= min)
        } else {
            self.selected.contains(id)
        }
    }

    /// Whether every finding of the rule `id` is reported, as far as its level goes.
    #[must_use]
    pub fn runs(&self, id: &str) -> bool {
        self.level(id) != Some(RuleLevel::Off)
            && !self.skipped.contains(id)
            && (self.selected.is_empty() || self.selected.contains(id))
    }

    /// What is set for the rule `id`; `None` when nothing is.
    #[must_use]
    pub fn level(&self, id: &str) -> Option<RuleLevel> {
        self.levels.get(id).copied()
    }
}

/// The rules that a setting names: by id, alias or group (`schedule`, `provider`).
#[must_use]
pub fn rules_named(name: &str) -> Vec<&'static Rule> {
    let named = rules::named(name);
    if !named.is_empty() {
        return named;
    }
    let of_group = |rule: &&'static Rule| rule.group.key() == name;
    rules::ALL.iter().copied().filter(of_group).collect()
}

/// The ids that a name stands for: of rules, by id, alias or group, or of a change.
fn named(name: &str) -> Result<Vec<&'static str>, UnknownRule> {
    let rules = rules_named(name).into_iter().map(|rule| rule.id);
    let named: Vec<&'static str> = rules.chain(changes::find(name).map(|change| change.id)).collect();
    if named.is_empty() {
        return Err(UnknownRule {
            name: name.to_owned(),
            nearest: rules::nearest_rule(name).or_else(|| changes::nearest(name)),
        });
    }
    Ok(named)
}
