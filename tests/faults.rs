//! What can go wrong around the program: files that vanish, grow or never end, full disks, closed streams, signals.
//! Nothing is ever half written, and the exit code and one line say what happened.

#![cfg(unix)]

mod common;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, symlink};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::folder::Folder;

const GOOD: &str = "specVersion: 1.0.0\nintegrations:\n  - name: a\n    provider: hubspot\n    proxy:\n      enabled: true\n";
const BAD: &str = "specVersion: 1.0.0\nintegrations:\n  - name: a\n    provider: hubspot\n    proxy:\n      enabled: 'true'\n";

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn said(output: &Output) -> (Option<i32>, &str, &str) {
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn check(folder: &Folder, arguments: &[&str]) -> Output {
    folder.amplint().arg("check").args(arguments).output().unwrap()
}

fn piped(mut command: Command) -> Child {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// A run of a shell's line in which `$amplint` is the program.
fn shell(folder: &Folder, line: &str) -> Output {
    Command::new("sh")
        .args(["-c", line])
        .current_dir(&folder.0)
        .env("amplint", env!("CARGO_BIN_EXE_amplint"))
        .output()
        .unwrap()
}

/// The names of a folder's files that are no manifests.
fn left_behind(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".amplint-")).collect()
}

// What is there to read.

/// What is no file is neither opened nor waited for, however it is met.
#[test]
fn no_file() {
    let folder = Folder::plain("no-file");
    folder.file("ok.amp.yaml", GOOD);
    fs::create_dir(folder.0.join("folder.amp.yaml")).unwrap();
    fifo(&folder.0.join("pipe.amp.yaml"));
    symlink("/dev/zero", folder.0.join("zero.amp.yaml")).unwrap();
    symlink("nowhere", folder.0.join("gone.amp.yaml")).unwrap();
    symlink("me.9999:0", folder.0.join(".#ok.amp.yaml")).unwrap();
    symlink("folder.amp.yaml", folder.0.join("link.amp.yaml")).unwrap();
    let output = check(&folder, &[]);
    assert_eq!(
        said(&output),
        (
            Some(0),
            "No problems in 1 file\n",
            "note: `gone.amp.yaml` is a symbolic link to nothing\n\
             note: `pipe.amp.yaml` is not a file (`-` reads standard input)\n\
             note: `zero.amp.yaml` is not a file (`-` reads standard input)\n"
        )
    );
    let output = check(&folder, &["folder.amp.yaml", "zero.amp.yaml", "/proc/self/mem"]);
    assert_eq!(output.status.code(), Some(2));
    for arguments in [
        ["--baseline", "pipe.amp.yaml", "ok.amp.yaml"],
        ["--baseline", "zero.amp.yaml", "ok.amp.yaml"],
        ["--config", "pipe.amp.yaml", "ok.amp.yaml"],
        ["--config", "zero.amp.yaml", "ok.amp.yaml"],
    ] {
        let output = check(&folder, &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            text(&output.stderr).ends_with("is not a file (`-` reads standard input)\n"),
            "{output:?}"
        );
    }
    let _ = fs::remove_file(folder.0.join("amplint.toml"));
    symlink("/dev/zero", folder.0.join("amplint.toml")).unwrap();
    let output = check(&folder, &["ok.amp.yaml"]);
    let why = "error: `amplint.toml` can't be read: is not a file (`-` reads standard input)\n";
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(2), why));
}

/// What git is to ignore is read by a crate that would read it for ever.
#[test]
fn rules_of_git_without_end() {
    let folder = Folder::plain("endless-rules");
    folder.file("amp.yaml", GOOD);
    folder.file("a/amp.yaml", BAD);
    folder.file("b/c/amp.yaml", BAD);
    symlink("/dev/zero", folder.0.join("a/.gitignore")).unwrap();
    fifo(&folder.0.join("b/.gitignore"));
    let why = "is not a file, so that its folder is not searched";
    let both = format!("error: `a/.gitignore` {why}\nerror: `b/.gitignore` {why}\n");
    let output = check(&folder, &[]);
    assert_eq!(said(&output), (Some(2), "No problems in 1 file\n", both.as_str()));
    let output = check(&folder, &["b/c"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stderr), format!("error: `b/.gitignore` {why}\n"));
    let output = check(&folder, &["a/amp.yaml"]);
    assert_eq!(
        output.status.code(),
        Some(1),
        "a file that is named is not searched for"
    );
}

