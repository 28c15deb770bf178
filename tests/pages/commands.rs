//! Commands and options that pages name are there.

use std::collections::BTreeMap;

use super::{output, pages, read, spans};

/// What looks like a call of amplint: in code spans, and at the beginning of a line in a block of code.
fn calls(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut code = false;
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with("```") {
            code = !code;
        } else if code {
            let line = line.trim_start_matches("- ").trim_start_matches("$ ");
            let line = line.split_once(": ").map_or(line, |(key, rest)| match key {
                "script" | "entry" => rest,
                _ => line,
            });
            found.extend(line.strip_prefix("amplint "));
        } else {
            let spans = line.split('`').skip(1).step_by(2);
            found.extend(spans.filter_map(|span| span.strip_prefix("amplint ")));
        }
    }
    found
}

#[test]
fn named_commands_and_options_are_there() {
    let mut helps: BTreeMap<String, String> = BTreeMap::new();
    helps.insert(String::new(), output(&["--help"]));
    let (mut count, mut wrong) = (0, Vec::new());
    for page in pages() {
        // What was, need not be any more.
        if page == "CHANGELOG.md" {
            continue;
        }
        let text = read(&page);
        for call in calls(&text) {
            let call = call.split([';', '|', '>', '#']).next().unwrap_or(call);
            let mut words = call.split_whitespace();
            let command = match words.next() {
                Some(word) if word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') => word,
                _ => continue,
            };
            let command = if command.starts_with('-') { "" } else { command };
            let help = helps
                .entry(command.to_owned())
                .or_insert_with(|| output(&[command, "--help"]));
            if help.is_empty() {
                wrong.push(format!("{page}: there is no `amplint {command}`"));
                continue;
            }
            let options = call
                .split_whitespace()
                .filter(|word| word.starts_with("--") && word.len() > 2);
            for option in options {
                let name = option.split(['=', ',', ')']).next().unwrap();
                let there = help
                    .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
                    .any(|word| word == name);
                if !there {
                    wrong.push(format!("{page}: `amplint {command}` has no {name}"));
                }
            }
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 30, "only {count} calls were found");
}

/// An option that stands alone is one of some command.
#[test]
fn named_options_are_there() {
    let list = output(&["--help"]);
    let (_, list) = list.split_once("\nCommands:\n").expect("a list of commands");
    let list = list.split("\n\n").next().unwrap();
    let commands = list.lines().filter_map(|line| line.split_whitespace().next());
    let helps: String = commands.map(|command| output(&[command, "--help"])).collect();
    let known: Vec<&str> = helps
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .filter(|word| word.starts_with("--"))
        .collect();
    let (mut count, mut wrong) = (0, Vec::new());
    for page in pages().iter().filter(|page| *page != "CHANGELOG.md") {
        let text = read(page);
        for span in spans(&text).into_iter().filter(|span| span.starts_with("--")) {
            let words = span.split([' ', '=']).filter(|word| word.starts_with("--"));
            for option in words.filter(|word| !word.trim_matches('-').is_empty()) {
                count += 1;
                // Cargo's own.
                let cargo = ["--no-default-features", "--features"].contains(&option);
                if !cargo && !known.contains(&option) {
                    wrong.push(format!("{page}: no command has {option}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 30, "only {count} options were found");
}
