//! What `docs` tells people to copy, tried on what amplint really writes.

mod tools;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use regex::Regex;
use serde_json::Value;

/// A folder with manifests that have findings, and names and values that could mislead a pattern.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("amplint-editor-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        let folder = Self(path);
        for (name, value) in [
            ("amp.yaml", "'true'"),
            ("a b/amp.yaml", "\"x:1:2: error[no-rule] y\""),
            ("crm:1.amp.yaml", "[ja]"),
            ("é/連絡.amp.yml", "\"é: 1\""),
        ] {
            let text = format!(
                "specVersion: 1.0.0\nintegrations:\n  - name: a\n    name: a\n    provider: hubspot\n    proxy:\n      enabled: {value}\n"
            );
            let path = folder.0.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn amplint(&self, format: &str) -> String {
        // Findings of every level.
        let mut command = Command::new(env!("CARGO_BIN_EXE_amplint"));
        command.args(["check", "--format", format, "--level", "duplicate-key=warning"]);
        let output = command.current_dir(&self.0).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What there should be, from the JSON report: file, line, column, level, rule, message.
    fn findings(&self) -> Vec<[String; 6]> {
        let report: Value = serde_json::from_str(&self.amplint("json")).unwrap();
        let findings = report["findings"].as_array().unwrap();
        assert!(findings.len() > 6, "{findings:#?}");
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        findings
            .iter()
            .map(|finding| {
                let start = &finding["span"]["start"];
                [
                    &finding["file"],
                    &start["line"],
                    &start["column"],
                    &finding["level"],
                    &finding["rule"],
                    &finding["message"],
                ]
                .map(text)
            })
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The first block of code in the section `heading` that has `word` in it.
fn block(heading: &str, word: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/editors.md");
    let text = fs::read_to_string(path).unwrap();
    let (_, section) = text
        .split_once(&format!("\n## {heading}\n"))
        .unwrap_or_else(|| panic!("no section {heading}"));
    let section = section.split("\n## ").next().unwrap();
    section
        .split("\n```")
        .skip(1)
        .step_by(2)
        .find(|block| block.contains(word))
        .and_then(|block| block.split_once('\n'))
        .unwrap_or_else(|| panic!("no block with {word} in {heading}"))
        .1
        .to_owned()
}

#[test]
#[cfg_attr(windows, ignore = "colons in names")]
fn the_problem_matcher_of_vs_code() {
    let block = block("VS Code", "problemMatcher");
    let lines: Vec<&str> = block.lines().filter(|line| !line.starts_with("//")).collect();
    let tasks: Value = serde_json::from_str(&lines.join("\n")).unwrap();
    let task = &tasks["tasks"][0];
    assert_eq!(task["args"], serde_json::json!(["check", "--format", "concise"]));
    let pattern = &task["problemMatcher"]["pattern"];
    let regex = Regex::new(pattern["regexp"].as_str().unwrap()).unwrap();
    let folder = Folder::new("code");
    let found: Vec<[String; 6]> = folder
        .amplint("concise")
        .lines()
        .map(|line| {
            let groups = regex
                .captures(line)
                .unwrap_or_else(|| panic!("{line} does not match"));
            ["file", "line", "column", "severity", "code", "message"].map(|key| {
                let group = pattern[key].as_u64().unwrap();
                groups[usize::try_from(group).unwrap()].to_owned()
            })
        })
        .collect();
    assert_eq!(found, folder.findings());
}

/// Every `amplint check …` that `docs/ci.md` names does what it says there.
#[test]
#[cfg(unix)]
fn commands_for_ci() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md");
    let docs = fs::read_to_string(path).unwrap();
    let commands = docs.lines().filter_map(|line| {
        let line = line.trim().trim_start_matches("- ").trim_start_matches("$ ");
        line.strip_prefix("amplint check")
    });
    let folder = Folder::new("ci");
    let mut count = 0;
    for arguments in commands {
        count += 1;
        let mut command = Command::new(env!("CARGO_BIN_EXE_amplint"));
        command.arg("check").args(arguments.split_whitespace());
        let output = command.current_dir(&folder.0).output().unwrap();
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

/// Vim, with these commands and nothing of the user's. `None` where there is no Vim with its script language.
fn vim(folder: &Folder, script: &str) -> Option<Output> {
    let vim = tools::find("vim", None)?;
    let version = Command::new(&vim).arg("--version").output().unwrap();
    if !String::from_utf8_lossy(&version.stdout).contains("+eval") {
        tools::missing("a vim with +eval");
        return None;
    }
    let file = folder.0.join("script.vim");
    fs::write(&file, script).unwrap();
    let amplint = Path::new(env!("CARGO_BIN_EXE_amplint")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(amplint.to_owned()).chain(std::env::split_paths(&path));
    let output = Command::new(vim)
        .args(["-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "-S"])
        .arg(&file)
        .current_dir(&folder.0)
        .env("PATH", std::env::join_paths(path).unwrap())
        .env("HOME", &folder.0)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output();
    Some(output.unwrap())
}

fn told(output: &Output, folder: &Folder) -> Value {
    let text =
        fs::read_to_string(folder.0.join("out.json")).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    serde_json::from_str(&text).unwrap()
}

#[test]
#[cfg(unix)]
fn make_in_vim() {
    let folder = Folder::new("vim");
    let compiler = block("Vim and Neovim", "CompilerSet");
    let script = format!(
        "set encoding=utf-8\ncommand -nargs=* CompilerSet set <args>\n{compiler}\nset makeprg+=\\ --level\\ duplicate-key=warning\n\
         silent! make!\n\
         let found = map(getqflist(), {{_, entry -> extend(entry, {{'file': bufname(entry.bufnr)}})}})\n\
         call writefile([json_encode(found)], 'out.json')\nqall!\n"
    );
    let Some(output) = vim(&folder, &script) else {
        return;
    };
    let found = told(&output, &folder);
    let found: Vec<_> = found
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["valid"] == 1)
        .map(|entry| {
            [
                entry["file"].as_str().unwrap().to_owned(),
                entry["lnum"].to_string(),
                entry["col"].to_string(),
                entry["text"].as_str().unwrap().to_owned(),
            ]
        })
        .collect();
    let expected: Vec<_> = folder
        .findings()
        .into_iter()
        .map(|[file, line, column, level, rule, message]| {
            [file, line, column, format!("{level}[{rule}] {message}")]
        })
        .collect();
    assert_eq!(found, expected, "{output:?}");
}

/// ALE itself is not here; what it offers to linters is.
#[test]
#[cfg(unix)]
fn a_linter_for_ale() {
    let folder = Folder::new("ale");
    let linter = block("Vim: ALE", "ale#linter#Define");
    fs::write(folder.0.join("lines"), folder.amplint("concise")).unwrap();
    fs::create_dir_all(folder.0.join("autoload/ale")).unwrap();
    fs::write(
        folder.0.join("autoload/ale/linter.vim"),
        "function! ale#linter#Define(kind, linter) abort\n  let g:linter = a:linter\nendfunction\n",
    )
    .unwrap();
    fs::write(
        folder.0.join("autoload/ale/util.vim"),
        "function! ale#util#GetMatches(lines, pattern) abort\n  \
         return filter(map(copy(a:lines), {_, line -> matchlist(line, a:pattern)}), {_, match -> !empty(match)})\nendfunction\n",
    )
    .unwrap();
    let script = format!(
        "set encoding=utf-8\nset runtimepath^=.\n{linter}\n\
         let found = call(g:linter.callback, [1, readfile('lines')])\n\
         edit deep/crm.amp.yaml\nlet commands = [g:linter.command(bufnr(''))]\n\
         edit values.yaml\ncall add(commands, g:linter.command(bufnr('')))\n\
         call writefile([json_encode([found, commands])], 'out.json')\nqall!\n"
    );
    let Some(output) = vim(&folder, &script) else {
        return;
    };
    let told = told(&output, &folder);
    let found: Vec<_> = told[0]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            let text = |key: &str| entry[key].as_str().unwrap().to_owned();
            [
                entry["lnum"].to_string(),
                entry["col"].to_string(),
                text("type"),
                text("code"),
                text("text"),
            ]
        })
        .collect();
    let expected: Vec<_> = folder
        .findings()
        .into_iter()
        .map(|[_, line, column, level, rule, message]| {
            [line, column, level[..1].to_uppercase(), rule, message]
        })
        .collect();
    assert_eq!(found, expected, "{output:?}");
    assert_eq!(
        told[1],
        serde_json::json!(["%e check - --format concise --quiet --stdin-filename %s", ""])
    );
}
