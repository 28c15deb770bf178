//! `check --fix` and `--diff` on files as they come: their bytes, permissions, links and neighbours.

mod common;
mod tools;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use amplint::diagnostic::Level;
use common::folder::Folder;
use common::update;

const BAD: &str = "specVersion: '1.0'\nintegrations:\n  - name: a # ours\n    provider: HubSpot\n    proxy:\n      enabled: 'true'\n";
const GOOD: &str = "specVersion: '1.0.0'\nintegrations:\n  - name: a # ours\n    provider: hubspot\n    proxy:\n      enabled: true\n";

fn run(folder: &Folder, arguments: &[&str]) -> Output {
    folder.amplint().arg("check").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn said(output: &Output) -> (i32, &str, &str) {
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// The names in a folder, with which nothing was left behind.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(unit)
        .collect()
}

/// `BAD` and `GOOD` in the ways that files are written.
fn spellings() -> Vec<(&'static str, Vec<u8>, Vec<u8>)> {
    let both = |name, spell: &dyn Fn(&str) -> Vec<u8>| (name, spell(BAD), spell(GOOD));
    let bytes = |text: String| text.into_bytes();
    vec![
        both("plain", &|text| bytes(text.to_owned())),
        both("crlf", &|text| bytes(text.replace('\n', "\r\n"))),
        both("cr", &|text| bytes(text.replace('\n', "\r"))),
        both("mixed", &|text| bytes(text.replacen('\n', "\r\n", 3))),
        both("bom", &|text| bytes(format!("\u{FEFF}{text}"))),
        both("no-end", &|text| bytes(text.trim_end().to_owned())),
        both("crlf-no-end", &|text| {
            bytes(text.trim_end().replace('\n', "\r\n"))
        }),
        both("spaces", &|text| bytes(format!("{text}  \n\n\n# end"))),
        both("wide", &|text| bytes(text.replace("ours", "unsere — 連絡 🙂"))),
        both("utf16le", &|text| {
            utf16(&text.replace("ours", "🙂"), u16::to_le_bytes)
        }),
        both("utf16be", &|text| {
            utf16(&text.replace('\n', "\r\n"), u16::to_be_bytes)
        }),
    ]
}

#[test]
fn files_keep_their_spelling() {
    let folder = Folder::plain("spelling");
    for (name, bad, _) in spellings() {
        folder.file(format!("{name}.amp.yaml"), bad);
    }
    let output = run(&folder, &["--fix"]);
    let count = spellings().len();
    assert_eq!(
        said(&output),
        (0, format!("{} fixed, 0 left\n", 3 * count).as_str(), "")
    );
    for (name, _, good) in spellings() {
        assert_eq!(
            fs::read(folder.0.join(format!("{name}.amp.yaml"))).unwrap(),
            good,
            "{name}"
        );
    }
    let all = names(&folder.0);
    let ours = all.iter().filter(|name| *name != "amplint.toml");
    assert_eq!(ours.count(), count, "nothing else is there: {all:?}");
}

#[test]
fn standard_input_keeps_its_spelling() {
    let folder = Folder::plain("spelling-stdin");
    for (name, bad, good) in spellings() {
        folder.file("in", bad);
        let file = fs::File::open(folder.0.join("in")).unwrap();
        let output = folder
            .amplint()
            .args(["check", "--fix", "-"])
            .stdin(file)
            .output()
            .unwrap();
        assert_eq!(output.stdout, good, "{name}");
        assert_eq!(text(&output.stderr), "3 fixed, 0 left\n", "{name}");
    }
}

/// What is no text comes out byte for byte.
#[test]
fn damaged_text_is_left_alone() {
    let folder = Folder::new("damaged");
    let mut bad = BAD.as_bytes().to_vec();
    bad.extend(b"# caf\xe9\n");
    folder.file("amp.yaml", &bad);
    let output = run(&folder, &["--fix", "--format", "concise"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "note: `amp.yaml` is left alone: it has bytes that are no text\n"
    );
    assert_eq!(fs::read(folder.0.join("amp.yaml")).unwrap(), bad);
    let file = fs::File::open(folder.0.join("amp.yaml")).unwrap();
    let output = folder
        .amplint()
        .args(["check", "--fix", "-"])
        .stdin(file)
        .output()
        .unwrap();
    assert_eq!(output.stdout, bad);
}

/// A file that can't be checked must not become an empty one in an editor.
#[test]
fn standard_input_that_fails_gives_nothing_to_go_on_with() {
    let folder = Folder::new("stdin-config");
    folder.file("amplint.toml", "rules = 1\n");
    folder.file("in", BAD);
    let file = fs::File::open(folder.0.join("in")).unwrap();
    let output = folder
        .amplint()
        .args(["check", "--fix", "-"])
        .stdin(file)
        .output()
        .unwrap();
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
}

/// `git apply` and `patch` make of the files what `--fix` does.
#[test]
fn diffs_can_be_applied() {
    let tools: [&[&str]; 2] = [
        &["git", "apply", "--whitespace=nowarn", "../diff"],
        &["patch", "-s", "-p1", "--binary", "-i", "../diff"],
    ];
    let folder = Folder::new("diff");
    let fill = |place: &str| {
        for (name, bad, _) in spellings() {
            if !name.starts_with("utf16") {
                folder.file(format!("{place}/{name}.amp.yaml"), bad);
            }
        }
        folder.file(format!("{place}/a folder/it's \"ours\" ü.amp.yaml"), BAD);
        let far: String = (0..40).map(|i| format!("# {i}\n")).collect();
        folder.file(
            format!("{place}/far.amp.yaml"),
            far.clone() + BAD + &far + "---\n" + &far,
        );
        folder.file(
            format!("{place}/first.amp.yaml"),
            "integrations:\n- name: a\n  provider: hubspot\n  proxy: {enabled: 'true'}",
        );
        folder.file(format!("{place}/good.amp.yaml"), GOOD);
    };
    fill("fixed");
    let output = folder
        .amplint()
        .args(["check", "--fix", "--unsafe-fixes"])
        .current_dir(folder.0.join("fixed"))
        .output()
        .unwrap();
    assert_eq!(text(&output.stderr), "");
    for (i, tool) in tools.iter().enumerate() {
        let place = format!("with{i}");
        fill(&place);
        let here = folder.0.join(&place);
        let amplint = |arguments: &[&str]| {
            folder
                .amplint()
                .args(arguments)
                .current_dir(&here)
                .output()
                .unwrap()
        };
        let diff = amplint(&["check", "--diff", "--unsafe-fixes"]).stdout;
        folder.file("diff", &diff);
        let Some(program) = tools::find(tool[0], None) else {
            continue;
        };
        let done = Command::new(program)
            .args(&tool[1..])
            .current_dir(&here)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}\n{}", text(&done.stderr), text(&diff));
        for (name, bytes) in folder.files() {
            if let Some(name) = name.strip_prefix("fixed/") {
                let applied = fs::read(here.join(name)).unwrap();
                assert_eq!(text(&applied), text(&bytes), "{} {name}", tool[0]);
            }
        }
        let left = amplint(&["check", "--diff", "--unsafe-fixes"]).stdout;
        assert_eq!(text(&left), "");
    }
}

/// What a careful colleague would have written; docs/fixes.md shows the diff.
#[test]
fn thirty_different_mistakes() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fixing");
    let bad = fs::read_to_string(fixtures.join("thirty.yaml")).unwrap();
    let folder = Folder::plain("thirty");
    folder.file("amp.yaml", &bad);
    let diff = run(&folder, &["--diff", "--unsafe-fixes"]);
    let output = run(&folder, &["--fix", "--unsafe-fixes"]);
    assert_eq!(said(&output), (0, "40 fixed, 0 left\n", ""));
    let fixed = fs::read(folder.0.join("amp.yaml")).unwrap();
    let update = update::wanted();
    for (name, now) in [("thirty.fixed.yaml", &fixed), ("thirty.diff", &diff.stdout)] {
        if update {
            fs::write(fixtures.join(name), now).unwrap();
        }
        assert_eq!(
            text(now),
            fs::read_to_string(fixtures.join(name)).unwrap(),
            "{name}"
        );
    }
    // One rule at a time comes to the same, and shows which rules there are.
    let (mut now, mut rules) = (bad, BTreeSet::new());
    loop {
        let before = rules.len();
        for rule in amplint::rules::ALL {
            let mut options = amplint::Options::default();
            options.select(rule.id).unwrap();
            let source = amplint::source::Source::new("amp.yaml", now.clone().into_bytes()).unwrap();
            let fixed = amplint::fix(&source, &options, true).unwrap();
            if rule.level > Level::Info && fixed.fixed > 0 {
                rules.insert(rule.id);
                now = fixed.text;
            }
        }
        if rules.len() == before {
            break;
        }
    }
    assert_eq!(now, text(&fixed));
    assert!(rules.len() >= 30, "{} {rules:?}", rules.len());
}

