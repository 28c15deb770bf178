//! What a configuration says.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::patterns::Patterns;
use crate::catalog::Own;
use crate::compare::{Acceptance, FailOn};
use crate::diagnostic::Level;
use crate::options::{Options, RuleLevel};

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
    pub projects: Vec<ProjectMembers>,
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
pub struct ProjectMembers {
    /// What messages call the project.
    pub name: String,
    /// Which manifests.
    pub files: Patterns,
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
