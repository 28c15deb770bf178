//! `docs/ci.md`, and the same in the README.

use std::fs;
use std::path::Path;

use serde_yaml::Value;

use super::{Folder, block};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Where the same lines are shown: files and their sections on pre-commit, GitHub and GitLab.
const PLACES: [(&str, [&str; 3]); 2] = [
    ("README.md", ["pre-commit, CI, editors"; 3]),
    ("docs/ci.md", ["pre-commit", "GitHub", "GitLab"]),
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
    for (file, _) in PLACES {
        let text = read(file);
        for shown in [full.trim_end(), github.trim_end(), entry] {
            assert!(text.contains(shown), "{file} should show\n{shown}");
        }
    }
    assert!(read("docs/editors.md").contains(&concise));
}

/// Workflows, pipelines and hooks ask only for what there is.
#[test]
fn settings_fit() {
    let action: Value = serde_yaml::from_str(&read("action.yml")).unwrap();
    let hooks: Value = serde_yaml::from_str(&read(".pre-commit-hooks.yaml")).unwrap();
    let ids: Vec<&Value> = hooks
        .as_sequence()
        .unwrap()
        .iter()
        .map(|hook| &hook["id"])
        .collect();
    for (file, [pre_commit, github, gitlab]) in PLACES {
        let settings: Value = serde_yaml::from_str(&block(file, pre_commit, "repos:")).unwrap();
        let hook = &settings["repos"][0]["hooks"][0]["id"];
        assert!(ids.contains(&hook), "{file}: {hook:?}");

        let text = block(file, github, "runs-on");
        let workflow: Value = serde_yaml::from_str(&text).unwrap();
        let steps = workflow["jobs"]["amplint"]["steps"].as_sequence().unwrap();
        let ours = steps
            .iter()
            .find(|step| step["uses"] == "OWNER/amplint@v0.1.0")
            .unwrap();
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

        let text = block(file, gitlab, "codequality:");
        let pipeline: Value = serde_yaml::from_str(&text).unwrap();
        let reports = pipeline["amplint"]["artifacts"]["reports"].as_mapping().unwrap();
        let script = serde_yaml::to_string(&pipeline["amplint"]["script"]).unwrap();
        for (kind, path) in reports {
            let format = if kind == "codequality" {
                "gitlab"
            } else {
                kind.as_str().unwrap()
            };
            let output = format!("--output {format}={}", path.as_str().unwrap());
            assert!(script.contains(&output), "{file}: {output}");
        }
    }
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
        let code = if arguments.contains("--write-baseline") {
            0
        } else {
            1
        };
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
