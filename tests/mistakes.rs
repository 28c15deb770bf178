//! One mistake in the YAML of a manifest is one finding, at the mistake, and the rest of the file is checked as if
//! nothing were: every line of a manifest is broken in the ways people break them.

mod common;

use amplint::diagnostic::{Diagnostic, Level};
use amplint::{Options, check};

const MANIFEST: &str = r#"# Contacts and companies.
specVersion: 1.0.0
integrations:
  - name: contacts
    displayName: "Contacts & companies"
    provider: hubspot
    read:
      objects:
        # People.
        - objectName: contacts
          destination: contactWebhook
          schedule: "*/10 * * * *" # often
          requiredFields:
            - fieldName: email
            - fieldName: firstname
              mapToName: first
          optionalFields: [{fieldName: city}, {fieldName: zip}]
          backfill:
            defaultPeriod:
              days: 30
        - objectName: companies
          destination: companyWebhook
          schedule: '0 * * * *'
          optionalFieldsAuto: all
    write:
      objects:
        - objectName: contacts
          inheritMapping: true
        - objectName: companies
    subscribe:
      objects:
        - objectName: contacts
          destination: contactWebhook
          inheritFieldsAndMapping: true
          updateEvent:
            enabled: always
            requiredWatchFields:
              - email
              - firstname
          otherEvents:
          - contact.merge
  - name: accounts
    displayName: Accounts of ours
    provider: salesforce
    proxy:
      enabled: true
"#;

fn findings(text: &str) -> Vec<Diagnostic> {
    let checked = check("amp.yaml", text.into(), &Options::default()).unwrap();
    let mut findings = checked.findings;
    findings.retain(|finding| finding.level > Level::Info);
    findings
}

fn shown(text: &str, findings: &[Diagnostic]) -> String {
    let line = |offset: u32| text[..offset as usize].lines().count().max(1);
    let shown = findings.iter().map(|finding| {
        format!(
            "{}: {}: {}",
            line(finding.span.end),
            finding.rule,
            finding.message
        )
    });
    format!("{}\n---\n{text}", shown.collect::<Vec<_>>().join("\n"))
}

/// Replaces each line in turn by what `spoil` makes of it (`None`: nothing), and looks for one finding there.
/// Returns how many lines were spoilt.
fn each_line(spoil: impl Fn(&str) -> Option<String>) -> usize {
    let lines: Vec<&str> = MANIFEST.lines().collect();
    let mut spoilt = 0;
    for (i, line) in lines.iter().enumerate() {
        if line.trim_start().starts_with('#') {
            continue;
        }
        let Some(new) = spoil(line) else { continue };
        let mut all = lines.clone();
        all[i] = &new;
        let text = all.join("\n") + "\n";
        spoilt += usize::from(one_finding(&text, i));
    }
    spoilt
}

/// Whether `text`, in which line `line` (from 0) was spoilt, is no YAML. It must then have one finding, there.
fn one_finding(text: &str, line: usize) -> bool {
    let findings = findings(text);
    if findings.iter().all(|finding| finding.rule != "yaml-syntax") {
        return false;
    }
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let end = start + text[start..].find('\n').unwrap();
    let there = (start..=end).contains(&(findings[0].span.start as usize));
    assert!(
        findings.len() == 1 && there,
        "line {}: {}",
        line + 1,
        shown(text, &findings)
    );
    true
}

/// The key of `line` with its colon and blank, and the value.
fn pair(line: &str) -> Option<(&str, &str)> {
    let colon = line.find(": ")?;
    Some(line.split_at(colon + 2))
}

