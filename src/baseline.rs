//! A baseline: the findings a team begins with, so that a check fails only for new ones. They are counted by file,
//! rule and name path; neither lines nor positions in lists play a part, so edits elsewhere in a file bring none of
//! them back. What is known of a file that is gone counts wherever it turns up, once.
//!
//! Version 1 had manifest paths (`$.integrations[0]…`) in place of name paths, and is read.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::escape::visible;

/// How many findings there are at each path, by rule.
type Rules = BTreeMap<String, BTreeMap<String, usize>>;

/// What is hidden.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    findings: BTreeMap<String, Rules>,
    /// What is known of files that are gone.
    #[serde(skip)]
    moved: Rules,
}

/// The version of the format that is written.
const VERSION: u32 = 2;
/// The oldest that is read: by manifest paths.
const BY_POSITION: u32 = 1;

impl Default for Baseline {
    fn default() -> Self {
        Self {
            version: VERSION,
            findings: BTreeMap::new(),
            moved: Rules::new(),
        }
    }
}

/// Findings of the baseline that are gone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stale {
    /// The file.
    pub file: String,
    /// The rule's id.
    pub rule: String,
    /// The path.
    pub path: String,
    /// How many fewer there are.
    pub number: usize,
}

impl Baseline {
    /// Reads what [`Baseline::text`] gave.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(text: &[u8]) -> Result<Self, String> {
        #[derive(serde::Deserialize)]
        struct Version {
            version: u32,
        }
        let said = |error: serde_json::Error| visible(&error.to_string()).into_owned();
        let Version { version } = serde_json::from_slice(text).map_err(said)?;
        if !(BY_POSITION..=VERSION).contains(&version) {
            return Err(format!(
                "it has version {version}; this amplint reads {BY_POSITION} and {VERSION}"
            ));
        }
        serde_json::from_slice(text).map_err(said)
    }

    /// The baseline as a JSON file: sorted and with a line for each count, so that changes are easy to read.
    #[must_use]
    pub fn text(&self) -> String {
        // Maps of texts and numbers can always be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Counts the findings of `file` that no comment silences.
    pub fn add(&mut self, file: &str, findings: &[Diagnostic]) {
        for finding in findings.iter().filter(|finding| !finding.suppressed) {
            let path = key(self.version, finding).to_owned();
            let rules = self.findings.entry(file.to_owned()).or_default();
            let paths = rules.entry(finding.rule.to_owned()).or_default();
            *paths.entry(path).or_default() += 1;
        }
    }

    /// Takes out of `findings` those that are known of `file`, the first ones at each path. Returns how many,
    /// and what is known but was not found.
    pub fn hide(&self, file: &str, findings: &mut Vec<Diagnostic>) -> (usize, Vec<Stale>) {
        let Some(rules) = self.findings.get(file) else {
            return (0, Vec::new());
        };
        let mut rules = rules.clone();
        let before = findings.len();
        findings.retain(|finding| !take(self.version, &mut rules, finding));
        (before - findings.len(), stale(file, &rules))
    }

    /// Those of `findings` that [`Baseline::hide`] takes out.
    #[must_use]
    pub fn hidden<'f>(&self, file: &str, findings: &'f [Diagnostic]) -> Vec<&'f Diagnostic> {
        let mut rules = self.findings.get(file).cloned().unwrap_or_default();
        findings
            .iter()
            .filter(|finding| take(self.version, &mut rules, finding))
            .collect()
    }

    /// Says which of its files are gone: what is known of them may turn up in others.
    pub fn set_gone(&mut self, gone: impl Fn(&str) -> bool) {
        if self.version == BY_POSITION {
            return;
        }
        for (_, rules) in self.findings.iter().filter(|(file, _)| gone(file)) {
            for (rule, paths) in rules {
                for (path, number) in paths {
                    *self
                        .moved
                        .entry(rule.clone())
                        .or_default()
                        .entry(path.clone())
                        .or_default() += number;
                }
            }
        }
    }

    /// Takes out of `findings` those that are known of files that are gone, each once. Returns how many.
    pub fn hide_moved(&mut self, findings: &mut Vec<Diagnostic>) -> usize {
        let before = findings.len();
        let (version, moved) = (self.version, &mut self.moved);
        findings.retain(|finding| !take(version, moved, finding));
        before - findings.len()
    }

    /// Those of `findings` that [`Baseline::hide_moved`] would take out now.
    #[must_use]
    pub fn hidden_moved<'f>(&self, findings: &'f [Diagnostic]) -> Vec<&'f Diagnostic> {
        let mut moved = self.moved.clone();
        findings
            .iter()
            .filter(|finding| take(self.version, &mut moved, finding))
            .collect()
    }

    /// Whether anything is known of files that are gone, by names.
    #[must_use]
    pub fn has_moved(&self) -> bool {
        !self.moved.is_empty()
    }

    /// What is known of files that are gone and turned up in no other.
    #[must_use]
    pub fn lost(&self) -> Vec<Stale> {
        let mut lost = Vec::new();
        let mut left = self.moved.clone();
        for (file, rules) in &self.findings {
            for stale in stale(file, rules) {
                let number = left
                    .get_mut(&stale.rule)
                    .and_then(|paths| paths.get_mut(&stale.path));
                if let Some(number) = number.filter(|number| **number > 0) {
                    let gone = stale.number.min(*number);
                    *number -= gone;
                    lost.push(Stale {
                        number: gone,
                        ..stale
                    });
                }
            }
        }
        lost
    }

    /// The files it knows.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.findings.keys().map(String::as_str)
    }

    /// How many findings it hides.
    #[must_use]
    pub fn len(&self) -> usize {
        let counts = self.findings.values().flat_map(BTreeMap::values);
        counts.flat_map(BTreeMap::values).sum()
    }

    /// Whether it hides none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// By which of its paths a finding is known.