/// Files of no size that hold something, as in /proc, are read; a stream that never ends is read up to the limit.
#[test]
#[cfg(target_os = "linux")]
fn files_without_size_and_streams_without_end() {
    let folder = Folder::new("endless");
    let output = check(&folder, &["--format", "concise", "/proc/self/status"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        text(&output.stdout).contains("error[not-a-manifest]"),
        "{output:?}"
    );
    for (arguments, stdout) in [
        (&["check", "-"][..], "No file was checked\n"),
        (&["check", "--fix", "-"], ""),
    ] {
        let zero = File::open("/dev/zero").unwrap();
        let output = folder.amplint().args(arguments).stdin(zero).output().unwrap();
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), stdout));
        let why = "error: `<stdin>` can't be checked: it is larger than 128 MiB, the most that is read\n";
        assert!(text(&output.stderr).starts_with(why), "{output:?}");
    }
}

/// A run that has found its files and waits for its standard input, so that they can be changed before they are
/// read: what is left out of a check is still passed on, and asked for first.
struct Waiting(Child);

impl Waiting {
    fn new(folder: &Folder, arguments: &[&str]) -> Self {
        let mut command = folder.amplint();
        command.args([
            "check",
            "--fix",
            "--force-exclude",
            "--exclude",
            "piped",
            "--stdin-filename",
            "piped",
        ]);
        let mut child = piped({
            command.args(arguments).arg("-");
            command
        });
        // More than any pipe holds: when all of it is gone it is being read.
        child
            .stdin
            .as_mut()
            .unwrap()
            .write_all(&vec![b'\n'; 4 << 20])
            .unwrap();
        Self(child)
    }

    fn go_on(mut self) -> Output {
        drop(self.0.stdin.take());
        self.0.wait_with_output().unwrap()
    }
}

#[test]
fn a_file_that_vanishes() {
    let folder = Folder::plain("vanishes");
    folder.file("a.amp.yaml", BAD);
    folder.file("b.amp.yaml", BAD);
    folder.file("c.amp.yaml", GOOD);
    let run = Waiting::new(&folder, &["."]);
    fs::remove_file(folder.0.join("a.amp.yaml")).unwrap();
    let output = run.go_on();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        text(&output.stderr),
        "error: `a.amp.yaml` can't be checked: No such file or directory\n1 fixed, 0 left\n"
    );
    assert_eq!(fs::read_to_string(folder.0.join("b.amp.yaml")).unwrap(), GOOD);
    assert!(!folder.0.join("a.amp.yaml").exists(), "it does not come back");
}

#[test]
fn a_file_that_becomes_another() {
    let folder = Folder::new("becomes");
    for name in ["folder", "grown", "huge", "link", "pipe"] {
        folder.file(format!("{name}.amp.yaml"), GOOD);
    }
    let run = Waiting::new(&folder, &["--format", "concise", "."]);
    let at = |name: &str| folder.0.join(format!("{name}.amp.yaml"));
    for name in ["folder", "link", "pipe"] {
        fs::remove_file(at(name)).unwrap();
    }
    fs::create_dir(at("folder")).unwrap();
    fifo(&at("pipe"));
    symlink("nowhere", at("link")).unwrap();
    fs::write(at("grown"), GOOD.repeat(2).replace("true", "maybe")).unwrap();
    File::options()
        .write(true)
        .open(at("huge"))
        .unwrap()
        .set_len(1 << 40)
        .unwrap();
    let output = run.go_on();
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    for why in [
        "error: `folder.amp.yaml` can't be checked: is a folder\n",
        "error: `huge.amp.yaml` can't be checked: it is larger than 128 MiB, the most that is read\n",
        "error: `link.amp.yaml` can't be checked: No such file or directory\n",
        "error: `pipe.amp.yaml` can't be checked: is not a file (`-` reads standard input)\n",
        "grown.amp.yaml:12:16: error[wrong-type]",
    ] {
        assert!(said.contains(why), "{why} is not in {said}");
    }
}

