//! Edits of a manifest that has some of everything, and what each brings, there and back.

use super::{compared, told};

const BASE: &str = "\
specVersion: 1.0.0
integrations:
  - name: crm
    displayName: CRM
    provider: hubspot
    read:
      objects:
        - objectName: contacts
          destination: contactHook
          schedule: \"0 * * * *\"
          backfill:
            defaultPeriod:
              days: 30
          requiredFields:
            - fieldName: email
            - fieldName: lastname
              mapToName: surname
            - mapToName: owner
              mapToDisplayName: Owner
          optionalFields:
            - fieldName: phone
            - mapToName: notes
              mapToDisplayName: Notes
              prompt: Which field holds the notes?
        - objectName: companies
          destination: companyHook
          enabled: always
          requiredFields:
            - fieldName: name
            - fieldName: domain
    write:
      objects:
        - objectName: contacts
          inheritMapping: true
        - objectName: deals
    subscribe:
      objects:
        - objectName: contacts
          destination: eventHook
          inheritFieldsAndMapping: true
          createEvent:
            enabled: always
          updateEvent:
            enabled: always
            requiredWatchFields:
              - email
              - lastname
          otherEvents:
            - contact.merge
            - contact.privacyDeletion
    proxy:
      enabled: true
    watchSchema:
      destination: schemaHook
      allObjects:
        fieldCreated:
          enabled: always
  - name: support
    provider: zendeskSupport
    read:
      objects:
        - objectName: tickets
          destination: ticketHook
          schedule: \"0 0 * * *\"
";

/// What is edited, the texts that stand for others, and the changes there and back, as `class[change] path` below
/// `integrations[crm]` (`.`) or from the root.
type Edit = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
    &'static [&'static str],
);

