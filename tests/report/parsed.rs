//! What GitHub, GitLab and readers of JUnit's XML understand is what was meant.

use amplint::diagnostic::Level;
use amplint::report::{Format, Look};
use amplint::source::Span;

use super::common::hold::report::{Command, commands};
use super::{finding, report, source, written};

/// GitHub shows ten annotations of a level: errors come first, and what is not shown is said.
#[test]
fn github_says_what_it_does_not_show() {
    let of = |errors: usize, warnings: usize, infos: usize| {
        let levels = [
            (Level::Info, infos),
            (Level::Warning, warnings),
            (Level::Error, errors),
        ];
        let findings = levels.into_iter().flat_map(|(level, number)| {
            (0..number).map(move |_| {
                let mut finding = finding(Span::new(0, 1), "wrong");
                finding.level(level);
                finding
            })
        });
        let commands = commands(&report([(source("amp.yaml", b"a: b\n"), findings.collect())]));
        let shown = |name| {
            let named = commands.iter().filter(move |command| command.name == name);
            named.take(10)
        };
        let shown: Vec<&Command> = ["error", "warning", "notice"]
            .into_iter()
            .flat_map(shown)
            .collect();
        let note = shown.iter().find(|command| command.get("file").is_none());
        let names: Vec<&str> = commands.iter().map(|command| command.name.as_str()).collect();
        assert!(names.is_sorted_by_key(|name| ["error", "warning", "notice"].iter().position(|n| n == name)));
        let hidden = errors + warnings + infos + usize::from(note.is_some()) - shown.len();
        (note.map(|note| note.message.clone()), hidden)
    };
    assert_eq!(of(10, 10, 10), (None, 0));
    let said = |what: &str| {
        Some(format!(
            "GitHub shows 10 annotations of each level; only the log of this step shows {what} more"
        ))
    };
    assert_eq!(of(11, 3, 0), (said("1 error"), 1));
    assert_eq!(of(13, 12, 0), (said("3 errors, 2 warnings"), 5));
    assert_eq!(
        of(0, 0, 11),
        (said("2 infos"), 2),
        "the note takes a place itself"
    );
    assert_eq!(of(12, 0, 10), (said("2 errors, 1 info"), 3));
}

/// A file without findings passes, which is more than nothing.
#[test]
fn junit_names_clean_files() {
    let mut report = report([(
        source("b.yaml", b"a: b\n"),
        vec![finding(Span::new(0, 1), "wrong")],
    )]);
    report.add_clean("a <&> b.yaml");
    let text = written(&report, Format::Junit, Look::default());
    let document = roxmltree::Document::parse(&text).unwrap();
    let clean = document
        .descendants()
        .find(|node| node.attribute("classname") == Some("a <&> b.yaml"))
        .unwrap();
    assert!(!clean.has_children());
    assert_eq!(document.root_element().attribute("tests"), Some("2"));
    assert_eq!(document.root_element().attribute("failures"), Some("1"));
}
