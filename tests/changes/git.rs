//! `--against` on real git repositories.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

pub const MANIFEST: &str = "\
specVersion: 1.0.0
integrations:
  - name: crm
    provider: hubspot
    read:
      objects:
        - objectName: contacts
          destination: contactWebhook
          requiredFields:
            - fieldName: email
            - fieldName: phone
";

/// A repository in a folder of its own.
pub struct Repository {
    pub folder: TempDir,
}

impl Repository {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        git(folder.path(), &["init", "-q", "-b", "main"]);
        Self { folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn commit(&self, message: &str) {
        git(self.path(), &["add", "-A"]);
        git(self.path(), &["commit", "-q", "-m", message]);
    }
}

/// Runs git without anybody's configuration.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.org",
            "-c",
            "protocol.file.allow=always",
        ])
        .args(["-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs amplint in `folder`.
pub fn amplint(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_amplint"))
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// Code, then what each change is and where, then what is said beside them.
fn against(folder: &Path, revision: &str, more: &[&str]) -> (i32, Vec<String>, String) {
    let mut arguments = vec!["compare", "--against", revision, "--format", "json"];
    arguments.extend(more);
    let (code, out, said) = amplint(folder, &arguments);
    let Ok(report) = serde_json::from_str::<serde_json::Value>(&out) else {
        return (code, Vec::new(), said);
    };
    let changes = report["changes"].as_array().unwrap().iter();
    let told = changes.map(|change| {
        format!(
            "{} {}",
            change["change"].as_str().unwrap(),
            change["at"].as_str().unwrap()
        )
    });
    (code, told.collect(), said)
}

const PHONE: &str = "field-removed integrations[crm].read[contacts].requiredFields[phone]";

fn without_phone() -> String {
    MANIFEST.replace("            - fieldName: phone\n", "")
}

#[test]
fn what_is_edited_and_staged() {
    let repository = Repository::new();
    repository.write("crm/amp.yaml", MANIFEST);
    repository.commit("one");
    assert_eq!(
        against(repository.path(), "HEAD", &[]),
        (0, vec![], String::new())
    );
    repository.write("crm/amp.yaml", &without_phone());
    for step in ["edited", "staged"] {
        assert_eq!(against(repository.path(), "HEAD", &[]).0, 1, "{step}");
        assert_eq!(against(repository.path(), "HEAD", &[]).1, [PHONE], "{step}");
        git(repository.path(), &["add", "-A"]);
    }
    // From below, and for named paths.
    let crm = repository.path().join("crm");
    assert_eq!(against(&crm, "HEAD", &[]).1, [PHONE]);
    assert_eq!(against(&crm, "HEAD", &["amp.yaml"]).1, [PHONE]);
    assert_eq!(against(repository.path(), "HEAD", &["crm/amp.yaml"]).1, [PHONE]);
    assert_eq!(against(&crm, "HEAD", &["../crm"]).1, [PHONE]);
    let (_, out, _) = amplint(repository.path(), &["compare", "--against", "HEAD"]);
    assert!(out.contains("HEAD:crm/amp.yaml:11:26"), "{out}");
    let (_, out, _) = amplint(
        repository.path(),
        &["compare", "--against", "HEAD", "--format", "github"],
    );
    assert!(out.contains("file=crm/amp.yaml,line=7"), "{out}");
}

#[test]
fn moved_new_and_deleted_manifests() {
    let repository = Repository::new();
    repository.write("crm/amp.yaml", MANIFEST);
    repository.commit("one");
    git(repository.path(), &["mv", "crm", "sales"]);
    assert_eq!(
        against(repository.path(), "HEAD", &[]),
        (0, vec![], String::new())
    );
    repository.write("sales/amp.yaml", &without_phone());
    assert_eq!(against(repository.path(), "HEAD", &[]).1, [PHONE]);
    repository.commit("two");
    let support = MANIFEST.replace("crm", "support");
    repository.write("support/amp.yaml", &support);
    assert_eq!(
        against(repository.path(), "HEAD", &[]).1,
        ["integration-added integrations[support]"]
    );
    repository.commit("three");
    fs::remove_file(repository.path().join("support/amp.yaml")).unwrap();
    let removed = ["integration-removed integrations[support]"];
    assert_eq!(against(repository.path(), "HEAD", &[]).1, removed);
    assert_eq!(
        against(repository.path(), "HEAD", &["support/amp.yaml"]).1,
        removed
    );
    assert_eq!(against(repository.path(), "HEAD", &["support"]).1, removed);
    let (code, _, said) = against(repository.path(), "HEAD", &["nowhere.yaml"]);
    assert_eq!(code, 2);
    assert!(said.contains("exists neither here nor in `HEAD`"), "{said}");
}

#[test]
fn what_is_no_revision_or_repository() {
    let repository = Repository::new();
    repository.write("amp.yaml", MANIFEST);
    repository.commit("one");
    for name in ["nowhere", "--output=stolen", "-p", "HEAD~7", "HEAD:amp.yaml", ""] {
        let (code, _, said) = amplint(repository.path(), &["compare", &format!("--against={name}")]);
        assert_eq!(code, 2, "{name}: {said}");
        assert!(said.contains("git knows no revision"), "{name}: {said}");
    }
    assert!(!repository.path().join("stolen").exists());
    let none = TempDir::new().unwrap();
    fs::write(none.path().join("amp.yaml"), MANIFEST).unwrap();
    let (code, _, said) = amplint(none.path(), &["compare", "--against", "HEAD"]);
    assert_eq!(code, 2);
    assert!(said.contains("is in no git repository"), "{said}");
}

#[test]
fn shallow_and_partial_clones() {
    let repository = Repository::new();
    for text in [MANIFEST.to_owned(), without_phone(), without_phone() + "# end\n"] {
        repository.write("amp.yaml", &text);
        repository.commit("next");
    }
    git(repository.path(), &["config", "uploadpack.allowFilter", "true"]);
    let place = TempDir::new().unwrap();
    let url = format!("file://{}", repository.path().display());
    git(place.path(), &["clone", "-q", "--depth", "1", &url, "shallow"]);
    let (code, _, said) = amplint(&place.path().join("shallow"), &["compare", "--against", "HEAD~2"]);
    assert_eq!(code, 2);
    assert!(
        said.contains("shallow clone") && said.contains("fetch-depth: 0"),
        "{said}"
    );
    git(
        place.path(),
        &["clone", "-q", "--filter=blob:none", &url, "partial"],
    );
    let (code, _, said) = amplint(&place.path().join("partial"), &["compare", "--against", "HEAD~2"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("is not in this clone"), "{said}");
    assert_eq!(against(&place.path().join("partial"), "HEAD", &[]).0, 0);
}

#[test]
fn work_trees_and_submodules() {
    let repository = Repository::new();
    repository.write("amp.yaml", MANIFEST);
    repository.commit("one");
    let place = TempDir::new().unwrap();
    let tree: PathBuf = place.path().join("tree");
    git(
        repository.path(),
        &["worktree", "add", "-q", tree.to_str().unwrap()],
    );
    fs::write(tree.join("amp.yaml"), without_phone()).unwrap();
    assert_eq!(against(&tree, "main", &[]).1, [PHONE]);
    assert_eq!(against(repository.path(), "HEAD", &[]).1, Vec::<String>::new());

    let outer = Repository::new();
    outer.write("README", "");
    git(
        outer.path(),
        &[
            "submodule",
            "--quiet",
            "add",
            repository.path().to_str().unwrap(),
            "inner",
        ],
    );
    outer.commit("with a submodule");
    assert_eq!(against(outer.path(), "HEAD", &[]), (0, vec![], String::new()));
    outer.write("inner/amp.yaml", &without_phone());
    assert_eq!(against(outer.path(), "HEAD", &[]).1, [PHONE]);
    assert_eq!(against(&outer.path().join("inner"), "HEAD", &[]).1, [PHONE]);
}

/// Nothing that a repository's configuration names is run, and nothing is written.
#[test]
fn hostile_configurations() {
    let repository = Repository::new();
    repository.write("amp.yaml", MANIFEST);
    repository.write(".gitattributes", "* filter=bad diff=bad text\n");
    repository.commit("one");
    repository.write("amp.yaml", &without_phone());
    let mark = repository.path().join("run");
    let program = repository.path().join("bad.sh");
    fs::write(
        &program,
        format!("#!/bin/sh\ntouch {}\nexec cat\n", mark.display()),
    )
    .unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let program = program.to_str().unwrap();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.askPass",
        "core.editor",
        "diff.external",
        "diff.bad.textconv",
        "filter.bad.smudge",
        "filter.bad.clean",
        "filter.bad.process",
        "alias.ls-tree",
        "alias.cat-file",
        "alias.rev-parse",
        "pager.ls-tree",
        "pager.cat-file",
        "gpg.program",
        "credential.helper",
        "uploadpack.packObjectsHook",
    ] {
        git(repository.path(), &["config", key, program]);
    }
    git(repository.path(), &["config", "core.hooksPath", "."]);
    git(
        repository.path(),
        &["config", "extensions.partialClone", "origin"],
    );
    git(
        repository.path(),
        &["config", "remote.origin.url", &format!("ext::{program}")],
    );
    git(repository.path(), &["config", "protocol.ext.allow", "always"]);
    let _ = fs::remove_file(&mark);
    let before = fs::read(repository.path().join(".git/index")).unwrap();
    assert_eq!(against(repository.path(), "HEAD", &[]).1, [PHONE]);
    assert!(
        !mark.exists(),
        "a program of the repository's configuration was run"
    );
    assert_eq!(fs::read(repository.path().join(".git/index")).unwrap(), before);
}

/// What replaces an object, or hides it from the walk, changes nothing.
#[test]
fn replaced_objects_and_odd_names() {
    let repository = Repository::new();
    repository.write("amp.yaml", MANIFEST);
    repository.write("a b/ü\u{202e}/amp.yaml", &MANIFEST.replace("crm", "other"));
    repository.commit("one");
    let old = git(repository.path(), &["rev-parse", "HEAD:amp.yaml"]);
    repository.write("amp.yaml", &without_phone());
    let new = git(repository.path(), &["hash-object", "-w", "amp.yaml"]);
    git(repository.path(), &["replace", old.trim(), new.trim()]);
    assert_eq!(against(repository.path(), "HEAD", &[]).1, [PHONE]);
    repository.write("a b/ü\u{202e}/amp.yaml", &without_phone().replace("crm", "other"));
    let (_, out, _) = amplint(
        repository.path(),
        &["compare", "--against", "HEAD", "--format", "concise"],
    );
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(out.contains("HEAD:a b/ü\\u{202e}/amp.yaml:11:26"), "{out}");
}