#[test]
fn ten_thousand_findings_are_fixed() {
    let folder = Folder::new("many");
    let object = |i: usize, days: &str| {
        format!(
            "        - objectName: o{i}\n          destination: w\n          schedule: \"0 * * * *\"\n          optionalFieldsAuto: all\n          backfill: {{defaultPeriod: {{days: {days}}}}}\n"
        )
    };
    let manifest = |days: &str| {
        let objects: String = (0..12_000).map(|i| object(i, days)).collect();
        format!(
            "specVersion: 1.0.0\nintegrations:\n  - name: a\n    provider: hubspot\n    read:\n      objects:\n{objects}"
        )
    };
    folder.file("amp.yaml", manifest("'30'"));
    let arguments = ["--fix", "--select", "wrong-type"];
    let diff = run(&folder, &["--diff", "--select", "wrong-type"]).stdout;
    assert_eq!(
        diff.split(|b| *b == b'\n')
            .filter(|line| line.starts_with(b"+ "))
            .count(),
        12_000
    );
    let output = run(&folder, &arguments);
    assert_eq!(said(&output), (0, "12000 fixed, 0 left\n", ""));
    assert_eq!(
        fs::read_to_string(folder.0.join("amp.yaml")).unwrap(),
        manifest("30")
    );
}