/// What is named is read, a pipe too, to its end; what would have to be written back is not waited for.
#[test]
fn pipes_that_are_named() {
    let folder = Folder::new("named-pipes");
    folder.file("amp.yaml", BAD);
    folder.file(
        "progress.json",
        r#"{"installationId": "a", "objectName": "b", "operationId": "c", "recordsProcessed": 1}"#,
    );
    for (line, code, said) in [
        ("$amplint check pipe", 1, "pipe:"),
        (
            "$amplint check --manifest pipe progress.json",
            1,
            "the manifest does not read `b`",
        ),
        ("$amplint overview pipe", 0, "hubspot"),
    ] {
        let output = shell(
            &folder,
            &format!("rm -f pipe; mkfifo pipe; cat amp.yaml >pipe & {line}"),
        );
        assert_eq!(output.status.code(), Some(code), "{line}: {output:?}");
        assert!(text(&output.stdout).contains(said), "{line}: {output:?}");
    }
    for (line, said) in [
        (
            "$amplint new gong --append pipe",
            "error: nothing is added to `pipe`: it is not a file\n",
        ),
        (
            "$amplint check --baseline pipe",
            "error: the baseline `pipe` can't be read: is not a file (`-` reads standard input)\n",
        ),
        (
            "$amplint check --config pipe",
            "error: `pipe` can't be read: is not a file (`-` reads standard input)\n",
        ),
    ] {
        // Nobody writes into it.
        let output = shell(&folder, &format!("rm -f pipe; mkfifo pipe; {line}"));
        assert_eq!(
            (output.status.code(), text(&output.stderr)),
            (Some(2), said),
            "{line}"
        );
    }
    // More than any manifest has, from a stream that does not end.
    let output = shell(
        &folder,
        "rm -f pipe; mkfifo pipe; yes >pipe & $amplint check --manifest pipe progress.json",
    );
    assert_eq!(
        (output.status.code(), text(&output.stderr)),
        (
            Some(2),
            "error: `pipe` can't be read: it is larger than 128 MiB, the most that is read\n"
        )
    );
}

// Exit codes.

#[test]
fn a_fault_is_stronger_than_findings() {
    let folder = Folder::new("codes");
    folder.file("good.amp.yaml", GOOD);
    folder.file("bad.amp.yaml", BAD);
    for (arguments, code) in [
        (&["good.amp.yaml"][..], 0),
        (&["good.amp.yaml", "bad.amp.yaml"], 1),
        (&["good.amp.yaml", "none"], 2),
        (&["bad.amp.yaml", "none"], 2),
        (&["--exit-zero", "bad.amp.yaml"], 0),
        (&["--exit-zero", "bad.amp.yaml", "none"], 2),
        (&["--strict", "good.amp.yaml", "none"], 2),
        (&["--quiet", "bad.amp.yaml", "none"], 2),
        (&["--diff", "bad.amp.yaml", "none"], 2),
    ] {
        for format in amplint::report::Format::ALL {
            let output = check(&folder, &[&["--format", format.name()], arguments].concat());
            assert_eq!(
                output.status.code(),
                Some(code),
                "{arguments:?} {}",
                format.name()
            );
            assert_eq!(
                text(&output.stderr).contains("error: `none` does not exist\n"),
                code == 2
            );
        }
    }
}

// Streams.

