//! `docs/ci.md`, and what the README has of it.

use std::fs;
use std::path::Path;

use serde_yaml::Value;

use super::{Folder, block, update};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Where hooks and workflows are shown: files and their sections on pre-commit and GitHub.
const PLACES: [(&str, [&str; 2]); 2] = [
    ("README.md", ["pre-commit, CI, editors"; 2]),
    ("docs/ci.md", ["pre-commit", "GitHub"]),
];

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(file)).unwrap()
}

/// What is shown to come out does come out.
#[test]
#[cfg(unix)]
fn what_comes_out() {
    let folder = Folder::empty("out");
    folder.file(
        "amp.yaml",
        "specVersion: 1.0.0\nintegrations:\n  - name: crm\n    provider: hubspot\n    proxy:\n      enabled: 'true'\n",
    );
    let [full, concise, github, gitlab] =
        ["full", "concise", "github", "gitlab"].map(|format| folder.amplint(format));
    let entry = gitlab.lines().nth(1).unwrap().trim();
    let commit = format!(
        "$ git commit -m \"Read contacts\"\namplint{}Failed\n- hook id: amplint\n- exit code: 1\n\n{}",
        ".".repeat(66),
        full.trim_end()
    );
    update::parts(
        "docs/ci.md",
        &[
            ("commit", format!("```console\n{commit}\n```")),
            (
                "github",
                format!(
                    "```console\n$ amplint check --format github\n{}\n```",
                    github.trim_end()
                ),
            ),
            ("gitlab", format!("```json\n[\n  {entry}\n]\n```")),
        ],
    );
    assert!(read("docs/editors.md").contains(&concise));
}

/// Workflows, pipelines and hooks ask only for what there is.
#[test]
fn settings_fit() {
    let action: Value = serde_yaml::from_str(&read("action.yml")).unwrap();
    let (address, version) = (env!("CARGO_PKG_REPOSITORY"), env!("CARGO_PKG_VERSION"));
    let used = format!("{}@v{version}", address.trim_start_matches("https://github.com/"));
    let hooks: Value = serde_yaml::from_str(&read(".pre-commit-hooks.yaml")).unwrap();
    let ids: Vec<&Value> = hooks
        .as_sequence()
        .unwrap()
        .iter()
        .map(|hook| &hook["id"])
        .collect();
    for (file, [pre_commit, github]) in PLACES {
        let settings: Value = serde_yaml::from_str(&block(file, pre_commit, "repos:")).unwrap();
        assert_eq!(settings["repos"][0]["repo"], address);
        assert_eq!(settings["repos"][0]["rev"], format!("v{version}"));
        let hook = &settings["repos"][0]["hooks"][0]["id"];
        assert!(ids.contains(&hook), "{file}: {hook:?}");

        let text = block(file, github, "runs-on");
        let workflow: Value = serde_yaml::from_str(&text).unwrap();
        let steps = workflow["jobs"]["amplint"]["steps"].as_sequence().unwrap();
        let ours = steps.iter().find(|step| step["uses"] == used).unwrap();
        for (input, _) in ours["with"].as_mapping().unwrap_or(&serde_yaml::Mapping::new()) {
            assert!(!action["inputs"][input].is_null(), "{file}: {input:?}");
        }
        for used in text.split("steps.amplint.outputs.").skip(1) {
            let output = used
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
                .next()
                .unwrap();
            assert!(!action["outputs"][output].is_null(), "{file}: {output}");
        }
    }
}

/// The reports that the pipeline collects are those that its script writes.
#[test]
fn the_pipeline_fits() {
    let pipeline: Value = serde_yaml::from_str(&block("docs/ci.md", "GitLab", "codequality:")).unwrap();
    let reports = pipeline["amplint"]["artifacts"]["reports"].as_mapping().unwrap();
    let script = serde_yaml::to_string(&pipeline["amplint"]["script"]).unwrap();
    for (kind, path) in reports {
        let kind = kind.as_str().unwrap();
        let format = if kind == "codequality" { "gitlab" } else { kind };
        let output = format!("--output {format}={}", path.as_str().unwrap());
        assert!(script.contains(&output), "{output}");
    }
}

