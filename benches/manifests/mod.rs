//! Manifests to measure with.

use std::fmt::Write as _;

/// A clean manifest of about `bytes` bytes, as people write them: comments, a few fields an object, a dozen
/// objects an integration.
#[allow(dead_code)]
pub fn clean(bytes: usize) -> String {
    let mut text = String::from("specVersion: 1.0.0\nintegrations:\n");
    let mut integration = 0;
    while text.len() < bytes {
        integration += 1;
        let _ = write!(
            text,
            "  - name: salesforce-{integration}\n    displayName: Salesforce {integration}\n    provider: salesforce\n    module: crm\n    read:\n      objects:\n"
        );
        for object in 0..12 {
            if text.len() >= bytes {
                break;
            }
            let _ = write!(
                text,
                "        # What the customer calls a deal, number {object}.\n        - objectName: widget_{object}__c\n          destination: salesforceWebhook\n          schedule: \"*/{} * * * *\" # often enough\n          requiredFields:\n            - fieldName: id\n            - fieldName: name\n            - fieldName: billingcity\n              mapToName: city\n              mapToDisplayName: City\n            - mapToName: country\n              mapToDisplayName: Country\n              prompt: Which field is the country of the account?\n          optionalFieldsAuto: all\n          backfill:\n            defaultPeriod:\n              days: {}\n",
                [10, 15, 20, 30][object % 4],
                object * 7,
            );
        }
        let _ = write!(
            text,
            "    write:\n      objects:\n        - objectName: widget_0__c\n          inheritMapping: true\n    proxy:\n      enabled: true\n"
        );
    }
    text
}

/// A manifest of `count` read objects, nearly all of one integration.
#[allow(dead_code)]
pub fn objects(count: usize) -> String {
    let mut text = String::from(
        "specVersion: 1.0.0\nintegrations:\n  - name: many\n    provider: salesforce\n    read:\n      objects:\n",
    );
    for object in 0..count {
        let _ = write!(
            text,
            "        - objectName: widget_{object}__c\n          destination: salesforceWebhook\n          schedule: \"*/10 * * * *\"\n          requiredFields:\n            - fieldName: id\n          optionalFieldsAuto: all\n",
        );
    }
    text
}

/// The text with an unknown key in the first `count` of its read objects.
#[allow(dead_code)]
pub fn with_mistakes(text: &str, count: usize) -> String {
    text.replacen(
        "          optionalFieldsAuto: all\n",
        "          optionalFieldsAuto: all\n          fieldsByHand: none\n",
        count,
    )
}