/// Every command, of which nothing can be written.
#[test]
#[cfg(target_os = "linux")]
fn standard_output_that_is_full() {
    let folder = Folder::new("full-out");
    folder.file("amp.yaml", GOOD);
    let progress = r#"{"installationId": "a", "objectName": "b", "operationId": "c", "recordsProcessed": 1}"#;
    folder.file("progress.json", progress);
    let why = "can't be written: No space left on device\n";
    for arguments in [
        "check",
        "check --format json",
        "check --statistics bad.yaml",
        "check --show-files",
        "check --diff bad.yaml",
        "explain yaml-syntax",
        "rules",
        "provider",
        "progress progress.json",
        "completions bash",
        "man",
        "schema",
        "config",
        "--help",
        "check --help",
        "help check",
        "--version",
        "schedule 0",
    ] {
        folder.file("bad.yaml", BAD);
        let full = File::options().write(true).open("/dev/full").unwrap();
        let arguments: Vec<&str> = if arguments.starts_with("schedule") {
            vec!["schedule", "0 0 * * *"]
        } else {
            arguments.split(' ').collect()
        };
        let output = folder.amplint().args(&arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {output:?}");
        assert!(text(&output.stderr).contains(why), "{arguments:?} {output:?}");
        // A reader that goes away at once is none.
        let mut command = folder.amplint();
        command.args(&arguments);
        let mut child = piped(command);
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "{arguments:?} {output:?}"
        );
        assert!(!text(&output.stderr).contains("error: "), "{output:?}");
    }
}

#[test]
fn streams_that_are_closed() {
    let folder = Folder::plain("closed");
    for i in 0..300 {
        folder.file(format!("{i}.amp.yaml"), BAD);
    }
    for (line, code, stdout, stderr) in [
        ("$amplint check --format concise | head -n 1", 0, 1, 0),
        ("$amplint check 0.amp.yaml >&-", 1, 0, 0),
        ("$amplint check 0.amp.yaml nowhere 2>&- >&-", 2, 0, 0),
        ("$amplint check --format concise nowhere 0.amp.yaml 2>&-", 2, 1, 0),
        ("$amplint check --format concise - <&-", 1, 1, 0),
        ("$amplint check --format concise - < /", 2, 0, 1),
        ("$amplint check --fix - <&-", 1, 0, 8),
    ] {
        let output = shell(&folder, line);
        let lines = |bytes: &[u8]| text(bytes).lines().count();
        assert_eq!(output.status.code(), Some(code), "{line}: {output:?}");
        assert_eq!(lines(&output.stdout), stdout, "{line}: {output:?}");
        assert_eq!(lines(&output.stderr) > 0, stderr > 0, "{line}: {output:?}");
    }
    // The code of the program itself.
    let output = shell(
        &folder,
        "{ $amplint check; echo $? >code; } | head -n 1 >/dev/null; cat code",
    );
    assert_eq!(text(&output.stdout), "1\n");
}

// Writing.

/// A small disk of its own, where that may be made.
struct Disk(PathBuf);

