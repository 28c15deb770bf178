//! The program from the outside: one case a file in `fixtures/cli`, in sections that begin with `=== `.
//!
//! * `file NAME`, `folder NAME`, `link NAME -> TARGET`: what is there; `stdin`: what comes in
//! * `run …`: the arguments (with single quotes where one has spaces); `env NAME=VALUE`
//! * `code`, `stdout`, `stderr`, `written NAME`: what comes out. `cargo xtask generate` writes these anew.

#[path = "../common/mod.rs"]
mod common;
mod defaults;
mod killed;
mod levels;
mod others;
mod since;
#[path = "../tools/mod.rs"]
mod tools;

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use common::folder::Folder;
use common::update;

/// What comes out: the code and both streams.
fn result(output: &Output) -> String {
    let mut text = format!("=== code {}\n", output.status.code().unwrap());
    for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        if !bytes.is_empty() {
            assert!(bytes.ends_with(b"\n"), "{name} does not end its last line");
            let shown = String::from_utf8_lossy(bytes).replace('\u{1b}', "<ESC>");
            let _ = write!(text, "=== {name}\n{shown}");
        }
    }
    text
}

fn arguments(line: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    for (i, part) in line.split('\'').enumerate() {
        if i % 2 == 1 {
            arguments.push(part.to_owned());
        } else {
            arguments.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    arguments
}

fn link(to: &str, from: &Path) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(to, from).unwrap();
    #[cfg(not(unix))]
    panic!("no link from {} to {to} here", from.display());
}

/// Runs a case, with `stray` at the end of every manifest in it; what the file should say.
fn run(name: &str, case: &str, stray: &str) -> String {
    let folder = Folder::new(name);
    let mut command = folder.amplint();
    let mut stdin = None;
    let mut told = String::new();
    let mut parts = case.split("=== ");
    told.push_str(parts.next().unwrap());
    for part in parts {
        let (head, body) = part.split_once('\n').unwrap();
        let (what, rest) = head.split_once(' ').unwrap_or((head, ""));
        match what {
            "code" | "stdout" | "stderr" | "written" => continue,
            "run" => drop(command.args(arguments(rest))),
            "env" => {
                let (name, value) = rest.split_once('=').unwrap();
                command.env(name, value);
            }
            "stdin" => stdin = Some(others::with(body, stray)),
            "file" => folder.file(rest, others::with(body, stray)),
            "folder" => fs::create_dir_all(folder.0.join(rest)).unwrap(),
            "link" => {
                let (from, to) = rest.split_once(" -> ").unwrap();
                fs::create_dir_all(folder.0.join(from).parent().unwrap()).unwrap();
                link(to, &folder.0.join(from));
            }
            _ => panic!("{name}: there are no sections `{what}`"),
        }
        let _ = write!(told, "=== {part}");
    }
    let before = folder.files();
    let output = match stdin {
        None => command.output().unwrap(),
        Some(text) => {
            let command = command
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped());
            let mut child = command.spawn().unwrap();
            // A program that has its answer may end before all of it is read.
            match child.stdin.take().unwrap().write_all(text.as_bytes()) {
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => panic!("{name}: {error}"),
                _ => {}
            }
            child.wait_with_output().unwrap()
        }
    };
    told += &result(&output);
    for (name, bytes) in folder.files() {
        if before.get(&name) != Some(&bytes) {
            let _ = write!(told, "=== written {name}\n{}", text(&bytes));
        }
    }
    told
}

/// The cases.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cli");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.len() > 10);
    paths
}

