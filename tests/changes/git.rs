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
    amplint_with(folder, arguments, &[])
}

/// Runs amplint in `folder`, with something in its environment.
pub fn amplint_with(folder: &Path, arguments: &[&str], env: &[(&str, &str)]) -> (i32, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_amplint"))
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .envs(env.iter().copied())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// Code, then what each change is and where, then what is said beside them.
fn against(folder: &Path, revision: &str, more: &[&str]) -> (i32, Vec<String>, String) {
    against_with(folder, revision, more, &[])
}

fn against_with(
    folder: &Path,
    revision: &str,
    more: &[&str],
    env: &[(&str, &str)],
) -> (i32, Vec<String>, String) {
    let mut arguments = vec!["compare", "--against", revision, "--format", "json"];
    arguments.extend(more);
    let (code, out, said) = amplint_with(folder, &arguments, env);
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

/// Before the first commit everything is new to `HEAD`, so that a hook lets that commit pass; nothing else is a revision.
#[test]
fn a_repository_without_commits() {
    let repository = Repository::new();
    repository.write("amp.yaml", MANIFEST);
    for name in ["HEAD", "@"] {
        let added = vec!["integration-added integrations[crm]".to_owned()];
        assert_eq!(against(repository.path(), name, &[]), (0, added, String::new()));
    }
    for name in ["main", "HEAD~1", "v1"] {
        let (code, _, said) = amplint(repository.path(), &["compare", "--against", name]);
        assert_eq!(code, 2, "{name}: {said}");
        assert!(said.contains("has no commit yet"), "{name}: {said}");
    }
    // A branch without commits beside one that has some.
    repository.commit("one");
    git(repository.path(), &["checkout", "-q", "--orphan", "fresh"]);
    assert_eq!(against(repository.path(), "HEAD", &[]).0, 0);
    assert_eq!(
        against(repository.path(), "main", &[]),
        (0, vec![], String::new())
    );
    // What is broken is no repository without commits.
    fs::write(
        repository.path().join(".git/HEAD"),
        "0123456789012345678901234567890123456789\n",
    )
    .unwrap();
    let (code, _, said) = amplint(repository.path(), &["compare", "--against", "HEAD"]);
    assert_eq!(code, 2, "{said}");
}

/// A hook runs in every repository; whoever looks in one folder for what is not there has mistaken it.
#[test]
fn a_repository_without_manifests() {
    let repository = Repository::new();
    repository.write("docs/README.md", "");
    repository.commit("one");
    let (code, out, said) = amplint(repository.path(), &["compare", "--against", "HEAD"]);
    assert_eq!(
        (code, out.as_str(), said.as_str()),
        (0, "No changes in 0 files\n", "")
    );
    let (code, _, said) = amplint(&repository.path().join("docs"), &["compare", "--against", "HEAD"]);
    assert_eq!(code, 2);
    assert!(said.contains("neither here nor in `HEAD`"), "{said}");
}

/// The repository is that in which the files lie: a hook hands on the names of the one whose git runs it.
#[test]
fn other_repositories_in_the_environment() {
    let repository = Repository::new();
    repository.write("sub/amp.yaml", MANIFEST);
    repository.commit("one");
    repository.write("sub/amp.yaml", &without_phone());
    let other = Repository::new();
    other.write("sub/amp.yaml", &without_phone());
    other.commit("other");
    let (dir, tree) = (other.path().join(".git"), other.path().to_str().unwrap());
    let (dir, index) = (dir.to_str().unwrap(), dir.join("index"));
    for env in [
        &[("GIT_DIR", dir)][..],
        &[("GIT_DIR", ".git")],
        &[
            ("GIT_DIR", dir),
            ("GIT_WORK_TREE", tree),
            ("GIT_INDEX_FILE", index.to_str().unwrap()),
        ],
        &[
            ("GIT_DIR", dir),
            ("GIT_COMMON_DIR", dir),
            ("GIT_OBJECT_DIRECTORY", "/nowhere"),
        ],
        &[
            ("GIT_NAMESPACE", "a"),
            ("GIT_PREFIX", "sub/"),
            ("GIT_TRACE", "1"),
            ("GIT_TRACE_SETUP", "1"),
        ],
    ] {
        for (folder, paths) in [
            ("", &["sub/amp.yaml"][..]),
            ("", &[]),
            ("sub", &[]),
            ("sub", &["amp.yaml"]),
        ] {
            let found = against_with(&repository.path().join(folder), "HEAD", paths, env);
            assert_eq!(
                (found.0, found.1),
                (1, vec![PHONE.to_owned()]),
                "{env:?} {folder} {paths:?}"
            );
        }
    }
    // In a hook of a work tree beside the main one, as git runs it.
    let place = TempDir::new().unwrap();
    let tree = place.path().join("tree");
    git(
        repository.path(),
        &["worktree", "add", "-q", tree.to_str().unwrap()],
    );
    let hook = repository.path().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    let script = format!(
        "#!/bin/sh\n{} compare --against HEAD --format concise sub/amp.yaml >\"{}/said\"\n",
        env!("CARGO_BIN_EXE_amplint"),
        place.path().display()
    );
    fs::write(&hook, script).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
        fs::write(tree.join("sub/amp.yaml"), without_phone()).unwrap();
        git(&tree, &["add", "-A"]);
        let commit = Command::new("git")
            .args([
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@example.org",
                "commit",
                "-q",
                "-m",
                "two",
            ])
            .current_dir(&tree)
            .output()
            .unwrap();
        assert!(!commit.status.success(), "the hook lets it pass");
        let said = fs::read_to_string(place.path().join("said")).unwrap();
        assert!(said.contains("error[field-removed]"), "{said}");
    }
}

/// Somebody else's repository is git's to refuse, and the user's to trust.
#[test]
fn owners() {
    let repository = Repository::new();
    repository.write("amp.yaml", MANIFEST);
    repository.commit("one");
    let env = [("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")];
    let (code, out, said) = amplint_with(repository.path(), &["compare", "--against", "HEAD"], &env);
    assert_eq!((code, out.as_str()), (2, ""), "{said}");
    assert!(
        said.contains("git config --global --add safe.directory"),
        "{said}"
    );
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
    git(
        place.path(),
        &["clone", "-q", "--filter=tree:0", &url, "treeless"],
    );
    let (code, _, said) = amplint(
        &place.path().join("treeless"),
        &["compare", "--against", "HEAD~2"],
    );
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("is not in this clone"), "{said}");
    assert_eq!(against(&place.path().join("treeless"), "HEAD", &[]).0, 0);
}

