//! What whole runs of the program cost, as the rows of a Markdown table: time, instructions, memory, size.
//!
//! `cargo bench --bench process`. Times are the least of several runs, above an empty process (`true`) where it
//! says so. Instructions are counted by valgrind and memory by GNU time, where these are installed. Nothing else
//! should run meanwhile: unlike instructions, times follow the machine's load.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use manifests::{clean, objects, with_mistakes};

mod manifests;

const PROGRAM: &str = env!("CARGO_BIN_EXE_amplint");

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    };
    let sizes = [
        ("5 KB", 5_000),
        ("50 KB", 50_000),
        ("0.5 MB", 500_000),
        ("5 MB", 5_000_000),
        ("50 MB", 50_000_000),
    ];
    let clean_files = sizes.map(|(name, bytes)| (name, file(&format!("{bytes}.yaml"), &clean(bytes))));
    let empty = least(200, || run(&mut Command::new("true")));

    println!("| what | measured |\n|---|---|");
    let small = least(200, || check(&[&clean_files[0].1]));
    row("5 KB, above an empty process", show(small.saturating_sub(empty)));
    for (name, path) in &clean_files[2..] {
        row(
            &format!("{name}, whole process"),
            show(least(5, || check(&[path]))),
        );
    }
    let many = file("objects.yaml", &objects(10_000));
    row(
        "10,000 read objects in one file",
        show(least(10, || check(&[&many]))),
    );
    let mistakes = file("mistakes.yaml", &with_mistakes(&clean(5_000_000), 1_000));
    let clean_time = least(5, || check(&[&clean_files[3].1]));
    let full = least(5, || check(&[&mistakes]));
    row(
        "1,000 findings in 5 MB as `full`, above the clean file",
        show(full.saturating_sub(clean_time)),
    );
    let text = clean(5_000);
    for i in 0..1_000 {
        file(&format!("many/{i}/amp.yaml"), &text);
    }
    let many = folder.path().join("many");
    row(
        "1,000 manifests of 5 KB, each in a folder",
        show(least(10, || check(&[&many]))),
    );
    for (name, path) in [&clean_files[0], &clean_files[1], &clean_files[3]] {
        if let Some(count) = instructions(path) {
            row(&format!("{name}, instructions of the whole process"), count);
        }
    }
    let (_, largest) = &clean_files[4];
    if let Some(times) = memory(largest) {
        row("peak memory ÷ file size, 50 MB", format!("{times:.1}"));
    }
    let size = std::fs::metadata(PROGRAM).unwrap().len();
    row("the program", format!("{:.1} MB", megabytes(size)));
}

fn row(what: &str, measured: String) {
    println!("| {what} | {measured} |");
}

fn show(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1e3;
    match ms {
        ..10.0 => format!("{ms:.1} ms"),
        _ => format!("{ms:.0} ms"),
    }
}

#[allow(clippy::cast_precision_loss)]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn least(rounds: usize, mut run: impl FnMut() -> Duration) -> Duration {
    (0..rounds).map(|_| run()).min().unwrap_or_default()
}

fn check(paths: &[&PathBuf]) -> Duration {
    run(Command::new(PROGRAM).arg("check").args(paths))
}

fn run(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let time = start.elapsed();
    let code = status.unwrap().code();
    assert!(matches!(code, Some(0 | 1)), "{command:?} ended with {code:?}");
    time
}

/// How many instructions a check takes.
fn instructions(path: &Path) -> Option<String> {
    let output = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--callgrind-out-file=/dev/null",
            PROGRAM,
            "check",
        ])
        .arg(path)
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = text.lines().find(|line| line.contains("Collected"))?;
    let count: u64 = line.rsplit(' ').next()?.parse().ok()?;
    Some(format!("{:.2} million", megabytes(count)))
}

/// The most memory a check takes, in multiples of the file.
fn memory(path: &Path) -> Option<f64> {
    let output = Command::new("/usr/bin/time")
        .args(["-f", "%M", PROGRAM, "check"])
        .arg(path)
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let kilobytes: u64 = text.lines().last()?.trim().parse().ok()?;
    Some(megabytes(kilobytes * 1024) / megabytes(std::fs::metadata(path).ok()?.len()))
}