#[test]
#[cfg_attr(not(unix), ignore = "the cases make symbolic links")]
fn cases() {
    let update = update::wanted();
    let mut wrong = Vec::new();
    for path in files() {
        let case = fs::read_to_string(&path).unwrap();
        let told = run(&path.file_stem().unwrap().to_string_lossy(), &case, "");
        if told == case {
            continue;
        }
        if update {
            fs::write(&path, told).unwrap();
        } else {
            wrong.push(format!(
                "{}: it is\n{told}\nand should be\n{case}",
                path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

const GOOD: &str = "specVersion: 1.0.0\nintegrations:\n  - name: good\n    provider: hubspot\n    proxy:\n      enabled: true\n";
const BAD: &str = "specVersion: 1.0.0\nintegrations:\n  - name: bad\n    provider: hubspot\n    proxy:\n      enabled: 'true'\n";

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn odd_file_names() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::plain("names");
    for name in [
        &b"\xff\xfe.amp.yaml"[..],
        b"a b.amp.yaml",
        b"new\nline.amp.yaml",
        b"\x1b[31m.amp.yml",
    ] {
        folder.file(Path::new(std::ffi::OsStr::from_bytes(name)), BAD);
    }
    for format in amplint::report::Format::ALL.map(amplint::report::Format::name) {
        let output = folder
            .amplint()
            .args(["check", "--format", format])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let raw = text(&output.stdout).chars().any(|c| c.is_control() && c != '\n');
        assert!(!raw, "{}", text(&output.stdout));
    }
    let output = folder
        .amplint()
        .args(["check", "--format", "concise"])
        .output()
        .unwrap();
    let names: Vec<&str> = text(&output.stdout)
        .lines()
        .map(|line| line.split(":6:").next().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "\\u{1b}[31m.amp.yml",
            "a b.amp.yaml",
            "new\\nline.amp.yaml",
            "\u{fffd}\u{fffd}.amp.yaml"
        ]
    );
    let name = std::ffi::OsStr::from_bytes(b"\xff\xfe.amp.yaml");
    let output = folder
        .amplint()
        .arg("check")
        .arg(name)
        .arg(name)
        .output()
        .unwrap();
    assert!(
        text(&output.stdout).ends_with("1 error in 1 file (1 fixable with --fix)\n"),
        "{}",
        text(&output.stdout)
    );
}

/// Each is met once, however it is named, in the order of paths.
#[test]
fn thousands_of_files() {
    let folder = Folder::plain("thousands");
    for i in 0..3000 {
        folder.file(
            format!("{:02}/{i:04}.amp.yaml", i % 60),
            if i == 1234 { BAD } else { GOOD },
        );
    }
    let run = |arguments: &[&str]| {
        let output = folder.amplint().arg("check").args(arguments).output().unwrap();
        (output.status.code(), text(&output.stdout).to_owned())
    };
    let (code, said) = run(&["--color", "never"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("34/1234.amp.yaml:6:16"), "{said}");
    assert!(
        said.ends_with("1 error in 1 of 3000 files (1 fixable with --fix)\n"),
        "{said}"
    );
    let (_, files) = run(&["--show-files"]);
    let names: Vec<&str> = files.lines().collect();
    assert_eq!(names.len(), 3000);
    assert!(names.is_sorted());
    let mut arguments = vec!["--show-files", ".", "07", "./07/../08"];
    arguments.extend(&names[..500]);
    assert_eq!(run(&arguments), (Some(0), files.clone()));
    let (code, junit) = run(&["--format", "junit"]);
    assert_eq!((code, junit.matches("<testsuite ").count()), (Some(1), 3000));
}

/// In a worktree and in a submodule `.git` is a file; git's own rules and the nearest configuration count.
#[test]
fn git_worktrees_and_submodules() {
    let Some(git) = tools::find("git", None) else {
        return;
    };
    let folder = Folder::new("worktree");
    let git = |place: &str, arguments: &[&str]| {
        let output = Command::new(&git)
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(["-c", "protocol.file.allow=always"])
            .args(arguments)
            .current_dir(folder.0.join(place))
            .env("HOME", &folder.0)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    folder.file("amplint.toml", "exclude = [\"**\"]\n");
    folder.file("main/amp.yaml", GOOD);
    folder.file("main/.gitignore", "built/\n");
    git("main", &["init", "-q", "-b", "main"]);
    git("main", &["add", "."]);
    git("main", &["commit", "-q", "-m", "one"]);
    git("main", &["worktree", "add", "-q", "../tree"]);
    fs::create_dir(folder.0.join("other")).unwrap();
    git("other", &["init", "-q", "-b", "main"]);
    git("other", &["submodule", "--quiet", "add", "../main", "sub"]);
    for place in ["tree", "other/sub"] {
        assert!(folder.0.join(place).join(".git").is_file());
        folder.file(format!("{place}/built/amp.yaml"), BAD);
        folder.file(format!("{place}/new.amp.yaml"), GOOD);
        let output = folder
            .amplint()
            .args(["check", "--show-files"])
            .current_dir(folder.0.join(place))
            .output()
            .unwrap();
        // The configuration above is another repository's.
        assert_eq!(
            text(&output.stdout),
            "amp.yaml\nnew.amp.yaml\n",
            "{place}: {output:?}"
        );
    }
}

/// The shells' own parsers take them, where the shells are.
#[test]
fn completions_and_manual_pages() {
    let folder = Folder::new("completions");
    let run = |arguments: &[&str]| {
        let output = folder.amplint().args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        text(&output.stdout).to_owned()
    };
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&["completions", shell]);
        assert!(
            script.contains("amplint") && script.contains("write-baseline"),
            "{shell}: {script}"
        );
        if !["bash", "fish", "zsh"].contains(&shell) {
            continue;
        }
        // Those that are here.
        let path = std::env::var_os("PATH").unwrap_or_default();
        let Some(program) = std::env::split_paths(&path)
            .map(|at| at.join(shell))
            .find(|at| at.is_file())
        else {
            continue;
        };
        folder.file("script", &script);
        let output = Command::new(program)
            .args(["-n", "script"])
            .current_dir(&folder.0)
            .output()
            .unwrap();
        assert!(output.status.success(), "{shell}: {output:?}");
    }
    objects_are_completed(&folder);
    assert!(run(&["man"]).contains(".TH amplint 1"));
    let check = run(&["man", "check"]);
    assert!(
        check.contains(".TH amplint-check 1") && check.contains("\\-\\-write\\-baseline"),
        "{check}"
    );
}

/// After a provider, bash offers its objects; before one, providers.
fn objects_are_completed(folder: &Folder) {
    if tools::look("bash", None).is_none() {
        return;
    }
    let completed = |words: &[&str]| {
        let line = words
            .iter()
            .map(|word| format!("'{word}'"))
            .collect::<Vec<_>>()
            .join(" ");
        let script = format!(
            ". ./script-of-bash; COMP_WORDS=({line}); COMP_CWORD={}; _amplint_or_objects \"${{COMP_WORDS[0]}}\" '{}' ''; printf \
             '%s\\n' \"${{COMPREPLY[@]}}\"",
            words.len() - 1,
            words[words.len() - 1]
        );
        let output = Command::new("bash")
            .args(["-c", &script])
            .current_dir(&folder.0)
            .output()
            .unwrap();
        assert_eq!(text(&output.stderr), "", "{words:?}");
        text(&output.stdout)
            .lines()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let output = folder.amplint().args(["completions", "bash"]).output().unwrap();
    folder.file("script-of-bash", output.stdout);
    let program = env!("CARGO_BIN_EXE_amplint");
    assert_eq!(completed(&[program, "new", "gong", "ca"]), ["calls"]);
    assert_eq!(completed(&[program, "provider", "gong", "tran"]), ["transcripts"]);
    assert_eq!(completed(&[program, "new", "hubs"]), ["hubspot"]);
    assert_eq!(completed(&[program, "explain", "wrong"]), ["wrong-type"]);
    assert!(completed(&[program, "new", "gong", "--ba"]).contains(&"--backfill".to_owned()));
    let names = completed(&[program, "new", "connectWise", "service/"]);
    assert!(names.contains(&"service/tickets".to_owned()), "{names:?}");
}

#[test]
fn many_files_give_the_same_report_every_time() {
    let folder = Folder::new("many");
    for i in 0..120 {
        let name = format!("{}/{i}.amp.yaml", i % 7);
        folder.file(
            name,
            if i % 3 == 0 {
                BAD.repeat(1 + i % 5)
                    .replace("name: bad", &format!("name: bad{i}"))
            } else {
                GOOD.to_owned()
            },
        );
    }
    let run = |format: &str| {
        folder
            .amplint()
            .args(["check", "--format", format])
            .output()
            .unwrap()
            .stdout
    };
    for format in amplint::report::Format::ALL.map(amplint::report::Format::name) {
        let first = run(format);
        assert!((0..5).all(|_| run(format) == first), "{format} differs");
    }
    let concise = run("concise");
    let names: Vec<&str> = text(&concise)
        .lines()
        .map(|line| line.split(':').next().unwrap())
        .collect();
    assert!(
        names.is_sorted_by(|a, b| Path::new(a) <= Path::new(b)),
        "{names:?}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = Folder::new("pipe");
    // More than any pipe holds.
    for i in 0..400 {
        folder.file(format!("{i}.amp.yaml"), BAD);
    }
    let mut child = folder
        .amplint()
        .arg("check")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 10]).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(1), ""));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_a_fault() {
    let folder = Folder::new("disk");
    folder.file("amp.yaml", GOOD);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = folder.amplint().arg("check").stdout(full).output().unwrap();
    let said = "error: the report can't be written: No space left on device\n";
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(2), said));
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = Folder::plain("large");
    folder.file("amp.yaml", BAD);
    // Takes no room: nothing is ever written.
    fs::File::create(folder.0.join("b.amp.yaml"))
        .unwrap()
        .set_len(300 << 30)
        .unwrap();
    let output = folder
        .amplint()
        .args(["check", "--format", "concise"])
        .output()
        .unwrap();
    let said = "error: `b.amp.yaml` can't be checked: it is larger than 128 MiB, the most that is read\n";
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(2), said));
    assert!(
        text(&output.stdout).starts_with("amp.yaml:6:16: error[wrong-type]"),
        "the other is still checked"
    );
}

