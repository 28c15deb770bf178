//! Where findings go.

use std::collections::HashMap;

use super::context::Place;
use crate::diagnostic::{Diagnostic, Level, Tally, sort_and_join};
use crate::manifest::NamePaths;
use crate::yaml::Document;

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
        sort_and_join(&mut self.findings);
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

    /// What is reported from now on is the rule's `id`, at `level` unless it says otherwise.
    pub(crate) fn begin(&mut self, id: &'static str, level: Level) {
        self.rule = id;
        self.level = level;
    }

    /// Reports a finding of the running rule at `place`, at the rule's level. The result takes labels, help
    /// and fixes.
    pub fn report(&mut self, place: Place, message: impl Into<String>) -> &mut Diagnostic {
        let mut finding = Diagnostic::new(self.rule, self.level, place.span, message);
        if let Some(node) = place.node {
            finding.path = self.document.path(node);
            finding.name_path = self.names.of(node);
        }
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
