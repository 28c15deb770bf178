//! Any bytes are read as `amplint.toml`: what is wrong is told at its characters, what is not can be used.

use amplint::Options;
use amplint::config::{self, Override, Patterns};
use amplint::source::Source;

use super::check::sane;
use super::{Outcome, ensure};

const PATHS: &[&str] = &[
    "",
    "amp.yaml",
    "a/b/amp.yaml",
    "/amp.yaml",
    "../amp.yaml",
    "a//b",
    "[x",
    "é/連絡.amp.yml",
];

pub fn holds(bytes: &[u8]) -> Outcome {
    let source = Source::new("amplint.toml", bytes.to_vec()).map_err(|error| error.to_string())?;
    let (config, findings) = config::read(&source);
    let mut before = None;
    for finding in &findings {
        sane(&source, finding)?;
        ensure!(finding.rule == config::ID, "{finding:?} is of no rule");
        ensure!(before <= Some(finding.span), "{finding:?} is out of order");
        before = Some(finding.span);
    }
    let used = |patterns: &Patterns| {
        for path in PATHS {
            // Whatever the pattern, asking must not fail.
            let _ = (patterns.matches(path, false), patterns.matches(path, true));
        }
    };
    [&config.exclude, &config.include].into_iter().for_each(used);
    config.overrides.iter().map(|entry| &entry.files).for_each(used);
    let lines = source.line_count();
    let settings = config.rules.iter().chain(config.overrides.iter().flat_map(rules));
    for setting in settings {
        ensure!(
            (1..=lines).contains(&setting.line),
            "{setting:?} is on no line of the file"
        );
        let known = Options::default().set_level(&setting.rule, setting.level);
        ensure!(known.is_ok(), "{setting:?} is of no rule");
    }
    for path in PATHS {
        config.apply(path, &mut Options::default());
    }
    Ok(())
}

fn rules(entry: &Override) -> &[config::Setting] {
    &entry.rules
}
