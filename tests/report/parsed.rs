//! What GitHub, GitLab and readers of JUnit's XML understand is what was meant.

use amplint::diagnostic::{Diagnostic, Level};
use amplint::escape::{visible, visible_lines};
use amplint::report::{Format, Look, Report};
use amplint::source::{Source, Span};
use proptest::prelude::*;
use serde_json::Value;

use super::{finding, report, source, written};

pub fn sound(report: &Report) -> Result<(), TestCaseError> {
    github(report)?;
    gitlab(report)?;
    junit(report)
}

fn standing(report: &Report) -> Vec<(&Source, &Diagnostic)> {
    let all = report.files().iter();
    all.flat_map(|file| file.findings.iter().map(|finding| (&file.source, finding)))
        .filter(|(_, finding)| !finding.suppressed)
        .collect()
}

fn told(finding: &Diagnostic) -> String {
    match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message),
        None => finding.message.clone(),
    }
}

/// A command as GitHub's runner reads it.
#[derive(Debug)]
struct Command {
    name: String,
    properties: Vec<(String, String)>,
    message: String,
}

impl Command {
    /// As `ActionCommand.TryParseV2` and the workflow toolkit do.
    fn parse(line: &str) -> Option<Self> {
        let rest = line.strip_prefix("::")?;
        let (head, message) = rest.split_once("::")?;
        let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
        let data = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
        let property = |text: &str| {
            text.replace("%0D", "\r")
                .replace("%0A", "\n")
                .replace("%3A", ":")
                .replace("%2C", ",")
                .replace("%25", "%")
        };
        let properties = properties.split(',').filter_map(|pair| pair.split_once('='));
        Some(Self {
            name: name.to_owned(),
            properties: properties
                .map(|(key, value)| (key.to_owned(), property(value)))
                .collect(),
            message: data(message),
        })
    }

    fn get(&self, key: &str) -> Option<&str> {
        let mut pairs = self.properties.iter();
        pairs
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }
}

fn commands(report: &Report) -> Vec<Command> {
    let text = written(report, Format::Github, Look::default());
    text.lines()
        .map(|line| Command::parse(line).unwrap_or_else(|| panic!("no command: {line}")))
        .collect()
}

fn github(report: &Report) -> Result<(), TestCaseError> {
    let mut commands = commands(report);
    commands.retain(|command| command.get("file").is_some());
    let mut findings = standing(report);
    findings.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.level));
    prop_assert_eq!(commands.len(), findings.len());
    for (command, (source, finding)) in commands.iter().zip(findings) {
        let level = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "notice",
        };
        prop_assert_eq!(&command.name, level);
        prop_assert_eq!(
            command.get("title"),
            Some(&*format!("amplint ({})", finding.rule))
        );
        prop_assert_eq!(command.get("file"), Some(&*visible_lines(source.name())));
        let number = |key: &str| command.get(key).map(|value| value.parse::<u32>().unwrap());
        let (line, end) = (number("line").unwrap(), number("endLine").unwrap());
        prop_assert!(1 <= line && line <= end && end <= source.line_count());
        prop_assert_eq!(number("col").is_some(), number("endColumn").is_some());
        let head = format!("{}:{line}:", visible(source.name()));
        prop_assert!(command.message.starts_with(&head), "{command:?}");
        let said = visible_lines(&told(finding)).into_owned();
        prop_assert!(
            command.message.ends_with(&format!("[{}] {said}", finding.rule)),
            "{command:?} for {said:?}"
        );
    }
    Ok(())
}

fn gitlab(report: &Report) -> Result<(), TestCaseError> {
    let text = written(report, Format::Gitlab, Look::default());
    let list: Vec<Value> = serde_json::from_str(&text).unwrap();
    let findings = standing(report);
    prop_assert_eq!(list.len(), findings.len());
    let mut fingerprints = std::collections::HashSet::new();
    for (entry, (source, finding)) in list.iter().zip(findings) {
        prop_assert_eq!(&entry["description"], &told(finding));
        prop_assert_eq!(&entry["check_name"], finding.rule);
        prop_assert_eq!(&entry["location"]["path"], source.name());
        let severity = entry["severity"].as_str().unwrap();
        prop_assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        prop_assert!(entry["location"]["positions"]["begin"]["line"].as_u64() >= Some(1));
        prop_assert!(fingerprints.insert(entry["fingerprint"].to_string()));
    }
    Ok(())
}

