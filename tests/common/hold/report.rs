//! Whatever stands in files, names and findings: every format is written, nothing raw comes through, and who
//! reads the formats of programs gets what was meant.

use std::collections::HashSet;
use std::sync::LazyLock;

use amplint::diagnostic::{Diagnostic, Level, Tally};
use amplint::escape::{is_hidden, visible, visible_lines};
use amplint::fix::{Edit, Fix};
use amplint::report::{Format, Look, Report};
use amplint::source::{Source, Span};
use amplint::{Checked, Options, check};
use jsonschema::Validator;
use serde_json::{Value, json};

use super::{Outcome, ensure};

/// Fails unless both are equal.
macro_rules! same {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left, right) => ensure!(left == right, "{left:?} should be {right:?}"),
        }
    };
}

/// What stands between the parts of an input; no UTF-8 has it.
const BETWEEN: u8 = 0xFF;

/// An input is the name of a file, its text and findings of it, each of five parts: numbers (places, level), what is
/// wrong, why, what to write instead, and a replacement. All of it may be anything.
pub fn holds(bytes: &[u8]) -> Outcome {
    let mut parts = bytes.split(|&byte| byte == BETWEEN);
    let mut next = || {
        parts
            .next()
            .map(|part| String::from_utf8_lossy(part).into_owned())
    };
    let name = format!("a{}", next().unwrap_or_default());
    let text = next().unwrap_or_default();
    let mut findings = Vec::new();
    while let Some(numbers) = next() {
        findings.push(planted(
            numbers.as_bytes(),
            [(); 4].map(|()| next().unwrap_or_default()),
        ));
    }
    let own =
        check(&name, text.clone().into_bytes(), &Options::default()).map_err(|error| error.to_string())?;
    let mut report = Report::default();
    report.add(own);
    sound(&report)?;
    // One or the other, as both take twice as long.
    let bytes = if name.len().is_multiple_of(2) {
        let wide = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xFF, 0xFE].into_iter().chain(wide).collect()
    } else {
        text.into_bytes()
    };
    let source = Source::new(name, bytes).map_err(|error| error.to_string())?;
    sound(&self::report([(source, findings)]))
}

/// A finding with anything in it. Its places may lie off characters and beyond the end: a wrong one must not cost
/// the report.
fn planted(numbers: &[u8], [message, label, help, new]: [String; 4]) -> Diagnostic {
    let number = |i: usize| u32::from(numbers.get(i).copied().unwrap_or_default());
    let span = |i: usize| Span::new(number(i), number(i) + number(i + 1));
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let edits = vec![Edit::replace(span(2), new), Edit::replace(span(4), help.clone())];
    let level = Level::ALL[number(6) as usize % 3];
    let mut finding = Diagnostic::new("some-rule", level, span(0), format!("it {message}"));
    finding.label = some(&label);
    finding.help = some(&help);
    finding.suppressed = number(7) > 200;
    finding.also(span(3), label).fix(Fix::risky("change it", edits));
    finding
}

/// A report of such findings.
pub fn report(files: impl IntoIterator<Item = (Source, Vec<Diagnostic>)>) -> Report {
    let mut report = Report::default();
    for (source, findings) in files {
        report.add(Checked::new(source, findings, Tally::default()));
    }
    report
}

