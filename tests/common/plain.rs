//! A manifest in which nothing is wrong. What a rule finds in it all the same (a key that every integration should
//! have, say), it finds nearly everywhere: the rule's own folder shows that, and tests of other things leave it out.

use std::sync::LazyLock;

use amplint::{Options, check};

const PLAIN: &str = r#"specVersion: 1.0.0
integrations:
  - name: crm
    provider: hubspot
    read:
      objects:
        - objectName: contacts
          destination: contactWebhook
          requiredFields:
            - fieldName: email
        - objectName: companies
          destination: companyWebhook
          schedule: "0 * * * *"
          optionalFieldsAuto: all
    write:
      objects:
        - objectName: contacts
    subscribe:
      objects:
        - objectName: contacts
          destination: contactWebhook
          inheritFieldsAndMapping: true
          createEvent:
            enabled: always
  - name: calls
    provider: gong
    proxy:
      enabled: true
"#;

/// The rules that find something in it: none, but while somebody tries a new one.
pub fn common() -> &'static [&'static str] {
    static COMMON: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let found = check("amp.yaml", PLAIN.into(), &Options::default())
            .unwrap()
            .findings;
        let mut rules: Vec<&str> = found.iter().map(|finding| finding.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    });
    &COMMON
}

/// A check by all rules but those.
pub fn options() -> Options {
    let mut options = Options::default();
    for rule in common() {
        options.skip(rule).unwrap();
    }
    options
}