/// Two files that become one, and one that becomes two: an integration is known by its name.
#[test]
fn integrations_that_move_between_files() {
    let repository = Repository::new();
    let support = "  - name: support\n    provider: zendeskSupport\n    proxy:\n      enabled: true\n";
    let head = "specVersion: 1.0.0\nintegrations:\n";
    repository.write("amp.yaml", &format!("{MANIFEST}{support}"));
    repository.commit("one");
    repository.write("amp.yaml", MANIFEST);
    repository.write("support/amp.yaml", &format!("{head}{support}"));
    assert_eq!(
        against(repository.path(), "HEAD", &[]),
        (0, vec![], String::new())
    );
    let (_, out, _) = amplint(repository.path(), &["compare", "--against", "HEAD"]);
    assert_eq!(out, "No changes in 2 files\n");
    repository.write(
        "support/amp.yaml",
        &format!("{head}{}", support.replace("true", "false")),
    );
    let disabled = "proxy-disabled integrations[support].proxy.enabled";
    assert_eq!(against(repository.path(), "HEAD", &[]).1, [disabled]);
    let (_, out, _) = amplint(repository.path(), &["compare", "--against", "HEAD"]);
    assert!(
        out.contains("support/amp.yaml:6:16") && out.contains("HEAD:amp.yaml:15:16"),
        "{out}"
    );
    assert!(out.ends_with("1 change in 1 of 2 files: 1 breaking\n"), "{out}");
    // Of two that have the name nobody can tell which it was.
    repository.write("old/amp.yaml", &format!("{head}{support}"));
    let all = against(repository.path(), "HEAD", &[]).1;
    assert!(
        all.contains(&"integration-removed integrations[support]".to_owned()),
        "{all:?}"
    );
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
        "remote.origin.uploadpack",
        "core.alternateRefsCommand",
        "core.gitProxy",
        "sequence.editor",
        "trailer.a.command",
    ] {
        git(repository.path(), &["config", key, program]);
    }
    git(repository.path(), &["config", "core.hooksPath", "."]);
    for hook in [
        "post-index-change",
        "reference-transaction",
        "fsmonitor-watchman",
        "post-checkout",
        "pre-auto-gc",
    ] {
        fs::copy(program, repository.path().join(hook)).unwrap();
        fs::copy(program, repository.path().join(".git/hooks").join(hook)).unwrap();
    }
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

    // What is missing would be fetched by the remote's program.
    let blob = git(repository.path(), &["rev-parse", "HEAD:amp.yaml"]);
    let (folder, file) = blob.trim().split_at(2);
    fs::remove_file(repository.path().join(".git/objects").join(folder).join(file)).unwrap();
    let (code, _, said) = amplint(repository.path(), &["compare", "--against", "HEAD"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("is not in this clone"), "{said}");
    assert!(!mark.exists(), "something was fetched");
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