/// Text as it is in XML, where two characters have no place at all.
fn in_xml(text: &str) -> String {
    visible_lines(text)
        .replace('\u{fffe}', "\\u{fffe}")
        .replace('\u{ffff}', "\\u{ffff}")
}

fn junit(report: &Report) -> Result<(), TestCaseError> {
    let text = written(report, Format::Junit, Look::default());
    let document = roxmltree::Document::parse(&text)
        .map_err(|error| TestCaseError::fail(format!("{error} in {text}")))?;
    let cases = || {
        document
            .descendants()
            .filter(|node| node.has_tag_name("testcase"))
    };
    let root = document.root_element();
    let count = |key: &str| root.attribute(key).unwrap().parse::<usize>().unwrap();
    let findings = standing(report);
    prop_assert_eq!(count("failures"), findings.len());
    prop_assert_eq!(count("tests"), cases().count());
    let failed = cases().filter_map(|case| {
        let failure = case.children().find(|node| node.has_tag_name("failure"))?;
        Some((case, failure))
    });
    for ((case, failure), (source, finding)) in failed.zip(findings) {
        prop_assert_eq!(case.attribute("file").unwrap(), in_xml(source.name()));
        prop_assert_eq!(failure.attribute("type"), Some(finding.level.name()));
        prop_assert_eq!(failure.attribute("message").unwrap(), in_xml(&finding.message));
        let text = failure.text().unwrap_or_default();
        prop_assert!(text.ends_with(&in_xml(&told(finding))), "{text:?}");
    }
    Ok(())
}

/// GitHub shows ten annotations of a level: errors come first, and what is not shown is said.
#[test]
fn github_says_what_it_does_not_show() {
    let of = |errors: usize, warnings: usize, infos: usize| {
        let levels = [
            (Level::Info, infos),
            (Level::Warning, warnings),
            (Level::Error, errors),
        ];
        let findings = levels.into_iter().flat_map(|(level, number)| {
            (0..number).map(move |_| {
                let mut finding = finding(Span::new(0, 1), "wrong");
                finding.level(level);
                finding
            })
        });
        let commands = commands(&report([(source("amp.yaml", b"a: b\n"), findings.collect())]));
        let shown = |name| {
            let named = commands.iter().filter(move |command| command.name == name);
            named.take(10)
        };
        let shown: Vec<&Command> = ["error", "warning", "notice"]
            .into_iter()
            .flat_map(shown)
            .collect();
        let note = shown.iter().find(|command| command.get("file").is_none());
        let names: Vec<&str> = commands.iter().map(|command| command.name.as_str()).collect();
        assert!(names.is_sorted_by_key(|name| ["error", "warning", "notice"].iter().position(|n| n == name)));
        let hidden = errors + warnings + infos + usize::from(note.is_some()) - shown.len();
        (note.map(|note| note.message.clone()), hidden)
    };
    assert_eq!(of(10, 10, 10), (None, 0));
    let said = |what: &str| {
        Some(format!(
            "GitHub shows 10 annotations of each level; only the log of this step shows {what} more"
        ))
    };
    assert_eq!(of(11, 3, 0), (said("1 error"), 1));
    assert_eq!(of(13, 12, 0), (said("3 errors, 2 warnings"), 5));
    assert_eq!(
        of(0, 0, 11),
        (said("2 infos"), 2),
        "the note takes a place itself"
    );
    assert_eq!(of(12, 0, 10), (said("2 errors, 1 info"), 3));
}

/// A file without findings passes, which is more than nothing.
#[test]
fn junit_names_clean_files() {
    let mut report = report([(
        source("b.yaml", b"a: b\n"),
        vec![finding(Span::new(0, 1), "wrong")],
    )]);
    report.add_clean("a <&> b.yaml");
    let text = written(&report, Format::Junit, Look::default());
    let document = roxmltree::Document::parse(&text).unwrap();
    let clean = document
        .descendants()
        .find(|node| node.attribute("classname") == Some("a <&> b.yaml"))
        .unwrap();
    assert!(!clean.has_children());
    assert_eq!(document.root_element().attribute("tests"), Some("2"));
    assert_eq!(document.root_element().attribute("failures"), Some("1"));
}