pub fn written(report: &Report, format: Format, look: Look) -> String {
    let mut out = Vec::new();
    format.write(report, look, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The text without the colours that we write, which are the only escapes there may be.
fn without_color(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part
            .find(|c: char| c != ';' && !c.is_ascii_digit())
            .unwrap_or(part.len());
        assert!(
            part[end..].starts_with('m'),
            "an escape that is no colour: {part:?}"
        );
        out.push_str(&part[end + 1..]);
    }
    out
}

/// Every format of `report` is what it should be.
pub fn sound(report: &Report) -> Outcome {
    let plain = Look::default();
    for format in Format::ALL {
        let text = written(report, format, plain);
        let raw: Vec<char> = text.chars().filter(|&c| c != '\n' && is_hidden(c)).collect();
        ensure!(raw.is_empty(), "{} has {:?} in\n{}", format.name(), raw, text);
        if format.is_text() {
            let colored = written(report, format, Look { color: true, ..plain });
            let bare = without_color(&colored);
            let lines = |text: &str| {
                text.lines()
                    .map(|line| line.trim_end().to_owned())
                    .collect::<Vec<_>>()
            };
            same!(lines(&bare), lines(&text));
        }
    }
    let concise = written(report, Format::Concise, plain);
    let standing = report
        .files()
        .iter()
        .flat_map(|file| &file.findings)
        .filter(|finding| !finding.suppressed);
    same!(concise.lines().count(), standing.count());
    accepted(&written(report, Format::Json, plain))?;
    sarif_says_it(report)?;
    github(report)?;
    gitlab(report)?;
    junit(report)
}

/// The schema of the JSON report.
pub static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../schemas/report.schema.json")).unwrap());

/// The same, to check with.
pub static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| jsonschema::draft202012::new(&SCHEMA).unwrap());

/// Whether `text` is JSON as the schema wants it; if not, why.
pub fn accepted(text: &str) -> Outcome {
    let report: Value = serde_json::from_str(text).map_err(|error| format!("{error} in {text}"))?;
    VALIDATOR
        .validate(&report)
        .map_err(|error| format!("{error} at {} in {text}", error.instance_path()))
}

/// The SARIF report as JSON.
pub fn sarif(report: &Report) -> Value {
    serde_json::from_str(&written(report, Format::Sarif, Look::default())).unwrap()
}

/// Characters as SARIF counts them, for a check that is not ours.
pub fn text_of(text: &str, region: &Value) -> Option<String> {
    let number = |key: &str| region[key].as_u64().unwrap() as usize;
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut chars = text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable();
    while let Some(c) = chars.next() {
        line.push(c);
        if c == '\n' || (c == '\r' && chars.peek() != Some(&'\n')) {
            lines.push(std::mem::take(&mut line));
        }
    }
    lines.push(line);
    let offset = |line: usize, column: usize| -> Option<usize> {
        let before: usize = lines[..line - 1].iter().map(|line| line.chars().count()).sum();
        (column - 1 <= lines.get(line - 1)?.chars().count()).then_some(before + column - 1)
    };
    let start = offset(number("startLine"), number("startColumn"))?;
    let end = offset(number("endLine"), number("endColumn"))?;
    let all: Vec<char> = lines.concat().chars().collect();
    Some(all.get(start..end)?.iter().collect())
}

/// Whatever is in `report` comes out as SARIF that says the same.
fn sarif_says_it(report: &Report) -> Outcome {
    let log = sarif(report);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let all: Vec<_> = report
        .files()
        .iter()
        .flat_map(|file| file.findings.iter().map(|finding| (&file.source, finding)))
        .collect();
    same!(results.len(), all.len());
    let mut fingerprints = HashSet::new();
    for (result, (source, finding)) in results.iter().zip(all) {
        let text = result["message"]["text"].as_str().unwrap();
        let help = finding.help.as_ref().map(|help| format!("\nhelp: {help}"));
        same!(text, finding.message.clone() + &help.unwrap_or_default());
        same!(result["suppressions"] != json!([]), finding.suppressed);
        let rule = &log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        same!(&rule["id"], finding.rule);
        let place = &result["locations"][0]["physicalLocation"];
        if !source.name().starts_with('/') {
            same!(
                unencoded(place["artifactLocation"]["uri"].as_str().unwrap()),
                source.name()
            );
        }
        let (start, end) = (
            source.text().floor_char_boundary(finding.span.start as usize),
            source.text().floor_char_boundary(finding.span.end as usize),
        );
        if !source.text().starts_with('\u{feff}') {
            same!(
                text_of(source.text(), &place["region"]),
                Some(source.text()[start..end].to_owned())
            );
        }
        let fingerprint = result["partialFingerprints"]["amplint/v1"].to_string();
        ensure!(
            fingerprints.insert(fingerprint),
            "its fingerprint is there: {result}"
        );
    }
    Ok(())
}