fn key(version: u32, finding: &Diagnostic) -> &str {
    if version == BY_POSITION {
        &finding.path
    } else {
        &finding.name_path
    }
}

/// Takes `finding` out of what is known; whether it was among that.
fn take(version: u32, known: &mut Rules, finding: &Diagnostic) -> bool {
    let left = known
        .get_mut(finding.rule)
        .and_then(|paths| paths.get_mut(key(version, finding)));
    match left {
        Some(left) if *left > 0 && !finding.suppressed => {
            *left -= 1;
            true
        }
        _ => false,
    }
}

fn stale(file: &str, rules: &Rules) -> Vec<Stale> {
    let mut stale = Vec::new();
    for (rule, paths) in rules {
        for (path, &number) in paths.iter().filter(|&(_, &number)| number > 0) {
            stale.push(Stale {
                file: file.to_owned(),
                rule: rule.clone(),
                path: path.clone(),
                number,
            });
        }
    }
    stale
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;
    use crate::source::Span;

    fn finding(rule: &'static str, path: &str, at: u32) -> Diagnostic {
        Diagnostic {
            rule,
            level: Level::Error,
            message: "wrong".to_owned(),
            span: Span::at(at),
            label: None,
            labels: Vec::new(),
            help: None,
            fixes: Vec::new(),
            path: path.to_owned(),
            name_path: path.to_owned(),
            suppressed: false,
        }
    }

    #[test]
    fn as_many_are_hidden_as_there_were() {
        let before = [
            finding("a", "$.x", 1),
            finding("a", "$.x", 2),
            finding("b", "$.y", 3),
        ];
        let mut baseline = Baseline::default();
        baseline.add("amp.yaml", &before);
        assert_eq!(baseline.len(), 3);
        let baseline = Baseline::read(baseline.text().as_bytes()).unwrap();

        let mut after = vec![
            finding("a", "$.x", 10),
            finding("a", "$.x", 20),
            finding("a", "$.x", 30),
            finding("a", "$.z", 40),
        ];
        let (hidden, stale) = baseline.hide("amp.yaml", &mut after);
        let left: Vec<_> = after.iter().map(|finding| finding.span.start).collect();
        assert_eq!((hidden, left.as_slice()), (2, [30, 40].as_slice()));
        let stale: Vec<_> = stale
            .iter()
            .map(|stale| (&*stale.rule, &*stale.path, stale.number))
            .collect();
        assert_eq!(stale, [("b", "$.y", 1)]);

        let mut other = before.to_vec();
        assert_eq!(baseline.hide("other.yaml", &mut other), (0, Vec::new()));
        assert_eq!(other, before);
    }

    #[test]
    fn silenced_findings_are_left_alone() {
        let mut silent = finding("a", "$.x", 1);
        silent.suppressed = true;
        let mut baseline = Baseline::default();
        baseline.add("amp.yaml", std::slice::from_ref(&silent));
        assert!(baseline.is_empty());
        baseline.add("amp.yaml", &[finding("a", "$.x", 1)]);
        let mut findings = vec![silent, finding("a", "$.x", 2)];
        assert_eq!(baseline.hide("amp.yaml", &mut findings).0, 1);
        assert!(findings[0].suppressed);
    }

    #[test]
    fn what_is_no_baseline_is_told() {
        for (text, told) in [
            ("", "EOF while parsing a value at line 1 column 0"),
            (
                "{\"version\": 3, \"entries\": []}",
                "it has version 3; this amplint reads 1 and 2",
            ),
            ("{\"version\": 1}", "missing field `findings` at line 1 column 14"),
            (
                "{\"version\": 1, \"findings\": {\"a\": {\"b\": {\"c\": -1}}}}",
                "invalid value: integer `-1`, expected usize at line 1 column 47",
            ),
        ] {
            assert_eq!(Baseline::read(text.as_bytes()), Err(told.to_owned()), "{text}");
        }
    }
}
