//! One mistake in the YAML of a manifest is one finding, at the mistake, and the rest of the file is checked as if
//! nothing were: every line of a manifest is broken in the ways people break them.

mod common;

use amplint::diagnostic::{Diagnostic, Level};
use amplint::source::Source;
use amplint::{Options, check, fix};
use common::plain;

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
    let checked = check("amp.yaml", text.into(), &plain::options()).unwrap();
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
    if findings
        .iter()
        .all(|finding| !matches!(finding.rule, "yaml-syntax" | "yaml-typo"))
    {
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

/// The key of `line` with its colon and space, and the value.
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
fn a_missing_space() {
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
fn a_line_that_has_shifted() {
    assert!(each_line(|line| Some(format!(" {line}"))) > 30);
    assert!(each_line(|line| line.strip_prefix(' ').map(str::to_owned)) > 30);
    assert!(each_line(|line| line.strip_prefix("   ").map(str::to_owned)) > 30);
}

#[test]
fn a_block_that_has_shifted() {
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

/// What the author of a spoilt manifest finds and, with all fixes, gets.
struct Outcome {
    /// Rule, line and message.
    findings: Vec<(&'static str, usize, String)>,
    fixed: String,
}

fn outcome(text: &str) -> Outcome {
    let source = Source::new("amp.yaml", text.into()).unwrap();
    let fixed = fix(&source, &plain::options(), true).unwrap().text;
    let line = |offset: u32| text[..offset as usize].matches('\n').count() + 1;
    let findings = findings(text)
        .into_iter()
        .map(|finding| (finding.rule, line(finding.span.start), finding.message))
        .collect();
    Outcome { findings, fixed }
}

/// Spoils the manifest by replacing `right` by `wrong`: there must be one finding, by `rule`, at the line where
/// `wrong` has `^`, and the fixes must bring the manifest back.
#[track_caller]
fn back_again(right: &str, wrong: &str, rule: &str) -> String {
    let found = spoilt(right, wrong, rule);
    assert_eq!(found.fixed, MANIFEST, "{:?}", found.findings);
    found.findings[0].2.clone()
}

#[track_caller]
fn spoilt(right: &str, wrong: &str, rule: &str) -> Outcome {
    assert!(MANIFEST.contains(right), "{right}");
    let marked = MANIFEST.replacen(right, wrong, 1);
    let line = marked[..marked.find('^').unwrap()].matches('\n').count() + 1;
    let text = marked.replacen('^', "", 1);
    let found = outcome(&text);
    let places: Vec<_> = found
        .findings
        .iter()
        // The same typo is told by another rule where the text is YAML with it.
        .map(|&(found, line, _)| {
            (
                if found == "yaml-typo" {
                    "yaml-syntax"
                } else {
                    found
                },
                line,
            )
        })
        .collect();
    assert_eq!(places, [(rule, line)], "{}", shown(&text, &findings(&text)));
    found
}

#[test]
fn a_key_of_a_field_that_has_shifted() {
    let right = "              mapToName: first\n";
    for column in [11, 12, 13, 15, 16, 18] {
        let wrong = format!("{}^mapToName: first\n", " ".repeat(column));
        back_again(right, &wrong, "yaml-syntax");
    }
    // A key of the object, after a list that stands in the column of its key.
    let text = MANIFEST
        .replace("            - field", "          - field")
        .replace("              mapTo", "            mapTo");
    let auto = "          optionalFields: [";
    let found = outcome(&text.replacen(auto, &format!(" {auto}"), 1));
    assert_eq!(found.findings.len(), 1, "{:?}", found.findings);
    assert_eq!(found.fixed, text);
    // Between the fields of a list.
    let field = "            - fieldName: email\n";
    let text = MANIFEST.replacen(field, &format!("{field}          mapToName: mail\n"), 1);
    let found = outcome(&text);
    assert_eq!(found.findings.len(), 1, "{}", shown(&text, &findings(&text)));
    assert_eq!(
        found.fixed,
        MANIFEST.replacen(field, &format!("{field}              mapToName: mail\n"), 1)
    );
}

#[test]
fn a_key_line_that_has_shifted_alone() {
    for (key, rule) in [
        ("read", "yaml-syntax"),
        ("write", "misplaced-key"),
        ("subscribe", "misplaced-key"),
        ("proxy", "yaml-syntax"),
    ] {
        back_again(&format!("    {key}:\n"), &format!("      ^{key}:\n"), rule);
    }
    let proxy = "    proxy:\n      enabled: true\n";
    let text = MANIFEST.replacen("  - name: accounts", &format!("{proxy}  - name: accounts"), 1);
    let wrong = text.replacen("    proxy:\n", "      proxy:\n", 1);
    let found = outcome(&wrong);
    assert_eq!(found.findings.len(), 1, "{}", shown(&wrong, &findings(&wrong)));
    assert_eq!(found.findings[0].0, "misplaced-key");
    assert_eq!(found.fixed, text);
}

#[test]
fn a_key_line_that_is_missing() {
    // After a list that is further in.
    let auto = "          optionalFields: [{fieldName: city}, {fieldName: zip}]\n";
    let manifest = MANIFEST.replacen(auto, "", 1);
    let found = outcome(&manifest.replacen("          backfill:\n", "", 1));
    assert_eq!(found.findings.len(), 1, "{:?}", found.findings);
    assert_eq!(found.fixed, manifest);
    // Of a list of texts, which the line above then takes for its own, or the list before.
    back_again(
        "            requiredWatchFields:\n              - email",
        "              ^- email",
        "yaml-syntax",
    );
    spoilt(
        "          otherEvents:\n          - ",
        "          ^- ",
        "yaml-syntax",
    );
    back_again("integrations:\n  - name", "  - ^name", "yaml-syntax");
    let events = "          otherEvents:\n";
    let found = outcome(&FULL.replacen(events, "", 1));
    assert_eq!(found.findings.len(), 1, "{:?}", found.findings);
    assert!(
        found.findings[0].2.contains("`otherEvents:`"),
        "{:?}",
        found.findings
    );
    assert_eq!(found.fixed, FULL);
    for (key, below, rule) in [
        ("read", "      ^objects:", "yaml-syntax"),
        ("write", "      ^objects:", "duplicate-key"),
        ("subscribe", "      ^objects:", "duplicate-key"),
        ("proxy", "      ^enabled:", "yaml-syntax"),
        ("backfill", "            ^defaultPeriod:", "yaml-syntax"),
        ("updateEvent", "            ^enabled:", "yaml-syntax"),
    ] {
        let start = MANIFEST.find(&format!(" {key}:\n")).unwrap();
        let line = MANIFEST[..start].rfind('\n').unwrap() + 1;
        let mut right = MANIFEST[line..].to_owned();
        right.truncate(right.find('\n').unwrap() + 1 + below.len() - 1);
        let message = back_again(&right, below, rule);
        assert!(message.contains(&format!("`{key}:`")), "{message}");
    }
}

#[test]
fn a_missing_dash() {
    let objects = "        - objectName: contacts\n          destination";
    back_again(
        objects,
        "          ^objectName: contacts\n          destination",
        "yaml-syntax",
    );
    back_again(
        objects,
        "        ^objectName: contacts\n          destination",
        "yaml-syntax",
    );
    back_again(
        "        - objectName: companies\n          destination",
        "          ^objectName: companies\n          destination",
        "duplicate-key",
    );
    for (right, first, rule) in [
        ("  - name: contacts", "  ^name: contacts", "yaml-syntax"),
        ("  - name: contacts", "    ^name: contacts", "yaml-syntax"),
        ("  - name: accounts", "    ^name: accounts", "duplicate-key"),
        (
            "            - fieldName: email",
            "              ^fieldName: email",
            "yaml-syntax",
        ),
        (
            "            - fieldName: email",
            "            ^fieldName: email",
            "yaml-syntax",
        ),
        (
            "            - fieldName: firstname",
            "            ^fieldName: firstname",
            "yaml-syntax",
        ),
        (
            "            - fieldName: firstname",
            "              ^fieldName: firstname",
            "duplicate-key",
        ),
    ] {
        back_again(right, first, rule);
    }
    // All items of a list.
    for (dash, bare) in [
        ("            - fieldName: ", "              ^fieldName: "),
        ("  - name: ", "    ^name: "),
    ] {
        let text = MANIFEST.replace(dash, &bare.replace('^', ""));
        let found = outcome(&text);
        assert_eq!(found.findings.len(), 1, "{}", shown(&text, &findings(&text)));
        assert_eq!(found.fixed, MANIFEST);
    }
    let list = "            - fieldName: email\n            - fieldName: firstname\n              mapToName: first\n";
    back_again(
        list,
        "            ^fieldName: email\n            fieldName: firstname\n            mapToName: first\n",
        "duplicate-key",
    );
    // With the line of the key it stands before.
    for line in [
        "        - objectName: companies\n",
        "        - objectName: contacts\n",
    ] {
        let text = MANIFEST.replacen(line, "", 1);
        let found = outcome(&text);
        assert_eq!(found.findings.len(), 1, "{}", shown(&text, &findings(&text)));
    }
    // The only item.
    back_again(
        "        - objectName: contacts\n          destination: contactWebhook\n          inherit",
        "          ^objectName: contacts\n          destination: contactWebhook\n          inherit",
        "wrong-type",
    );
}

#[test]
fn a_tab_that_is_as_wide_as_it_is() {
    for line in MANIFEST
        .lines()
        .filter(|line| indent(line) > 0 && !line.contains('#'))
    {
        // A list may stand in the column of its key.
        if line.contains("- email") || line.contains("contact.merge") {
            continue;
        }
        for tabs in ["\t", "\t\t", "    \t"] {
            let wrong = format!("\n{tabs}^{}\n", line.trim_start());
            if tabs.len() < indent(line) + 2 && MANIFEST.matches(&format!("\n{line}\n")).count() == 1 {
                back_again(&format!("\n{line}\n"), &wrong, "yaml-syntax");
            }
        }
    }
}

#[test]
fn another_sign_for_the_colon() {
    for sign in [" = ", " =", "=", " => ", "\u{FF1A}", "\u{FF1A} "] {
        for line in MANIFEST
            .lines()
            .filter(|line| pair(line).is_some() && !line.contains('{'))
        {
            let (key, value) = pair(line).unwrap();
            let wrong = format!("\n{}{sign}^{value}\n", &key[..key.len() - 2]);
            let right = format!("\n{line}\n");
            // The only key of its mapping, or of a field, makes a text.
            let rule = match key.trim() {
                "days:" | "enabled:" if !value.contains("always") => "wrong-type",
                "- fieldName:" if value == "email" => "field-entry",
                "- objectName:" if value == "companies" => continue,
                _ => "yaml-syntax",
            };
            back_again(&right, &wrong, rule);
        }
    }
    // In all lines.
    let text = MANIFEST
        .replace(": ", " = ")
        .replace("{fieldName = ", "{fieldName: ");
    let found = outcome(&text);
    assert!(found.findings.len() <= 3, "{}", shown(&text, &findings(&text)));
}

#[test]
fn what_a_merge_has_left() {
    let line = "          schedule: '0 * * * *'\n";
    let sides =
        |ours: &str, theirs: &str| format!("^<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> feature/hourly\n");
    let other = "          schedule: '30 * * * *'\n";
    spoilt(line, &sides(line, other), "yaml-syntax");
    spoilt(line, &sides(line, ""), "yaml-syntax");
    spoilt(line, &sides("", line), "yaml-syntax");
    spoilt(
        line,
        &sides(line, other).replace(
            "=======\n",
            "||||||| merged\n          schedule: '5 * * * *'\n=======\n",
        ),
        "yaml-syntax",
    );
    spoilt(
        "# Contacts and companies.\nspecVersion: 1.0.0\n",
        &sides("specVersion: 1.0.0\n", "specVersion: '1.0.0'\n"),
        "yaml-syntax",
    );
    let objects = "        - objectName: deals\n          destination: dealWebhook\n          optionalFieldsAuto: all\n";
    spoilt(
        "    write:\n",
        &(sides(objects, &objects.replace("deal", "ticket")) + "    write:\n"),
        "yaml-syntax",
    );
    for mark in ["<<<<<<< HEAD", "=======", ">>>>>>> feature/hourly"] {
        back_again(line, &format!("^{mark}\n{line}"), "yaml-syntax");
    }
    // One of its marks is missing: the other version is read.
    let objects = "        - objectName: deals\n          destination: dealWebhook\n          optionalFieldsAuto: all\n";
    for (right, version) in [(line, line.to_owned()), ("    write:\n", objects.to_owned())] {
        for mark in ["<<<<<<< HEAD\n", "=======\n", ">>>>>>> feature/hourly\n"] {
            let left = sides(&version, &version).replace(['^'], "").replace(mark, "");
            let first = left.find(['<', '=', '>']).unwrap();
            let mut left = format!("{}^{}", &left[..first], &left[first..]);
            if right != line {
                left.push_str(right);
            }
            spoilt(right, &left, "yaml-syntax");
        }
    }
    // What looks like a mark in a text is none.
    let text = MANIFEST.replacen(
        "\"Contacts & companies\"",
        "|\n      <<<<<<< HEAD\n      =======",
        1,
    );
    assert_eq!(outcome(&text).findings, []);
}

#[test]
fn a_stray_character_in_the_indentation() {
    for stray in ["x", ".", "*", "`", ",", ">", "\u{B7}", "_"] {
        for line in [
            "          destination: companyWebhook",
            "    write:",
            "        - objectName: companies\n          d",
        ] {
            let wrong = format!(" {stray}^{}", &line[2..]);
            back_again(line, &wrong, "yaml-syntax");
        }
    }
    // With a colon the line has a key without a name, and most often still is YAML.
    for line in MANIFEST.lines().filter(|line| !line.contains('#')) {
        let bare = line.trim_start();
        let outer = indent(line).saturating_sub(2);
        for wrong in [
            format!("^:{}", line.get(1..).unwrap_or_default()),
            format!("{}^: {bare}", " ".repeat(outer)),
            format!("{}^: {bare}", " ".repeat(indent(line))),
        ] {
            let aside = indent(line) == 0 || line.contains("- firstname") || line.contains("- contact.");
            if MANIFEST.matches(&format!("\n{line}\n")).count() == 1 && !aside {
                let (right, wrong) = (format!("\n{line}\n"), format!("\n{wrong}\n"));
                back_again(&right, &wrong, "yaml-syntax");
            }
        }
    }
}

#[test]
fn a_word_in_front_of_a_line() {
    for line in [
        "          requiredFields:",
        "          backfill:",
        "      objects:\n        # People.",
        "          updateEvent:",
    ] {
        let wrong = format!("^oops{line}");
        back_again(line, &wrong, "yaml-syntax");
    }
    // Else the integrations below would be items of that line's key, which nobody knows or minds.
    let integration = |name: &str| {
        format!(
            "  - name: {name}\n    provider: hubspot\n    read:\n      objects:\n        - objectName: contacts\n          destination: hook\n          schedule: '*/30 * * * *'\n          requiredFields:\n            - fieldName: email\n            - fieldName: phone\n"
        )
    };
    let all: String = (0..60).map(|i| integration(&format!("crm-{i}"))).collect();
    let clean = format!("specVersion: 1.0.0\nintegrations:\n{all}");
    let lines = clean.match_indices("          requiredFields:").enumerate();
    for (i, (at, _)) in lines.step_by(20) {
        let found = outcome(&format!("{}oops{}", &clean[..at], &clean[at..]));
        let places: Vec<_> = found
            .findings
            .iter()
            .map(|&(rule, line, _)| (rule, line))
            .collect();
        assert_eq!(places, [("yaml-syntax", 10 + 10 * i)], "{:?}", found.findings);
        assert_eq!(found.fixed, clean);
    }
}

#[test]
fn a_dash_too_many() {
    for key in [
        "provider: hubspot",
        "read:",
        "destination: companyWebhook",
        "enabled: always",
    ] {
        back_again(key, &format!("^- {key}"), "yaml-syntax");
    }
    for key in [
        "objectName: companies\n          d",
        "name: contacts",
        "fieldName: firstname",
    ] {
        back_again(&format!("- {key}"), &format!("^- - {key}"), "yaml-syntax");
    }
    // In the place of a space before an item.
    for item in MANIFEST.lines().filter(|line| line.starts_with("   ")) {
        if item.trim_start().starts_with("- ") && MANIFEST.matches(&format!("\n{item}\n")).count() == 1 {
            let wrong = format!("\n-^{}\n", &item[1..]);
            back_again(&format!("\n{item}\n"), &wrong, "yaml-syntax");
        }
    }
    for key in ["objects:", "defaultPeriod:", "days: 30", "enabled: true"] {
        let text = MANIFEST.replacen(&format!(" {key}"), &format!(" - {key}"), 1);
        let found = outcome(&text);
        assert_eq!(found.findings.len(), 1, "{}", shown(&text, &findings(&text)));
        assert_eq!(found.findings[0].0, "wrong-type");
        assert!(findings(&found.fixed).is_empty(), "{}", found.fixed);
    }
}

#[test]
fn a_key_that_stands_twice_is_one_too_many() {
    for (line, again) in [
        ("      enabled: true\n", "      enabled: false\n"),
        ("            enabled: always\n", "            enabled: always\n"),
        ("    provider: hubspot\n", "    provider: salesforce\n"),
        (
            "          destination: companyWebhook\n",
            "          destination: webhook\n",
        ),
        ("              days: 30\n", "              days: 60\n"),
        (
            "              mapToName: first\n",
            "              mapToName: given\n",
        ),
        ("    provider: hubspot\n", "    name: people\n"),
        (
            "          destination: companyWebhook\n",
            "          objectName: contacts\n",
        ),
    ] {
        let text = MANIFEST.replacen(line, &format!("{line}{again}"), 1);
        let checked = check("amp.yaml", text.clone().into(), &plain::options()).unwrap();
        let repeated = checked
            .findings
            .iter()
            .find(|finding| finding.rule == "duplicate-key");
        let repeated = repeated.unwrap_or_else(|| panic!("{}", shown(&text, &checked.findings)));
        assert!(repeated.fixes.is_empty(), "{}", shown(&text, &checked.findings));
    }
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
            let few = usize::from(value.is_empty());
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
    // A list whose dashes lack their spaces is one text, and still YAML.
    expected[7] = "wrong-type";
    assert_eq!(rules, expected, "{}", shown(&text, &findings));
}

#[test]
fn a_space_that_is_none() {
    for space in ["\u{A0}", "\u{2009}", "\u{202F}"] {
        let indented =
            |line: &str| (indent(line) > 0).then(|| space.repeat(indent(line)) + line.trim_start());
        assert!(each_line(indented) > 40);
        assert!(each_line(|line| (indent(line) > 0).then(|| line.replacen(' ', space, 1))) > 40);
        each_line(|line| pair(line).map(|(key, value)| format!("{}{space}{value}", key.trim_end())));
        each_line(|line| {
            line.contains("- ")
                .then(|| line.replacen("- ", &format!("-{space}"), 1))
        });
        let halves = MANIFEST.replace("  ", &format!("{space} "));
        let found = outcome(&halves);
        assert_eq!(found.findings.len(), 1, "{:?}", found.findings);
        assert_eq!(found.fixed, MANIFEST);
    }
    back_again("    provider: hub", "    provider:^\u{A0}hub", "yaml-syntax");
    back_again("    provider: hub", "    provider:^\u{3000}hub", "yaml-syntax");
    back_again("    read:\n", "^\u{3000}\u{3000}read:\n", "yaml-syntax");
    back_again(
        "            - fieldName: email",
        "            -^\u{A0}fieldName: email",
        "yaml-syntax",
    );
}

#[test]
fn a_space_that_is_none_where_none_is_meant() {
    for (right, text) in [
        ("\"Contacts & companies\"", "Contacts\u{A0}& companies"),
        (
            "\"Contacts & companies\"",
            "\"a text\n      \u{A0}\u{A0}that goes on\"",
        ),
        (
            "\"Contacts & companies\"",
            "a text\n      \u{A0}\u{A0}that goes on",
        ),
        (
            "\"Contacts & companies\"",
            "|\n      \u{A0}key: value\n      -\u{A0}item\n      key:\u{A0}value\n      ```\n      // no comment",
        ),
        ("# People.", "#\u{A0}People: \u{3000}all"),
    ] {
        let text = MANIFEST.replacen(right, text, 1);
        let there = findings(&text);
        assert!(there.is_empty(), "{}", shown(&text, &there));
    }
}

#[test]
fn quotes_that_are_none() {
    let schedule = "schedule: '0 * * * *'";
    for quotes in [
        "'0 * * * *\"",
        "'0 * * * *\u{201D}",
        "'0 * * * *\u{2019}",
        "'0 * * * *',",
        "'0 * * * *';",
    ] {
        back_again(schedule, &format!("schedule: ^{quotes}"), "yaml-syntax");
    }
    let found = spoilt(schedule, "schedule: ^`0 * * * *`", "yaml-syntax");
    assert_eq!(found.fixed, MANIFEST.replace("'0 * * * *'", "\"0 * * * *\""));
}

#[test]
fn lines_of_other_languages() {
    back_again("        # People.\n", "        ^// People.\n", "yaml-syntax");
    let found = spoilt("        # People.\n", "        ^//People.\n", "yaml-syntax");
    assert_eq!(found.fixed, MANIFEST.replace("# People", "#People"));
    for (before, after) in [("```yaml\n", "```\n"), ("```\n", ""), ("", "```")] {
        let found = outcome(&format!("{before}{MANIFEST}{after}"));
        assert_eq!(found.findings.len(), 1, "{:?}", found.findings);
        // The end of the file stays as it was.
        let ends = if after == "```" {
            MANIFEST.trim_end()
        } else {
            MANIFEST
        };
        assert_eq!(found.fixed, ends);
    }
}

#[test]
fn the_line_of_a_list_is_missing() {
    let found = spoilt("integrations:\n  - name", "  - ^name", "yaml-syntax");
    assert_eq!(found.fixed, MANIFEST);
}

#[test]
fn a_tab_and_another_mistake_on_one_line() {
    let text = MANIFEST
        .replace(
            "          schedule: \"*/10 * * * *\" # often",
            "\t  schedule: */10 * * * * # often",
        )
        .replace("mapToName: first", "mapToNam: first");
    let found = findings(&text);
    let rules: Vec<&str> = found.iter().map(|finding| finding.rule).collect();
    assert_eq!(
        rules,
        ["yaml-syntax", "yaml-syntax", "misspelled-key"],
        "{}",
        shown(&text, &found)
    );
}

/// How often a check of `text` asks whether anybody still waits for it: at every step and every place that it doubts.
fn questions(text: &str) -> usize {
    let asked = std::cell::Cell::new(0);
    let source = Source::new("amp.yaml", text.as_bytes().to_vec()).unwrap();
    let mut options = Options::default();
    options.min_level = Some(Level::Warning);
    let checked = amplint::check_unless(source, &options, &|| {
        asked.set(asked.get() + 1);
        false
    });
    assert!(checked.unwrap().findings.is_empty(), "{text}");
    asked.get()
}

#[test]
fn nothing_is_doubted_where_nothing_is_wrong() {
    let named = MANIFEST.replace(
        "optionalFields: [{fieldName: city}, {fieldName: zip}]",
        "optionalFields:\n            - fieldName: city\n            - fieldName: zip",
    );
    let mapped = named.replace(
        "- fieldName: zip",
        "- mapToName: zip\n              mapToDisplayName: Zip\n              prompt: Which is the zip code?",
    );
    assert_ne!(named, mapped);
    assert_eq!(questions(&mapped), questions(&named));
}