/// The merge request's job, its script run as the runner does, on a repository with a branch.
#[test]
#[cfg(unix)]
fn the_pipeline_of_a_merge_request() {
    let pipeline: Value =
        serde_yaml::from_str(&block("docs/ci.md", "GitLab", "CI_MERGE_REQUEST_DIFF_BASE_SHA")).unwrap();
    let job = &pipeline["amplint-compare"];
    let install = serde_yaml::to_string(&job["before_script"]).unwrap();
    assert!(install.contains("git") && install.contains(concat!("amplint==", env!("CARGO_PKG_VERSION"))));
    if super::tools::find("git", None).is_none() {
        return;
    }
    let folder = Folder::empty("merge");
    let git = |arguments: &[&str]| {
        let mut command = folder.command(Path::new("git"));
        command
            .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
            .args(arguments);
        let output = command.output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let good = "specVersion: 1.0.0\nintegrations:\n  - name: crm\n    provider: hubspot\n    proxy:\n      enabled: true\n";
    git(&["init", "-q", "-b", "main"]);
    folder.file("crm/amp.yaml", good);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "one"]);
    let base = git(&["rev-parse", "HEAD"]);
    git(&["checkout", "-q", "-b", "topic"]);
    folder.file("crm/amp.yaml", &good.replace("true", "false"));
    git(&["commit", "-q", "-a", "-m", "two"]);
    let lines = job["script"].as_sequence().unwrap().iter();
    let script: Vec<&str> = lines.map(|line| line.as_str().unwrap()).collect();
    let mut command = folder.command(Path::new("sh"));
    command
        .args(["-ec", &script.join("\n")])
        .env("CI_MERGE_REQUEST_DIFF_BASE_SHA", &base);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let log = String::from_utf8(output.stdout).unwrap();
    assert!(log.contains("breaking[proxy-disabled]"), "{log}");

    let report = job["artifacts"]["reports"]["codequality"].as_str().unwrap();
    let report: Value = serde_yaml::from_str(&fs::read_to_string(folder.0.join(report)).unwrap()).unwrap();
    assert_eq!(report[0]["check_name"], "proxy-disabled");
    assert_eq!(report[0]["location"]["path"], "crm/amp.yaml");
    assert_eq!(report[0]["severity"], "major");
    let table = job["artifacts"]["paths"][0].as_str().unwrap();
    let table = fs::read_to_string(folder.0.join(table)).unwrap();
    assert!(
        table.starts_with("### What this does to customers: 1 breaking\n"),
        "{table}"
    );
}

/// Every `amplint check …` that `docs/ci.md` names does what it says there.
#[test]
#[cfg(unix)]
fn commands() {
    let docs = read("docs/ci.md");
    let commands = docs.lines().filter_map(|line| {
        let line = line.trim().trim_start_matches("- ").trim_start_matches("$ ");
        line.strip_prefix("amplint check")
    });
    let folder = Folder::new("ci");
    let mut count = 0;
    for arguments in commands {
        count += 1;
        let mut command = folder.command(Path::new(env!("CARGO_BIN_EXE_amplint")));
        command.arg("check").args(arguments.split_whitespace());
        let output = command.output().unwrap();
        let code = i32::from(!arguments.contains("--write-baseline"));
        assert_eq!(output.status.code(), Some(code), "{arguments}: {output:?}");
        for file in arguments
            .split_whitespace()
            .filter_map(|word| word.split_once('='))
        {
            let text = fs::read_to_string(folder.0.join(file.1)).unwrap();
            assert!(text.contains("wrong-type"), "{text}");
        }
    }
    assert!(count >= 4, "{count}");
}
