//! `check --since`, on real repositories: what was wrong before is known by its name path, wherever it stands now.

use std::process::Command;

use super::common::folder::Folder;
use super::tools;

/// A manifest whose integrations each have one mistake.
fn manifest(names: &[&str]) -> String {
    let one =
        |name: &&str| format!("  - name: {name}\n    provider: gong\n    proxy:\n      enabled: \"true\"\n");
    "specVersion: 1.0.0\nintegrations:\n".to_owned() + &names.iter().map(one).collect::<String>()
}

struct Repository {
    folder: Folder,
    git: std::path::PathBuf,
}

impl Repository {
    fn new(name: &str) -> Option<Self> {
        let git = tools::find("git", None)?;
        let folder = Folder::plain(name);
        let repository = Self { folder, git };
        repository.git(&["init", "-q", "-b", "main"]);
        Some(repository)
    }

    fn file(&self, name: &str, text: &str) {
        self.folder.file(name, text);
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new(&self.git)
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(["-c", "protocol.file.allow=always"])
            .args(arguments)
            .current_dir(&self.folder.0)
            .env("HOME", &self.folder.0)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {said}");
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "one"]);
    }

    /// The places (`a/amp.yaml:6`) of what is found in `place` with these arguments, and the code.
    fn places(&self, place: &str, arguments: &[&str]) -> (Vec<String>, i32) {
        let output = self
            .folder
            .amplint()
            .args(["check", "--format", "concise"])
            .args(arguments)
            .current_dir(self.folder.0.join(place))
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let code = output.status.code().unwrap();
        assert_ne!(code, 2, "{}", String::from_utf8_lossy(&output.stderr));
        let place = |line: &str| line.splitn(3, ':').take(2).collect::<Vec<_>>().join(":");
        (text.lines().map(place).collect(), code)
    }

    fn new_ones(&self, arguments: &[&str]) -> Vec<String> {
        let (places, code) = self.places(".", &[&["--since", "HEAD"], arguments].concat());
        assert_eq!(code, i32::from(!places.is_empty()), "{places:?}");
        places
    }
}

#[test]
fn only_what_is_new_is_told() {
    let Some(it) = Repository::new("since") else {
        return;
    };
    it.file("a/amp.yaml", &manifest(&["one", "two"]));
    it.file("b/amp.yaml", &manifest(&["b"]));
    it.commit();
    assert_eq!(it.new_ones(&[]), [""; 0]);

    // Moved and with one on top, each is known by its name; a second of a name is new.
    it.file("a/amp.yaml", &manifest(&["new", "two", "one"]));
    assert_eq!(it.new_ones(&[]), ["a/amp.yaml:6"]);
    let files = it.places(".", &["--since", "HEAD", "--show-files"]).0;
    assert_eq!(files, ["a/amp.yaml"]);
    it.file("a/amp.yaml", &manifest(&["two", "one", "one"]));
    assert_eq!(
        it.new_ones(&["--ignore", "duplicate-integration"]),
        ["a/amp.yaml:14"]
    );

    // Of what is known nothing is fixed.
    it.file("a/amp.yaml", &manifest(&["one", "two", "three"]));
    assert_eq!(it.new_ones(&["--fix"]), [""; 0]);
    let fixed = std::fs::read_to_string(it.folder.0.join("a/amp.yaml")).unwrap();
    let expected = manifest(&["one", "two"])
        + &manifest(&["three"])
            .split_once("integrations:\n")
            .unwrap()
            .1
            .replace("\"true\"", "true");
    assert_eq!(fixed, expected);

    // A new name of a file is no news, once; what no revision has is.
    it.git(&["checkout", "-q", "."]);
    std::fs::rename(it.folder.0.join("b"), it.folder.0.join("c")).unwrap();
    assert_eq!(it.new_ones(&[]), [""; 0]);
    it.file("d/amp.yaml", &manifest(&["b"]));
    assert_eq!(it.new_ones(&[]), ["d/amp.yaml:6"]);
    assert_eq!(it.new_ones(&["a"]), [""; 0]);
    assert_eq!(it.new_ones(&["c/amp.yaml"]), [""; 0]);
    // From a folder below, too.
    it.file("a/amp.yaml", &manifest(&["one", "two", "three"]));
    let here = it.places("a", &["--since", "HEAD"]);
    assert_eq!(here, (vec!["amp.yaml:14".to_owned()], 1));
    // A comment that is taken away brings back what it silenced.
    let silent = manifest(&["s"]).replace("    proxy", "    # amp:ignore\n    team: x\n    proxy");
    it.file("e/amp.yaml", &silent);
    it.commit();
    it.file("e/amp.yaml", &silent.replace("    # amp:ignore\n", ""));
    assert_eq!(it.new_ones(&["--strict"]), ["e/amp.yaml:5"]);
}

#[test]
fn revisions_that_can_not_be_looked_at() {
    let Some(it) = Repository::new("since-faults") else {
        return;
    };
    it.file("amp.yaml", &manifest(&["a"]));
    it.commit();
    for (revision, told) in [
        (
            "nothing",
            "error: git knows no revision `nothing` here; `git fetch` may bring it\n",
        ),
        (
            "--all",
            "error: git knows no revision `--all` here; `git fetch` may bring it\n",
        ),
        (
            "HEAD~5",
            "error: git knows no revision `HEAD~5` here; `git fetch` may bring it\n",
        ),
    ] {
        let output = it
            .folder
            .amplint()
            .args(["check", "--since", revision])
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), told);
        assert_eq!(
            (output.status.code(), output.stdout.as_slice()),
            (Some(2), &b""[..])
        );
    }
}

/// What two manifests had in common before is no news; what they have now is.
#[test]
fn projects_as_they_were() {
    let Some(it) = Repository::new("since-projects") else {
        return;
    };
    it.file(
        "amplint.toml",
        "select = [\"duplicate-integration\"]\n[[projects]]\nname = \"p\"\nfiles = [\"**\"]\n[rules]\nwrong-type = \"off\"\n",
    );
    it.file("a/amp.yaml", &manifest(&["x"]));
    it.file("b/amp.yaml", &manifest(&["x"]));
    it.file("c/amp.yaml", &manifest(&["y"]));
    it.commit();
    let more = |names: &[&str]| manifest(names) + "# more\n";
    it.file("b/amp.yaml", &more(&["x"]));
    assert_eq!(it.new_ones(&[]), [""; 0]);
    it.file("a/amp.yaml", &more(&["x"]));
    assert_eq!(it.new_ones(&[]), [""; 0]);
    it.file("c/amp.yaml", &manifest(&["x"]));
    assert_eq!(it.new_ones(&[]), ["c/amp.yaml:3"]);
    it.file("c/amp.yaml", &manifest(&["y", "z"]));
    it.file("a/amp.yaml", &more(&["x", "z"]));
    assert_eq!(it.new_ones(&[]), ["c/amp.yaml:7"]);
}
