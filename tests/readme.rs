//! What README.md shows is what the program prints. `INSTA_UPDATE=always` writes the generated parts anew.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use amplint::rule::Fixes;
use amplint::rules;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Standard output of amplint, run in the project's folder.
fn output(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_amplint"))
        .args(arguments)
        .current_dir(root())
        .env_clear()
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn rule_table() -> String {
    let mut table = String::new();
    let mut group = None;
    for rule in rules::ALL {
        if group != Some(rule.group) {
            let _ = write!(
                table,
                "\n### {}\n\n| rule | level | fix | finds |\n|---|---|---|---|\n",
                rule.group.name()
            );
            group = Some(rule.group);
        }
        let fix = if rule.fixes == Fixes::Never {
            "–"
        } else {
            rule.fixes.name()
        };
        let summary = rule.summary().replace('|', "\\|");
        let _ = writeln!(
            table,
            "| `{}` | {} | {fix} | {summary} |",
            rule.id,
            rule.level.name()
        );
    }
    table.trim_start().to_owned()
}

/// Every dependency with the reason that stands above it in Cargo.toml.
fn dependencies() -> String {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut table = String::from("| crate | for |\n|---|---|\n");
    let section = manifest
        .split("\n[dependencies]\n")
        .nth(1)
        .unwrap()
        .split("\n[")
        .next()
        .unwrap();
    let mut reason = String::new();
    for line in section.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(comment) = line.strip_prefix("# ") {
            reason = format!("{reason} {comment}").trim().to_owned();
        } else if let Some((name, _)) = line.split_once(" = ") {
            assert!(!reason.is_empty(), "Cargo.toml gives no reason for {name}");
            let _ = writeln!(table, "| {name} | {} |", std::mem::take(&mut reason));
        }
    }
    table
}

/// The limits, as the program knows them.
fn limits() -> String {
    use amplint::{api, config, json, report, rule, source, yaml};
    let mib = |bytes: u64| format!("{} MiB", bytes >> 20);
    let thousands = |number: usize| match number {
        1_000.. => format!("{},{:03}", number / 1_000, number % 1_000),
        _ => number.to_string(),
    };
    let rows = [
        (
            "size of a file, of standard input and of a baseline",
            mib(source::MAX_FILE_SIZE),
            "exit code 2; no more than that is read",
        ),
        ("size of an `amplint.toml`", mib(config::MAX_SIZE), "exit code 2"),
        (
            "findings in an `amplint.toml`",
            thousands(config::MAX_FINDINGS),
            "the rest are counted",
        ),
        ("number of files", "none".to_owned(), "–"),
        (
            "levels of nesting, merge keys among them",
            yaml::MAX_DEPTH.to_string(),
            "a finding; what lies deeper is not read",
        ),
        (
            "values that all aliases of a file stand for",
            thousands(usize::try_from(yaml::MAX_ALIASED_NODES).unwrap()),
            "a finding; further aliases are not followed",
        ),
        (
            "attempts to read on after a syntax error",
            format!(
                "{}, {}",
                thousands(yaml::MAX_ROUNDS),
                mib(yaml::MAX_REREAD as u64)
            ),
            "a finding where reading ends",
        ),
        (
            "mistakes in a JSON file",
            thousands(json::MAX_JSON_FAULTS),
            "a finding where reading ends",
        ),
        (
            "mistakes in an API document that its schema finds",
            thousands(api::MAX_ERRORS),
            "the first are found",
        ),
        (
            "findings of a file",
            thousands(amplint::MAX_FINDINGS),
            "the worst are listed, the rest are counted: in every format, in the summary and for the exit code",
        ),
        (
            "attempts at fixes of a file",
            thousands(amplint::MAX_FIX_ATTEMPTS),
            "the rest stays as it is",
        ),
        (
            "characters of a value in a message",
            rule::MAX_EXCERPT.to_string(),
            "it is cut at the end",
        ),
        (
            "characters of a path in a report",
            thousands(yaml::MAX_PATH),
            "it is cut in the middle",
        ),
        (
            "width of a line that `full` shows",
            report::MAX_WIDTH.to_string(),
            "it is cut around the place",
        ),
    ];
    let mut table = String::from("| what | at most | beyond that |\n|---|---|---|\n");
    for (what, most, beyond) in rows {
        let _ = writeln!(table, "| {what} | {most} | {beyond} |");
    }
    table
}

fn splice(readme: &str, name: &str, content: &str) -> String {
    let (begin, end) = (format!("<!-- {name}:begin -->\n"), format!("<!-- {name}:end -->"));
    let (before, rest) = readme
        .split_once(&begin)
        .unwrap_or_else(|| panic!("README.md has no {begin}"));
    let (_, after) = rest
        .split_once(&end)
        .unwrap_or_else(|| panic!("README.md has no {end}"));
    format!("{before}{begin}\n{}\n\n{end}{after}", content.trim_end())
}

#[test]
fn generated_parts_have_not_drifted() {
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let tour = "fixtures/tour/amp.yaml";
    let block = |text: String| format!("```text\n{}\n```", text.trim_end());
    let mut fresh = splice(&readme, "tour", &block(output(&["check", tour])));
    fresh = splice(
        &fresh,
        "concise",
        &block(output(&["check", "--format", "concise", tour])),
    );
    let progress = output(&["progress", "fixtures/tour/progress.json"]);
    fresh = splice(&fresh, "progress", &block(progress));
    let diff = std::fs::read_to_string(root().join("fixtures/mend/thirty.diff")).unwrap();
    fresh = splice(&fresh, "fixes", &format!("```diff\n{}\n```", diff.trim_end()));
    fresh = splice(&fresh, "rules", &rule_table());
    fresh = splice(&fresh, "limits", &limits());
    fresh = splice(&fresh, "dependencies", &dependencies());
    if fresh != readme {
        if std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always") {
            std::fs::write(&path, fresh).unwrap();
            return;
        }
        let line = fresh
            .lines()
            .zip(readme.lines())
            .position(|(a, b)| a != b)
            .unwrap_or_default();
        let (new, old) = (
            fresh.lines().nth(line).unwrap_or(""),
            readme.lines().nth(line).unwrap_or(""),
        );
        panic!(
            "README.md has drifted at line {}:\n  it says   {old}\n  should be {new}",
            line + 1
        );
    }
}

#[test]
fn every_reason_is_given() {
    assert!(dependencies().lines().count() > 5);
}
