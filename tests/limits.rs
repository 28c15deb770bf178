//! The limits that `docs/limits.md` lists: up to them all is well, beyond them it is said. The table there is made
//! from the same constants, see `tests/pages/parts.rs`.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Output;

use amplint::api::MAX_ERRORS;
use amplint::diagnostic::{Diagnostic, Level};
use amplint::json::MAX_JSON_FAULTS;
use amplint::report::{Format, Look, MAX_WIDTH, Report};
use amplint::rule::MAX_EXCERPT;
use amplint::source::{MAX_FAULTS, MAX_FILE_SIZE, Source};
use amplint::yaml::{Kind, MAX_ALIASED_NODES, MAX_DEPTH, MAX_PATH, MAX_ROUNDS};
use amplint::{Checked, MAX_FINDINGS, Options, check, config, parse};
use common::folder::Folder;
use common::plain;

const HEAD: &str = "specVersion: 1.0.0\nintegrations:\n  - name: contacts\n    provider: hubspot\n    proxy:\n      enabled: true\n";

fn run(name: &str, text: &str) -> Checked {
    check(name, text.as_bytes().to_vec(), &plain::options()).unwrap()
}

fn count(checked: &Checked, rule: &str) -> usize {
    let findings = checked.findings.iter();
    findings.filter(|finding| finding.rule == rule).count()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn amplint(folder: &Folder, arguments: &[&str]) -> Output {
    folder.amplint().args(arguments).output().unwrap()
}

#[test]
fn file_size() {
    let size = usize::try_from(MAX_FILE_SIZE).unwrap();
    assert!(Source::new("amp.yaml", vec![b'x'; size]).is_ok());
    assert!(Source::new("amp.yaml", vec![b'x'; size + 1]).is_err());
    let folder = Folder::new("size");
    // Takes no room: nothing is ever written.
    let file = fs::File::create(folder.0.join("amp.yaml")).unwrap();
    file.set_len(MAX_FILE_SIZE + 1).unwrap();
    let too_large = "it is larger than 128 MiB, the most that is read\n";
    for (arguments, what) in [
        (&["check"][..], "`amp.yaml` can't be checked"),
        (
            &["check", "--manifest", "amp.yaml", "-"],
            "`amp.yaml` can't be read",
        ),
        (&["progress", "amp.yaml"], "`amp.yaml` can't be read"),
        (
            &["check", "--baseline", "amp.yaml", "-"],
            "the baseline `amp.yaml` can't be read",
        ),
    ] {
        let output = amplint(&folder, arguments);
        let said = format!("error: {what}: {too_large}");
        assert_eq!(
            (output.status.code(), text(&output.stderr)),
            (Some(2), said.as_str())
        );
    }
}

#[test]
fn configuration_size() {
    let folder = Folder::new("config-size");
    folder.file("amp.yaml", HEAD);
    let whole = usize::try_from(config::MAX_SIZE).unwrap();
    folder.file("amplint.toml", "#".repeat(whole));
    assert_eq!(amplint(&folder, &["check"]).status.code(), Some(0));
    folder.file("amplint.toml", "#".repeat(whole + 1));
    let output = amplint(&folder, &["check"]);
    let said = "error: `amplint.toml` can't be read: it is larger than 1 MiB, the most that is read\n";
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(2), said));
    // As much as is read, and all of it wrong.
    let wrong = [
        "a = 1\n".repeat(whole / 6),
        "= \n".repeat(whole / 3),
        format!("exclude = {}", "[".repeat(whole - 10)),
        format!("exclude = {}", "{a=".repeat(whole / 3 - 10)),
        format!("{}\n", "[[overrides]]\n".repeat(whole / 14)),
        format!(
            "[rules]\n{}",
            (0..60_000).map(|i| format!("r{i} = 1\n")).collect::<String>()
        ),
    ];
    for wrong in wrong {
        folder.file("amplint.toml", &wrong);
        let output = amplint(&folder, &["check"]);
        assert_eq!(output.status.code(), Some(2), "{}", &wrong[..40]);
        let lines = text(&output.stderr).lines().count();
        assert!(lines > 1 && lines < 2_000, "{lines} lines for {}", &wrong[..40]);
    }
}

