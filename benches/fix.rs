//! What fixing costs: a manifest of 50 KB checked, and checked and fixed, by how much is wrong with it.
//!
//! `cargo bench --bench fix`. Times are the least of many rounds, in which both take turns.

use std::hint::black_box;
use std::time::{Duration, Instant};

use amplint::source::Source;
use amplint::{Options, check, check_and_fix};
use manifests::clean;

mod manifests;

/// How many mistakes of a kind there are, where there are any.
const MANY: usize = 20;

fn main() {
    println!(
        "{:<34} {:>8} {:>12} {:>12} {:>8}",
        "manifest", "fixed", "check", "and fix", "ratio"
    );
    let text = clean(50_000);
    // Errors, warnings, and what only an unsafe fix takes away: each is a round of its own.
    let errors = |text: &str| text.replacen("days: 7\n", "days: \"7\"\n", MANY);
    let warnings = |text: &str| {
        let twice = "            - fieldName: id\n            - fieldName: id\n";
        text.replacen("            - fieldName: id\n", twice, MANY)
    };
    let unsure = |text: &str| text.replacen("module: crm", "module: CRM", MANY);
    let typos = |text: &str| text.replacen("          destination:", "          Destination:", MANY);
    for (name, text, risky) in [
        ("nothing wrong", text.clone(), false),
        ("errors", errors(&text), false),
        ("warnings", warnings(&text), false),
        ("both", warnings(&errors(&text)), false),
        ("both, and unsafe fixes", unsure(&warnings(&errors(&text))), true),
        ("keys in capitals", typos(&text), false),
    ] {
        let options = Options::default();
        let source = || Source::new("amp.yaml", text.clone().into_bytes()).unwrap();
        let (mut looked, mut treated) = (Duration::MAX, Duration::MAX);
        let mut fixed = 0;
        for _ in 0..40 {
            looked = looked.min(time(|| {
                check("amp.yaml", text.clone().into_bytes(), &options).unwrap()
            }));
            treated = treated.min(time(|| {
                let treated = check_and_fix(source(), &options, risky, |_| Vec::new());
                fixed = treated.fixed.as_ref().map_or(0, |fixed| fixed.fixed);
                treated.after(&options).unwrap()
            }));
        }
        let ratio = treated.as_secs_f64() / looked.as_secs_f64();
        println!("{name:<34} {fixed:>8} {looked:>12.2?} {treated:>12.2?} {ratio:>8.2}");
    }
}

fn time<T>(run: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    black_box(run());
    begun.elapsed()
}
