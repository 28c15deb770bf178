//! Texts that no author writes, and texts half written: nothing panics or grows without bound, and a finding
//! stands where one must.

mod common;

use std::fmt::Write as _;

use amplint::diagnostic::Level;
use amplint::{Checked, MAX_FINDINGS};
use common::hold::check::checked;
use common::plain;
use proptest::prelude::*;

const HEAD: &str = "specVersion: 1.0.0\nintegrations:\n  - name: contacts\n    provider: hubspot\n";

/// A mistake that is far from whatever else is wrong.
const TAIL: &str = "    proxy:\n      enabled: maybe\n";

const MANIFEST: &str = r#"# Contacts.
specVersion: 1.0.0
integrations:
  - name: contacts
    displayName: "Contacts: all" # 漢字 😀
    provider: hubspot
    read:
      objects:
        - objectName: contacts
          destination: &hook contactWebhook
          schedule: '*/30 * * * *'
          requiredFields: [{fieldName: email}, {fieldName: "phone"}]
          optionalFields:
            - fieldName: firstname
              mapToDisplayName: |
                First
                name
          backfill:
            defaultPeriod:
              days: 30
    write:
      objects:
      - objectName: contacts
    subscribe:
      objects:
        - objectName: contacts
          destination: *hook
          inheritFieldsAndMapping: true
          updateEvent:
            enabled: always
            requiredWatchFields:
              - email
"#;

fn run(name: &str, bytes: Vec<u8>) -> Checked {
    checked(name, &bytes).unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(&bytes)))
}

fn has(checked: &Checked, rule: &str) -> bool {
    checked.findings.iter().any(|finding| finding.rule == rule)
}

/// The findings besides advice, by rule.
fn rules(checked: &Checked) -> Vec<&'static str> {
    checked
        .findings
        .iter()
        .filter(|finding| finding.level > Level::Info && !plain::common().contains(&finding.rule))
        .map(|finding| finding.rule)
        .collect()
}

fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).map(line).collect()
}

/// One text a case: it must have a finding of each of these rules.
fn found(name: &str, text: String, expected: &[&str]) {
    let checked = run("amp.yaml", text.into_bytes());
    for rule in expected {
        assert!(
            has(&checked, rule),
            "{name}: no `{rule}`, but {:?}",
            rules(&checked)
        );
    }
}

#[test]
fn nesting() {
    const DEEP: usize = 30_000;
    for (open, close) in [
        ("[", "]"),
        ("{a: ", "}"),
        ("{? ", "}"),
        ("[a: ", "]"),
        ("- ", ""),
        ("? ", ""),
        ("- ? ", ""),
        ("[{a: ", "}]"),
    ] {
        let (opened, closed) = (open.repeat(DEEP), close.repeat(DEEP));
        found(open, opened.clone(), &["yaml-syntax"]);
        found(open, format!("{opened}x{closed}"), &["yaml-syntax"]);
        found(open, format!("a:\n  {opened}x{closed}\n"), &["yaml-syntax"]);
        // In its place in a manifest it does not hide what is wrong elsewhere.
        let flow = open.starts_with(['[', '{']);
        let value = if flow {
            format!(" {opened}{closed}")
        } else {
            format!("\n      {opened}x")
        };
        let checked = run(
            "amp.yaml",
            format!("{HEAD}    displayName:{value}\n{TAIL}").into_bytes(),
        );
        assert_eq!(rules(&checked), ["yaml-syntax", "wrong-type"], "{open}");
    }
    for step in ["a:", "-", "?", "- a:"] {
        let block = lines(1_000, |i| {
            format!("{}{step}\n", " ".repeat(i * (step.len() / 3 + 1)))
        });
        // What the platform reads is deeper than we follow, but no fault of syntax.
        let deep = if step == "?" { "yaml-syntax" } else { "yaml-typo" };
        found(step, block.clone(), &[deep]);
        let inner = block.lines().fold(String::new(), |mut all, line| {
            let _ = writeln!(all, "      {line}");
            all
        });
        let checked = run(
            "amp.yaml",
            format!("{HEAD}    displayName:\n{inner}{TAIL}").into_bytes(),
        );
        // That a name is a mapping is wrong as well.
        let rules = rules(&checked);
        assert_eq!(
            rules[rules.len() - 2..],
            [deep, "wrong-type"],
            "{step}: {rules:?}"
        );
    }
}