fn plain(line: &str) -> Option<(&str, &str)> {
    pair(line).filter(|(_, value)| value.starts_with(char::is_alphanumeric))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[test]
fn the_manifest_is_clean() {
    assert!(
        findings(MANIFEST).is_empty(),
        "{}",
        shown(MANIFEST, &findings(MANIFEST))
    );
}

#[test]
fn a_missing_colon() {
    assert!(
        each_line(|line| pair(line).map(|(key, value)| format!("{} {value}", &key[..key.len() - 2]))) > 20
    );
    assert!(each_line(|line| line.strip_suffix(':').map(str::to_owned)) > 10);
}

#[test]
fn a_missing_blank() {
    assert!(each_line(|line| pair(line).map(|(key, value)| format!("{}{value}", key.trim_end()))) > 20);
    assert!(each_line(|line| line.contains("- ").then(|| line.replacen("- ", "-", 1))) > 10);
}

#[test]
fn a_value_that_needs_quotes() {
    for schedule in ["*/10 * * * *", "*/20 * * * * # often", "*/15,30 2 * * *"] {
        let named = |line: &str| {
            pair(line)
                .filter(|(key, _)| key.contains("schedule"))
                .map(|(key, _)| format!("{key}{schedule}"))
        };
        assert_eq!(each_line(named), 2);
    }
    for tail in [": more", ": and: more", ":", ": \"quoted\""] {
        assert!(each_line(|line| plain(line).map(|(key, value)| format!("{key}{value}{tail}"))) > 20);
    }
    for start in ["@", "`", "%", "|", ">", ", ", "- ", "]", "}"] {
        assert!(each_line(|line| plain(line).map(|(key, value)| format!("{key}{start}{value}"))) > 20);
    }
}

#[test]
fn an_unclosed_quote() {
    for quote in ["\"", "'"] {
        assert!(each_line(|line| plain(line).map(|(key, value)| format!("{key}{quote}{value}"))) > 20);
        assert!(each_line(|line| plain(line).map(|(key, value)| format!("{key}{quote}{value} # why"))) > 20);
        assert!(
            each_line(|line| plain(line).map(|(key, value)| format!("{key}{quote}{value}{quote} more"))) > 20
        );
    }
    let unclosed = |line: &str| {
        pair(line)
            .filter(|(_, value)| value.starts_with('"'))
            .map(|_| line.replace("\" #", " #").trim_end_matches('"').to_owned())
    };
    assert_eq!(each_line(unclosed), 2);
}

#[test]
fn an_unclosed_bracket() {
    for bracket in ["[", "{", "[{", "{a: ["] {
        assert!(each_line(|line| plain(line).map(|(key, value)| format!("{key}{bracket}{value}"))) > 20);
    }
    let flow = |spoil: fn(&str) -> String| each_line(|line| line.contains('[').then(|| spoil(line)));
    assert_eq!(flow(|line| line.trim_end_matches(']').to_owned()), 1);
    assert_eq!(flow(|line| line.replacen('}', "", 1)), 1);
    assert_eq!(flow(|line| line.replacen(", ", " ", 1)), 1);
    assert_eq!(flow(|line| line.replacen('[', "", 1)), 1);
    assert_eq!(flow(|line| format!("{line}]")), 1);
}

#[test]
fn tabs() {
    let tabs = |line: &str| (indent(line) > 0).then(|| "\t".repeat(indent(line) / 2) + line.trim_start());
    assert!(each_line(tabs) > 40);
    assert!(each_line(|line| (indent(line) > 0).then(|| line.replacen("  ", "\t", 1))) > 40);
}

#[test]
fn a_line_that_has_slipped() {
    assert!(each_line(|line| Some(format!(" {line}"))) > 30);
    assert!(each_line(|line| line.strip_prefix(' ').map(str::to_owned)) > 30);
    assert!(each_line(|line| line.strip_prefix("   ").map(str::to_owned)) > 30);
}

#[test]
fn a_block_that_has_slipped() {
    let lines: Vec<&str> = MANIFEST.lines().collect();
    let mut spoilt = 0;
    for (i, line) in lines.iter().enumerate() {
        let below = lines[i + 1..]
            .iter()
            .take_while(|below| indent(below) > indent(line))
            .count();
        if below == 0 {
            continue;
        }
        let moved = |j: usize, line: &str| {
            if (i..=i + below).contains(&j) {
                format!(" {line}")
            } else {
                line.to_owned()
            }
        };
        let all: Vec<String> = lines.iter().enumerate().map(|(j, line)| moved(j, line)).collect();
        spoilt += usize::from(one_finding(&(all.join("\n") + "\n"), i));
    }
    assert!(spoilt > 10);
}

#[test]
fn a_line_that_is_none() {
    let lines: Vec<&str> = MANIFEST.lines().collect();
    let mut spoilt = 0;
    for (i, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with('#'))
    {
        let junk = format!("{}this is no key", " ".repeat(indent(line)));
        let mut all = lines.clone();
        all.insert(i + 1, &junk);
        let text = all.join("\n") + "\n";
        // Between a key and what stands under it, more goes wrong than can be told apart.
        if pair(line).is_some() {
            spoilt += usize::from(one_finding(&text, i + 1));
        }
    }
    assert!(spoilt > 20);
}

#[test]
fn half_a_file() {
    for end in 0..=MANIFEST.len() {
        let text = &MANIFEST[..end];
        let found = findings(text);
        let syntax = found
            .iter()
            .filter(|finding| finding.rule == "yaml-syntax")
            .count();
        assert!(syntax <= 1, "{}", shown(text, &found));
    }
}

/// A manifest with every key that may have no value: what then follows from that is no finding of its own.
const FULL: &str = r#"specVersion: 1.0.0
integrations:
  - name: contacts
    displayName: "Contacts"
    provider: hubspot
    module: crm
    read:
      objects:
        - objectName: contacts
          destination: contactWebhook
          schedule: "*/10 * * * *"
          enabled: always
          mapToName: people
          mapToDisplayName: People
          requiredFields:
            - fieldName: email
            - fieldName: firstname
          optionalFields:
            - fieldName: zip
              mapToName: plz
              mapToDisplayName: Zip
            - mapToName: custom
              mapToDisplayName: Custom
              prompt: What
              default: x
          backfill:
            defaultPeriod:
              days: 30
          delivery:
            mode: onRequest
            pageSize: 100
        - objectName: companies
          destination: companyWebhook
          optionalFieldsAuto: all
        - objectName: products
          destination: companyWebhook
          optionalFieldsAuto: all
        - objectName: deals
          destination: companyWebhook
          requiredFields:
            - fieldName: dealname
          backfill:
            defaultPeriod:
              fullHistory: true
        - objectName: tickets
          destination: companyWebhook
          optionalFields:
            - fieldName: subject
    write:
      objects:
        - objectName: contacts
          inheritMapping: true
        - objectName: companies
          valueDefaults:
            allowAnyFields: true
    subscribe:
      objects:
        - objectName: contacts
          destination: contactWebhook
          inheritFieldsAndMapping: true
          updateEvent:
            enabled: always
            requiredWatchFields:
              - email
              - zip
        - objectName: deals
          destination: contactWebhook
          inheritFieldsAndMapping: true
          createEvent:
            enabled: always
        - objectName: companies
          destination: contactWebhook
          inheritFieldsAndMapping: true
          updateEvent:
            enabled: always
            watchFieldsAuto: all
          associationChangeEvent:
            enabled: always
            includeFullRecords: true
        - objectName: tickets
          destination: contactWebhook
          inheritFieldsAndMapping: true
          otherEvents:
            - ticket.merge
    proxy:
      enabled: true
    watchSchema:
      destination: contactWebhook
      schedule: "0 * * * *"
      allObjects:
        fieldChanged:
          enabled: always
"#;

#[test]
fn a_key_without_a_value() {
    assert!(findings(FULL).is_empty(), "{}", shown(FULL, &findings(FULL)));
    let lines: Vec<&str> = FULL.lines().collect();
    for (i, line) in lines.iter().enumerate() {
        let Some((key, _)) = line.split_once(':') else {
            continue;
        };
        let column = key.len() - key.trim_start_matches([' ', '-']).len();
        let below = lines[i + 1..].iter().take_while(|below| indent(below) > column);
        let rest = i + 1 + below.count();
        for value in ["", " null"] {
            let key = format!("{key}:{value}");
            let all = [&lines[..i], &[key.as_str()], &lines[rest..]].concat();
            let text = all.join("\n") + "\n";
            let findings = findings(&text);
            // One that is written may be meant.
            let few = if value.is_empty() { 1 } else { 0 };
            assert!((few..=1).contains(&findings.len()), "{}", shown(&text, &findings));
        }
    }
}

/// Each with what it replaces, and the one rule that may speak.
const ECHOES: &[(&str, &str, &str)] = &[
    ("objectName: products", "objectName: Contacts", "object-exists"),
    (
        "objectName: products",
        "objectName: contacts",
        "duplicate-read-object",
    ),
    ("          destination: companyWebhook", "", "required-field"),
    ("enabled: always", "enabled: [always]", "wrong-type"),
    ("name: contacts", "name: contacts -- all", "integration-name"),
    ("schedule: \"*/10 * * * *\"", "schedule: no", "implicit-typing"),
    ("schedule: \"*/10 * * * *\"", "schedule: false", "schedule-syntax"),
    ("\"*/10 * * * *\"", "\"0 9 * * fri-mon\"", "schedule-syntax"),
    ("\"*/10 * * * *\"", "\"@ * * * *\"", "schedule-syntax"),
    ("module: crm", "module: off", "implicit-typing"),
    ("provider: hubspot", "provider: on", "implicit-typing"),
    ("specVersion: 1.0.0", "specVersion: \"\"", "spec-version"),
    (
        "provider: hubspot",
        "provider: {{ provider }}",
        "unfilled-placeholder",
    ),
    (
        "provider: hubspot",
        "provider: \"{{ provider }}\"",
        "unfilled-placeholder",
    ),
    (
        "provider: hubspot",
        "provider: {{ env['PROVIDER'] }}",
        "yaml-syntax",
    ),
    (
        "objectName: contacts",
        "objectName: ${OBJECT}",
        "unfilled-placeholder",
    ),
    ("\"*/10 * * * *\"", "\"{{ schedule }}\"", "unfilled-placeholder"),
    ("days: 30", "days: {{ days }}", "unfilled-placeholder"),
    (
        "fieldName: email",
        "fieldName: {{ email }}",
        "unfilled-placeholder",
    ),
    ("    module: crm", "{% if read %}", "yaml-syntax"),
    ("    module: crm", "    {{- if read }}", "yaml-syntax"),
];

#[test]
fn a_mistake_has_no_echo() {
    let mut faults = String::new();
    for (right, wrong, rule) in ECHOES {
        let text = FULL.replacen(right, wrong, 1);
        let findings = findings(&text);
        if !matches!(findings.as_slice(), [only] if only.rule == *rule) {
            let told = findings.iter().map(|finding| (finding.rule, &finding.message));
            faults += &format!("{wrong}: {:?}\n", told.collect::<Vec<_>>());
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn an_item_without_anything() {
    for list in [
        "integrations",
        "read:\n      objects",
        "write:\n      objects",
        "subscribe:\n      objects",
    ] {
        let list = format!("{list}:\n");
        let item = if list.starts_with("int") {
            "  - {}\n"
        } else {
            "        - {}\n"
        };
        let text = FULL.replacen(&list, &format!("{list}{item}"), 1);
        let findings = findings(&text);
        let rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["wrong-type"], "{}", shown(&text, &findings));
    }
}

#[test]
fn an_action_that_the_provider_lacks() {
    let text = FULL.replacen("provider: hubspot\n    module: crm", "provider: notion", 1);
    let rules: Vec<_> = findings(&text).iter().map(|finding| finding.rule).collect();
    let actions = ["read", "write", "subscribe"].map(|action| format!("provider-capability-{action}"));
    assert_eq!(rules, actions);
}

#[test]
fn every_mistake_is_found_when_there_are_many() {
    let mut text = MANIFEST.to_owned();
    for (right, wrong) in [
        ("\"Contacts & companies\"", "\"Contacts & companies"),
        ("provider: hubspot", "provider:hubspot"),
        ("\"*/10 * * * *\"", "*/10 * * * *"),
        ("- fieldName: firstname", " - fieldName: firstname"),
        ("defaultPeriod:", "defaultPeriod"),
        ("schedule: '0 * * * *'", "schedule: '0 * * * *"),
        ("inheritMapping: true", "inheritMapping: true: yes"),
        ("- email", "-email"),
        ("- name: accounts", "-name: accounts"),
        ("Accounts of ours", "[Accounts of ours"),
    ] {
        text = text.replacen(right, wrong, 1);
    }
    let findings = findings(&text);
    let rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
    let mut expected = ["yaml-syntax"; 10];
    // A list whose dashes lack their blanks is one text, and still YAML.
    expected[7] = "wrong-type";
    assert_eq!(rules, expected, "{}", shown(&text, &findings));
}