impl Disk {
    fn new(folder: &Folder) -> Option<Self> {
        let place = folder.0.join("disk");
        fs::create_dir(&place).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(&place);
        match mount.output() {
            Ok(output) if output.status.success() => Some(Self(place)),
            _ => {
                println!("SKIPPED: no disk can be mounted here, so what happens on a full one is not tested");
                None
            }
        }
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    /// Leaves no room.
    fn fill(&self) {
        let mut file = File::create(self.0.join("ballast")).unwrap();
        while file.write_all(&[b'x'; 512]).is_ok() {}
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_is_full() {
    let folder = Folder::new("full-disk");
    let Some(disk) = Disk::new(&folder) else { return };
    disk.put("amp.yaml", BAD);
    disk.put("report.json", "old");
    disk.put("line.json", "old");
    folder.file("outside/amp.yaml", BAD);
    disk.fill();
    let full = "No space left on device";
    for (arguments, code, file) in [
        (&["--fix", "disk", "outside"][..], 2, "disk/amp.yaml"),
        (
            &["--output", "json=disk/report.json", "disk"],
            2,
            "disk/report.json",
        ),
        (&["--output", "json=disk/new.json", "disk"], 2, "disk/new.json"),
        (
            &["--write-baseline", "disk/line.json", "disk"],
            2,
            "disk/line.json",
        ),
        (&["--write-baseline", "disk/new.json", "disk"], 2, "disk/new.json"),
    ] {
        let output = check(&folder, arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        let errors: Vec<&str> = text(&output.stderr)
            .lines()
            .filter(|line| line.starts_with("error: "))
            .collect();
        assert_eq!(errors.len(), 1, "{output:?}");
        assert!(
            errors[0].contains(&format!("`{file}` can't be written: ")) && errors[0].ends_with(full),
            "{errors:?}"
        );
        let names = fs::read_dir(&disk.0).unwrap().count();
        assert_eq!(names, 4, "nothing new is there");
        for (name, old) in [("amp.yaml", BAD), ("report.json", "old"), ("line.json", "old")] {
            assert_eq!(
                fs::read_to_string(disk.0.join(name)).unwrap(),
                old,
                "{arguments:?}"
            );
        }
    }
    assert_eq!(
        fs::read_to_string(folder.0.join("outside/amp.yaml")).unwrap(),
        GOOD,
        "the other is fixed"
    );
}

/// So many files that a run takes a while, each with a long text that stays.
fn many(folder: &Folder) -> String {
    let long: String = (0..2_000).map(|i| format!("# {i}\n")).collect();
    for i in 0..60 {
        folder.file(format!("{i:02}.amp.yaml"), long.clone() + BAD);
    }
    long
}

#[test]
fn signals_while_files_are_fixed() {
    let folder = Folder::new("signals");
    let mut written = 0;
    for (round, (name, number)) in [("INT", 2), ("TERM", 15), ("HUP", 1), ("INT", 2)]
        .into_iter()
        .enumerate()
    {
        let long = many(&folder);
        let mut command = folder.amplint();
        command.args(["check", "--fix"]);
        let mut child = piped(command);
        // When some are written, but not all.
        let first = folder.0.join("00.amp.yaml");
        let before = fs::metadata(&first).unwrap().ino();
        let start = Instant::now();
        while fs::metadata(&first).unwrap().ino() == before && start.elapsed() < Duration::from_mins(1) {
            thread::sleep(Duration::from_micros(200));
        }
        thread::sleep(Duration::from_millis(3 * round as u64));
        let kill = Command::new("kill")
            .args(["-s", name, &child.id().to_string()])
            .status();
        assert!(kill.unwrap().success());
        let status = child.wait().unwrap();
        // Unless it was faster.
        assert!(
            status.signal() == Some(number) || status.code() == Some(0),
            "{status}"
        );
        for i in 0..60 {
            let now = fs::read_to_string(folder.0.join(format!("{i:02}.amp.yaml"))).unwrap();
            let rest = now.strip_prefix(long.as_str()).unwrap();
            assert!(rest == BAD || rest == GOOD, "{rest}");
            written += usize::from(rest == GOOD);
        }
        // What is left behind is of no run.
        folder.file(".amplint-abcdef", BAD);
        let output = check(&folder, &["--show-files"]);
        assert_eq!(text(&output.stdout).lines().count(), 60);
    }
    assert!(written > 0);
}

/// The shell sees the code that it gives to what a signal has ended.
#[test]
fn the_code_of_an_interrupted_run() {
    let folder = Folder::new("interrupted");
    let line = "mkfifo in; sleep 5 >in 2>&1 & $amplint check - <in & run=$!; sleep 0.3; kill -s TERM $run; wait $run; echo $?";
    let output = shell(&folder, line);
    assert_eq!(text(&output.stdout), "143\n", "{output:?}");
}

/// The temporary file is there before the last look at the old one, so what somebody writes then is not lost.
#[test]
fn a_change_at_the_last_moment_is_kept() {
    let folder = Folder::new("moment");
    let path = folder.0.join("amp.yaml");
    let long: String = (0..20_000)
        .map(|i| format!("# a comment of some length, number {i}\n"))
        .collect();
    let (mut met, mut missed) = (0, 0);
    for round in 0..4 {
        folder.file("amp.yaml", long.clone() + BAD);
        let theirs = format!("{long}# theirs, {round}\n{BAD}");
        folder.file("theirs", &theirs);
        let mut command = folder.amplint();
        command.args(["check", "--fix", "amp.yaml"]);
        let mut child = piped(command);
        while left_behind(&folder.0).is_empty() && child.try_wait().unwrap().is_none() {
            thread::yield_now();
        }
        // Either way that editors take: in place, or by a new file.
        if round % 2 == 0 {
            fs::rename(folder.0.join("theirs"), &path).unwrap();
        } else {
            fs::write(&path, &theirs).unwrap();
        }
        let in_time = child.try_wait().unwrap().is_none();
        let output = child.wait_with_output().unwrap();
        let now = fs::read_to_string(&path).unwrap();
        let fixed = theirs.replace(BAD, GOOD);
        assert!(
            now == theirs || now == fixed,
            "round {round}: {output:?}\n{}",
            &now[long.len()..]
        );
        assert_eq!(left_behind(&folder.0), Vec::<String>::new());
        if in_time && now == fixed {
            met += 1;
        } else {
            missed += 1;
        }
    }
    println!("{met} changes were met, {missed} came too late");
}

/// A hard link is another name of the old file: what it names stays as it is.
#[test]
fn hard_links_part() {
    let folder = Folder::plain("hard");
    folder.file("amp.yaml", BAD);
    fs::hard_link(folder.0.join("amp.yaml"), folder.0.join("other")).unwrap();
    assert_eq!(
        said(&check(&folder, &["--fix"])),
        (Some(0), "1 fixed, 0 left\n", "")
    );
    assert_eq!(fs::read_to_string(folder.0.join("amp.yaml")).unwrap(), GOOD);
    assert_eq!(fs::read_to_string(folder.0.join("other")).unwrap(), BAD);
}

/// Reports and baselines are written as fixed files are: links lead on, permissions stay, protection counts.
#[test]
fn reports_keep_what_is_there() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("reports");
    folder.file("amp.yaml", BAD);
    for (option, prefix) in [("--output", "json="), ("--write-baseline", "")] {
        folder.file("real/report", "old");
        let real = folder.0.join("real/report");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        let _ = fs::remove_file(folder.0.join("link"));
        symlink("real/report", folder.0.join("link")).unwrap();
        let to = format!("{prefix}link");
        let code = check(&folder, &[option, &to, "--exit-zero"]).status.code();
        assert_eq!(code, Some(0));
        assert!(folder.0.join("link").is_symlink());
        assert!(fs::read_to_string(&real).unwrap().starts_with('{'));
        assert_eq!(fs::metadata(&real).unwrap().mode() & 0o7777, 0o640);
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o440)).unwrap();
        let output = check(&folder, &[option, &to, "--exit-zero"]);
        assert_eq!(output.status.code(), Some(2));
        let whys = ["it is write-protected", "Permission denied"];
        assert!(
            whys.iter().any(|why| text(&output.stderr).contains(why)),
            "{output:?}"
        );
        assert_eq!(fs::read_to_string(&real).unwrap(), "old");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        assert_eq!(fs::read_dir(folder.0.join("real")).unwrap().count(), 1);
    }
}

/// A stream that stays open is no reason to wait once too much has come.
#[test]
fn too_much_from_a_pipe_that_stays_open() {
    let folder = Folder::new("open-pipe");
    let mut command = folder.amplint();
    command.args(["check", "-"]);
    let mut child = piped(command);
    let mut stdin = child.stdin.take().unwrap();
    let mib = vec![b'\n'; 1 << 20];
    // It stops reading, and then nobody does.
    while stdin.write_all(&mib).is_ok() {}
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(
        said,
        "error: `<stdin>` can't be checked: it is larger than 128 MiB, the most that is read\n"
    );
    assert_eq!(child.wait().unwrap().code(), Some(2));
    drop(stdin);
}
