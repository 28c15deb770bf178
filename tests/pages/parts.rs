//! The parts of pages that are made: what the program prints, its commands, limits and dependencies.

use std::fmt::Write as _;

use super::{output, read, root, update};

const TOUR: &str = "fixtures/tour/amp.yaml";

/// The pages with such parts, and the parts.
#[test]
fn parts_have_not_drifted() {
    let block = |text: String| format!("```text\n{}\n```", text.trim_end());
    update::parts(
        "README.md",
        &[
            ("tour", block(output(&["check", TOUR]))),
            ("commands", block(commands())),
            ("groups", super::rules::groups()),
        ],
    );
    let concise = output(&["check", "--format", "concise", TOUR]);
    update::parts("docs/formats.md", &[("concise", block(concise))]);
    let progress = output(&["progress", "fixtures/tour/progress.json"]);
    update::parts("docs/api-documents.md", &[("progress", block(progress))]);
    let diff = read("fixtures/fixing/thirty.diff");
    let diff = format!("```diff\n{}\n```", diff.trim_end());
    update::parts("docs/fixes.md", &[("fixes", diff)]);
    update::parts("docs/compare.md", &[("changes", super::changes::table())]);
    update::parts("docs/limits.md", &[("limits", limits())]);
    update::parts(
        "docs/architecture.md",
        &[("stages", stages()), ("dependencies", dependencies())],
    );
}

/// The stages, in the order that `tests/architecture.rs` holds them to, with what their files say of themselves.
fn stages() -> String {
    let test = read("tests/architecture.rs");
    let (_, list) = test
        .split_once("const STAGES: &[&str] = &[")
        .expect("a list of stages");
    let list = list.split("];").next().unwrap();
    let mut table = String::from("| stage | is |\n|---|---|\n");
    for stage in list.split('"').skip(1).step_by(2) {
        let folder = root().join("src").join(stage).is_dir();
        let file = if folder {
            format!("src/{stage}/mod.rs")
        } else {
            format!("src/{stage}.rs")
        };
        let Ok(text) = std::fs::read_to_string(root().join(&file)) else {
            continue;
        };
        // The first sentence of its documentation.
        let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
        let words: Vec<&str> = lines.take_while(|line| !line.is_empty()).map(str::trim).collect();
        let words = words.join(" ");
        let sentence = words
            .split_inclusive(". ")
            .next()
            .unwrap_or("")
            .trim()
            .trim_end_matches('.');
        let name = file.trim_end_matches("mod.rs");
        let _ = writeln!(table, "| `{name}` | {} |", sentence.replace('|', "\\|"));
    }
    table
}

/// The list in `amplint --help`.
fn commands() -> String {
    let help = output(&["--help"]);
    let (_, list) = help.split_once("\nCommands:\n").expect("a list of commands");
    let list = list.split("\n\n").next().unwrap();
    let lines = list.lines().filter_map(|line| line.strip_prefix("  "));
    let ours: Vec<&str> = lines.filter(|line| !line.starts_with("help ")).collect();
    ours.join("\n")
}

/// Every dependency with the reason that stands above it in Cargo.toml.
fn dependencies() -> String {
    let manifest = read("Cargo.toml");
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
            reason = if reason.is_empty() {
                comment.to_owned()
            } else {
                reason + " " + comment
            };
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

#[test]
fn every_reason_is_given() {
    assert!(dependencies().lines().count() > 5);
}
