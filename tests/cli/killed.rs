//! Whatever writes a file and is killed at any moment leaves the old or the new one, and nothing that the next run doesn't
//! take away.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::common::folder::Folder;

const BAD: &str = "specVersion: 1.0.0\nintegrations:\n  - name: bad\n    provider: gong\n    proxy:\n      enabled: \"true\"\n";

/// How often each command is killed.
const ROUNDS: u32 = 8;

/// What else is in the folder, the files of ours that take another's place.
fn left_behind(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let names = entries.map(|entry| entry.file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".amplint-")).collect()
}

/// Runs the command, which writes `file`, again and again, and kills it later each time.
#[cfg(unix)]
fn killed(name: &str, arguments: &[&str], file: &str) {
    let folder = Folder::plain(&format!("killed-{name}"));
    let path = folder.0.join(file);
    let text = BAD.to_owned() + &"# so long that it takes a while to write\n".repeat(4_000);
    let old = if file == "amp.yaml" {
        text.clone()
    } else {
        "old\n".to_owned()
    };
    let put = || {
        folder.file("amp.yaml", &text);
        if file != "amp.yaml" {
            folder.file(file, &old);
        }
    };
    let run = || {
        let mut command = folder.amplint();
        command
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.spawn().unwrap()
    };
    put();
    let begun = Instant::now();
    assert!(
        run().wait().unwrap().code().is_some_and(|code| code < 2),
        "{name}"
    );
    let whole = begun.elapsed();
    let new = fs::read_to_string(&path).unwrap();
    assert_ne!(new, old, "{name}");
    assert_eq!(left_behind(&folder.0), [""; 0]);
    let (mut olds, mut ends) = (0, 0);
    for round in 0..ROUNDS {
        put();
        let mut child = run();
        // Later and later, and a little past the end.
        thread::sleep(whole * round / ROUNDS * 11 / 10 + Duration::from_micros(u64::from(round * 137 % 500)));
        let _ = child.kill();
        ends += u32::from(child.wait().unwrap().code().is_some());
        let now = fs::read_to_string(&path).unwrap();
        assert!(
            now == old || now == new,
            "{name}: after round {round} there are {} bytes",
            now.len()
        );
        olds += u32::from(now == old);
        let left = left_behind(&folder.0);
        assert!(left.len() <= 1, "{name}: {left:?}");
        if round % 4 == 2 {
            put();
            run().wait().unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), new, "{name}");
            assert_eq!(
                left_behind(&folder.0),
                [""; 0],
                "{name}: the next run takes away what is left"
            );
        }
    }
    assert!(
        olds > 0 && ends < ROUNDS,
        "{name}: it was killed too late each time"
    );
}

#[test]
#[cfg(unix)]
fn files_are_old_or_new() {
    for (name, arguments, file) in [
        ("fix", &["check", "--fix"][..], "amp.yaml"),
        (
            "ignores",
            &["check", "--add-ignores", "--level", "wrong-type=warning"],
            "amp.yaml",
        ),
        (
            "baseline",
            &["check", "--write-baseline", "line.json"],
            "line.json",
        ),
        (
            "output",
            &["check", "--output", "json=report.json"],
            "report.json",
        ),
        ("append", &["new", "hubspot", "--append", "amp.yaml"], "amp.yaml"),
    ] {
        killed(name, arguments, file);
    }
}

/// What a run that was killed has left is known by its name, and gone after the next one; what only looks like it stays,
/// and so does what a process still holds.
#[test]
#[cfg(target_os = "linux")]
fn what_is_left_is_taken_away() {
    let gone = {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let id = child.id();
        child.wait().unwrap();
        id
    };
    let folder = Folder::new("left");
    let lost = format!(".amplint-{gone}-aBcDeF");
    let held = format!(".amplint-{gone}-hElDhE");
    let ours = format!(".amplint-{}-aBcDeF", std::process::id());
    for name in [
        lost.as_str(),
        &held,
        &ours,
        ".amplint-abcdef",
        ".amplint.toml-1-2",
    ] {
        folder.file(name, "old");
    }
    folder.file(format!("{lost}-folder/x"), "");
    let lock = fs::File::open(folder.0.join(&held)).unwrap();
    lock.lock().unwrap();
    folder.file("amp.yaml", BAD);
    let output = folder.amplint().args(["check", "--show-files"]).output().unwrap();
    assert_eq!(output.stdout, b"amp.yaml\n");
    assert!(folder.0.join(&lost).exists(), "who only reads takes nothing away");
    let output = folder.amplint().args(["check", "--fix"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(!folder.0.join(&lost).exists());
    for name in [held.as_str(), &ours, ".amplint-abcdef", ".amplint.toml-1-2"] {
        assert!(folder.0.join(name).exists(), "{name}");
    }
}
