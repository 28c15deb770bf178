//! Links between pages, and the project's one address.

use super::{anchors, pages, read, root, spans};

/// The targets of all links in a text, code left out.
fn links(text: &str) -> Vec<&str> {
    let mut code = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        } else if !code {
            let parts = line.split("](").skip(1);
            found.extend(parts.filter_map(|rest| rest.split(')').next()));
        }
    }
    found
}

#[test]
fn links_between_pages_lead_somewhere() {
    let mut broken = Vec::new();
    for page in pages() {
        let text = read(&page);
        for link in links(&text) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => root().join(&page),
                _ => root().join(&page).parent().unwrap().join(file),
            };
            let there = target.exists()
                && (anchor.is_empty()
                    || std::fs::read_to_string(&target)
                        .is_ok_and(|text| anchors(&text).iter().any(|other| other == anchor)));
            if !there {
                broken.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere: {broken:#?}");
}

/// Files and folders of ours that pages and `Cargo.toml` name are there.
#[test]
fn named_files_are_there() {
    let begins: Vec<String> = std::fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    // What a rule that is written will be called, and what a release leaves.
    let others = [
        "src/rules/some_rule.rs",
        "fixtures/rules/some-rule/",
        ".github/checksums",
    ];
    let (mut count, mut missing) = (0, Vec::new());
    for page in pages().iter().filter(|page| *page != "CHANGELOG.md") {
        let text = read(page);
        for span in spans(&text) {
            let name = span.split_whitespace().next().unwrap_or_default();
            let ours = name
                .split_once('/')
                .is_some_and(|(first, _)| begins.iter().any(|begin| begin == first));
            let pattern = name.contains(['*', '<', '…', '{']);
            if ours && !pattern && !others.contains(&name) {
                count += 1;
                if !root().join(name).exists() {
                    missing.push(format!("{page}: {name}"));
                }
            }
        }
    }
    let manifest = read("Cargo.toml");
    for name in manifest
        .split("(src/")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap())
    {
        count += 1;
        if !root().join("src").join(name).exists() {
            missing.push(format!("Cargo.toml: src/{name}"));
        }
    }
    assert!(missing.is_empty(), "files that are not there: {missing:#?}");
    assert!(count > 40, "only {count} names were found");
}

/// Pages link to the repository only as `Cargo.toml` has it.
#[test]
fn there_is_one_address() {
    let address = env!("CARGO_PKG_REPOSITORY");
    let name = address.strip_prefix("https://github.com/").unwrap();
    for page in pages() {
        let text = read(&page);
        assert!(!text.contains("OWNER/"), "{page}: the address is {address}");
        for rest in text.split("github.com/").skip(1) {
            let words = rest.split(|c: char| !c.is_ascii_alphanumeric() && !"-_./".contains(c));
            let place = words.into_iter().next().unwrap();
            if place
                .split('/')
                .nth(1)
                .is_some_and(|project| project.starts_with("amplint"))
            {
                assert!(place.starts_with(name), "{page}: {place} should be {name}");
            }
        }
    }
}
