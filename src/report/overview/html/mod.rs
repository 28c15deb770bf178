//! One page that needs nothing else: no request, no script to be read. What stands in it is escaped by the template
//! library.

mod drawing;
mod flow;
mod heat;
mod line;
mod table;

use std::io::{self, Write};

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

use super::words;
use crate::check::Checked;
use crate::diagnostic::Diagnostic;
use crate::escape::visible;
use crate::overview::{Destination, FileView, IntegrationView, Overview};
use crate::words::count;
use flow::Flow;
use heat::Heat;
use line::{Line, lines};
use table::{Table, tables};

/// The name of the template, whose ending turns escaping on.
const PAGE_NAME: &str = "page.html";
const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// What may run and apply: only what stands in the page, told by its hash.
const POLICY: &str = include_str!("policy.txt");

/// How many findings of a file are shown in their lines.
const MOST_FINDINGS: usize = 100;

/// Writes it.
///
/// # Errors
/// Those of `out`, and what the template library says, which is a fault of ours.
pub fn write(overview: &Overview, checked: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment
        .add_template(PAGE_NAME, PAGE)
        .map_err(io::Error::other)?;
    let template = environment.get_template(PAGE_NAME).map_err(io::Error::other)?;
    let mut ids = 0;
    let files: Vec<File> = overview
        .files
        .iter()
        .zip(checked)
        .map(|(file, checked)| File::new(file, checked, &mut ids))
        .collect();
    let week = overview.week();
    let several = overview.totals.integrations > 1 && week.total() > 0.0;
    let context = context! {
        policy => POLICY.trim_end(),
        style => Value::from_safe_string(STYLE.to_owned()),
        script => Value::from_safe_string(SCRIPT.to_owned()),
        version => env!("CARGO_PKG_VERSION"),
        totals => words::totals(&overview.totals),
        tiles => Value::from(Serde(tiles(overview))),
        all => Value::from(Serde(several.then(|| Heat::new(&week)))),
        files => Value::from(Serde(files)),
        destinations => Value::from(Serde(overview.destinations.iter().map(Receiver::new).collect::<Vec<_>>())),
    };
    let text = template.render(context).map_err(io::Error::other)?;
    out.write_all(text.as_bytes())?;
    writeln!(out)
}

#[derive(Serialize)]
struct Tile {
    name: &'static str,
    value: String,
    class: Option<&'static str>,
}

fn tiles(overview: &Overview) -> Vec<Tile> {
    let totals = &overview.totals;
    let tile = |name, value: usize| Tile {
        name,
        value: value.to_string(),
        class: None,
    };
    let found = |name, class, value: usize| Tile {
        class: (value > 0).then_some(class),
        ..tile(name, value)
    };
    vec![
        tile("manifests", totals.files),
        tile("integrations", totals.integrations),
        tile("providers", totals.providers),
        tile("objects read", totals.objects.read),
        tile("written", totals.objects.write),
        tile("subscribed to", totals.objects.subscribe),
        Tile {
            name: "reads a day and customer",
            value: words::runs(totals.reads_a_day),
            class: None,
        },
        tile("destinations", overview.destinations.len()),
        found("errors", "error", totals.findings.errors),
        found("warnings", "warning", totals.findings.warnings),
    ]
}

#[derive(Serialize)]
struct File {
    name: String,
    integrations: Vec<Part>,
    dropped: Vec<Told>,
    counts: String,
    findings: Vec<Line>,
    more: Option<String>,
}

#[derive(Serialize)]
struct Told {
    line: u32,
    message: String,
}

impl File {
    fn new(file: &FileView, checked: &Checked, ids: &mut usize) -> Self {
        let standing: Vec<&Diagnostic> = checked
            .findings
            .iter()
            .filter(|finding| !finding.suppressed)
            .collect();
        let shown = &standing[..standing.len().min(MOST_FINDINGS)];
        let more = standing.len() - shown.len() + checked.omitted.total();
        let dropped = file.dropped.iter().map(|dropped| Told {
            line: dropped.line,
            message: visible(&dropped.message).into_owned(),
        });
        Self {
            name: visible(&file.file).into_owned(),
            integrations: file
                .integrations
                .iter()
                .map(|integration| {
                    *ids += 1;
                    Part::new(integration, *ids)
                })
                .collect(),
            dropped: dropped.collect(),
            counts: words::findings(file.findings),
            findings: lines(&checked.source, shown),
            more: (more > 0).then(|| format!("{} more; `amplint check` lists them.", count(more, "finding"))),
        }
    }
}

/// An integration.
#[derive(Serialize)]
struct Part {
    id: String,
    name: String,
    provider: String,
    display: Option<String>,
    line: u32,
    actions: String,
    reads_a_day: String,
    tables: Vec<Table>,
    heat: Option<Heat>,
    flow: Option<Flow>,
    find: String,
}

impl Part {
    fn new(it: &IntegrationView, id: usize) -> Self {
        let name = words::name(it.name.as_deref());
        let provider = words::provider(it);
        let display = it
            .display_name
            .as_deref()
            .or(it.provider_name)
            .map(|text| visible(text).into_owned());
        let tables = tables(it, &name);
        let rows = tables.iter().flat_map(Table::names);
        let find = [name.as_str(), &provider, display.as_deref().unwrap_or_default()]
            .into_iter()
            .chain(rows)
            .collect::<Vec<_>>()
            .join(" ");
        Self {
            id: format!("i{id}"),
            heat: (it.week.total() > 0.0).then(|| Heat::new(&it.week)),
            flow: Flow::new(it),
            line: it.line,
            actions: words::actions(it),
            reads_a_day: words::reads(it.reads_a_day),
            name,
            provider,
            display,
            tables,
            find,
        }
    }
}

#[derive(Serialize)]
struct Receiver {
    name: String,
    receives: String,
    find: String,
}

impl Receiver {
    fn new(it: &Destination) -> Self {
        let receives = it.receives.iter().map(|it| {
            let object = it
                .object
                .as_deref()
                .map_or_else(|| "the schema".to_owned(), |name| visible(name).into_owned());
            let events = if it.what == "events" { " (events)" } else { "" };
            format!("{}: {object}{events}", words::name(it.integration.as_deref()))
        });
        let receives = receives.collect::<Vec<_>>().join(", ");
        let name = visible(&it.name).into_owned();
        Self {
            find: format!("{name} {receives}"),
            name,
            receives,
        }
    }
}