/// The same file by two names is fixed once.
#[test]
#[cfg(unix)]
fn links_inside_the_folder_are_followed() {
    let folder = Folder::plain("link");
    folder.file("real/file", BAD);
    let link = folder.0.join("amp.yaml");
    std::os::unix::fs::symlink("real/file", &link).unwrap();
    let output = run(&folder, &["--fix", "amp.yaml"]);
    assert_eq!(said(&output), (0, "3 fixed, 0 left\n", ""));
    assert!(link.is_symlink(), "the link stays one");
    assert_eq!(fs::read_to_string(folder.0.join("real/file")).unwrap(), GOOD);
}

#[test]
#[cfg(unix)]
fn links_out_of_the_folder_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = Folder::plain("link-out");
    folder.file("outside/secret", BAD);
    folder.file("outside/amp.yaml", BAD);
    fs::create_dir(folder.0.join("here")).unwrap();
    symlink("../outside/secret", folder.0.join("here/amp.yaml")).unwrap();
    symlink("../outside", folder.0.join("here/folder")).unwrap();
    symlink("../amp.yaml", folder.0.join("outside/loop")).unwrap();
    let amplint = |arguments: &[&str]| {
        let mut command = folder.amplint();
        command.arg("check").args(arguments);
        command.current_dir(folder.0.join("here")).output().unwrap()
    };
    for (path, which) in [("amp.yaml", "the current"), ("folder/amp.yaml", "the current")] {
        let output = amplint(&["--fix", path]);
        let why = format!("error: `{path}` can't be written: a symbolic link leads out of {which} folder\n");
        assert_eq!(
            (output.status.code(), text(&output.stderr)),
            (Some(2), why.as_str())
        );
        assert!(text(&output.stdout).ends_with("0 fixed, 3 left (3 fixable with --fix)\n"));
    }
    for name in ["outside/secret", "outside/amp.yaml"] {
        assert_eq!(fs::read_to_string(folder.0.join(name)).unwrap(), BAD);
    }
    // A path that is written out is meant.
    let output = amplint(&["--fix", "../outside/amp.yaml"]);
    assert_eq!(said(&output), (0, "3 fixed, 0 left\n", ""));
}

