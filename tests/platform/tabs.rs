//! Which tabs the platform takes, by a rule told a second time: none before a line's text, nor between a dash and
//! what it introduces; any elsewhere.

use amplint::diagnostic::Level;
use amplint::{Options, check};
use proptest::prelude::*;

use crate::common;

const MANIFEST: &str = "\
# What the team reads.
specVersion: 1.0.0
integrations:
  # The first.
  - name: contacts

    displayName: \"The contacts\" # shown
    provider: hubspot
    read:
      objects:
        - objectName: contacts
          destination: contactWebhook
          schedule: '0 * * * *'
          optionalFieldsAuto: all
    proxy: {enabled: true}
";

/// Whether a tab at `at` may stand there: text comes before it on its line, and that is no dash alone.
fn allowed(at: usize) -> bool {
    let line = MANIFEST[..at].rsplit('\n').next().unwrap_or_default();
    let before = line.trim_start_matches(' ');
    // `-\tname`, `- \tname`; after `name` it belongs to the text or separates.
    !before.is_empty() && before.trim_end_matches(' ') != "-"
}

/// Whether a tab at `at` leaves all keys and dashes what they are.
fn harmless(at: usize) -> bool {
    let line = MANIFEST[..at].rsplit('\n').next().unwrap_or_default();
    line.contains([':', '#'])
}

proptest! {
    #![proptest_config(common::cases(600))]

    #[test]
    fn a_tab_is_refused_where_it_indents(at in 0..MANIFEST.len(), many in 1..3_usize) {
        let mut text = MANIFEST.to_owned();
        text.insert_str(at, &"\t".repeat(many));
        let options = Options::default();
        let found = check("amp.yaml", text.clone().into_bytes(), &options).unwrap().findings;
        let syntax: Vec<_> = found.iter().filter(|finding| finding.rule == "yaml-syntax").collect();
        if !allowed(at) {
            let [finding] = syntax[..] else {
                return Err(TestCaseError::fail(format!("{} findings in {text:?}", syntax.len())));
            };
            prop_assert_eq!(finding.level, Level::Error);
            let span = finding.span;
            prop_assert!(
                text[span.start as usize..].starts_with('\t') && span.start as usize <= at + many,
                "not at the tab, but at {:?} in {:?}", &text[span.range()], text
            );
        } else if harmless(at) {
            prop_assert!(syntax.is_empty(), "{:?} in {:?}", syntax[0].message, text);
        }
    }
}
