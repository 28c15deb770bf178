use std::collections::HashMap;

use crate::catalog::{Module, NameCase};
use crate::manifest::Integration;
use crate::rule::{Context, Sink, code, rule};

rule! {
    /// Two read objects of an integration that are delivered under one name.
    ///
    /// ## Why
    ///
    /// A record is delivered under its object's `mapToName`, or its `objectName` without one. With one name for
    /// two objects nobody can tell their records apart; Ampersand refuses it.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: people
    ///     provider: salesforce
    ///     read:
    ///       objects:
    ///         - objectName: contact
    ///           mapToName: person
    ///           destination: peopleWebhook
    ///           schedule: "0 * * * *"
    ///           optionalFieldsAuto: all
    ///         - objectName: lead
    ///           mapToName: person
    ///           destination: peopleWebhook
    ///           schedule: "0 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: people
    ///     provider: salesforce
    ///     read:
    ///       objects:
    ///         - objectName: contact
    ///           mapToName: person
    ///           destination: peopleWebhook
    ///           schedule: "0 * * * *"
    ///           optionalFieldsAuto: all
    ///         - objectName: lead
    ///           mapToName: prospect
    ///           destination: peopleWebhook
    ///           schedule: "0 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// The same object twice is the business of `duplicate-read-object`.
    id: "object-mapping-unique",
    group: Names,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let objects = integration.read_objects();
    if objects.len() < 2 || objects.iter().all(|object| object.map_to_name.is_missing()) {
        return;
    }
    let mut seen = HashMap::with_capacity(objects.len());
    for object in objects {
        let (Some(name), Some(delivered)) = (object.object_name.get(), object.delivered_name()) else {
            continue;
        };
        let (first_name, first) = *seen.entry(delivered.as_str()).or_insert((name, delivered.at));
        if first == delivered.at {
            continue;
        }
        let case = cx
            .module(integration)
            .map_or(NameCase::Sensitive, Module::name_case);
        if case.same(first_name.as_str(), name.as_str()) {
            continue;
        }
        let (place, first) = cx.places_of_two(delivered.at, first);
        let (later, earlier) = (code(name.as_str()), code(first_name.as_str()));
        sink.report(
            place,
            format!(
                "{later} would be delivered as {}, as {earlier} is; Ampersand refuses that",
                code(delivered.as_str())
            ),
        )
        .label("the same name again")
        .also(first, format!("{earlier} is delivered as this"))
        .help("give one of them another `mapToName`");
    }
}
