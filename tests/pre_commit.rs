//! The hooks of `.pre-commit-hooks.yaml`, run by the real pre-commit on commits to a real git repository.
//!
//! pre-commit is looked for in `target/tools` (where `.ci/tools` puts it), then on the PATH. Without it the
//! tests say so and pass, unless `AMPLINT_REQUIRE_TOOLS` is set.
#![cfg(unix)]

mod tools;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

const GOOD: &str = "specVersion: 1.0.0\nintegrations:\n  - name: good\n    provider: hubspot\n    proxy:\n      enabled: true\n";

/// What has a safe fix.
const FIXABLE: &str = "specVersion: 1.0.0\nintegrations:\n  - name: good\n    provider: hubspot\n    proxy:\n      enabled: 'true'\n";

/// What has none.
const BAD: &str =
    "specVersion: 1.0.0\nintegrations:\n  - provider: hubspot\n    proxy:\n      enabled: true\n";

/// A repository whose commits are checked.
struct Repository {
    folder: PathBuf,
    tools: PathBuf,
}

impl Repository {
    /// With the hook `hook` installed, run with the amplint that was built for the tests. `None` without
    /// pre-commit or git.
    fn new(name: &str, hook: &str) -> Option<Self> {
        let pre_commit = tools::find("pre-commit", Some("target/tools/bin/pre-commit"))?;
        tools::find("git", None)?;
        let folder = std::env::temp_dir().join(format!("amplint-hook-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        // The repository that the hooks come from, as it will be when it is published, but for the sources.
        let ours = folder.join("amplint");
        fs::create_dir_all(&ours).unwrap();
        fs::copy(
            Path::new(ROOT).join(".pre-commit-hooks.yaml"),
            ours.join(".pre-commit-hooks.yaml"),
        )
        .unwrap();
        let repository = Self {
            tools: pre_commit.parent().unwrap().to_owned(),
            folder: folder.join("work"),
        };
        fs::create_dir_all(&repository.folder).unwrap();
        for (what, arguments) in [
            (&ours, &["init", "-q", "-b", "main"][..]),
            (&ours, &["add", "."]),
            (&ours, &["commit", "-q", "-m", "hooks"]),
            (&ours, &["tag", "v1"]),
            (&repository.folder, &["init", "-q", "-b", "main"]),
        ] {
            let output = repository.run("git", arguments, what);
            assert!(output.status.success(), "{}", said_of(&output));
        }
        repository.file(
            ".pre-commit-config.yaml",
            &format!(
                "repos:\n  - repo: {}\n    rev: v1\n    hooks:\n      - id: {hook}\n        language: system\n",
                ours.display()
            ),
        );
        let output = repository.run("pre-commit", &["install"], &repository.folder);
        assert!(output.status.success(), "{}", said_of(&output));
        Some(repository)
    }

    fn file(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap()
    }

    /// Runs a program without the settings of who runs the tests.
    fn run(&self, program: &str, arguments: &[&str], folder: &Path) -> Output {
        let amplint = Path::new(env!("CARGO_BIN_EXE_amplint")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap();
        let path = [amplint.to_owned(), self.tools.clone()]
            .into_iter()
            .chain(std::env::split_paths(&path));
        let home = self.folder.parent().unwrap();
        Command::new(program)
            .args(arguments)
            .current_dir(folder)
            .env_clear()
            .env("PATH", std::env::join_paths(path).unwrap())
            .env("HOME", home)
            .env("PRE_COMMIT_HOME", home.join("cache"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", "A")
            .env("GIT_AUTHOR_EMAIL", "a@example.com")
            .env("GIT_COMMITTER_NAME", "A")
            .env("GIT_COMMITTER_EMAIL", "a@example.com")
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// Commits everything; whether that passed, and what was on the screen.
    fn commit(&self) -> (bool, String) {
        let add = self.run("git", &["add", "-A"], &self.folder);
        assert!(add.status.success(), "{}", said_of(&add));
        let output = self.run("git", &["commit", "-q", "-m", "change"], &self.folder);
        (output.status.success(), said_of(&output))
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.folder.parent().unwrap());
    }
}

fn said_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_commit_passes_or_fails_with_the_finding() {
    let Some(repository) = Repository::new("check", "amplint-system") else {
        return;
    };
    repository.file("README.md", "No manifest, nothing to check.\n");
    let (passed, said) = repository.commit();
    assert!(passed && said.contains("Skipped"), "{said}");

    repository.file("amp.yaml", GOOD);
    repository.file("crm/sales.amp.yml", GOOD);
    let (passed, said) = repository.commit();
    assert!(passed && said.contains("Passed"), "{said}");

    repository.file("amp.yaml", BAD);
    repository.file("damp.yaml", BAD);
    let (passed, said) = repository.commit();
    assert!(!passed && said.contains("- exit code: 1"), "{said}");
    for words in ["error[required-field]", "amp.yaml:3:5", "1 error"] {
        assert!(said.contains(words), "no `{words}` in {said}");
    }
    assert!(!said.contains('\u{1b}'), "{said}");

    repository.file("amp.yaml", &GOOD.replace("good", "better"));
    let (passed, said) = repository.commit();
    assert!(passed, "{said}");
}

#[test]
fn a_fixable_manifest_is_fixed_and_fails_once() {
    let Some(repository) = Repository::new("fix", "amplint-fix") else {
        return;
    };
    repository.file("amp.yaml", FIXABLE);
    let (passed, said) = repository.commit();
    assert!(
        !passed && said.contains("files were modified by this hook"),
        "{said}"
    );
    assert!(said.contains("1 fixed, 0 left"), "{said}");
    assert_eq!(repository.read("amp.yaml"), GOOD);
    let (passed, said) = repository.commit();
    assert!(passed, "{said}");

    repository.file("amp.yaml", &BAD.replace("true", "'true'"));
    let (passed, said) = repository.commit();
    assert!(!passed && said.contains("error[required-field]"), "{said}");
    assert_eq!(repository.read("amp.yaml"), BAD, "the rest is fixed");
}

#[test]
fn excluded_files_are_left_alone() {
    let Some(repository) = Repository::new("exclude", "amplint-fix") else {
        return;
    };
    repository.file("amplint.toml", "exclude = [\"vendor/**\"]\n");
    repository.file("vendor/amp.yaml", FIXABLE);
    let (passed, said) = repository.commit();
    assert!(passed, "{said}");
    assert_eq!(repository.read("vendor/amp.yaml"), FIXABLE);
    repository.file("vendor/new/amp.yaml", BAD);
    repository.file("amp.yaml", GOOD);
    let (passed, said) = repository.commit();
    assert!(passed, "{said}");
}

/// What is staged, compared with the last commit: in a new repository, with edits that are not staged, with manifests
/// that move and go, and in a work tree beside the first one.
#[test]
fn a_commit_that_breaks_installations_fails() {
    let Some(repository) = Repository::new("compare", "amplint-compare") else {
        return;
    };
    repository.file("crm/amp.yaml", GOOD);
    let (passed, said) = repository.commit();
    assert!(passed, "the first commit: {said}");
    repository.file("README.md", "Nothing that customers notice.\n");
    let (passed, said) = repository.commit();
    assert!(passed, "{said}");

    // Edited, but not staged: pre-commit puts it aside.
    repository.file("README.md", "Still nothing.\n");
    let renamed = GOOD.replace("good", "better");
    repository.run("git", &["add", "-A"], &repository.folder);
    repository.file("crm/amp.yaml", &renamed);
    let output = repository.run("git", &["commit", "-q", "-m", "staged"], &repository.folder);
    assert!(output.status.success(), "{}", said_of(&output));
    let (passed, said) = repository.commit();
    assert!(
        !passed && said.contains("breaking[integration-renamed]") && said.contains("HEAD:crm/amp.yaml"),
        "{said}"
    );

    repository.file("crm/amp.yaml", GOOD);
    repository.run("git", &["mv", "crm", "sales"], &repository.folder);
    let (passed, said) = repository.commit();
    assert!(passed, "a manifest that moved: {said}");
    // In a work tree git names the repository in the environment of hooks.
    let tree = repository.folder.parent().unwrap().join("tree");
    let output = repository.run(
        "git",
        &["worktree", "add", "-q", "-b", "topic", tree.to_str().unwrap()],
        &repository.folder,
    );
    assert!(output.status.success(), "{}", said_of(&output));
    fs::write(tree.join("sales/amp.yaml"), &renamed).unwrap();
    let output = repository.run("git", &["commit", "-q", "-a", "-m", "tree"], &tree);
    let said = said_of(&output);
    assert!(
        !output.status.success() && said.contains("breaking[integration-renamed]"),
        "{said}"
    );

    fs::remove_file(repository.folder.join("sales/amp.yaml")).unwrap();
    let (passed, said) = repository.commit();
    assert!(
        !passed && said.contains("breaking[integration-removed]"),
        "{said}"
    );
}

/// The file names that the hooks are for.
#[test]
fn hooks_get_manifests_only() {
    let hooks = fs::read_to_string(Path::new(ROOT).join(".pre-commit-hooks.yaml")).unwrap();
    let hooks: Vec<serde_yaml::Mapping> = serde_yaml::from_str(&hooks).unwrap();
    let ids: Vec<&str> = hooks.iter().map(|hook| hook["id"].as_str().unwrap()).collect();
    assert_eq!(
        ids,
        [
            "amplint",
            "amplint-fix",
            "amplint-compare",
            "amplint-src",
            "amplint-system"
        ]
    );
    for hook in hooks.iter().filter(|hook| hook["id"] != "amplint-compare") {
        let files = regex::Regex::new(hook["files"].as_str().unwrap()).unwrap();
        for name in [
            "amp.yaml",
            "a/amp.yml",
            "crm.amp.yaml",
            "a/b/.amp.yml",
            "a b/x.y.amp.yaml",
        ] {
            assert!(files.is_match(name), "{name}");
        }
        for name in [
            "camp.yaml",
            "amp.yaml.bak",
            "amp.json",
            "amp-yaml",
            "amp.yaml/x.yaml",
            "amp.yaaml",
        ] {
            assert!(!files.is_match(name), "{name}");
        }
    }
}
