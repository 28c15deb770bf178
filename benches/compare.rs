//! How long comparing 10,000 read objects with 10,000 takes, beside one check of the manifest.
//!
//! `cargo bench --bench compare`. Times are the least of several rounds, in which all take turns.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use amplint::{Options, Source, check, compare};
use manifests::objects;

mod manifests;

fn main() {
    let text = objects(10_000);
    let mut lines: Vec<&str> = text.lines().collect();
    let (head, body) = lines.split_at_mut(6);
    let mut items: Vec<&[&str]> = body.chunks(6).collect();
    items.reverse();
    let reversed = format!("{}\n{}\n", head.join("\n"), items.concat().join("\n"));
    let cases = [
        ("with itself", text.clone(), 0),
        ("in the other order", reversed, 0),
        (
            "another field in each",
            text.replace("fieldName: id", "fieldName: name"),
            20_000,
        ),
        (
            "another schedule in each",
            text.replace("*/10 *", "*/15 *"),
            10_000,
        ),
        ("other objects", text.replace("widget_", "gadget_"), 20_000),
        ("another integration", text.replace("name: many", "name: more"), 1),
    ];
    let mut times = vec![Duration::MAX; cases.len() + 1];
    for _ in 0..10 {
        times[0] = times[0].min(time(|| {
            let checked = check("amp.yaml", text.clone().into_bytes(), &Options::default());
            black_box(checked.unwrap().findings.len());
        }));
        for (i, (name, other, changes)) in cases.iter().enumerate() {
            let [old, new] = [&text, other].map(|text| source(text));
            times[i + 1] = times[i + 1].min(time(|| {
                let compared = compare(
                    Some(Arc::clone(&old)),
                    Some(Arc::clone(&new)),
                    &Options::default(),
                );
                assert_eq!(compared.differences.len(), *changes, "{name}");
            }));
        }
    }
    println!("| 10,000 read objects | time | checks |\n|---|---|---|");
    let names = ["one check"]
        .into_iter()
        .chain(cases.iter().map(|(name, ..)| *name));
    for (name, least) in names.zip(&times) {
        let checks = least.as_secs_f64() / times[0].as_secs_f64();
        println!("| {name} | {:.0} ms | {checks:.1} |", least.as_secs_f64() * 1e3);
    }
}

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source::new("amp.yaml", text.into()).unwrap())
}

fn time(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    black_box(start.elapsed())
}
