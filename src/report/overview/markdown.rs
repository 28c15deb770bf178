//! Markdown, for pull requests and wikis.

use std::io::{self, Write};

use super::words;
use crate::overview::{IntegrationView, Overview};

/// Writes it.
///
/// # Errors
/// Those of `out`.
pub fn write(overview: &Overview, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}.", escaped(&words::totals(&overview.totals)))?;
    for file in &overview.files {
        for integration in &file.integrations {
            integration_in(integration, &file.file, out)?;
        }
        if !file.dropped.is_empty() {
            writeln!(out, "\n**{}**: Ampersand drops\n", escaped(&file.file))?;
            for dropped in &file.dropped {
                writeln!(out, "- line {}: {}", dropped.line, escaped(&dropped.message))?;
            }
        }
    }
    if !overview.destinations.is_empty() {
        writeln!(out, "\n### Destinations\n\n| destination | receives |\n|---|---|")?;
        for destination in &overview.destinations {
            let receives = destination.receives.iter().map(|it| {
                let object = it.object.as_deref().unwrap_or("the schema");
                let name = words::name(it.integration.as_deref());
                match it.what {
                    "events" => format!("{name}: {object} (events)"),
                    _ => format!("{name}: {object}"),
                }
            });
            let receives = receives.collect::<Vec<_>>().join(", ");
            writeln!(out, "| {} | {} |", escaped(&destination.name), escaped(&receives))?;
        }
    }
    Ok(())
}

fn integration_in(integration: &IntegrationView, file: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "\n### {} ({})\n\n{}:{}. {}; {}.",
        escaped(&words::name(integration.name.as_deref())),
        escaped(&words::provider(integration)),
        escaped(file),
        integration.line,
        capitalised(&words::actions(integration)),
        words::reads(integration.reads_a_day)
    )?;
    if !integration.read.is_empty() {
        writeln!(
            out,
            "\n| read | destination | when | a day | gap | backfill | fields |\n|---|---|---|--:|--:|---|---|"
        )?;
        for object in &integration.read {
            row(&words::read_cells(object), out)?;
        }
    }
    if !integration.subscribe.is_empty() {
        writeln!(out, "\n| subscribe | destination | events |\n|---|---|---|")?;
        for object in &integration.subscribe {
            let cells = [
                words::name(object.object.as_deref()),
                words::name(object.destination.as_deref()),
                object.events.join(", "),
            ];
            row(&cells, out)?;
        }
    }
    if !integration.write.is_empty() {
        let names: Vec<String> = integration
            .write
            .iter()
            .map(|it| words::name(it.object.as_deref()))
            .collect();
        writeln!(out, "\nWrites {}.", escaped(&names.join(", ")))?;
    }
    if let Some(watch) = &integration.watch_schema {
        let to = words::name(watch.destination.as_deref());
        writeln!(out, "\nReports changes of the schema to {}.", escaped(&to))?;
    }
    Ok(())
}

fn row(cells: &[String], out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
    writeln!(out, "| {} |", cells.join(" | "))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A text that Markdown shows as it is, in a cell or outside.
fn escaped(text: &str) -> String {
    let text = crate::escape::visible(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            // No mention of a person, no link.
            '@' => out.push_str("&#64;"),
            c => out.push(c),
        }
    }
    out
}
