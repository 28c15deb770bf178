//! Tables for a terminal.

use std::io::{self, Write};

use super::words;
use crate::escape::visible;
use crate::overview::{IntegrationView, Overview};
use crate::report::table::{Table, wrapped};

/// Writes it, no wider than `width` columns if that can be done.
///
/// # Errors
/// Those of `out`.
pub fn write(overview: &Overview, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    for file in &overview.files {
        for integration in &file.integrations {
            head(integration, &file.file, width, out)?;
            objects(integration, width, out)?;
            writeln!(out)?;
        }
        if !file.dropped.is_empty() {
            writeln!(out, "{}: Ampersand drops", visible(&file.file))?;
            let mut table = Table::new(&[">line", "what"]).indented(2);
            for dropped in &file.dropped {
                table.row([dropped.line.to_string(), visible(&dropped.message).into_owned()]);
            }
            table.write(width, out)?;
            writeln!(out)?;
        }
    }
    if !overview.destinations.is_empty() {
        let mut table = Table::new(&["destination", ">records", ">events", "from"]);
        for destination in &overview.destinations {
            let of = |what| {
                let number = destination.receives.iter().filter(|it| it.what == what).count();
                if number > 0 {
                    number.to_string()
                } else {
                    String::new()
                }
            };
            let mut from: Vec<String> = destination
                .receives
                .iter()
                .map(|it| words::name(it.integration.as_deref()))
                .collect();
            from.dedup();
            table.row([
                visible(&destination.name).into_owned(),
                of("records"),
                of("events"),
                from.join(", "),
            ]);
        }
        table.without_empty_columns().write(width, out)?;
        writeln!(out)?;
    }
    let findings = words::findings(overview.totals.findings);
    let findings = if findings.is_empty() {
        findings
    } else {
        format!("; {findings}")
    };
    lines(
        &format!("{}{findings}", words::totals(&overview.totals)),
        0,
        width,
        out,
    )
}

/// Words in lines that fit.
fn lines(text: &str, indent: usize, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let room = width.map_or(usize::MAX, |width| width.saturating_sub(indent));
    wrapped(text, room)
        .iter()
        .try_for_each(|line| writeln!(out, "{:indent$}{line}", ""))
}

fn head(
    integration: &IntegrationView,
    file: &str,
    width: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let display = integration.display_name.as_deref().or(integration.provider_name);
    let display = display
        .map(|name| format!(", {}", visible(name)))
        .unwrap_or_default();
    let name = words::name(integration.name.as_deref());
    let provider = words::provider(integration);
    let place = format!("{}:{}", visible(file), integration.line);
    lines(&format!("{name} ({provider}{display}) at {place}"), 0, width, out)?;
    let reads = words::reads(integration.reads_a_day);
    lines(
        &format!("{}; {reads}", words::actions(integration)),
        2,
        width,
        out,
    )
}

fn objects(integration: &IntegrationView, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    if !integration.read.is_empty() {
        let mut table = Table::new(&[
            "read",
            "destination",
            "when",
            ">a day",
            ">gap",
            "backfill",
            "fields",
            "delivery",
        ])
        .indented(2);
        for object in &integration.read {
            let delivery = object
                .delivery
                .as_deref()
                .map(|it| visible(it).into_owned())
                .unwrap_or_default();
            table.row(words::read_cells(object).into_iter().chain([delivery]));
        }
        table.without_empty_columns().write(width, out)?;
    }
    if !integration.subscribe.is_empty() || integration.watch_schema.is_some() {
        let mut table = Table::new(&["subscribe", "destination", "events"]).indented(2);
        for object in &integration.subscribe {
            table.row([
                words::name(object.object.as_deref()),
                words::name(object.destination.as_deref()),
                visible(&object.events.join(", ")).into_owned(),
            ]);
        }
        if let Some(watch) = &integration.watch_schema {
            table.row([
                "the schema".to_owned(),
                words::name(watch.destination.as_deref()),
                match &watch.schedule {
                    Some(schedule) => words::schedule(Some(schedule)),
                    None => "looked for once a day".to_owned(),
                },
            ]);
        }
        table.write(width, out)?;
    }
    if !integration.write.is_empty() {
        let mut table = Table::new(&["write", "mapping"]).indented(2);
        for object in &integration.write {
            let mapping = if object.inherits_mapping {
                "of the read object"
            } else {
                ""
            };
            table.row([words::name(object.object.as_deref()), mapping.to_owned()]);
        }
        table.without_empty_columns().write(width, out)?;
    }
    Ok(())
}