const EDITS: &[Edit] = &[
    ("nothing", &[], &[], &[]),
    (
        "order, comments, quotes, case and flow",
        &[
            (
                "            - fieldName: email\n            - fieldName: lastname\n              mapToName: surname\n",
                "            - {mapToName: 'surname', fieldName: LastName} # the family\n            - fieldName: \"Email\"\n",
            ),
            (
                "        - objectName: contacts\n          inheritMapping: true\n        - objectName: deals\n",
                "        - objectName: Deals\n        - {inheritMapping: true, objectName: CONTACTS}\n",
            ),
            (
                "              - email\n              - lastname\n",
                "              - lastname\n              - email\n",
            ),
            (
                "            - contact.merge\n            - contact.privacyDeletion\n",
                "            - contact.privacyDeletion\n            - contact.merge\n",
            ),
        ],
        &[],
        &[],
    ),
    (
        "defaults written out",
        &[
            (
                "    proxy:\n      enabled: true\n",
                "    module: crm\n    proxy:\n      enabled: true\n      useModule: false\n",
            ),
            (
                "        - objectName: deals\n",
                "        - objectName: deals\n          inheritMapping: false\n          valueDefaults:\n            allowAnyFields: false\n",
            ),
            (
                "          destination: companyHook\n",
                "          destination: companyHook\n          mapToName: companies\n          delivery:\n            mode: auto\n          backfill:\n            defaultPeriod:\n              days: 0\n",
            ),
            ("\"0 0 * * *\"", "\"0 0 * * 0-6\""),
        ],
        &[],
        &[],
    ),
    (
        "the singular, which the provider takes, too",
        &[(
            "        - objectName: companies\n",
            "        - objectName: company\n",
        )],
        &[],
        &[],
    ),
    (
        "integrations the other way round",
        &[(
            "  - name: crm\n",
            "  - name: first\n    provider: gong\n    proxy:\n      enabled: true\n  - name: crm\n",
        )],
        &["compatible[integration-added] integrations[first]"],
        &["breaking[integration-removed] integrations[first]"],
    ),
    (
        "a whole integration under another name",
        &[
            ("  - name: crm\n", "  - name: sales\n"),
            ("displayName: CRM", "displayName: Sales"),
            ("contactHook", "otherHook"),
        ],
        &["breaking[integration-renamed] integrations[sales]"],
        &["breaking[integration-renamed] integrations[crm]"],
    ),
    (
        "another name and provider: another integration",
        &[(
            "  - name: support\n    provider: zendeskSupport\n",
            "  - name: help\n    provider: freshdesk\n",
        )],
        &[
            "breaking[integration-removed] integrations[support]",
            "compatible[integration-added] integrations[help]",
        ],
        &[
            "breaking[integration-removed] integrations[help]",
            "compatible[integration-added] integrations[support]",
        ],
    ),
    (
        "another name, and no object in common",
        &[
            ("  - name: support\n", "  - name: help\n"),
            ("objectName: tickets", "objectName: users"),
        ],
        &[
            "breaking[integration-removed] integrations[support]",
            "compatible[integration-added] integrations[help]",
        ],
        &[
            "breaking[integration-removed] integrations[help]",
            "compatible[integration-added] integrations[support]",
        ],
    ),
    (
        "another provider",
        &[("provider: zendeskSupport", "provider: freshdesk")],
        &["breaking[provider-changed] integrations[support].provider"],
        &["breaking[provider-changed] integrations[support].provider"],
    ),
    (
        "no read, with two objects, one of them always enabled",
        &[(
            "    read:\n      objects:\n        - objectName: contacts\n",
            "    x-read:\n      objects:\n        - objectName: contacts\n",
        )],
        &["breaking[action-removed] .read"],
        &["everyone[always-enabled-added] .read"],
    ),
    (
        "no read of objects that customers select",
        &[(
            "    read:\n      objects:\n        - objectName: tickets\n",
            "    proxy: {enabled: true}\n    x-read:\n      objects:\n        - objectName: tickets\n",
        )],
        &[
            "breaking[action-removed] integrations[support].read",
            "new[action-added] integrations[support].proxy",
        ],
        &[
            "breaking[action-removed] integrations[support].proxy",
            "new[action-added] integrations[support].read",
        ],
    ),
    (
        "no subscribe",
        &[("    subscribe:\n", "    x-subscribe:\n")],
        &["breaking[action-removed] .subscribe"],
        &["new[action-added] .subscribe"],
    ),
    (
        "a read object with fields and a schedule of its own",
        &[(
            "        - objectName: tickets\n",
            "        - objectName: users\n          destination: userHook\n          requiredFields:\n            - fieldName: name\n        - objectName: tickets\n",
        )],
        &["new[read-object-added] integrations[support].read[users]"],
        &["breaking[read-object-removed] integrations[support].read[users]"],
    ),
    (
        "a read object that is always enabled",
        &[(
            "        - objectName: tickets\n",
            "        - objectName: users\n          destination: userHook\n          enabled: always\n          requiredFields:\n            - fieldName: name\n        - objectName: tickets\n",
        )],
        &["everyone[always-enabled-added] integrations[support].read[users]"],
        &["breaking[read-object-removed] integrations[support].read[users]"],
    ),
    (
        "another read object with the same fields",
        &[(
            "        - objectName: companies\n",
            "        - objectName: products\n",
        )],
        &["breaking[read-object-renamed] .read[products]"],
        &["breaking[read-object-renamed] .read[companies]"],
    ),
    (
        "another read object with other fields",
        &[
            (
                "        - objectName: companies\n",
                "        - objectName: products\n",
            ),
            (
                "            - fieldName: name\n            - fieldName: domain\n",
                "            - fieldName: price\n            - fieldName: sku\n",
            ),
        ],
        &[
            "breaking[read-object-removed] .read[companies]",
            "everyone[always-enabled-added] .read[products]",
        ],
        &[
            "breaking[read-object-removed] .read[products]",
            "everyone[always-enabled-added] .read[companies]",
        ],
    ),
    (
        "no longer always enabled",
        &[(
            "          enabled: always\n          requiredFields:\n            - fieldName: name\n",
            "          requiredFields:\n            - fieldName: name\n",
        )],
        &["breaking[always-enabled-removed] .read[companies].enabled"],
        &["everyone[always-enabled-added] .read[companies].enabled"],
    ),
    (
        "three new fields of three kinds",
        &[(
            "          optionalFields:\n",
            "            - fieldName: jobtitle\n          optionalFields:\n            - fieldName: fax\n            - mapToName: plan\n              mapToDisplayName: Plan\n",
        )],
        &[
            "everyone[required-field-added] .read[contacts].requiredFields[jobtitle]",
            "new[customer-mapping-added] .read[contacts].optionalFields[plan]",
            "new[optional-field-added] .read[contacts].optionalFields[fax]",
        ],
        &[
            "breaking[customer-mapping-removed] .read[contacts].optionalFields[plan]",
            "breaking[field-removed] .read[contacts].optionalFields[fax]",
            "breaking[field-removed] .read[contacts].requiredFields[jobtitle]",
        ],
    ),
    (
        "another field of the provider under the same key",
        &[(
            "            - fieldName: lastname\n",
            "            - fieldName: company\n",
        )],
        &[
            "breaking[field-removed] .read[contacts].requiredFields[lastname]",
            "everyone[required-field-added] .read[contacts].requiredFields[company]",
        ],
        &[
            "breaking[field-removed] .read[contacts].requiredFields[company]",
            "everyone[required-field-added] .read[contacts].requiredFields[lastname]",
        ],
    ),
    (
        "a mapping of a fixed field",
        &[(
            "            - fieldName: phone\n",
            "            - fieldName: phone\n              mapToName: telephone\n",
        )],
        &["breaking[field-mapping-changed] .read[contacts].optionalFields[phone]"],
        &["breaking[field-mapping-changed] .read[contacts].optionalFields[phone]"],
    ),
    (
        "a mapping in other letters: payloads mind",
        &[("mapToName: surname", "mapToName: Surname")],
        &["breaking[field-mapping-changed] .read[contacts].requiredFields[lastname]"],
        &["breaking[field-mapping-changed] .read[contacts].requiredFields[lastname]"],
    ),
    (
        "a mapped field that becomes optional",
        &[
            (
                "            - fieldName: lastname\n              mapToName: surname\n",
                "",
            ),
            (
                "            - fieldName: phone\n",
                "            - fieldName: phone\n            - fieldName: lastname\n              mapToName: surname\n",
            ),
        ],
        &["new[field-required-to-optional] .read[contacts].optionalFields[lastname]"],
        &["everyone[field-optional-to-required] .read[contacts].requiredFields[lastname]"],
    ),
    (
        "a mapping of customers that becomes required",
        &[
            (
                "            - mapToName: notes\n              mapToDisplayName: Notes\n              prompt: Which field holds the notes?\n",
                "",
            ),
            (
                "            - mapToName: owner\n",
                "            - mapToName: notes\n              mapToDisplayName: Notes\n              prompt: Which field holds the notes?\n            - mapToName: owner\n",
            ),
        ],
        &["everyone[field-optional-to-required] .read[contacts].requiredFields[notes]"],
        &["new[field-required-to-optional] .read[contacts].optionalFields[notes]"],
    ),
    (
        "a mapping of customers under another name",
        &[("mapToName: owner\n", "mapToName: ownerId\n")],
        &["breaking[customer-mapping-renamed] .read[contacts].requiredFields[ownerId]"],
        &["breaking[customer-mapping-renamed] .read[contacts].requiredFields[owner]"],
    ),
    (
        "a mapping of customers that is another one",
        &[(
            "            - mapToName: notes\n              mapToDisplayName: Notes\n              prompt: Which field holds the notes?\n",
            "            - mapToName: region\n              mapToDisplayName: Region\n",
        )],
        &[
            "breaking[customer-mapping-removed] .read[contacts].optionalFields[notes]",
            "new[customer-mapping-added] .read[contacts].optionalFields[region]",
        ],
        &[
            "breaking[customer-mapping-removed] .read[contacts].optionalFields[region]",
            "new[customer-mapping-added] .read[contacts].optionalFields[notes]",
        ],
    ),
    (
        "words for people",
        &[
            ("mapToDisplayName: Notes", "mapToDisplayName: Remarks"),
            ("Which field holds the notes?", "Where are the notes?"),
            ("displayName: CRM", "displayName: HubSpot"),
        ],
        &[
            "compatible[display-name-changed] .displayName",
            "compatible[label-changed] .read[contacts].optionalFields[notes]",
            "compatible[prompt-changed] .read[contacts].optionalFields[notes]",
        ],
        &[
            "compatible[display-name-changed] .displayName",
            "compatible[label-changed] .read[contacts].optionalFields[notes]",
            "compatible[prompt-changed] .read[contacts].optionalFields[notes]",
        ],
    ),
    (
        "an object's name in payloads",
        &[(
            "          destination: companyHook\n",
            "          destination: companyHook\n          mapToName: accounts\n          mapToDisplayName: Accounts\n",
        )],
        &[
            "breaking[object-mapping-changed] .read[companies].mapToName",
            "compatible[label-changed] .read[companies].mapToDisplayName",
        ],
        &[
            "breaking[object-mapping-changed] .read[companies].mapToName",
            "compatible[label-changed] .read[companies].mapToDisplayName",
        ],
    ),
    (
        "every destination",
        &[("contactHook", "a"), ("eventHook", "b"), ("schemaHook", "c")],
        &[
            "everyone[destination-changed] .read[contacts].destination",
            "everyone[destination-changed] .subscribe[contacts].destination",
            "everyone[watch-schema-changed] .watchSchema",
        ],
        &[
            "everyone[destination-changed] .read[contacts].destination",
            "everyone[destination-changed] .subscribe[contacts].destination",
            "everyone[watch-schema-changed] .watchSchema",
        ],
    ),
    (
        "schedules: the same hour, another hour, none",
        &[
            ("\"0 * * * *\"", "\"0 0-23 * * *\""),
            ("\"0 0 * * *\"", "\"0 6 * * *\""),
        ],
        &["everyone[schedule-changed] integrations[support].read[tickets].schedule"],
        &["everyone[schedule-changed] integrations[support].read[tickets].schedule"],
    ),
    (
        "a schedule for an object that had none",
        &[(
            "          destination: companyHook\n",
            "          destination: companyHook\n          schedule: \"*/15 * * * *\"\n",
        )],
        &["everyone[schedule-changed] .read[companies].schedule"],
        &["everyone[schedule-changed] .read[companies].schedule"],
    ),
    (
        "all older records",
        &[("              days: 30\n", "              fullHistory: true\n")],
        &["new[backfill-changed] .read[contacts].backfill"],
        &["new[backfill-changed] .read[contacts].backfill"],
    ),
    (
        "no older records",
        &[(
            "          backfill:\n            defaultPeriod:\n              days: 30\n",
            "",
        )],
        &["new[backfill-changed] .read[contacts].backfill"],
        &["new[backfill-changed] .read[contacts].backfill"],
    ),
    (
        "delivery on request",
        &[(
            "          destination: ticketHook\n",
            "          destination: ticketHook\n          delivery:\n            mode: onRequest\n            pageSize: 100\n",
        )],
        &["breaking[delivery-changed] integrations[support].read[tickets].delivery"],
        &["everyone[delivery-changed] integrations[support].read[tickets].delivery"],
    ),
    (
        "events",
        &[
            (
                "          createEvent:\n            enabled: always\n",
                "          deleteEvent:\n            enabled: always\n",
            ),
            ("            - contact.merge\n", "            - contact.restore\n"),
        ],
        &[
            "breaking[subscribe-event-removed] .subscribe[contacts].createEvent",
            "breaking[subscribe-event-removed] .subscribe[contacts].otherEvents[\"contact.merge\"]",
            "everyone[subscribe-event-added] .subscribe[contacts].deleteEvent",
            "everyone[subscribe-event-added] .subscribe[contacts].otherEvents[\"contact.restore\"]",
        ],
        &[
            "breaking[subscribe-event-removed] .subscribe[contacts].deleteEvent",
            "breaking[subscribe-event-removed] .subscribe[contacts].otherEvents[\"contact.restore\"]",
            "everyone[subscribe-event-added] .subscribe[contacts].createEvent",
            "everyone[subscribe-event-added] .subscribe[contacts].otherEvents[\"contact.merge\"]",
        ],
    ),
    (
        "watched fields",
        &[(
            "            requiredWatchFields:\n              - email\n              - lastname\n",
            "            watchFieldsAuto: all\n",
        )],
        &["everyone[watch-fields-changed] .subscribe[contacts].updateEvent"],
        &["everyone[watch-fields-changed] .subscribe[contacts].updateEvent"],
    ),
    (
        "a subscribe object, always with its read object",
        &[(
            "    proxy:\n      enabled: true\n",
            "        - objectName: companies\n          destination: eventHook\n          inheritFieldsAndMapping: true\n          deleteEvent:\n            enabled: always\n    proxy:\n      enabled: true\n",
        )],
        &["new[subscribe-object-added] .subscribe[companies]"],
        &["breaking[subscribe-object-removed] .subscribe[companies]"],
    ),
    (
        "another write object",
        &[("        - objectName: deals\n", "        - objectName: tickets\n")],
        &["breaking[write-object-renamed] .write[tickets]"],
        &["breaking[write-object-renamed] .write[deals]"],
    ),
    (
        "writes without the mapping, and any default",
        &[(
            "          inheritMapping: true\n",
            "          valueDefaults:\n            allowAnyFields: true\n",
        )],
        &[
            "breaking[inherit-mapping-changed] .write[contacts].inheritMapping",
            "everyone[value-defaults-changed] .write[contacts].valueDefaults.allowAnyFields",
        ],
        &[
            "everyone[inherit-mapping-changed] .write[contacts].inheritMapping",
            "everyone[value-defaults-changed] .write[contacts].valueDefaults.allowAnyFields",
        ],
    ),
    (
        "a proxy that is off",
        &[(
            "    proxy:\n      enabled: true\n",
            "    proxy:\n      enabled: false\n",
        )],
        &["breaking[proxy-disabled] .proxy.enabled"],
        &["new[action-added] .proxy"],
    ),
    (
        "a proxy by its module",
        &[(
            "    proxy:\n      enabled: true\n",
            "    proxy:\n      enabled: true\n      useModule: true\n",
        )],
        &["breaking[proxy-module-changed] .proxy.useModule"],
        &["breaking[proxy-module-changed] .proxy.useModule"],
    ),
    (
        "what the schema is watched for, and when",
        &[
            ("        fieldCreated:\n", "        fieldChanged:\n"),
            (
                "      destination: schemaHook\n",
                "      destination: schemaHook\n      schedule: \"0 0 * * 1\"\n",
            ),
        ],
        &["everyone[watch-schema-changed] .watchSchema"],
        &["everyone[watch-schema-changed] .watchSchema"],
    ),
    (
        "nothing watches the schema",
        &[(
            "    watchSchema:\n      destination: schemaHook\n      allObjects:\n        fieldCreated:\n          enabled: always\n",
            "",
        )],
        &["everyone[watch-schema-removed] .watchSchema"],
        &["everyone[watch-schema-added] .watchSchema"],
    ),
    (
        "any optional field",
        &[(
            "          destination: ticketHook\n",
            "          destination: ticketHook\n          optionalFieldsAuto: all\n",
        )],
        &["new[optional-fields-auto-added] integrations[support].read[tickets].optionalFieldsAuto"],
        &["breaking[field-removed] integrations[support].read[tickets].optionalFieldsAuto"],
    ),
    (
        "a misspelt key, which the platform drops",
        &[("          optionalFields:\n", "          optionalField:\n")],
        &[
            "breaking[customer-mapping-removed] .read[contacts].optionalFields[notes]",
            "breaking[field-removed] .read[contacts].optionalFields[phone]",
        ],
        &[
            "new[customer-mapping-added] .read[contacts].optionalFields[notes]",
            "new[optional-field-added] .read[contacts].optionalFields[phone]",
        ],
    ),
    (
        "another version of the specification, which is refused",
        &[("specVersion: 1.0.0", "specVersion: 1.0.1")],
        &[],
        &[],
    ),
];