#[test]
fn aliases() {
    let ten = |name: &str| vec![format!("*{name}"); 10].join(", ");
    let values = lines(12, |i| match i {
        0 => "x-0: &a0 [x, x]\n".to_owned(),
        i => format!("x-{i}: &a{i} [{}]\n", ten(&format!("a{}", i - 1))),
    });
    found(
        "values",
        format!("{values}{HEAD}    read: *a11\n{TAIL}"),
        &["excessive-aliasing", "wrong-type"],
    );
    let keys = lines(40, |i| match i {
        0 => "? &k0 [x, x]\n: 1\n".to_owned(),
        i => format!("? &k{i} {{*k{0} : *k{0}, ? [*k{0}] : 1}}\n: 1\n", i - 1),
    });
    found("keys", keys, &["excessive-aliasing"]);
    let merges = lines(30, |i| match i {
        0 => "x-0: &m0 {objectName: a, destination: b}\n".to_owned(),
        i => format!("x-{i}: &m{i} {{<<: [{}]}}\n", ten(&format!("m{}", i - 1))),
    });
    found(
        "merges",
        format!("{merges}{HEAD}    read:\n      <<: *m29\n{TAIL}"),
        &["excessive-aliasing", "wrong-type"],
    );
    for text in [
        "specVersion: 1.0.0\nx: &a [*a]\n",
        "specVersion: 1.0.0\nx: &a {a: *a}\n",
        "specVersion: 1.0.0\nx: &a {? *a : b}\n",
        "specVersion: 1.0.0\nx: &a\n  <<: *a\n",
        "integrations: &a [*a, {read: &b {objects: *b, x: *a}}]\nspecVersion: 1.0.0\n",
    ] {
        found("itself", text.to_owned(), &["excessive-aliasing"]);
    }
    // One bad list, used often: its mistakes are told once, with some of the places of use.
    let objects = lines(300, |_| {
        "    - objectName: [x]\n      destination: hook\n      optionalFieldsAuto: all\n".to_owned()
    });
    let uses = lines(100, |i| {
        format!("  - name: n{i}\n    provider: hubspot\n    read: *all\n")
    });
    let text = format!("specVersion: 1.0.0\nx-all: &all\n  objects:\n{objects}integrations:\n{uses}");
    let checked = run("amp.yaml", text.into_bytes());
    assert_eq!(
        checked
            .findings
            .iter()
            .filter(|finding| finding.rule == "wrong-type")
            .count(),
        300
    );
}

#[test]
fn long_lines() {
    const LONG: usize = 2_000_000;
    let clean = format!("{HEAD}    displayName: '{}'\n{TAIL}", "x".repeat(LONG));
    found("quoted", clean, &["wrong-type", "display-name-length"]);
    found(
        "unclosed",
        format!("{HEAD}    displayName: '{}\n{TAIL}", "x".repeat(LONG)),
        &["yaml-syntax", "wrong-type"],
    );
    found(
        "comment",
        format!("{HEAD}{TAIL}    # {}", "x".repeat(LONG)),
        &["wrong-type"],
    );
    let objects = "{objectName: contacts, destination: 漢字}, ".repeat(3_000);
    found(
        "flow",
        format!("{HEAD}    read: {{objects: [{objects}]}}\n{TAIL}"),
        &["duplicate-read-object", "wrong-type"],
    );
    let open = format!("{HEAD}    read: {{objects: [{objects}\n{TAIL}");
    let broken = rules(&run("amp.yaml", open.into_bytes()));
    let syntax = broken.iter().filter(|rule| **rule == "yaml-syntax").count();
    assert_eq!(syntax, 1, "open: {broken:?}");
    let key = "k".repeat(1_000);
    let repeats = "  a: 1\n".repeat(12_000);
    found(
        "a long path",
        format!("{HEAD}{TAIL}x-{key}:\n{repeats}"),
        &["duplicate-key", "wrong-type"],
    );
}

