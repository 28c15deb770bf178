//! Numbers and names in words, the same in every format.

use crate::escape::visible;
use crate::overview::{FieldCounts, IntegrationView, ReadView, ScheduleView, Totals};
use crate::words::count;

/// A name, or what stands for one that can't be read.
pub(super) fn name(text: Option<&str>) -> String {
    text.map_or_else(|| "?".to_owned(), |text| visible(text).into_owned())
}

/// A number of runs as people say it: `24`, `0.14`.
pub(super) fn runs(number: f64) -> String {
    match number {
        0.0 => "0".to_owned(),
        it if it >= 10.0 || it.fract() == 0.0 => format!("{it:.0}"),
        it if it >= 0.1 => format!("{it:.1}"),
        it => format!("{it:.2}"),
    }
}

/// `1 read a day`, `71 reads a day`
pub(super) fn reads(number: f64) -> String {
    let shown = runs(number);
    let noun = if shown == "1" { "read" } else { "reads" };
    format!("{shown} {noun} a day")
}

/// `10 min`, `1 h`, `1 d 12 h`
pub(super) fn gap(minutes: u32) -> String {
    let parts = [
        (minutes / 1440, "d"),
        (minutes % 1440 / 60, "h"),
        (minutes % 60, "min"),
    ];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    parts
        .map(|(number, unit)| format!("{number} {unit}"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// When, in words.
pub(super) fn schedule(schedule: Option<&ScheduleView>) -> String {
    match schedule {
        None => "on request".to_owned(),
        Some(schedule) => match &schedule.words {
            Some(words) => words.clone(),
            None => format!("{}: no schedule", visible(&schedule.expression)),
        },
    }
}

/// `3 + 2 optional + any`
pub(super) fn fields(fields: FieldCounts) -> String {
    let parts = [
        (fields.fixed > 0, fields.fixed.to_string()),
        (fields.optional > 0, format!("{} optional", fields.optional)),
        (fields.mapped > 0, format!("{} to map", fields.mapped)),
        (fields.any, "any".to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|it| it.0).map(|it| it.1).collect();
    if parts.is_empty() {
        "none".to_owned()
    } else {
        parts.join(" + ")
    }
}

/// `contacts`, or `contacts as people`; and that every installation reads it.
pub(super) fn object(object: &ReadView) -> String {
    let mut text = name(object.object.as_deref());
    if let Some(other) = &object.delivered_as {
        text += &format!(" as {}", visible(other));
    }
    if object.always {
        text += " (always)";
    }
    text
}

/// What a table says of an object that is read: its name, where it goes, when, how often a day, the smallest gap, how far
/// back, and its fields.
pub(super) fn read_cells(read: &ReadView) -> [String; 7] {
    let when = read.schedule.as_ref();
    [
        object(read),
        name(read.destination.as_deref()),
        schedule(when),
        when.map(|it| runs(it.runs_a_day)).unwrap_or_default(),
        when.and_then(|it| it.smallest_gap).map(gap).unwrap_or_default(),
        read.backfill.clone(),
        fields(read.fields),
    ]
}

/// `hubspot`, `google/gmail`
pub(super) fn provider(integration: &IntegrationView) -> String {
    let key = name(integration.provider.as_deref());
    match &integration.module {
        Some(module) => format!("{key}/{}", visible(module)),
        None => key,
    }
}

/// What an integration does: `reads 3 objects, writes 1 object, passes requests through`.
pub(super) fn actions(integration: &IntegrationView) -> String {
    let mut parts = Vec::new();
    for (number, verb) in [
        (integration.read.len(), "reads"),
        (integration.write.len(), "writes"),
        (integration.subscribe.len(), "subscribes to"),
    ] {
        if number > 0 {
            parts.push(format!("{verb} {}", count(number, "object")));
        }
    }
    if integration.proxy {
        parts.push("passes requests through".to_owned());
    }
    if integration.watch_schema.is_some() {
        parts.push("watches the schema".to_owned());
    }
    if parts.is_empty() {
        parts.push("does nothing".to_owned());
    }
    parts.join(", ")
}

/// What all of it comes to, in one line.
pub(super) fn totals(totals: &Totals) -> String {
    format!(
        "{} of {} in {}; {} and customer",
        count(totals.integrations, "integration"),
        count(totals.providers, "provider"),
        count(totals.files, "manifest"),
        reads(totals.reads_a_day)
    )
}

/// `2 errors, 1 warning`; nothing for none.
pub(super) fn findings(findings: crate::overview::Findings) -> String {
    let parts = [
        (findings.errors, "error"),
        (findings.warnings, "warning"),
        (findings.infos, "info"),
    ];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    parts
        .map(|(number, noun)| count(*number, noun))
        .collect::<Vec<_>>()
        .join(", ")
}