#[test]
fn edits() {
    let mut wrong = Vec::new();
    for (what, parts, there, back) in EDITS {
        let mut text = BASE.to_owned();
        for (from, to) in *parts {
            assert_eq!(BASE.matches(from).count(), 1, "{what}: {from}");
            text = text.replacen(from, to, 1);
        }
        for (way, old, new, wanted) in [("there", BASE, &*text, there), ("back", &*text, BASE, back)] {
            let compared = compared(old, new);
            let mut found: Vec<String> = told(&compared.differences)
                .iter()
                .map(|line| line.replace(" integrations[crm].", " ."))
                .collect();
            found.sort();
            if found != *wanted || !compared.gaps.is_empty() {
                wrong.push(format!("{what}, {way}: {found:#?} {:?}", compared.gaps));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each of two edits is told as it is alone, whatever the other is.
#[test]
fn edits_do_not_hide_each_other() {
    let apart: Vec<&Edit> = EDITS
        .iter()
        .filter(|(what, parts, there, _)| {
            // What makes another integration or object of one says nothing of its parts, or says it under another name.
            !parts.is_empty()
                && !what.contains("singular")
                && !what.contains("misspelt")
                && !there.iter().any(|line| {
                    [
                        "integration-",
                        "provider-",
                        "action-",
                        "object-re",
                        "object-added",
                    ]
                    .iter()
                    .any(|id| line.contains(id))
                })
        })
        .collect();
    let mut pairs = 0;
    for (i, (what, parts, there, _)) in apart.iter().enumerate() {
        for (other, more, also, _) in &apart[i + 1..] {
            let mut text = BASE.to_owned();
            let clear = parts.iter().chain(*more).all(|(from, to)| {
                let fits = text.matches(from).count() == 1;
                text = text.replacen(from, to, 1);
                fits
            });
            // Both about one place, or one field.
            let of = |line: &str| -> Option<String> {
                let at = line.rsplit(' ').next()?;
                let field = at.rsplit_once("Fields[").map(|(_, name)| name);
                Some(field.unwrap_or(at).to_owned())
            };
            let same = |line: &&str| also.iter().any(|other| of(other) == of(line));
            // A key that both add would be there twice.
            let sound = serde_yaml::from_str::<serde_yaml::Value>(&text).is_ok();
            if !clear || !sound || there.iter().any(same) {
                continue;
            }
            let found = told(&compared(BASE, &text).differences);
            let mut found: Vec<String> = found
                .iter()
                .map(|line| line.replace(" integrations[crm].", " ."))
                .collect();
            let mut wanted: Vec<&str> = there.iter().chain(*also).copied().collect();
            found.sort();
            wanted.sort_unstable();
            assert_eq!(found, wanted, "{what}, and {other}\n{text}");
            pairs += 1;
        }
    }
    assert!(pairs > 300, "only {pairs} pairs of edits fit together");
}