#[test]
fn many_of_a_kind() {
    const MANY: usize = 12_000;
    let cases: &[(&str, String, &[&str])] = &[
        ("keys", "    module: x\n".repeat(MANY), &["duplicate-key"]),
        (
            "unknown",
            lines(MANY, |i| format!("    key{i}: 1\n")),
            &["unknown-key"],
        ),
        (
            "misspelled",
            lines(MANY / 10, |_| "    modul: x\n".to_owned()),
            &["misspelled-key", "duplicate-key"],
        ),
        (
            "misspelled, each otherwise",
            lines(MANY, |i| format!("    integratoin{i}: x\n    displayNam{i}: x\n")),
            &["unknown-key"],
        ),
        (
            "lines of a template",
            "    {% x %}\n".repeat(MANY),
            &["yaml-syntax"],
        ),
        (
            "misplaced",
            lines(MANY / 10, |i| {
                format!("    {}: 1\n", ["pageSize", "days", "fieldName"][i % 3])
            }),
            &["misplaced-key"],
        ),
        (
            "tabs before values",
            lines(MANY, |i| format!("    x-{i}:\tx\n")),
            &[],
        ),
        ("tabs", "\tx: 1\n".repeat(MANY), &["yaml-syntax"]),
        ("empty keys", "    : x\n".repeat(MANY), &[]),
        ("anchors", lines(MANY, |i| format!("    x-{i}: &a{i} x\n")), &[]),
        (
            "aliases",
            format!("    x-a: &a x\n{}", lines(MANY, |i| format!("    x-{i}: *a\n"))),
            &[],
        ),
        (
            "unknown aliases",
            lines(300, |i| format!("    x-{i}: *a\n")),
            &["yaml-syntax"],
        ),
        ("block texts", lines(MANY, |i| format!("    x-{i}: >\n")), &[]),
        ("complex keys", "    ? a\n".repeat(MANY), &["duplicate-key"]),
        ("comments", "    # x\n".repeat(MANY), &[]),
        (
            "suppressions",
            "    # amp:ignore[field-exists, nothing]\n".repeat(MANY / 10),
            &["unused-suppression"],
        ),
        ("spaces", "\n".repeat(MANY), &[]),
        ("controls", "    x-n: \u{1}\n".repeat(5), &["encoding"]),
    ];
    for (name, text, expected) in cases {
        let expected: Vec<&str> = expected.iter().copied().chain(["wrong-type"]).collect();
        // First in the file: of so many findings the last are only counted.
        found(name, format!("{HEAD}{TAIL}{text}"), &expected);
    }
    let objects = lines(4_000, |i| {
        format!(
            "        - objectName: [x]\n          destination: {i}\n          schedule: '* * * * *'\n          backfill: 5\n"
        )
    });
    let checked = run(
        "amp.yaml",
        format!("{HEAD}    read:\n      objects:\n{objects}").into_bytes(),
    );
    assert_eq!(checked.findings.len(), MAX_FINDINGS);
    assert!(
        checked.omitted.total() >= 2_000,
        "{:?} are omitted",
        checked.omitted
    );
    assert!(
        checked
            .findings
            .iter()
            .all(|finding| finding.level == Level::Error),
        "errors come first"
    );
}

/// Nothing but one thing, over and over.
#[test]
fn monotony() {
    const MANY: usize = 20_000;
    for text in [
        "---\n",
        "--- a\n",
        "...\n",
        "%YAML 1.2\n",
        "# x\n",
        "\n",
        " \n",
        "\r",
        "\t\n",
        " \t \n",
        "\u{FEFF}",
    ] {
        let checked = run("amp.yaml", text.repeat(MANY).into_bytes());
        assert!(
            !checked.findings.is_empty(),
            "{text:?}: a file of nothing is no manifest"
        );
    }
    for text in [
        "*a\n",
        "&a ",
        "!",
        "!!str ",
        "|",
        ">\n",
        "\"",
        "'",
        "\"\n",
        "'\n",
        "[\n",
        "]\n",
        "{\n",
        "}\n",
        ",",
        ":",
        ": ",
        ":\n",
        "-\n",
        "?\n",
        "? :\n",
        "a: b]\n]\n",
        "a: [b\n",
        "a: \"b\n",
        "-a: b\n",
        "key value\n",
        "a: b\n  c: d\n",
        "a: b: c\n",
        "  a: b\na: b\n",
        "<<: {}\n",
        "<<: *a\n",
        "\\",
        "@\n",
        "`a\n",
        "%\n",
        "a\u{85}b\n",
        "漢\n",
        "\0",
        "\u{7}\n",
        "#\t:\n- ",
    ] {
        let checked = run("amp.yaml", text.repeat(60).into_bytes());
        assert!(!rules(&checked).is_empty(), "{text:?}: nothing was found");
    }
    // More than reading tries to fix.
    for text in ["]\n", "\"\n", "`a\n"] {
        let checked = run("amp.yaml", text.repeat(1_500).into_bytes());
        // What the platform reads of it is no error of its own.
        let told = has(&checked, "yaml-syntax") || has(&checked, "yaml-typo");
        assert!(told, "{text:?}: nothing was found");
    }
}