/// What is left out of a long report is said, and is never what fails the check.
#[test]
fn too_many_findings() {
    let folder = Folder::new("findings");
    let mut manifest = "specVersion: 1.0.0\nintegrations:\n".to_owned();
    for i in 0..10_005 {
        let _ = write!(
            manifest,
            "  - name: n{i}\n    provider: hubspot\n    proxy:\n      enabled: 'true'\n"
        );
    }
    folder.file("amp.yaml", manifest + "    name: twice\n");
    let mut command = folder.amplint();
    command.args([
        "check",
        "--format",
        "concise",
        "--select",
        "wrong-type,duplicate-key",
    ]);
    let output = command.args(["--level", "wrong-type=info"]).output().unwrap();
    let said = "note: `amp.yaml` has 6 findings more than are listed\n";
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(1), said));
    let last = text(&output.stdout).lines().last().unwrap();
    assert!(
        last.starts_with("amp.yaml:40023:5: error[duplicate-key]"),
        "{last}"
    );
    assert_eq!(text(&output.stdout).lines().count(), 10_000);
}

/// Root may read everything, so then amplint runs as somebody else.
#[test]
#[cfg(unix)]
fn an_unreadable_folder_does_not_hide_the_others() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let folder = Folder::plain("closed");
    folder.file("work/a/amp.yaml", BAD);
    folder.file("work/closed/amp.yaml", BAD);
    folder.file("work/secret.amp.yaml", BAD);
    let mode = |name: &str, mode| {
        fs::set_permissions(folder.0.join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    mode("work/closed", 0o0);
    mode("work/secret.amp.yaml", 0o0);
    let mut command = if fs::read_dir(folder.0.join("work/closed")).is_ok() {
        // Where it was built, others may not be let in. A file that this process has open for writing can't be run while
        // another test starts a program, which then has it open, too.
        let mut copy = Command::new("cp");
        copy.args([env!("CARGO_BIN_EXE_amplint"), "amplint"]);
        assert!(copy.current_dir(&folder.0).status().unwrap().success());
        let mut command = Command::new(folder.0.join("amplint"));
        command.uid(65534).gid(65534);
        command
    } else {
        Command::new(env!("CARGO_BIN_EXE_amplint"))
    };
    let output = command
        .args(["check", "--format", "concise"])
        .current_dir(folder.0.join("work"))
        .output();
    mode("work/closed", 0o755);
    let output = match output {
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            tools::skipped("a user whom files can be kept from");
            return;
        }
        output => output.unwrap(),
    };
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(
        text(&output.stdout).starts_with("a/amp.yaml:6:16: "),
        "{output:?}"
    );
    assert_eq!(text(&output.stdout).lines().count(), 1);
    assert_eq!(
        text(&output.stderr),
        "error: `closed` can't be read: Permission denied\nerror: `secret.amp.yaml` can't be checked: Permission denied\n"
    );
}

