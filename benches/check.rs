//! How long a check takes, beside the bare event loop of the YAML parser on the same text in the same run.
//!
//! `cargo bench --bench check`. Times are the least of many rounds, in which both take turns, so that the
//! ratio holds on a noisy machine too.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use amplint::{Options, check};

fn main() {
    println!(
        "{:<10} {:>10} {:>12} {:>12} {:>8}",
        "manifest", "bytes", "bare parse", "check", "ratio"
    );
    for (name, bytes) in [("small", 5_000), ("usual", 50_000), ("large", 5_000_000)] {
        let text = manifest(bytes);
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

/// A clean manifest of about `bytes` bytes, as people write them: comments, a few fields an object, a dozen
/// objects an integration.
fn manifest(bytes: usize) -> String {
    let mut text = String::from("specVersion: 1.0.0\nintegrations:\n");
    let mut integration = 0;
    while text.len() < bytes {
        integration += 1;
        let _ = write!(
            text,
            "  - name: salesforce-{integration}\n    displayName: Salesforce {integration}\n    provider: salesforce\n    module: crm\n    read:\n      objects:\n"
        );
        for object in 0..12 {
            if text.len() >= bytes {
                break;
            }
            let _ = write!(
                text,
                "        # What the customer calls a deal, number {object}.\n        - objectName: widget_{object}__c\n          destination: salesforceWebhook\n          schedule: \"*/{} * * * *\" # often enough\n          requiredFields:\n            - fieldName: id\n            - fieldName: name\n            - fieldName: billingcity\n              mapToName: city\n              mapToDisplayName: City\n            - mapToName: country\n              mapToDisplayName: Country\n              prompt: Which field is the country of the account?\n          optionalFieldsAuto: all\n          backfill:\n            defaultPeriod:\n              days: {}\n",
                [10, 15, 20, 30][object % 4],
                object * 7,
            );
        }
        let _ = write!(
            text,
            "    write:\n      objects:\n        - objectName: widget_0__c\n          inheritMapping: true\n    proxy:\n      enabled: true\n"
        );
    }
    text
}