/// Whether another reader takes it for YAML; two of them, as each has its own gaps.
fn others_refuse(text: &str) -> bool {
    let libyaml = serde_yaml::Deserializer::from_str(text).next();
    let refused = libyaml
        .is_some_and(|document| <serde_yaml::Value as serde::Deserialize>::deserialize(document).is_err());
    let granit = granit_parser::Parser::new_from_str(text).any(|event| event.is_err());
    refused && granit
}

/// Checks a text that came from a manifest; `what` was done to it.
fn broken(text: &str, what: &str) -> Checked {
    let checked = run("amp.yaml", text.as_bytes().to_vec());
    let error = checked
        .findings
        .iter()
        .any(|finding| finding.level == Level::Error);
    assert!(error || !others_refuse(text), "{what}: no error in\n{text}");
    checked
}

#[test]
fn every_prefix() {
    for (i, _) in MANIFEST.char_indices() {
        let checked = broken(&MANIFEST[..i], "cut off");
        // No prefix is a whole manifest but those of at least one integration that does something.
        assert!(
            i > 200 || !checked.findings.is_empty(),
            "nothing is found in\n{}",
            &MANIFEST[..i]
        );
    }
    for (i, _) in MANIFEST.char_indices().step_by(7) {
        broken(&MANIFEST[i..], "begun late");
    }
}

#[test]
fn every_line_missing_or_moved() {
    let all: Vec<&str> = MANIFEST.lines().collect();
    for i in 0..all.len() {
        let mut lines = all.clone();
        lines.remove(i);
        broken(&lines.join("\n"), &format!("line {} deleted", i + 1));
        let mut lines = all.clone();
        lines.insert(i, all[i]);
        broken(&lines.join("\n"), &format!("line {} doubled", i + 1));
        if i > 0 {
            let mut lines = all.clone();
            lines.swap(i, i - 1);
            broken(&lines.join("\n"), &format!("line {} moved up", i + 1));
            let indent = |line: &str| line.len() - line.trim_start().len();
            let mut lines: Vec<String> = all.iter().map(|&line| line.to_owned()).collect();
            lines[i] = format!("{}{}", " ".repeat(indent(all[i - 1])), all[i].trim_start());
            lines[i - 1] = format!("{}{}", " ".repeat(indent(all[i])), all[i - 1].trim_start());
            broken(
                &lines.join("\n"),
                &format!("line {} with the other's indentation", i + 1),
            );
        }
        for by in [-4, -2, -1, 1, 2, 3, 4_isize] {
            let mut lines: Vec<String> = all.iter().map(|&line| line.to_owned()).collect();
            let indent = all[i].len() - all[i].trim_start().len();
            let indent = indent.saturating_add_signed(by);
            lines[i] = format!("{}{}", " ".repeat(indent), all[i].trim_start());
            broken(&lines.join("\n"), &format!("line {} moved by {by}", i + 1));
        }
    }
}

/// Pieces that YAML makes something of.
fn token() -> impl Strategy<Value = String> {
    let tokens = [
        "\n",
        "\r\n",
        "\t",
        " ",
        "  ",
        "-",
        "- ",
        ":",
        ": ",
        "?",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\"",
        "'",
        "#",
        " #",
        "&a ",
        "*a",
        "!x ",
        "|",
        ">",
        "|-\n",
        "%",
        "@",
        "`",
        "---\n",
        "...\n",
        "<<: ",
        "null",
        "~",
        "objectName: x\n",
        "漢",
        "\u{FEFF}",
        "\0",
        "\\",
    ];
    prop_oneof![9 => prop::sample::select(tokens.to_vec()).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)]
}

proptest! {
    #![proptest_config(common::cases(250))]

    #[test]
    fn manifests_with_pieces_thrown_in(
        pieces in prop::collection::vec((any::<prop::sample::Index>(), token(), 0..4_usize), 1..6)
    ) {
        let mut text: Vec<char> = MANIFEST.chars().collect();
        for (at, piece, gone) in pieces {
            let at = at.index(text.len() + 1);
            let end = (at + gone).min(text.len());
            text.splice(at..end, piece.chars());
        }
        broken(&text.into_iter().collect::<String>(), "pieces thrown in");
    }

    #[test]
    fn pieces_alone(pieces in prop::collection::vec(token(), 0..40)) {
        run("amp.yaml", pieces.concat().into_bytes());
        run("config.json", pieces.concat().into_bytes());
    }

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        run("amp.yaml", bytes.clone());
        run("-", bytes);
    }
}