/// Nobody reads five hundred findings; but every one counts, and can be had.
#[test]
fn many_findings_are_cut_off() {
    let folder = Folder::plain("many-findings");
    let mut text = "specVersion: 1.0.0\nintegrations:\n".to_owned();
    for i in 0..70 {
        let _ = write!(
            text,
            "  - name: i{i}\n    provider: gong\n    proxy:\n      enabled: \"true\"\n"
        );
    }
    for name in ["a", "b", "c", "d", "e"] {
        folder.file(format!("{name}/amp.yaml"), &text);
    }
    let run = |arguments: &[&str]| {
        let output = folder.amplint().arg("check").args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).unwrap()
    };
    let short = run(&[]);
    assert_eq!(short.matches("error[wrong-type]").count(), 200);
    assert_eq!(short.matches("20 more in ").count(), 3);
    assert!(
        short.contains("\n150 more are not shown; --all shows them\n"),
        "{short}"
    );
    assert!(short.ends_with("350 errors in 5 files (350 fixable with --fix)\n"));
    assert_eq!(run(&["--all"]).matches("error[wrong-type]").count(), 350);
    assert_eq!(run(&["--format", "concise"]).lines().count(), 350);
    let one = run(&["a"]);
    assert!(
        one.contains("\n20 more in a/amp.yaml; --all shows them\n"),
        "{one}"
    );
}