fn unencoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
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
pub struct Command {
    pub name: String,
    properties: Vec<(String, String)>,
    pub message: String,
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

    pub fn get(&self, key: &str) -> Option<&str> {
        let mut pairs = self.properties.iter();
        pairs
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }
}

/// The GitHub report, read.
pub fn commands(report: &Report) -> Vec<Command> {
    let text = written(report, Format::Github, Look::default());
    text.lines()
        .map(|line| Command::parse(line).unwrap_or_else(|| panic!("no command: {line}")))
        .collect()
}

fn github(report: &Report) -> Outcome {
    let mut commands = commands(report);
    commands.retain(|command| command.get("file").is_some());
    let mut findings = standing(report);
    findings.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.level));
    same!(commands.len(), findings.len());
    for (command, (source, finding)) in commands.iter().zip(findings) {
        let level = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "notice",
        };
        same!(&command.name, level);
        same!(
            command.get("title"),
            Some(&*format!("amplint ({})", finding.rule))
        );
        same!(command.get("file"), Some(&*visible_lines(source.name())));
        let number = |key: &str| command.get(key).map(|value| value.parse::<u32>().unwrap());
        let (line, end) = (number("line").unwrap(), number("endLine").unwrap());
        ensure!(
            1 <= line && line <= end && end <= source.line_count(),
            "{command:?}"
        );
        same!(number("col").is_some(), number("endColumn").is_some());
        let head = format!("{}:{line}:", visible(source.name()));
        ensure!(command.message.starts_with(&head), "{command:?}");
        let said = visible_lines(&told(finding)).into_owned();
        ensure!(
            command.message.ends_with(&format!("[{}] {said}", finding.rule)),
            "{command:?} for {said:?}"
        );
    }
    Ok(())
}

fn gitlab(report: &Report) -> Outcome {
    let text = written(report, Format::Gitlab, Look::default());
    let list: Vec<Value> = serde_json::from_str(&text).unwrap();
    let findings = standing(report);
    same!(list.len(), findings.len());
    let mut fingerprints = std::collections::HashSet::new();
    for (entry, (source, finding)) in list.iter().zip(findings) {
        same!(&entry["description"], &told(finding));
        same!(&entry["check_name"], finding.rule);
        same!(&entry["location"]["path"], source.name());
        let severity = entry["severity"].as_str().unwrap();
        ensure!(
            ["info", "minor", "major", "critical", "blocker"].contains(&severity),
            "{entry}"
        );
        ensure!(
            entry["location"]["positions"]["begin"]["line"].as_u64() >= Some(1),
            "{entry}"
        );
        ensure!(
            fingerprints.insert(entry["fingerprint"].to_string()),
            "its fingerprint is there: {entry}"
        );
    }
    Ok(())
}

/// Text as it is in XML, where two characters have no place at all.
fn in_xml(text: &str) -> String {
    visible_lines(text)
        .replace('\u{fffe}', "\\u{fffe}")
        .replace('\u{ffff}', "\\u{ffff}")
}

fn junit(report: &Report) -> Outcome {
    let text = written(report, Format::Junit, Look::default());
    let document = roxmltree::Document::parse(&text).map_err(|error| format!("{error} in {text}"))?;
    let cases = || {
        document
            .descendants()
            .filter(|node| node.has_tag_name("testcase"))
    };
    let root = document.root_element();
    let count = |key: &str| root.attribute(key).unwrap().parse::<usize>().unwrap();
    let findings = standing(report);
    same!(count("failures"), findings.len());
    same!(count("tests"), cases().count());
    let failed = cases().filter_map(|case| {
        let failure = case.children().find(|node| node.has_tag_name("failure"))?;
        Some((case, failure))
    });
    for ((case, failure), (source, finding)) in failed.zip(findings) {
        same!(case.attribute("file").unwrap(), in_xml(source.name()));
        same!(failure.attribute("type"), Some(finding.level.name()));
        same!(failure.attribute("message").unwrap(), in_xml(&finding.message));
        let text = failure.text().unwrap_or_default();
        ensure!(text.ends_with(&in_xml(&told(finding))), "{text:?}");
    }
    Ok(())
}
