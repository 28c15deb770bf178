//! What `docs` tells people to copy, tried with the programs it is for, on what amplint really writes.
//!
//! Editors and language servers that are not here are told and skipped; `.ci/tools` installs all but Emacs.

mod ci;
mod editors;
mod lsp;
#[path = "../tools/mod.rs"]
mod tools;
#[path = "../common/update.rs"]
mod update;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder with manifests that have findings, and names and values that could mislead a pattern.
struct Folder(PathBuf);

/// What should be found, as the JSON report has it.
#[derive(Debug)]
struct Finding {
    file: String,
    start: Place,
    end: Place,
    level: String,
    rule: String,
    message: String,
    help: String,
}

#[derive(Debug)]
struct Place {
    line: u64,
    /// In characters.
    column: u64,
    /// The column in bytes.
    byte: u64,
}

impl Folder {
    fn empty(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("amplint-docs-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn new(name: &str) -> Self {
        let folder = Self::empty(name);
        for (name, value) in [
            ("amp.yaml", "'true'"),
            ("a b/amp.yaml", "\"x:1:2: error[no-rule] y\""),
            ("crm:1.amp.yaml", "[ja]"),
            ("é/連絡.amp.yml", "\"é: 1\""),
            ("wide.amp.yaml", "{連絡先: 👍é, x: 1, x: 2}"),
        ] {
            folder.file(
                name,
                &format!(
                    "specVersion: 1.0.0\nintegrations:\n  - name: a\n    name: a\n    provider: hubspot\n    proxy:\n      enabled: {value}\n"
                ),
            );
        }
        folder
    }

    fn file(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// `program`, with our amplint on the PATH and nothing of the user's settings.
    fn command(&self, program: &Path) -> Command {
        let amplint = Path::new(env!("CARGO_BIN_EXE_amplint")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::iter::once(amplint.to_owned()).chain(std::env::split_paths(&path));
        let mut command = Command::new(program);
        command
            .current_dir(&self.0)
            .env("PATH", std::env::join_paths(path).unwrap())
            .env("HOME", &self.0)
            .env_remove("XDG_CONFIG_HOME")
            .env("LC_ALL", "C.UTF-8")
            .env("TERM", "dumb")
            .stdin(Stdio::null());
        command
    }

    fn amplint(&self, format: &str) -> String {
        // Findings of every level that fails something.
        let mut command = self.command(Path::new(env!("CARGO_BIN_EXE_amplint")));
        self.file(
            "amplint.toml",
            "select = [\"duplicate-key\", \"wrong-type\"]\n[rules]\nduplicate-key = \"warning\"\n",
        );
        let output = command.args(["check", "--format", format]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn findings(&self) -> Vec<Finding> {
        let report: Value = serde_json::from_str(&self.amplint("json")).unwrap();
        let findings = report["findings"].as_array().unwrap();
        let found: Vec<Finding> = findings
            .iter()
            .map(|finding| {
                let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
                let file = text("file");
                let manifest = fs::read_to_string(self.0.join(&file)).unwrap();
                let place = |end: &str| {
                    let at = &finding["span"][end];
                    let before = &manifest[..usize::try_from(at["offset"].as_u64().unwrap()).unwrap()];
                    let line = before.rsplit('\n').next().unwrap();
                    Place {
                        line: at["line"].as_u64().unwrap(),
                        column: at["column"].as_u64().unwrap(),
                        byte: line.len() as u64 + 1,
                    }
                };
                Finding {
                    start: place("start"),
                    end: place("end"),
                    level: text("level"),
                    rule: text("rule"),
                    message: text("message"),
                    help: text("help"),
                    file,
                }
            })
            .collect();
        assert!(found.len() > 8, "{found:#?}");
        assert!(
            found
                .iter()
                .any(|finding| finding.start.byte > finding.start.column + 5),
            "{found:#?}"
        );
        found
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The first block of code in the section `heading` of `file` that has `word` in it.
fn block(file: &str, heading: &str, word: &str) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
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

/// A JSON file with comments of whole lines.
fn jsonc(text: &str) -> Value {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    serde_json::from_str(&lines.join("\n")).unwrap()
}

/// What a program left in `out.json`.
fn told(output: &Output, folder: &Folder) -> Value {
    let text =
        fs::read_to_string(folder.0.join("out.json")).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    serde_json::from_str(&text).unwrap()
}
