//! Links that people keep go on working.

use super::{anchors, read};

/// The headings that README.md had when it was one long page.
const OLD: &[&str] = &[
    "what-it-does",
    "commands",
    "formats",
    "exit-codes",
    "configuration",
    "suppressions",
    "fixes",
    "pre-commit-ci-editors",
    "pre-commit",
    "github",
    "gitlab",
    "other-ci",
    "editors",
    "api-documents",
    "rules",
    "file-and-yaml",
    "shape",
    "names-and-duplicates",
    "schedule",
    "delivery-and-backfill",
    "fields-and-mappings",
    "subscribe",
    "provider-objects-destinations",
    "suppressions-1",
    "api-documents-1",
    "architecture",
    "hard-to-break",
    "limits-told-honestly",
    "figures",
    "dependencies",
    "licence",
];

#[test]
fn old_anchors_lead_somewhere() {
    let found = anchors(&read("README.md"));
    let lost: Vec<_> = OLD
        .iter()
        .filter(|old| !found.iter().any(|anchor| anchor == *old))
        .collect();
    assert!(lost.is_empty(), "README.md has lost {lost:?}; it has {found:?}");
}

#[test]
fn the_front_page_is_short() {
    let text = read("README.md");
    // What the program prints, some 2 KB, is not ours to shorten.
    let tour = text.split("<!-- tour:begin -->").nth(1).unwrap();
    let tour = tour.split("<!-- tour:end -->").next().unwrap();
    let size = text.len() - tour.len();
    assert!(
        (4_000..=6_400).contains(&size),
        "README.md has {size} bytes besides its tour, and should have 4 to 6 KB: the rest belongs to docs"
    );
}