#[test]
fn nesting() {
    for (open, close) in [("[", "]"), ("{a: ", "}")] {
        let nested = |levels: usize| {
            // The manifest itself is the first level.
            let levels = levels - 1;
            run(
                "amp.yaml",
                &format!("{HEAD}x-deep: {}x{}\n", open.repeat(levels), close.repeat(levels)),
            )
        };
        assert_eq!(count(&nested(MAX_DEPTH), "yaml-syntax"), 0, "{open}");
        // The platform reads on, so it is no error of syntax.
        assert_eq!(count(&nested(MAX_DEPTH), "yaml-typo"), 0, "{open}");
        assert_eq!(count(&nested(MAX_DEPTH + 1), "yaml-typo"), 1, "{open}");
    }
    for levels in [MAX_DEPTH, MAX_DEPTH + 1] {
        let json = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let checked = run("a.json", &json);
        assert_eq!(
            count(&checked, "json-syntax") + count(&checked, "yaml-syntax"),
            levels - MAX_DEPTH
        );
    }
    // Each merged mapping merges the next.
    let merged = |levels: usize| {
        let mut text = "x-0: &m0 {name: contacts, provider: hubspot, proxy: {enabled: true}}\n".to_owned();
        for i in 1..levels {
            let _ = writeln!(text, "x-{i}: &m{i} {{<<: *m{}}}", i - 1);
        }
        let _ = write!(
            text,
            "specVersion: 1.0.0\nintegrations:\n  - <<: *m{}\n",
            levels - 1
        );
        run("amp.yaml", &text)
    };
    assert_eq!(merged(MAX_DEPTH).findings, []);
    assert!(!merged(MAX_DEPTH + 1).findings.is_empty());
}

#[test]
fn aliases() {
    // A list of 499 items is 500 nodes.
    let most = usize::try_from(MAX_ALIASED_NODES / 500).unwrap();
    let uses = |uses: usize| {
        let list = vec!["x"; 499].join(", ");
        let aliases = vec!["*list"; uses].join(", ");
        run(
            "amp.yaml",
            &format!("{HEAD}x-list: &list [{list}]\nx-uses: [{aliases}]\n"),
        )
    };
    assert_eq!(count(&uses(most), "excessive-aliasing"), 0);
    assert_eq!(count(&uses(most + 1), "excessive-aliasing"), 1);
}

/// Manifests with so many findings.
fn many(number: usize, key: &str) -> String {
    let keys: String = (0..number).map(|i| format!("    {key}{i}: 1\n")).collect();
    format!("{HEAD}{keys}")
}

#[test]
fn findings_of_a_file() {
    let at_most = run("amp.yaml", &many(MAX_FINDINGS, "strange"));
    assert_eq!(
        (at_most.findings.len(), at_most.omitted.total()),
        (MAX_FINDINGS, 0)
    );
    assert_eq!(at_most.unlisted(), None);
    let beyond = run("amp.yaml", &many(MAX_FINDINGS + 7, "strange"));
    assert_eq!((beyond.findings.len(), beyond.omitted.total()), (MAX_FINDINGS, 7));
    assert_eq!(beyond.omitted.of(Level::Warning), 7);
    // More than are ever held at once.
    let far = amplint::rule::MAX_HELD + 50_000;
    let held = run("amp.yaml", &many(far, "strange"));
    assert_eq!(
        (held.findings.len(), held.omitted.of(Level::Warning)),
        (MAX_FINDINGS, far - MAX_FINDINGS)
    );
    // What nobody wants to see is not counted, though with comments that silence everything is looked for.
    let mut options = Options::default();
    options.min_level = Some(Level::Error);
    let silent = many(far, "strange") + "    # amp:ignore\n    other: 1\n";
    let checked = check("amp.yaml", silent.into(), &options).unwrap();
    assert!(checked.is_clean(), "{:?}", checked.omitted);
}

