//! The settings that pages show are settings, and every setting has its place on the page about them.

use amplint::config;
use amplint::source::Source;

use super::read;

/// What is found wrong with an `amplint.toml`, with its help.
fn wrong(text: &str) -> Vec<String> {
    let source = Source::new("amplint.toml", text.into()).unwrap();
    let (_, findings) = config::read(&source);
    let told = |finding: amplint::diagnostic::Diagnostic| {
        format!("{}; {}", finding.message, finding.help.unwrap_or_default())
    };
    findings.into_iter().map(told).collect()
}

#[test]
fn shown_settings_are_read() {
    let mut count = 0;
    for page in ["README.md", "docs/configuration.md", "docs/compare.md"] {
        let text = read(page);
        for block in text.split("\n```toml\n").skip(1) {
            let block = block.split("\n```").next().unwrap();
            assert_eq!(wrong(block), [""; 0], "{page}:\n{block}");
            count += 1;
        }
    }
    assert!(count >= 4, "only {count} blocks were found");
}

#[test]
fn every_setting_is_explained() {
    let told = wrong("nonsense = 1\n").join("\n");
    let (_, list) = told
        .split_once("the settings here are ")
        .expect("a list of settings");
    let names: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    assert!(names.len() > 10, "{names:?}");
    let page = read("docs/configuration.md");
    for name in names {
        let shown = [
            format!("`{name}`"),
            format!("\n{name} = "),
            format!("[{name}]"),
            format!("[[{name}"),
        ];
        assert!(
            shown.iter().any(|form| page.contains(form)),
            "docs/configuration.md says nothing of `{name}`"
        );
    }
}
