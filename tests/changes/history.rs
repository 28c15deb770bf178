//! Twenty commits of a repository, and what each did to its customers; `docs/compare.md` shows the table.

use std::fmt::Write as _;

use super::git::{Repository, amplint, git};
use super::update;

const FIRST: &str = "\
specVersion: 1.0.0
integrations:
  - name: crm
    displayName: CRM
    provider: hubspot
    read:
      objects:
        - objectName: contacts
          destination: contactWebhook
          schedule: \"0 * * * *\"
          requiredFields:
            - fieldName: email
            - fieldName: lastname
              mapToName: surname
          optionalFields:
            - fieldName: phone
";

/// What a commit says, and what it puts for what.
const COMMITS: &[(&str, &[(&str, &str)])] = &[
    ("Sort out quotes", &[("\"0 * * * *\"", "'0 * * * *' # hourly")]),
    ("Say HubSpot", &[("displayName: CRM", "displayName: HubSpot")]),
    (
        "Companies",
        &[(
            "          optionalFields:\n            - fieldName: phone\n",
            "          optionalFields:\n            - fieldName: phone\n        - objectName: companies\n          destination: companyWebhook\n",
        )],
    ),
    (
        "Job titles for those who want them",
        &[(
            "            - fieldName: phone\n",
            "            - fieldName: phone\n            - fieldName: jobtitle\n",
        )],
    ),
    (
        "Contacts every 10 minutes",
        &[("'0 * * * *' # hourly", "'*/10 * * * *'")],
    ),
    (
        "A month of old contacts",
        &[(
            "          schedule: '*/10 * * * *'\n",
            "          schedule: '*/10 * * * *'\n          backfill:\n            defaultPeriod:\n              days: 30\n",
        )],
    ),
    (
        "Ask for the owner",
        &[(
            "            - fieldName: jobtitle\n",
            "            - fieldName: jobtitle\n            - mapToName: owner\n              mapToDisplayName: Owner\n              prompt: Which field holds the owner?\n",
        )],
    ),
    (
        "Clearer words",
        &[(
            "prompt: Which field holds the owner?",
            "prompt: Who looks after the contact?",
        )],
    ),
    (
        "Write contacts back",
        &[(
            "    read:\n",
            "    write:\n      objects:\n        - objectName: contacts\n          inheritMapping: true\n    read:\n",
        )],
    ),
    (
        "familyName is what billing calls it",
        &[("mapToName: surname", "mapToName: familyName")],
    ),
    (
        "Owners are account owners",
        &[("mapToName: owner", "mapToName: accountOwner")],
    ),
    (
        "Everybody has a phone",
        &[
            ("            - fieldName: phone\n", ""),
            (
                "          optionalFields:\n",
                "            - fieldName: phone\n          optionalFields:\n",
            ),
        ],
    ),
    (
        "New receiver for contacts",
        &[("destination: contactWebhook", "destination: peopleWebhook")],
    ),
    (
        "Events of contacts",
        &[(
            "    write:\n",
            "    subscribe:\n      objects:\n        - objectName: contacts\n          destination: eventWebhook\n          inheritFieldsAndMapping: true\n          createEvent:\n            enabled: always\n          deleteEvent:\n            enabled: always\n    write:\n",
        )],
    ),
    (
        "Nobody needs deletions",
        &[("          deleteEvent:\n            enabled: always\n", "")],
    ),
    ("All history", &[("days: 30", "fullHistory: true")]),
    (
        "No more companies",
        &[(
            "        - objectName: companies\n          destination: companyWebhook\n",
            "",
        )],
    ),
    (
        "Watch for new fields",
        &[(
            "    subscribe:\n",
            "    watchSchema:\n      destination: schemaWebhook\n      allObjects:\n        fieldCreated:\n          enabled: always\n    subscribe:\n",
        )],
    ),
    (
        "The proxy for reports",
        &[(
            "    subscribe:\n",
            "    proxy:\n      enabled: true\n    subscribe:\n",
        )],
    ),
    ("A better name", &[("- name: crm\n", "- name: hubspotCrm\n")]),
];

#[test]
fn a_history() {
    let repository = Repository::new();
    let mut text = FIRST.to_owned();
    repository.write("amp.yaml", &text);
    repository.commit("The first version");
    let mut table = String::from("| commit | class | changes |\n|---|---|---|\n");
    assert_eq!(COMMITS.len(), 20);
    for (message, edits) in COMMITS {
        for (old, new) in *edits {
            assert!(text.contains(old), "{message}: {old} is not there\n{text}");
            text = text.replacen(old, new, 1);
        }
        repository.write("amp.yaml", &text);
        repository.commit(message);
        let (code, out, said) = amplint(
            repository.path(),
            &["compare", "--against", "HEAD~1", "--format", "json"],
        );
        let report: serde_json::Value =
            serde_json::from_str(&out).unwrap_or_else(|_| panic!("{message}: {said}"));
        let changes = report["changes"].as_array().unwrap();
        let told = |key: &str| -> Vec<&str> {
            changes
                .iter()
                .map(|change| change[key].as_str().unwrap())
                .collect()
        };
        assert_eq!(code == 1, told("class").contains(&"breaking"), "{message}");
        // One edit is one change; the first is none.
        assert_eq!(
            changes.len(),
            usize::from(*message != COMMITS[0].0),
            "{message}: {changes:?}"
        );
        let places = changes.iter().map(|change| {
            let (id, at) = (change["change"].as_str().unwrap(), change["at"].as_str().unwrap());
            format!("[`{id}`](changes/{id}.md) `{at}`")
        });
        let places: Vec<String> = places.collect();
        let class = told("class").first().copied().unwrap_or("–");
        let _ = writeln!(table, "| {message} | {class} | {} |", places.join("<br>"));
    }
    assert_eq!(
        git(repository.path(), &["rev-list", "--count", "HEAD"]).trim(),
        "21"
    );
    update::parts("docs/compare.md", &[("history", table)]);
}
