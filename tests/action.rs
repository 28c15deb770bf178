//! The GitHub Action: its script, run as GitHub runs it, and that `action.yml` and the script fit together.
#![cfg(unix)]

mod tools;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_yaml::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const AMPLINT: &str = env!("CARGO_BIN_EXE_amplint");

const GOOD: &str = "specVersion: 1.0.0\nintegrations:\n  - name: good\n    provider: hubspot\n    proxy:\n      enabled: true\n";
const BAD: &str = "specVersion: 1.0.0\nintegrations:\n  - name: bad\n    provider: hubspot\n    proxy:\n      enabled: 'true'\n";

/// A workspace of a workflow.
struct Workspace(PathBuf);

/// What a step did.
#[derive(Debug)]
struct Step {
    code: i32,
    log: String,
    outputs: BTreeMap<String, String>,
}

impl Workspace {
    fn new(name: &str) -> Option<Self> {
        tools::find("bash", None)?;
        let folder = std::env::temp_dir().join(format!("amplint-action-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("work")).unwrap();
        fs::create_dir_all(folder.join("bin")).unwrap();
        Some(Self(folder))
    }

    fn file(&self, name: &str, text: &str) {
        let path = self.0.join("work").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join("work").join(name)).unwrap()
    }

    /// A program of our own on the PATH.
    fn program(&self, name: &str, script: &str) {
        let path = self.0.join("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Runs a step of the script. Only ours and the system's programs are on the PATH.
    fn step(&self, step: &str, env: &[(&str, &str)]) -> Step {
        let outputs = self.0.join("outputs");
        let _ = fs::remove_file(&outputs);
        let output = Command::new(Path::new(ROOT).join(".github/action.sh"))
            .arg(step)
            .current_dir(self.0.join("work"))
            .env_clear()
            .env(
                "PATH",
                format!("{}:/usr/local/bin:/usr/bin:/bin", self.0.join("bin").display()),
            )
            .env("GITHUB_ACTION_PATH", ROOT)
            .env("GITHUB_OUTPUT", &outputs)
            .env("RUNNER_TOOL_CACHE", self.0.join("cache"))
            .env("RUNNER_OS", "Linux")
            .env("RUNNER_ARCH", "X64")
            .envs(env.iter().copied())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let outputs = fs::read_to_string(outputs).unwrap_or_default();
        let pairs = outputs.lines().map(|line| line.split_once('=').unwrap());
        Step {
            code: output.status.code().unwrap(),
            log: String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap(),
            outputs: pairs
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect(),
        }
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn findings_become_annotations_and_a_sarif_file() {
    let Some(workspace) = Workspace::new("check") else {
        return;
    };
    workspace.file("amplint.toml", "select = [\"wrong-type\"]\n");
    workspace.file("amp.yaml", BAD);
    workspace.file("b/amp.yaml", GOOD);
    let step = workspace.step(
        "check",
        &[
            ("AMPLINT", AMPLINT),
            ("INPUT_PATHS", "."),
            ("INPUT_SARIF", "reports out.sarif"),
        ],
    );
    assert_eq!(step.code, 1, "{step:?}");
    assert!(
        step.log
            .starts_with("::error title=amplint (wrong-type),file=amp.yaml,line=6,"),
        "{step:?}"
    );
    assert_eq!(step.outputs["exit-code"], "1");
    assert_eq!(step.outputs["sarif"], "reports out.sarif");
    let sarif: serde_json::Value = serde_json::from_str(&workspace.read("reports out.sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 1);

    workspace.file("amp.yaml", GOOD);
    let step = workspace.step("check", &[("AMPLINT", AMPLINT), ("INPUT_PATHS", ".")]);
    assert_eq!((step.code, step.log.as_str()), (0, ""));
    assert_eq!(step.outputs["exit-code"], "0");
    assert!(!step.outputs.contains_key("sarif"));
}

#[test]
fn code_scanning_gets_no_silenced_findings() {
    let Some(workspace) = Workspace::new("suppressed") else {
        return;
    };
    if tools::find("jq", None).is_none() {
        return;
    }
    workspace.file("amplint.toml", "select = [\"wrong-type\"]\n");
    let silent = BAD.replace("'true'", "'true' # amp:ignore[wrong-type] as it should be");
    workspace.file("amp.yaml", &silent);
    workspace.file("b.amp.yaml", BAD);
    let step = workspace.step(
        "check",
        &[
            ("AMPLINT", AMPLINT),
            ("INPUT_SARIF", "a.sarif"),
            ("INPUT_ARGS", "--level\nwrong-type=warning"),
        ],
    );
    assert_eq!(step.code, 0, "{step:?}");
    assert!(step.log.starts_with("::warning"), "{step:?}");
    let sarif: serde_json::Value = serde_json::from_str(&workspace.read("a.sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 1, "{results:?}");
    assert_eq!(
        results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "b.amp.yaml"
    );
}

/// One argument a line, whatever is in it; nothing is run.
#[test]
fn inputs_are_arguments_and_nothing_else() {
    let Some(workspace) = Workspace::new("inputs") else {
        return;
    };
    workspace.file("a b/amp.yaml", BAD);
    workspace.file("$(touch pwned).amp.yaml", GOOD);
    workspace.file("-v.amp.yaml", GOOD);
    workspace.file("left/out/amp.yaml", BAD);
    let step = workspace.step(
        "check",
        &[
            ("AMPLINT", AMPLINT),
            (
                "INPUT_PATHS",
                "a b\n\n  \n$(touch pwned).amp.yaml\r\n-v.amp.yaml\n",
            ),
            ("INPUT_ARGS", "--exclude\nleft*; touch pwned\n--min-level=error"),
            ("INPUT_ANNOTATIONS", "false"),
        ],
    );
    assert_eq!(step.code, 1, "{step:?}");
    assert!(step.log.contains("1 error\u{1b}[0m in 1 of 3 files"), "{step:?}");
    assert!(!workspace.0.join("work/pwned").exists());
    let step = workspace.step(
        "check",
        &[("AMPLINT", AMPLINT), ("INPUT_ARGS", "--no-such-option")],
    );
    assert_eq!((step.code, step.outputs["exit-code"].as_str()), (2, "2"));
}

#[test]
fn amplint_is_found_or_built() {
    let Some(workspace) = Workspace::new("find") else {
        return;
    };
    if tools::find("git", None).is_none() {
        return;
    }
    // Neither released nor installed.
    let missing = workspace.step("find", &[]);
    assert_eq!(missing.code, 2, "{missing:?}");
    assert!(missing.log.contains("set 'build: true'"), "{missing:?}");
    // Asked to, it is built, once for each state of the source.
    let asked = [("INPUT_BUILD", "true")];
    let built = workspace.step("find", &asked);
    assert_eq!(built.code, 0, "{built:?}");
    let folder = &built.outputs["folder"];
    assert!(
        built.outputs["key"].starts_with("amplint-Linux-X64-"),
        "{built:?}"
    );
    assert_eq!(built.outputs["amplint"], format!("{folder}/bin/amplint"));
    assert_eq!(
        workspace.step("find", &asked).outputs,
        built.outputs,
        "the key is always the same"
    );

    workspace.program(
        "cargo",
        "echo \"$@\"\nmkdir -p \"$6/bin\" && cp /bin/true \"$6/bin/amplint\"\n",
    );
    let step = workspace.step("build", &[("FOLDER", folder)]);
    assert_eq!(
        step.log,
        format!("install --locked --path {ROOT} --root {folder}\n")
    );
    let step = workspace.step("build", &[("FOLDER", folder)]);
    assert_eq!((step.code, step.log.as_str()), (0, ""), "it is there already");

    workspace.program("amplint", "");
    let found = workspace.step("find", &[]);
    assert_eq!(found.outputs.len(), 1);
    assert!(found.outputs["amplint"].ends_with("/bin/amplint"));
    let named = workspace.step("find", &[("INPUT_AMPLINT", AMPLINT)]);
    assert_eq!(named.outputs["amplint"], AMPLINT);
    let missing = workspace.step("find", &[("INPUT_AMPLINT", "/no/such")]);
    assert_eq!(missing.code, 2);
    assert_eq!(
        missing.log,
        "::error title=amplint::there is no amplint at '/no/such'\n"
    );
}

/// A git repository whose last commit breaks installations, and a clone of it in which the earlier one is missing.
fn repositories(workspace: &Workspace) {
    let git = |folder: &str, arguments: &[&str]| {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@example.org",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(workspace.0.join(folder))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .unwrap();
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
    };
    git("work", &["init", "-q", "-b", "main"]);
    workspace.file("amplint.toml", "select = [\"integration-name\"]\n");
    workspace.file("amp.yaml", GOOD);
    git("work", &["add", "-A"]);
    git("work", &["commit", "-q", "-m", "one"]);
    git("work", &["checkout", "-q", "-b", "topic"]);
    workspace.file("amp.yaml", &GOOD.replace("name: good", "name: \"better|name\""));
    git("work", &["commit", "-q", "-a", "-m", "two"]);
    let url = format!("file://{}", workspace.0.join("work").display());
    git("", &["clone", "-q", "--depth", "1", &url, "shallow"]);
}

#[test]
fn what_changes_is_told_in_the_summary() {
    let Some(workspace) = Workspace::new("against") else {
        return;
    };
    if tools::find("git", None).is_none() || tools::find("jq", None).is_none() {
        return;
    }
    repositories(&workspace);
    let summary = workspace.0.join("summary.md");
    let temp = workspace.0.display().to_string();
    let env = [
        ("AMPLINT", AMPLINT),
        ("INPUT_PATHS", "."),
        ("INPUT_AGAINST", "main"),
        ("INPUT_SUMMARY", "true"),
        ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
        ("RUNNER_TEMP", &temp),
        ("HOME", &temp),
    ];
    let step = workspace.step("check", &env);
    assert_eq!(
        (step.code, step.outputs["exit-code"].as_str()),
        (1, "1"),
        "{step:?}"
    );
    assert!(
        step.log
            .contains("::error title=amplint (integration-renamed),file=amp.yaml,line=3,"),
        "{step:?}"
    );
    let text = fs::read_to_string(&summary).unwrap();
    for part in [
        "### amplint\n\n0 errors, 1 warning in 1 file\n",
        "\n\n### What this does to customers: 1 breaking\n",
        "| where | what happens | what to do |\n|---|---|---|\n",
        "`integrations[better\\|name]`<br>amp.yaml:3",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    // Nothing to tell, nothing that fails.
    let _ = fs::remove_file(&summary);
    let mut same = env;
    same[2].1 = "HEAD";
    let step = workspace.step("check", &same);
    assert_eq!(step.code, 0, "{step:?}");
    let text = fs::read_to_string(&summary).unwrap();
    assert!(
        text.contains("### No change for customers in 1 manifest\n"),
        "{text}"
    );
    // Without the revision there is one thing to say; the check has been made all the same.
    fs::rename(workspace.0.join("work"), workspace.0.join("whole")).unwrap();
    fs::rename(workspace.0.join("shallow"), workspace.0.join("work")).unwrap();
    let step = workspace.step("check", &env);
    assert_eq!(
        (step.code, step.outputs["exit-code"].as_str()),
        (2, "2"),
        "{step:?}"
    );
    assert!(step.log.contains("`fetch-depth: 0`"), "{step:?}");
}

#[test]
fn the_action_and_its_script_fit() {
    let read = |name: &str| fs::read_to_string(Path::new(ROOT).join(name)).unwrap();
    let (text, script) = (read("action.yml"), read(".github/action.sh"));
    let action: Value = serde_yaml::from_str(&text).unwrap();
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    let mut used = String::new();
    for step in steps {
        let Some(run) = step["run"].as_str() else { continue };
        assert!(!run.contains("${{"), "an input could run something: {run}");
        let name = run.rsplit(' ').next().unwrap();
        assert!(
            script.contains(&format!("\n{name}) ")),
            "the script has no step `{name}`"
        );
        for (key, value) in step["env"].as_mapping().unwrap() {
            assert!(
                script.contains(key.as_str().unwrap()),
                "the script does not read {key:?}"
            );
            used += value.as_str().unwrap();
        }
    }
    for input in action["inputs"].as_mapping().unwrap().keys() {
        let input = input.as_str().unwrap();
        assert!(
            used.contains(&format!("${{{{ inputs.{input} }}}}")),
            "{input} is not used"
        );
    }
    for output in action["outputs"].as_mapping().unwrap().keys() {
        let output = output.as_str().unwrap();
        assert!(
            script.contains(&format!("output {output} ")),
            "{output} is never set"
        );
    }
}
