//! How long a check takes, beside the bare event loop of the YAML parser on the same text in the same run.
//!
//! `cargo bench --bench check`. Times are the least of many rounds, in which both take turns, so that the
//! ratio holds on a noisy machine too.

use std::hint::black_box;
use std::time::{Duration, Instant};

use amplint::{Options, check};
use manifests::clean;

mod manifests;

fn main() {
    println!(
        "{:<10} {:>10} {:>12} {:>12} {:>8}",
        "manifest", "bytes", "bare parse", "check", "ratio"
    );
    for (name, bytes) in [("small", 5_000), ("usual", 50_000), ("large", 5_000_000)] {
        let text = clean(bytes);
        let rounds = (20_000_000 / text.len()).clamp(5, 400);
        let (mut bare, mut full) = (Duration::MAX, Duration::MAX);
        for _ in 0..rounds {
            bare = bare.min(time(|| events(&text)));
            full = full.min(time(|| {
                let checked = check("amp.yaml", text.clone().into_bytes(), &Options::default()).unwrap();
                assert!(
                    checked.findings.is_empty(),
                    "the benchmark's manifest is not clean: {:?}",
                    checked.findings[0]
                );
                checked.findings.len()
            }));
        }
        let ratio = full.as_secs_f64() / bare.as_secs_f64();
        println!(
            "{name:<10} {:>10} {bare:>12.2?} {full:>12.2?} {ratio:>8.2}",
            text.len()
        );
    }
    typos();
}

/// What a text costs that somebody is writing: 500 KB with a half-typed key, or a word in column 0, beside the clean one.
fn typos() {
    println!(
        "\n{:<28} {:>12} {:>12} {:>8}",
        "typo in 500 KB", "clean", "check", "ratio"
    );
    let text = clean(500_000);
    let lines: Vec<&str> = text.lines().collect();
    for (place, percent) in [("start", 1), ("middle", 50), ("end", 99)] {
        let from = lines.len() * percent / 100;
        let is_key = |i: &usize| lines[*i].trim_start().starts_with("schedule:");
        let Some(key) = (from..lines.len()).chain((0..from).rev()).find(is_key) else {
            continue;
        };
        let indent = lines[key].len() - lines[key].trim_start().len();
        let half = format!("{}sched", " ".repeat(indent));
        for (typo, line, gone) in [
            ("half-typed key", half.as_str(), 1),
            ("word in column 0", "foo", 0),
        ] {
            let mut broken = lines.clone();
            broken.splice(key..key + gone, [line]);
            let broken = broken.join("\n") + "\n";
            let (mut whole, mut with) = (Duration::MAX, Duration::MAX);
            for _ in 0..20 {
                whole = whole.min(time(|| findings(&text)));
                with = with.min(time(|| findings(&broken)));
            }
            assert!(findings(&broken) > 0, "{typo}: nothing was found");
            let ratio = with.as_secs_f64() / whole.as_secs_f64();
            println!(
                "{:<28} {whole:>12.2?} {with:>12.2?} {ratio:>8.2}",
                format!("{typo}, {place}")
            );
        }
    }
}

fn findings(text: &str) -> usize {
    let checked = check("amp.yaml", text.as_bytes().to_vec(), &Options::default()).unwrap();
    checked.findings.len()
}

fn time<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}

fn events(text: &str) -> usize {
    let mut parser = saphyr_parser::Parser::new_from_str(text);
    let mut count = 0;
    while let Some(event) = parser.next_event() {
        black_box(event.unwrap());
        count += 1;
    }
    count
}