/// In every format it is seen that there is more, and how much.
#[test]
fn findings_that_are_not_listed() {
    let mut report = Report::default();
    report.add(run("a/amp.yaml", &many(MAX_FINDINGS + 7, "strange")));
    report.add(run("b/amp.yaml", HEAD));
    assert_eq!(
        (report.summary().warnings, report.summary().omitted),
        (MAX_FINDINGS + 7, 7)
    );
    let written = |format: Format, look: Look| {
        let mut out = Vec::new();
        format.write(&report, look, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let plain = |format| written(format, Look::default());
    assert!(plain(Format::Full).ends_with("\n10007 warnings in 1 of 2 files (7 not listed)\n"));
    let statistics = written(
        Format::Concise,
        Look {
            statistics: true,
            ..Look::default()
        },
    );
    assert!(
        statistics.ends_with("\n10007  unknown-key\n"),
        "{}",
        statistics.len()
    );
    let json: serde_json::Value = serde_json::from_str(&plain(Format::Json)).unwrap();
    assert_eq!(json["summary"]["warnings"], MAX_FINDINGS + 7);
    assert_eq!(json["summary"]["omitted"], 7);
    let schema = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/report.schema.json"));
    let schema = serde_json::from_str(&schema.unwrap()).unwrap();
    assert!(jsonschema::is_valid(&schema, &json));
    let sarif: serde_json::Value = serde_json::from_str(&plain(Format::Sarif)).unwrap();
    let notification = &sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(notification["message"]["text"], "7 findings more than are listed");
    assert_eq!(
        notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "a/amp.yaml"
    );
    if let Some(corpus) = common::corpus() {
        let schema = fs::read_to_string(corpus.join("sarif-schema-2.1.0.json")).unwrap();
        let schema = serde_json::from_str(&schema).unwrap();
        assert!(jsonschema::draft4::is_valid(&schema, &sarif));
    }
    let gitlab: Vec<serde_json::Value> = serde_json::from_str(&plain(Format::Gitlab)).unwrap();
    assert_eq!(gitlab.len(), MAX_FINDINGS + 1);
    assert_eq!(
        gitlab[MAX_FINDINGS]["description"],
        "7 findings more than are listed"
    );
    let fingerprints: std::collections::HashSet<_> = gitlab
        .iter()
        .map(|finding| finding["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!(fingerprints.len(), gitlab.len());
    let junit = plain(Format::Junit);
    let document = roxmltree::Document::parse(&junit).unwrap();
    let mut failures = document.descendants().filter(|node| node.has_tag_name("failure"));
    assert_eq!(failures.clone().count(), MAX_FINDINGS + 1);
    assert_eq!(
        failures.next_back().unwrap().attribute("message"),
        Some("7 findings more than are listed")
    );
    assert_eq!(document.root_element().attribute("tests"), Some("10002"));
    let github = plain(Format::Github);
    assert!(github.contains("::notice title=amplint::a/amp.yaml has 7 findings more than are listed\n"));
    assert!(
        github.contains("only the log of this step shows 9990 warnings more\n"),
        "{}",
        &github[github.len() - 300..]
    );
}

/// What is only counted fails a check as what is listed does.
#[test]
fn findings_that_are_not_listed_count() {
    let folder = Folder::plain("unlisted");
    folder.file("amp.yaml", many(MAX_FINDINGS + 7, "strange"));
    let run = |arguments: &[&str]| {
        let mut all = vec!["check", "--format", "concise"];
        all.extend(arguments);
        let output = amplint(&folder, &all);
        let lines = text(&output.stdout).lines().count();
        (
            output.status.code().unwrap(),
            lines,
            text(&output.stderr).to_owned(),
        )
    };
    let note = "note: `amp.yaml` has 7 findings more than are listed\n".to_owned();
    assert_eq!(run(&[]), (0, MAX_FINDINGS, note.clone()));
    assert_eq!(run(&["--strict"]), (1, MAX_FINDINGS, note.clone()));
    assert_eq!(run(&["--fail-on", "warning"]), (1, MAX_FINDINGS, note.clone()));
    assert_eq!(run(&["--strict", "--exit-zero"]), (0, MAX_FINDINGS, note.clone()));
    assert_eq!(run(&["--strict", "--quiet"]), (1, MAX_FINDINGS, String::new()));
    // A baseline can't hide what it does not know.
    let written = "note: the baseline `line.json` now hides 10000 findings\n";
    assert_eq!(
        run(&["--write-baseline", "line.json"]),
        (0, 0, format!("{note}{written}"))
    );
    assert_eq!(run(&["--baseline", "line.json"]), (0, 0, note.clone()));
    assert_eq!(
        run(&["--baseline", "line.json", "--strict"]),
        (1, 0, note.clone())
    );
    let full = amplint(&folder, &["check", "--baseline", "line.json"]);
    assert_eq!(
        text(&full.stdout),
        "7 warnings in 1 file (7 not listed, 10000 in the baseline)\n"
    );
}

#[test]
fn recovery() {
    // Each line is a mistake of its own.
    let broken = |number: usize| {
        let lines: String = (0..number).map(|i| format!("x-{i}: \"a\" b\n")).collect();
        run("amp.yaml", &format!("{HEAD}{lines}x-last: 'open\n"))
    };
    let few = broken(MAX_ROUNDS / 2 - 10);
    assert_eq!(count(&few, "yaml-syntax"), MAX_ROUNDS / 2 - 9);
    let many = broken(MAX_ROUNDS + 10);
    let last = many
        .findings
        .iter()
        .rev()
        .find(|finding| finding.rule == "yaml-syntax")
        .unwrap();
    assert!(
        last.message.contains("not read") || last.message.contains("given up"),
        "{}",
        last.message
    );
    assert!(count(&many, "yaml-syntax") <= MAX_ROUNDS);
    // The schema of an API document is asked for so many mistakes and no more.
    let issues = vec!["1"; MAX_ERRORS + 50].join(", ");
    let problem = format!("{{\"title\": \"a\", \"status\": 400, \"issues\": [{issues}]}}");
    assert_eq!(count(&run("problem.json", &problem), "wrong-type"), MAX_ERRORS);
    let json = |number: usize| run("a.json", &format!("[{}]", "1 ".repeat(number + 1)));
    assert_eq!(count(&json(MAX_JSON_FAULTS), "json-syntax"), MAX_JSON_FAULTS);
    let beyond = json(MAX_JSON_FAULTS + 50);
    assert_eq!(count(&beyond, "json-syntax"), MAX_JSON_FAULTS + 1);
    let last = beyond.findings.last().unwrap();
    assert_eq!(
        last.message,
        "after 1000 mistakes the rest of the file is not read"
    );
}

#[test]
fn damaged_places() {
    for number in [MAX_FAULTS, MAX_FAULTS + 1, 10 * MAX_FAULTS] {
        let mut bytes = HEAD.as_bytes().to_vec();
        bytes.extend(b"# \x80 \n".repeat(number));
        let checked = check("amp.yaml", bytes, &Options::default()).unwrap();
        let listed = count(&checked, "encoding");
        let told = [
            format!("it has {} more such places", number - listed),
            format!("the first of {number} places"),
        ];
        let words = |finding: &Diagnostic| [finding.help.clone(), finding.label.clone()];
        let words: Vec<String> = checked.findings.iter().flat_map(words).flatten().collect();
        let tells = |word: &&String| told.iter().any(|told| word.contains(told));
        assert_eq!(words.iter().filter(tells).count(), 1, "{number}: {words:?}");
    }
}

#[test]
fn paths() {
    let deep = |length: usize| {
        let key = "k".repeat(length);
        let open: String = (0..100).map(|i| format!("{}{key}:\n", " ".repeat(i))).collect();
        let twice = format!("{0}a: 1\n{0}a: 2\n", " ".repeat(100));
        let checked = run("amp.yaml", &format!("specVersion: 1.0.0\n{open}{twice}"));
        let found = checked
            .findings
            .into_iter()
            .find(|finding| finding.rule == "duplicate-key");
        found.unwrap().path
    };
    let whole = deep(8);
    assert_eq!((whole.chars().count(), whole.contains('…')), (903, false));
    let cut = deep(50);
    assert_eq!(cut.chars().count(), MAX_PATH + 1);
    assert!(cut.starts_with("$.kkk") && cut.ends_with("kkk.a"), "{cut}");
}

/// Whatever the characters, of a size that people read.
fn readable(finding: &Diagnostic, what: &str) {
    let labels = finding.labels.iter().map(|label| &label.message);
    let fixes = finding.fixes.iter().map(|fix| &fix.message);
    let texts = [
        Some(&finding.message),
        finding.label.as_ref(),
        finding.help.as_ref(),
    ];
    for text in texts.into_iter().flatten().chain(labels).chain(fixes) {
        // Ten characters for one that is shown as an escape, and some values.
        assert!(
            text.chars().count() < 10 * MAX_EXCERPT + 400,
            "{what}: {}: {text}",
            finding.rule
        );
        assert!(
            !text.contains("xxxxxxxxxx".repeat(MAX_EXCERPT / 10 + 1).as_str()),
            "{what}: {}: {text}",
            finding.rule
        );
    }
    assert!(
        finding.labels.len() <= 16,
        "{what}: {}: {} labels",
        finding.rule,
        finding.labels.len()
    );
    assert!(finding.path.chars().count() <= MAX_PATH + 1);
}

/// The files that rules find something in.
fn bad() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    let mut files = Vec::new();
    for rule in fs::read_dir(folder).unwrap() {
        for file in fs::read_dir(rule.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let kind = path.extension().and_then(|end| end.to_str());
            if name.starts_with("bad")
                && matches!(kind, Some("yaml" | "json"))
                && let Ok(text) = fs::read_to_string(&path)
            {
                files.push((path.to_string_lossy().into_owned(), text));
            }
        }
    }
    assert!(files.len() > 100);
    files.sort();
    files
}

/// Each key and value of each bad example made very long in turn: messages, labels and helps cut it.
#[test]
fn long_values_in_messages() {
    let long = "x".repeat(1_000);
    let hidden = "\u{202e}".repeat(1_000);
    for (file, (name, text)) in bad().into_iter().enumerate() {
        let source = Source::new(&*name, text.clone().into()).unwrap();
        let document = parse::parse(&source);
        let scalars = document
            .nodes()
            .filter(|&node| document.kind(node) != Kind::Mapping);
        let mut ends: Vec<usize> = scalars
            .map(|node| {
                let quoted = document.slice(document.span(node)).ends_with(['"', '\'']);
                document.span(node).end as usize - usize::from(quoted)
            })
            .collect();
        ends.sort_unstable();
        ends.dedup();
        // Every other one: they are of a kind.
        for (i, end) in ends.into_iter().enumerate().skip(file % 2).step_by(2) {
            let more = if i % 8 > 5 { &hidden } else { &long };
            let changed = format!("{}{more}{}", &text[..end], &text[end..]);
            for finding in run(&name, &changed).findings {
                readable(&finding, &format!("{name} at {end}"));
            }
        }
    }
}

/// Each item of each list of each bad example repeated: no finding has a place or a word for each.
#[test]
fn long_lists_in_messages() {
    for (name, text) in bad() {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
        for (i, line) in lines.iter().enumerate() {
            if !line.trim_start().starts_with("- ") || !line.ends_with('\n') {
                continue;
            }
            let inside = |other: &&&str| other.trim().is_empty() || indent(other) > indent(line);
            let end = i + 1 + lines[i + 1..].iter().take_while(inside).count();
            let item = lines[i..end].concat();
            let mut changed = lines[..i].concat();
            for copy in 0..20 {
                // Some alike, some not.
                changed += &if copy % 2 == 0 {
                    item.clone()
                } else {
                    item.replacen("ame: ", &format!("ame: n{copy}"), 1)
                };
            }
            changed += &lines[end..].concat();
            for finding in run(&name, &changed).findings {
                readable(&finding, &format!("{name}:{}", i + 1));
            }
        }
    }
}

#[test]
fn wide_lines() {
    let mut report = Report::default();
    let values = format!(
        "    displayName: {}\n    proxies: {}\n",
        "x".repeat(50_000),
        "漢".repeat(50_000)
    );
    report.add(run("amp.yaml", &format!("{HEAD}{values}")));
    assert!(report.summary().warnings >= 2);
    let mut out = Vec::new();
    Format::Full.write(&report, Look::default(), &mut out).unwrap();
    for line in text(&out).lines() {
        assert!(line.chars().count() <= MAX_WIDTH + 20, "{line}");
    }
}