#[test]
#[cfg(unix)]
fn permissions_and_owner_stay() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let folder = Folder::plain("permissions");
    let path = folder.0.join("amp.yaml");
    for mode in [0o600, 0o640, 0o755, 0o666] {
        folder.file("amp.yaml", BAD);
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        // Only root may do that.
        let given = chown(&path, Some(4711), Some(4712)).is_ok();
        let output = run(&folder, &["--fix"]);
        assert_eq!(said(&output), (0, "3 fixed, 0 left\n", ""));
        let data = fs::metadata(&path).unwrap();
        assert_eq!(data.permissions().mode() & 0o7777, mode);
        if given {
            assert_eq!((data.uid(), data.gid()), (4711, 4712));
        }
        fs::remove_file(&path).unwrap();
    }
}

#[test]
#[cfg(unix)]
fn what_is_write_protected_stays() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::plain("protected");
    folder.file("amp.yaml", BAD);
    folder.file("b.amp.yaml", BAD);
    let path = folder.0.join("amp.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let output = run(&folder, &["--fix", "--quiet", "--format", "concise"]);
    assert_eq!(output.status.code(), Some(2));
    let denied = ["it is write-protected", "Permission denied"];
    let possible = denied.map(|why| format!("error: `amp.yaml` can't be written: {why}\n"));
    assert!(
        possible.iter().any(|said| said == text(&output.stderr)),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(text(&output.stdout).lines().count(), 3, "what is left is told");
    assert_eq!(fs::read_to_string(&path).unwrap(), BAD);
    assert_eq!(
        fs::read_to_string(folder.0.join("b.amp.yaml")).unwrap(),
        GOOD,
        "the other is fixed"
    );
    let mut all = names(&folder.0);
    all.retain(|name| name != "amplint.toml");
    assert_eq!(all, ["amp.yaml", "b.amp.yaml"]);
}

/// Root may write everywhere, so there this shows nothing.
#[test]
#[cfg(unix)]
fn a_folder_that_is_write_protected_stays() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("closed");
    folder.file("in/amp.yaml", BAD);
    let closed = folder.0.join("in");
    let mode = |mode| fs::set_permissions(&closed, fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    let open = fs::write(closed.join("probe"), "").is_ok();
    let output = run(&folder, &["--fix"]);
    mode(0o755);
    if open {
        return;
    }
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        text(&output.stderr),
        "error: `in/amp.yaml` can't be written: no file can be made beside it: Permission denied\n"
    );
    assert_eq!(fs::read_to_string(closed.join("amp.yaml")).unwrap(), BAD);
}

/// A file is always whole, old or new, and nothing is left behind but what was there.
#[test]
#[cfg(unix)]
fn an_end_at_any_time_leaves_whole_files() {
    let folder = Folder::new("killed");
    let long: String = (0..3000).map(|i| format!("# {i}\n")).collect();
    for wait in 0..12 {
        for i in 0..8 {
            folder.file(format!("{i}.amp.yaml"), long.clone() + BAD);
        }
        let mut child = folder
            .amplint()
            .args(["check", "--fix"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait * 3));
        child.kill().unwrap();
        child.wait().unwrap();
        for i in 0..8 {
            let now = fs::read_to_string(folder.0.join(format!("{i}.amp.yaml"))).unwrap();
            let text = now.strip_prefix(long.as_str()).unwrap();
            assert!(text == BAD || text == GOOD, "{text}");
        }
    }
}

/// Two runs at once do no harm.
#[test]
fn two_at_once() {
    let folder = Folder::new("two");
    for _ in 0..5 {
        for i in 0..30 {
            folder.file(format!("{i}.amp.yaml"), BAD);
        }
        let start = || {
            let mut command = folder.amplint();
            command
                .args(["check", "--fix"])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped());
            command.spawn().unwrap()
        };
        for child in [start(), start()] {
            let output = child.wait_with_output().unwrap();
            assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
        }
        let mut fine = folder
            .files()
            .into_iter()
            .filter(|(_, bytes)| text(bytes) == GOOD);
        assert_eq!(fine.by_ref().count(), 30);
    }
}
